package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @Test
  void unknownOptionIsOneSentenceAndExitCode2() {
    assertEquals(2, run("info", "--bogus"));
    assertEquals(
        "cerulean: Unknown option: '--bogus'; cerulean info --help lists what there is",
        err.toString().strip());
  }

  @Test
  void noCommandIsOneSentenceAndExitCode2() {
    assertEquals(2, run());
    assertEquals(
        "cerulean: no command given; cerulean --help lists what there is", err.toString().strip());
  }

  @Test
  void infoNamesJavaKernelsAndThreads() {
    assertEquals(0, run("info"));
    assertTrue(out.toString().contains("kernels  "), out.toString());
    assertTrue(out.toString().contains("threads  "), out.toString());
    assertTrue(out.toString().contains("java     " + Runtime.version()), out.toString());
    assertEquals("", err.toString());
  }
}
