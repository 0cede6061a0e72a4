package cerulean.neuro.conformance;

import java.util.List;

/// The page `docs/neuro-conformance.md`: another family of facts is one more section here.
final class NeuroSheet {

  private static final String HEAD =
      """
      # Neuro conformance

      What the models of `cerulean.neuro` do, beside what the literature, the scripts of the authors, closed forms and
      other simulators say they should. A test writes this page (`-Dcerulean.update=true`) and fails
      where a number is off by more than its tolerance, or where the committed page says something
      else. Times are in ms; a spike is at the end of its step unless the section says otherwise.

      """;

  private NeuroSheet() {}

  /// The sections, in the order of the page.
  static List<NeuroRows> sections() {
    return List.of(
        new PatternRows(),
        new OneCellRows(),
        new BookRows(),
        new BurstRows(),
        new Layer5Rows(),
        new LifRows(),
        new MembraneRows(),
        new ReceptorRows(),
        new ConnectivityRows(),
        new PlasticityRows(),
        new NetworkRows(),
        new OrderRows());
  }

  /// The page in Markdown.
  static String markdown(List<NeuroRows> sections) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| section | cases | agree |\n|---|---:|---:|\n");
    for (NeuroRows section : sections) {
      List<NeuroRow> rows = section.rows();
      page.append(
          "| %s | %d | %d |%n"
              .formatted(
                  section.title(), rows.size(), rows.stream().filter(NeuroRow::agrees).count()));
    }
    for (NeuroRows section : sections) {
      page.append("\n## ").append(section.title()).append("\n\n").append(section.source());
      page.append("\n\n| case | expected | measured | |\n|---|---|---|---|\n");
      for (NeuroRow row : section.rows()) {
        page.append(
            "| %s | %s | %s | %s |%n"
                .formatted(row.name(), row.expected(), row.shown(), row.agrees() ? "" : "**off**"));
      }
    }
    return page.toString();
  }
}
