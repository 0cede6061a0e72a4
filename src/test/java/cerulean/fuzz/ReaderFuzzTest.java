package cerulean.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cerulean.onnx.Attribute;
import cerulean.onnx.ElementType;
import cerulean.onnx.Graph;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.OnnxReader;
import cerulean.onnx.TensorData;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.Csv;
import cerulean.tensor.io.Npy;
import cerulean.tensor.io.Npz;
import cerulean.tensor.io.SafeTensors;
import cerulean.tensor.io.TensorFormatException;
import cerulean.testing.Mutations;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the bytes, a reader returns what it read or throws its one exception with a sentence.
///
/// A build runs the files in `ReaderFuzzTestInputs/<method>` among the resources, and no bytes at
/// all. With `JAZZER_FUZZ=1` in the environment Jazzer starts from these files and looks for others
/// that reach new branches, one method at a time. What breaks a reader is left as `target/crash-*`
/// and belongs into the folder of its method, with the repair. Memory is measured by the tests of
/// hostile files in each reader's package, where no agent counts along.
@Tag("fuzz")
class ReaderFuzzTest {

  /// Zip archives are read from files only.
  @TempDir static Path folder;

  private static void readOrRefuse(
      byte[] bytes, Class<? extends Exception> refusal, Mutations.Reading reading)
      throws Exception {
    try {
      reading.read(bytes);
    } catch (Exception thrown) {
      if (thrown.getClass() != refusal) {
        throw thrown;
      }
      String message = thrown.getMessage();
      assertNotNull(message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  /// Converts each element, so that a layout beyond its storage would show.
  private static void touch(Tensor tensor) {
    assertEquals(tensor.size(), tensor.toDoubleArray().length);
  }

  @FuzzTest
  void npyIsReadOrRefused(byte[] bytes) throws Exception {
    readOrRefuse(bytes, TensorFormatException.class, all -> touch(Npy.read(all)));
  }

  @FuzzTest
  void npyStreamIsReadOrRefused(byte[] bytes) throws Exception {
    readOrRefuse(
        bytes, TensorFormatException.class, all -> touch(Npy.read(new ByteArrayInputStream(all))));
  }

  @FuzzTest
  void npzIsReadOrRefused(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("x.npz"), bytes);
    readOrRefuse(
        bytes,
        TensorFormatException.class,
        all -> Npz.read(file).values().forEach(ReaderFuzzTest::touch));
  }

  @FuzzTest
  void safeTensorsAreReadOrRefused(byte[] bytes) throws Exception {
    readOrRefuse(
        bytes,
        TensorFormatException.class,
        all -> SafeTensors.read(all).tensors().values().forEach(ReaderFuzzTest::touch));
  }

  @FuzzTest
  void csvIsReadOrRefused(byte[] bytes) throws Exception {
    for (DType type : new DType[] {DType.F32, DType.F64, DType.I64}) {
      Csv.Format format = Csv.Format.DEFAULT.withType(type);
      readOrRefuse(bytes, TensorFormatException.class, all -> touch(Csv.read(all, format)));
    }
  }

  @FuzzTest
  void onnxModelIsReadOrRefused(byte[] bytes) throws Exception {
    readOrRefuse(bytes, OnnxFormatException.class, all -> touch(OnnxReader.read(all).graph()));
  }

  @FuzzTest
  void onnxTensorIsReadOrRefused(byte[] bytes) throws Exception {
    readOrRefuse(bytes, OnnxFormatException.class, all -> touch(OnnxReader.readTensor(all)));
  }

  private static void touch(Graph graph) throws OnnxFormatException {
    for (TensorData initializer : graph.initializers().values()) {
      touch(initializer);
    }
    for (Node node : graph.nodes()) {
      for (Attribute attribute : node.attributes().values()) {
        switch (attribute) {
          case Attribute.TensorValue one -> touch(one.value());
          case Attribute.GraphValue one -> touch(one.value());
          default -> assertNotNull(attribute.toString());
        }
      }
    }
  }

  static void touch(TensorData tensor) throws OnnxFormatException {
    if (tensor.type() == ElementType.STRING) {
      assertEquals(tensor.shape().size(), tensor.texts().size());
    } else {
      assertEquals(tensor.shape(), tensor.toTensor().shape());
    }
  }
}
