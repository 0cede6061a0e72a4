package cerulean.studies.results;

import cerulean.tensor.io.AtomicFile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes and reads `results.json`.
///
/// Doubles are written in the shortest form that reads back to the same bits; what is not a finite
/// number is `null`, because JSON has no word for it, and reads back as NaN.
public final class ResultsJson {
  // Several thousand seeds fit; a larger file is not one of ours.
  private static final long MOST_BYTES = 64L << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new FiniteOrNull())
                  .addSerializer(Double.class, new FiniteOrNull())
                  .addDeserializer(double.class, new NullIsNaN())
                  .addDeserializer(Double.class, new NullIsNaN()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultsJson() {}

  /// Returns the document as JSON text.
  public static String text(ResultsDocument document) {
    try {
      return MAPPER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "results: the configuration holds a value that has no JSON form; "
              + e.getOriginalMessage(),
          e);
    }
  }

  /// Writes the document to `file`, whole or not at all.
  public static void write(Path file, ResultsDocument document) throws IOException {
    AtomicFile.write(file, text(document));
  }

  /// Reads a document; throws [IOException] with one sentence if `file` does not hold one.
  public static ResultsDocument read(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "results: a results file has at most "
              + MOST_BYTES
              + " bytes; "
              + file
              + " has "
              + bytes);
    }
    ResultsDocument document;
    try {
      document = MAPPER.readValue(Files.readAllBytes(file), ResultsDocument.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "results: " + file + " is not a results document; " + e.getOriginalMessage(), e);
    }
    if (!ResultsDocument.SCHEMA.equals(document.schema())) {
      throw new IOException(
          "results: the schema must be "
              + ResultsDocument.SCHEMA
              + "; "
              + file
              + " has "
              + document.schema());
    }
    return document;
  }

  private static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class NullIsNaN extends JsonDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return in.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }

    @Override
    public Double getAbsentValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
