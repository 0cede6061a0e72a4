package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Layers with PyTorch's weights, loaded by PyTorch's names, give PyTorch's outputs and running
/// statistics, and their own parameters get PyTorch's gradients. In F32, the type of layers: each
/// number is compared with the largest of its array. In F64, and as functions of their parameters,
/// they are on the conformance page.
class TorchLayersTest {

  /// Some tens of roundings of 2^-24 on the way through a block.
  private static final double TOLERANCE = 2e-5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<VectorCase> cases(Archive archive) {
    return VectorCase.all(archive).stream()
        .filter(one -> TorchLayers.names().contains(one.op()))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> layersAreThoseOfTheVectors() {
    Archive archive = Archive.open(TorchVectors.ARCHIVE);
    return cases(archive).stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(archive, one)));
  }

  @Test
  void everyLayerAndModelOfTheVectorsIsThere() {
    Set<String> all = new TreeSet<>();
    VectorCase.all(Archive.open(TorchVectors.ARCHIVE)).stream()
        .map(VectorCase::op)
        .filter(op -> op.startsWith("nn.") || op.startsWith("model."))
        .forEach(all::add);
    assertEquals(all, new TreeSet<>(TorchLayers.names()));
    assertEquals(93, cases(Archive.open(TorchVectors.ARCHIVE)).size());
  }

  private static void check(Archive archive, VectorCase one) throws IOException {
    JsonNode json = JSON.readTree(archive.file(one.name() + "/case.json"));
    Arguments arguments =
        new Arguments(TorchGradients.inSinglePrecision(one), Arrangement.CONTIGUOUS);
    TorchLayers.Built built = TorchLayers.loaded(one.op(), arguments);
    Map<String, Variable> inputs = new LinkedHashMap<>();
    for (String name : arguments.called()) {
      Tensor value = arguments.in(name);
      boolean leaf = json.get("grads").has(name);
      inputs.put(name, leaf ? Variable.leaf(value) : Variable.constant(value));
    }
    List<Variable> outputs = built.call().outputs(inputs);
    Variable loss = Variable.constant(Tensor.scalar(0f));
    for (int i = 0; i < one.outputs().size(); i++) {
      VectorCase.Output want = one.outputs().get(i);
      if (want.name().startsWith("after.")) {
        String name = want.name().substring("after.".length());
        compare(want.name(), want.tensor(), built.network().namedBuffers().get(name));
        continue;
      }
      compare(want.name(), want.tensor(), outputs.get(i).value());
      if (!json.get("outputs").get(i).get("cotangent").isNull()) {
        Tensor weights = array(archive, one, "cot_" + want.name()).to(DType.F32);
        loss = loss.add(outputs.get(i).mul(Variable.constant(weights)).sum());
      }
    }
    if (!loss.requiresGrad()) {
      return;
    }
    loss.backward();
    built.network().namedParameters().forEach(inputs::put);
    for (Map.Entry<String, Variable> input : inputs.entrySet()) {
      if (input.getValue().requiresGrad()) {
        Tensor want = array(archive, one, "grad_" + input.getKey());
        Tensor grad = input.getValue().grad();
        Tensor zeros = Tensor.zeros(want.shape().dims());
        compare("gradient of " + input.getKey(), want, grad == null ? zeros : grad);
      }
    }
  }

  private static Tensor array(Archive archive, VectorCase one, String name) throws IOException {
    return Npy.read(archive.file(one.name() + "/" + name + ".npy"));
  }

  private static void compare(String what, Tensor want, Tensor got) {
    assertEquals(want.shape(), got.shape(), what);
    double[] x = want.toDoubleArray();
    double[] y = got.toDoubleArray();
    double largest = 1e-3;
    for (double number : x) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < x.length; i++) {
      int at = i;
      assertTrue(
          Math.abs(x[i] - y[i]) <= TOLERANCE * largest,
          () -> what + " element " + at + ": " + y[at] + " is not " + x[at]);
    }
  }
}
