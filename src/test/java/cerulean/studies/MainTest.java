package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class MainTest extends CommandTest {

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

  @Test
  void theReadmeHasEveryOptionOfTheStudies() throws IOException {
    String readme = Files.readString(ProjectFiles.ROOT.resolve("README.md"));
    List<String> missing = new ArrayList<>();
    for (String name : List.of("stability-gap", "sweep", "rerun", "accuracy")) {
      int from = readme.indexOf("./cerulean " + name, readme.indexOf("## The command"));
      assertTrue(from > 0, name);
      String usage = readme.substring(from, readme.indexOf("\n./cerulean", from));
      CommandLine command = Main.commandLine().getSubcommands().get(name);
      for (OptionSpec option : command.getCommandSpec().options()) {
        boolean standard = Set.of("--help", "--version", "--page").contains(option.longestName());
        if (!standard && !usage.contains(option.longestName())) {
          missing.add(name + " " + option.longestName());
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
