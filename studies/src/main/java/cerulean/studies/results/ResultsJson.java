package cerulean.studies.results;

import java.io.IOException;
import java.nio.file.Path;

/// Writes and reads the `results.json` of the stability-gap study, as [StudyJson] has it.
public final class ResultsJson {

  private static final String WHAT = "results";

  private ResultsJson() {}

  /// Returns the document as JSON text.
  public static String text(ResultsDocument document) {
    return StudyJson.text(WHAT, document);
  }

  /// Writes the document to `file`, whole or not at all.
  public static void write(Path file, ResultsDocument document) throws IOException {
    StudyJson.write(WHAT, file, document);
  }

  /// Reads a document; throws [IOException] with one sentence if `file` does not hold one.
  public static ResultsDocument read(Path file) throws IOException {
    ResultsDocument document = StudyJson.read(WHAT, file, ResultsDocument.class);
    StudyJson.requireSchema(WHAT, file, ResultsDocument.SCHEMA, document.schema());
    return document;
  }
}
