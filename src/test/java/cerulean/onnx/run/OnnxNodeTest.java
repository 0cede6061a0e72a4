package cerulean.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// ONNX's backend tests against the pinned list of those that do not pass, each with its reason. A
/// case that starts to pass must leave the list.
class OnnxNodeTest {

  /// Cases of an archive that do not pass: a line has the name and, after a blank, the reason.
  static Map<String, String> exceptions(String archive) {
    String resource = archive.replace(".zip", "-exceptions.txt");
    try (var in = OnnxNodeTest.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(part -> part[0], part -> part[1], (a, b) -> a, TreeMap::new));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @TestFactory
  Stream<DynamicTest> singleNodes() {
    return tests("onnx-node.zip");
  }

  @TestFactory
  Stream<DynamicTest> modelsExportedByPyTorch() {
    return tests("onnx-pytorch-operator.zip");
  }

  private static Stream<DynamicTest> tests(String archive) {
    assumeTrue(
        Files.isRegularFile(OnnxSuite.file(archive)),
        archive + " not run: no file " + OnnxSuite.file(archive) + " (set by -Dcerulean.shared)");
    Map<String, String> exceptions = exceptions(archive);
    return OnnxSuite.cases(archive).stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  String problem = OnnxSuite.problem(one);
                  if (exceptions.containsKey(one.name())) {
                    assertNotEquals("", problem, "passes: take it off the list");
                  } else {
                    assertEquals("", problem);
                  }
                }));
  }

  @Test
  void everyExceptionIsACase() {
    for (String archive : List.of("onnx-node.zip", "onnx-pytorch-operator.zip")) {
      List<OnnxSuite.Case> cases = OnnxSuite.cases(archive);
      assumeTrue(!cases.isEmpty(), archive + " not at hand");
      var names = cases.stream().map(OnnxSuite.Case::name).collect(Collectors.toSet());
      var unknown = new TreeSet<>(exceptions(archive).keySet());
      unknown.removeAll(names);
      assertTrue(unknown.isEmpty(), unknown.toString());
    }
  }
}
