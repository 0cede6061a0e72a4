package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class MainTest extends CommandTest {

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

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

  /// An option stands in the usage of README or, where that names a page, in the command's row of
  /// the table there; neither shows an option that there is not.
  @Test
  void theReadmeHasEveryOptionOfEveryCommand() throws IOException {
    Set<String> options = new TreeSet<>();
    Set<String> shown = new TreeSet<>();
    for (CommandSpec command : commands(Main.commandLine())) {
      String name = command.qualifiedName(" ");
      for (OptionSpec option : command.options()) {
        if (!option.usageHelp() && !option.versionHelp()) {
          options.add(name + " " + option.longestName());
        }
      }
      Matcher words = OPTION.matcher(usage(name.split(" ", -1)));
      while (words.find()) {
        shown.add(name + " " + words.group());
      }
    }
    assertTrue(options.contains("cerulean neuro network --size"), options::toString);
    Set<String> missing = new TreeSet<>(options);
    missing.removeAll(shown);
    assertEquals(Set.of(), missing, "options that README does not show");
    shown.removeAll(options);
    assertEquals(Set.of(), shown, "options that there are not");
  }

  /// The commands that have no commands of their own.
  private static List<CommandSpec> commands(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(command.getCommandSpec());
    }
    return command.getSubcommands().values().stream()
        .flatMap(under -> commands(under).stream())
        .toList();
  }

  /// What is said of a command's options, its words being as in `cerulean neuro fi`.
  private static String usage(String... words) throws IOException {
    String last = words[words.length - 1];
    String usage =
        found(
            "README.md",
            "(?ms)^\\./cerulean " + words[1] + "(?= ).*?(?=^\\./cerulean |^```)",
            words[1]);
    assertTrue(usage.contains(last), "README.md does not show " + String.join(" ", words));
    Matcher page = Pattern.compile("docs/[a-z-]+\\.md").matcher(usage);
    return page.find()
        ? usage + found(page.group(), "(?m)^\\| `" + last + "` \\|.*$", last)
        : usage;
  }

  /// The first piece of that form in a page's section on the command.
  private static String found(String page, String form, String command) throws IOException {
    String text = Files.readString(ProjectFiles.ROOT.resolve(page));
    Matcher piece = Pattern.compile(form).matcher(text.split("\n## The command\n", 2)[1]);
    assertTrue(piece.find(), page + " does not show " + command);
    return piece.group();
  }
}
