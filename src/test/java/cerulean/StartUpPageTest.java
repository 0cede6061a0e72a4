package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.bench.report.Document;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.Row;
import cerulean.testing.GuidePage;
import cerulean.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/start-up.md` shows is a program that runs, and figures of the results that it names.
@Tag("once")
class StartUpPageTest {

  private static final GuidePage PAGE = GuidePage.of("docs/start-up.md");

  private static final Path EXAMPLE = ProjectFiles.ROOT.resolve("docs/examples/Ready.java");

  private static final Pattern SOURCE = Pattern.compile("\\]\\(\\.\\./bench/results/([\\w.-]+)\\)");

  private static final Pattern LINE = Pattern.compile("^\\| ([a-z][a-z +-]*) \\|(.*)\\|$");

  @Test
  void theProgramIsTheExample() throws IOException {
    assertEquals(Files.readString(EXAMPLE), PAGE.program());
  }

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    String printed =
        JavaProgram.printed(
            folder,
            List.of(
                // Their warm-up takes a second rather than six.
                "-Dcerulean.kernels=scalar",
                "--module-path",
                ProjectFiles.libraries(),
                "--add-modules",
                "cerulean.nn,cerulean.optim",
                EXAMPLE.toString()));
    assertEquals(PAGE.output(), printed);
  }

  /// The table's lines, made from the results: on one and on two threads, in ms, the end of the
  /// first step, the time from which steps are steady, and such a step.
  @Test
  void theFiguresAreThoseOfTheResults() throws IOException {
    String page = PAGE.text();
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
