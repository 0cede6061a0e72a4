package cerulean.studies.results;

import cerulean.tensor.io.AtomicFile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How studies write and read JSON.
///
/// Doubles are written in the shortest form that reads back to the same bits; what is not a finite
/// number is `null`, because JSON has no word for it, and reads back as NaN. Fields that a version
/// does not know are skipped.
public final class StudyJson {
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

  private StudyJson() {}

  /// Returns `document`, a record or a map, as JSON text; `what` begins the sentence if it holds
  /// something that has no JSON form.
  public static String text(String what, Object document) {
    try {
      return MAPPER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          what + ": a value has no JSON form; " + e.getOriginalMessage(), e);
    }
  }

  /// Writes `document` to `file`, whole or not at all.
  public static void write(String what, Path file, Object document) throws IOException {
    AtomicFile.write(file, text(what, document));
  }

  /// Reads a document of the form `type`; throws [IOException] with one sentence that begins with
  /// `what` if `file` does not hold one.
  public static <T> T read(String what, Path file, Class<T> type) throws IOException {
    try {
      T document = MAPPER.readValue(bytes(what, file), type);
      if (document != null) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          what + ": " + file + " is not a " + what + " document; " + e.getOriginalMessage(), e);
    }
    throw new IOException(what + ": " + file + " is not a " + what + " document; it holds null");
  }

  /// Reads a document as it stands, to look at names that no record has.
  public static JsonNode tree(String what, Path file) throws IOException {
    return read(what, file, JsonNode.class);
  }

  private static byte[] bytes(String what, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(what + ": there is no file " + file);
    }
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "%s: a %s file has at most %d bytes; %s has %d"
              .formatted(what, what, MOST_BYTES, file, bytes));
    }
    return Files.readAllBytes(file);
  }

  /// Checks the name of a layout.
  public static void requireSchema(String what, Path file, String needed, String found)
      throws IOException {
    if (!needed.equals(found)) {
      throw new IOException(
          what + ": the schema must be " + needed + "; " + file + " has " + found);
    }
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
