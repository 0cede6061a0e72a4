package cerulean.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.OnnxReader;
import cerulean.tensor.DType;
import cerulean.tensor.io.Csv;
import cerulean.tensor.io.Npy;
import cerulean.tensor.io.Npz;
import cerulean.tensor.io.SafeTensors;
import cerulean.tensor.io.TensorFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The files that [ReaderFuzzTest] starts from, good ones, which lead past the first checks, and
/// bad ones: their names say which. Jazzer itself is silent where a folder is missing or misnamed.
@Tag("once")
class FuzzCorpusTest {

  /// What a file may take, so that Jazzer's changes hit something.
  private static final long MOST_BYTES = 2048;

  private static Path corpus() throws URISyntaxException {
    return Path.of(FuzzCorpusTest.class.getResource("ReaderFuzzTestInputs").toURI());
  }

  private static List<Path> content(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  @Test
  void everyFuzzTestHasItsFolder() throws Exception {
    Set<String> methods = new TreeSet<>();
    Stream.of(ReaderFuzzTest.class.getDeclaredMethods())
        .map(method -> method.getName())
        .filter(name -> name.endsWith("ReadOrRefused"))
        .forEach(methods::add);
    Set<String> folders = new TreeSet<>();
    for (Path folder : content(corpus())) {
      folders.add(folder.getFileName().toString());
      assertTrue(content(folder).size() >= 12, folder + " has hardly a file");
    }
    assertEquals(7, methods.size());
    assertEquals(methods, folders);
  }

  @Test
  void goodFilesAreReadAndBadOnesRefused() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path folder : content(corpus())) {
      for (Path file : content(folder)) {
        String name = folder.getFileName() + "/" + file.getFileName();
        assertTrue(Files.size(file) < MOST_BYTES, name + " is too large");
        String outcome = outcome(file);
        if (!file.getFileName().toString().startsWith(outcome + "-")) {
          wrong.add(name + " is " + outcome);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static String outcome(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      switch (file.getParent().getFileName().toString()) {
        case "npyIsReadOrRefused" -> Npy.read(bytes);
        case "npyStreamIsReadOrRefused" -> Npy.read(new ByteArrayInputStream(bytes));
        case "npzIsReadOrRefused" -> Npz.read(file);
        case "safeTensorsAreReadOrRefused" -> SafeTensors.read(bytes);
        case "csvIsReadOrRefused" -> Csv.read(bytes, Csv.Format.DEFAULT.withType(DType.F64));
        case "onnxModelIsReadOrRefused" -> OnnxReader.read(bytes);
        case "onnxTensorIsReadOrRefused" -> ReaderFuzzTest.touch(OnnxReader.readTensor(bytes));
        default -> throw new AssertionError(file);
      }
      return "good";
    } catch (TensorFormatException | OnnxFormatException refused) {
      return "bad";
    } catch (RuntimeException broken) {
      return broken.toString();
    }
  }
}
