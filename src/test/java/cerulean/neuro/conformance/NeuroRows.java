package cerulean.neuro.conformance;

import java.util.List;

/// A section of the sheet: one family of facts about models.
public interface NeuroRows {

  /// Heading.
  String title();

  /// Where the expected numbers are from and what was run, in a sentence or two.
  String source();

  /// The lines.
  List<NeuroRow> rows();
}
