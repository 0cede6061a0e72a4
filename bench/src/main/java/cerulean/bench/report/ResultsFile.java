package cerulean.bench.report;

import cerulean.tensor.io.AtomicFile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes and reads the JSON files under `bench/results`.
public final class ResultsFile {

  /// Some ten thousand rows; a larger file is not one of ours.
  private static final long MOST_BYTES = 4L << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultsFile() {}

  /// The document as JSON text, a row to a line.
  public static String text(Document document) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
    try {
      return MAPPER.writer(printer).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "bench: the results have no JSON form; " + e.getOriginalMessage(), e);
    }
  }

  /// Writes the document to `file`, whole or not at all.
  public static void write(Path file, Document document) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.write(file, text(document));
  }

  /// Reads a document; throws [IOException] with one sentence if `file` does not hold one.
  public static Document read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "bench: a results file has at most "
              + MOST_BYTES
              + " bytes; "
              + file
              + " has "
              + Files.size(file));
    }
    Document document;
    try {
      document = MAPPER.readValue(Files.readAllBytes(file), Document.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "bench: " + file + " is not a results file; " + e.getOriginalMessage(), e);
    }
    if (!Document.SCHEMA.equals(document.schema())) {
      throw new IOException(
          "bench: the schema must be "
              + Document.SCHEMA
              + "; "
              + file
              + " has "
              + document.schema());
    }
    return document;
  }

  /// A number as it goes into a file: four digits are more than a measurement has.
  public static double rounded(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    double scale = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(x))));
    return Math.round(x * scale) / scale;
  }
}
