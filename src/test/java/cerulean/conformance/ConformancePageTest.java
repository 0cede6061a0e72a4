package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/conformance.md` says what the suites give. `-Dcerulean.update=true` writes it anew.
class ConformancePageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/conformance.md");

  @Test
  void thePageSaysWhatTheSuitesGive() throws IOException {
    String made = ConformancePage.markdown(ConformancePage.sections());
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  @Test
  void aSectionCountsByOperation() {
    SuiteSection section =
        SuiteSection.byOp(
            "vectors",
            "a book",
            "all of it",
            List.of(
                new SuiteResult("vectors", "one", "sum", Outcome.PASS, ""),
                new SuiteResult("vectors", "two", "sum", Outcome.NOT_APPLICABLE, "no strings"),
                new SuiteResult("vectors", "three", "abs", Outcome.FAIL, "1 is not 2"),
                new SuiteResult("vectors", "four", "sum", Outcome.NOT_APPLICABLE, "no strings")));
    assertEquals(
        """
        ## vectors

        Source: a book

        Run: all of it

        **1 of 4 pass**, 2 are not applicable, 1 fail.

        | operation | cases | pass | not applicable | fail | why |
        |---|---:|---:|---:|---:|---|
        | abs | 1 |  |  | 1 | 1 is not 2 |
        | sum | 3 | 1 | 2 |  | no strings |
        """,
        section.markdown());
  }

  @Test
  void onlyWhatDoesNotPassHasAReason() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuiteResult("s", "one", "sum", Outcome.PASS, "well"));
    assertThrows(
        IllegalArgumentException.class, () -> new SuiteResult("s", "one", "sum", Outcome.FAIL, ""));
  }
}
