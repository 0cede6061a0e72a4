package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.bench.report.Document;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.Row;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `docs/start-up.md` shows is a program that runs, and figures of the results that it names.
@Tag("once")
class StartUpPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/start-up.md");

  private static final Path EXAMPLE = ProjectFiles.ROOT.resolve("docs/examples/Ready.java");

  private static final Pattern SOURCE = Pattern.compile("\\]\\(\\.\\./bench/results/([\\w.-]+)\\)");

  private static final Pattern LINE = Pattern.compile("^\\| ([a-z][a-z +-]*) \\|(.*)\\|$");

  private static String block(String text, String fence) {
    int from = text.indexOf(fence) + fence.length();
    return text.substring(from, text.indexOf("```", from));
  }

  @Test
  void theProgramIsTheExample() throws IOException {
    assertEquals(Files.readString(EXAMPLE), block(Files.readString(PAGE), "```java\n"));
  }

  @Test
  void theProgramPrintsWhatIsShown() throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Their warm-up takes a second rather than six.
                "-Dcerulean.kernels=scalar",
                "--module-path",
                libraries(),
                "--add-modules",
                "cerulean.nn,cerulean.optim",
                EXAMPLE.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue());
    assertEquals(block(Files.readString(PAGE), "```text\n"), printed);
  }

  /// The libraries' jars or folders of classes, whichever this build tests.
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Path.of(entry).startsWith(ProjectFiles.ROOT))
        .filter(entry -> !Path.of(entry).startsWith(ProjectFiles.ROOT.resolve("src")))
        .filter(entry -> !Path.of(entry).startsWith(ProjectFiles.ROOT.resolve("bench")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The table's lines, made from the results: on one and on two threads, in ms, the end of the
  /// first step, the time from which steps are steady, and such a step.
  @Test
  void theFiguresAreThoseOfTheResults() throws IOException {
    String page = Files.readString(PAGE);
    Matcher source = SOURCE.matcher(page);
    assertTrue(source.find(), "the page names its results");
    Document document =
        ResultsFile.read(ProjectFiles.ROOT.resolve("bench/results").resolve(source.group(1)));
    List<String> expected = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    int from = page.indexOf("## Measured");
    for (String line : page.substring(from, page.indexOf("\n## ", from)).lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        String variant = parts.group(1);
        shown.add(line);
        expected.add(
            "| "
                + variant
                + " | "
                + cells(document, variant, 1)
                + cells(document, variant, 2).stripTrailing());
      }
    }
    assertTrue(!shown.isEmpty(), "the page has a table");
    assertEquals(String.join("\n", expected), String.join("\n", shown));
  }

  private static String cells(Document document, String variant, int threads) {
    return cell(document, variant + ": first step ends", threads, "%.0f")
        + cell(document, variant + ": steady from", threads, "%.0f")
        + cell(document, variant + ": steady step", threads, "%.2f");
  }

  private static String cell(Document document, String work, int threads, String form) {
    boolean peers = work.startsWith("pytorch");
    String row = peers ? work.replace("pytorch", "plain") : work;
    for (Row found : document.rows()) {
      if (found.work().equals(row) && found.threads() == threads) {
        Double value = peers ? found.peer() : Double.valueOf(found.ours());
        return value == null ? " | " : String.format(Locale.ROOT, form + " | ", value / 1e3);
      }
    }
    throw new AssertionError("no row " + work + " on " + threads);
  }
}
