package cerulean.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads ONNX models (`.onnx`) and single tensors (`.pb`) from files that nobody has vouched for.
///
/// Refused, each with a sentence that says so: data in other files, sparse tensors, sequences,
/// maps, optionals, functions of a model's own, and everything that is not well-formed. Reading
/// never takes more memory than a small multiple of the file, whatever sizes the file declares.
public final class OnnxReader {

  /// What an array of the JVM can hold; protobuf's own limit is 2 GiB, too.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final String BYTES = "the given bytes";

  private OnnxReader() {}

  /// The model in a file.
  public static Model read(Path file) throws OnnxFormatException {
    return ModelReader.model(WireReader.of(new WireSource(contents(file), file.toString())));
  }

  /// The model in `bytes`, which are not copied and must not change as long as the model is used.
  public static Model read(byte[] bytes) throws OnnxFormatException {
    return ModelReader.model(WireReader.of(new WireSource(bytes, BYTES)));
  }

  /// The tensor in a file.
  public static TensorData readTensor(Path file) throws OnnxFormatException {
    return TensorReader.read(WireReader.of(new WireSource(contents(file), file.toString())));
  }

  /// The tensor in `bytes`, which are not copied and must not change as long as it is used.
  public static TensorData readTensor(byte[] bytes) throws OnnxFormatException {
    return TensorReader.read(WireReader.of(new WireSource(bytes, BYTES)));
  }

  private static byte[] contents(Path file) throws OnnxFormatException {
    if (!Files.exists(file)) {
      throw new OnnxFormatException("onnx: file not found: " + file + "; check the path");
    }
    // Also keeps out pipes and devices, which have no length and may never end.
    if (!Files.isRegularFile(file)) {
      throw new OnnxFormatException(
          "onnx: not a file: " + file + "; give the path of an ONNX file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw tooLarge(file, size);
      }
      // No more than that, should the file grow meanwhile; fewer are cut short and found to be.
      return in.readNBytes((int) size);
    } catch (OnnxFormatException fault) {
      throw fault;
    } catch (IOException cause) {
      throw new OnnxFormatException("onnx: cannot read " + file + ": " + reason(cause), cause);
    }
  }

  private static OnnxFormatException tooLarge(Path file, long size) {
    return new OnnxFormatException(
        "onnx: file is too large: %s has %d bytes, at most %d can be read"
            .formatted(file, size, MOST_BYTES));
  }

  /// File system exceptions often carry the path as their only message.
  private static String reason(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "permission denied"
        : cause.getClass().getSimpleName() + ", " + cause.getMessage();
  }
}
