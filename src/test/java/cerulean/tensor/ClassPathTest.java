package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The library on a plain class path, without any option of the virtual machine.
@Tag("once")
class ClassPathTest {

  private static final String MISSING =
      "module jdk.incubator.vector not found; start java with --add-modules jdk.incubator.vector or"
          + " put the jars on the module path";

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  private Result run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TwoLineProgram.class.getName()));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Options from the environment would be options after all.
    List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
        .forEach(builder.environment()::remove);
    int exitCode = builder.start().waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  @Test
  void twoLinesRunWithoutOptions() throws IOException, InterruptedException {
    Result result = run();
    assertEquals(0, result.exitCode, result.err);
    assertEquals("[7.0, 10.0, 15.0, 22.0]", result.out.strip());
  }

  @Test
  void oneLineSaysThatVectorsAreOffAndWhatTurnsThemOn() throws IOException, InterruptedException {
    List<String> said =
        run().err.lines().filter(line -> line.contains("vector kernels off")).toList();
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.getFirst().endsWith("vector kernels off: " + MISSING), said.toString());
  }

  @Test
  void askingForScalarKernelsGivesNoWarning() throws IOException, InterruptedException {
    Result result = run("-Dcerulean.kernels=scalar");
    assertEquals(0, result.exitCode, result.err);
    assertEquals("[7.0, 10.0, 15.0, 22.0]", result.out.strip());
    assertTrue(!result.err.contains("WARNING"), result.err);
  }

  @Test
  void askingForTheAutomaticChoiceWarnsAsNotAsking() throws IOException, InterruptedException {
    String err = run("-Dcerulean.kernels=auto").err;
    assertTrue(err.contains("WARNING: vector kernels off: " + MISSING), err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:TieredStopAtLevel=0",
        "-XX:TieredStopAtLevel=1",
        "-XX:TieredStopAtLevel=2",
        "-XX:TieredStopAtLevel=3",
        "-XX:CompilationMode=quick-only",
        "-XX:-UseCompiler"
      })
  void withoutTheOptimizingCompilerKernelsAreScalar(String option)
      throws IOException, InterruptedException {
    String err = run("--add-modules=jdk.incubator.vector", option).err;
    assertTrue(
        err.contains(
            "WARNING: vector kernels off: the optimizing compiler is off; start java without"
                + " -XX:TieredStopAtLevel, -XX:CompilationMode and -XX:-UseCompiler"),
        err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=4", "-XX:-TieredCompilation"})
  void withTheOptimizingCompilerVectorKernelsAreOn(String option)
      throws IOException, InterruptedException {
    String err = run("--add-modules=jdk.incubator.vector", option).err;
    assertTrue(err.contains("INFO: vector kernels on: "), err);
  }

  @Test
  void theLevelOfTheCompilerIsReadOnlyWhereManagementIsThere()
      throws IOException, InterruptedException {
    Result result = run("--limit-modules=java.base,java.logging,jdk.incubator.vector");
    assertEquals(0, result.exitCode, result.err);
    assertEquals("[7.0, 10.0, 15.0, 22.0]", result.out.strip());
  }

  @Test
  void aNumberOfThreadsThatIsNoNumberIsASentence() throws IOException, InterruptedException {
    Result result = run("-Dcerulean.threads=two");
    assertNotEquals(0, result.exitCode);
    assertTrue(
        result.err.contains("cerulean.threads: must be a whole number of at least 1; got \"two\""),
        result.err);
  }

  @Test
  void askingForSimdFailsWithTheReason() throws IOException, InterruptedException {
    Result result = run("-Dcerulean.kernels=simd");
    assertNotEquals(0, result.exitCode);
    assertEquals("", result.out);
    assertTrue(
        result.err.contains(
            "cerulean.kernels: simd was asked for but cannot be had; vector kernels off: "
                + MISSING),
        result.err);
  }
}
