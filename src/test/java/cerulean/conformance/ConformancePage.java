package cerulean.conformance;

import java.util.List;

/// The page `docs/conformance.md`: a new suite is one more section here.
final class ConformancePage {

  private static final String HEAD =
      """
      # Conformance

      Suites that others wrote, run on this library. A test writes this page from what the suites give
      (`-Dcerulean.update=true`) and fails where the committed page says something else; nothing on
      it depends on the machine or on the kernels that run. A case passes, is not applicable (this
      library has no such operation, for the reason given) or fails. What is expected of each case is
      pinned in `src/test/resources/cerulean/conformance`, so that a case that begins to fail, and
      one that begins to pass, is noticed.

      """;

  private ConformancePage() {}

  /// The sections, in the order of the page.
  static List<SuiteSection> sections() {
    return List.of(
        OnnxSuite.NODES.section(),
        OnnxSuite.PYTORCH.section(),
        TorchVectors.section(),
        TorchGradients.section(),
        NumpyUlp.section(),
        ArrayApiSpecialCases.section());
  }

  /// The page in Markdown.
  static String markdown(List<SuiteSection> sections) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| suite | cases | pass | not applicable | fail |\n|---|---:|---:|---:|---:|\n");
    for (SuiteSection section : sections) {
      page.append("| ").append(section.title()).append(" | ").append(section.results().size());
      for (Outcome outcome : Outcome.values()) {
        page.append(" | ").append(section.count(outcome));
      }
      page.append(" |\n");
    }
    for (SuiteSection section : sections) {
      page.append('\n').append(section.markdown());
    }
    return page.toString();
  }
}
