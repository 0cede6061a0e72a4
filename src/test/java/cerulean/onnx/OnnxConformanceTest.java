package cerulean.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerulean.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The files of ONNX's own test suite, where they are at hand: each is read, and the numbers of
/// what they hold are those counted by another reader.
@Tag("once")
class OnnxConformanceTest {

  /// Files of an archive by their paths.
  private static Map<String, byte[]> archive(String name) throws IOException {
    Path file = Path.of(System.getProperty("cerulean.shared", "."), "conformance", name);
    assumeTrue(
        Files.isRegularFile(file),
        "ONNX suite not tested: no file " + file + " (set by -Dcerulean.shared)");
    Map<String, byte[]> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
        contents.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return contents;
  }

  /// What the files of an archive hold.
  private static final class Counts {
    int models;
    int nodes;
    int initializers;
    int inputs;
    int outputs;
    int tensors;
    final TreeSet<Long> versions = new TreeSet<>();
    final TreeSet<Long> opsets = new TreeSet<>();
    final TreeSet<String> operators = new TreeSet<>();
    final Map<String, Integer> attributes = new TreeMap<>();
    final Map<ElementType, Integer> types = new TreeMap<>();

    Counts(Map<String, byte[]> files) throws OnnxFormatException {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        if (file.getKey().endsWith(".onnx")) {
          Model model = OnnxReader.read(file.getValue());
          models++;
          versions.add(model.irVersion());
          opsets.add(model.opset());
          inputs += model.graph().inputs().size();
          outputs += model.graph().outputs().size();
          operators.addAll(model.graph().nodes().stream().map(Node::opType).toList());
          add(model.graph());
        } else if (file.getKey().endsWith(".pb")) {
          TensorData tensor = OnnxReader.readTensor(file.getValue());
          assertEquals(tensor.type().bytes(tensor.shape().size()), tensor.bytes().remaining());
          assertEquals(tensor.shape(), tensor.toTensor().shape());
          types.merge(tensor.type(), 1, Integer::sum);
          tensors++;
        }
      }
    }

    private void add(Graph graph) {
      nodes += graph.nodes().size();
      initializers += graph.initializers().size();
      graph.nodes().stream()
          .map(node -> node.attributes().values())
          .flatMap(Collection::stream)
          .forEach(attribute -> {
            attributes.merge(attribute.getClass().getSimpleName(), 1, Integer::sum);
            if (attribute instanceof Attribute.GraphValue inner) {
              add(inner.value());
            }
          });
    }
  }

  @Test
  void nodeSuiteIsRead() throws IOException {
    Counts counts = new Counts(archive("onnx-node.zip"));
    assertEquals(594, counts.models);
    assertEquals(610, counts.nodes);
    assertEquals(0, counts.initializers);
    assertEquals(1963, counts.tensors);
    assertEquals(173, counts.operators.size());
    assertEquals(3, counts.versions.first());
    assertEquals(13, counts.versions.last());
    assertEquals(1, counts.opsets.first());
    assertEquals(28, counts.opsets.last());
    assertEquals(
        "{Float32=45, GraphValue=5, Int=358, Ints=100, TensorValue=7, Text=116}",
        counts.attributes.toString());
    assertEquals("{FLOAT=1492, INT32=61, INT64=291, BOOL=73, DOUBLE=46}", counts.types.toString());
  }

  @Test
  void exportedModelsAreRead() throws IOException {
    Counts counts = new Counts(archive("onnx-pytorch-operator.zip"));
    assertEquals(35, counts.models);
    assertEquals(54, counts.nodes);
    assertEquals(6, counts.initializers);
    assertEquals(55, counts.inputs);
    assertEquals(38, counts.outputs);
    assertEquals(87, counts.tensors);
    assertEquals("[3]", counts.versions.toString());
    assertEquals("[6, 9]", counts.opsets.toString());
    assertEquals("{FLOAT=71, INT64=2, DOUBLE=14}", counts.types.toString());
    assertEquals(
        "{Float32=9, Int=21, Ints=23, TensorValue=5, Text=1}", counts.attributes.toString());
  }

  @Test
  void inputsAndOutputsAreAsDeclared() throws IOException {
    Map<String, byte[]> files = archive("onnx-pytorch-operator.zip");
    files.putAll(archive("onnx-node.zip"));
    int checked = 0;
    for (String path : files.keySet()) {
      if (!path.endsWith("/model.onnx")) {
        continue;
      }
      String folder = path.substring(0, path.lastIndexOf('/') + 1) + "test_data_set_0/";
      Graph graph = OnnxReader.read(files.get(path)).graph();
      int i = 0;
      for (ValueInfo input : graph.requiredInputs()) {
        checked += check(path, input, files.get(folder + "input_" + i++ + ".pb"));
      }
      i = 0;
      for (ValueInfo output : graph.outputs()) {
        checked += check(path, output, files.get(folder + "output_" + i++ + ".pb"));
      }
    }
    assertEquals(1963 + 87, checked);
  }

  private static int check(String path, ValueInfo declared, byte[] file)
      throws OnnxFormatException {
    TensorData tensor = OnnxReader.readTensor(file);
    assertEquals(declared.type(), tensor.type(), path);
    int[] dims = tensor.shape().dims();
    declared
        .shape()
        .ifPresent(shape -> {
          assertEquals(shape.size(), dims.length, path);
          for (int axis = 0; axis < dims.length; axis++) {
            if (shape.get(axis) instanceof Dimension.Fixed fixed) {
              assertEquals(fixed.size(), dims[axis], path);
            }
          }
        });
    return 1;
  }

  @Test
  void damagedModelsOfTheSuiteAreReadOrRefused() throws IOException {
    int refused = 0;
    int copies = 0;
    for (Map.Entry<String, byte[]> file : archive("onnx-node.zip").entrySet()) {
      if (file.getKey().endsWith(".onnx") && file.getValue().length < 1000) {
        refused +=
            Mutations.survive(
                Mutations.random(file.getValue(), 3, 20),
                OnnxFormatException.class,
                200,
                OnnxReader::read);
        copies += 20;
      }
    }
    assertTrue(refused > copies / 4, refused + " of " + copies);
  }
}
