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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Gradients and gradients of gradients as PyTorch gives them, of the operations on variables.
class TorchGradientsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TorchNetworks networks = new TorchNetworks();

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfTheVectors() {
    Archive archive = Archive.open(TorchVectors.ARCHIVE);
    return VectorCase.all(archive).stream()
        .filter(one -> networks.find(one.op()).isPresent() && hasGradients(archive, one))
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(archive, one)));
  }

  private static boolean hasGradients(Archive archive, VectorCase one) {
    return archive.names().stream().anyMatch(name -> name.contains(one.name() + "/grad_"));
  }

  private void check(Archive archive, VectorCase one) throws IOException {
    JsonNode json = JSON.readTree(archive.file(one.name() + "/case.json"));
    for (Arrangement arrangement : List.of(Arrangement.CONTIGUOUS, Arrangement.STATED)) {
      Arguments arguments = new Arguments(one, arrangement);
      Map<String, Variable> kept = variables(json, one, arguments);
      Variable loss;
      try {
        loss = loss(archive, one, json, arguments, kept);
      } catch (Adapter.NotOurs notOurs) {
        Assumptions.abort(one.name() + ": " + notOurs.getMessage());
        return;
      }
      loss.backward(Variable.constant(Tensor.ones(loss.value().dtype())), false);
      Map<String, Variable> recorded = variables(json, one, arguments);
      List<String> names = new ArrayList<>();
      List<Variable> leaves = new ArrayList<>();
      recorded.forEach((name, variable) -> {
        if (variable.requiresGrad()) {
          names.add(name);
          leaves.add(variable);
        }
      });
      List<Variable> gradients = loss(archive, one, json, arguments, recorded).gradients(leaves);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        Tensor want = array(archive, one, "grad_" + name);
        compare(json, "grad", one.name() + " grad " + name, want, gradients.get(i).value());
        Tensor grad = kept.get(name).grad();
        Tensor zeros = Tensor.zeros(want.dtype(), want.shape().dims());
        compare(json, "grad", one.name() + " backward " + name, want, grad == null ? zeros : grad);
      }
      if (!json.get("second_order").isNull()) {
        second(archive, one, json, names, leaves, gradients);
      }
    }
  }

  private static void second(
      Archive archive,
      VectorCase one,
      JsonNode json,
      List<String> names,
      List<Variable> leaves,
      List<Variable> gradients)
      throws IOException {
    JsonNode order = json.get("second_order");
    Variable product = Variable.constant(Tensor.scalar(0.0));
    for (int i = 0; i < names.size(); i++) {
      if (order.get("v").has(names.get(i))) {
        Tensor direction = array(archive, one, "v_" + names.get(i));
        product = product.add(gradients.get(i).mul(Variable.constant(direction)).sum());
      }
    }
    List<Variable> seconds = product.requiresGrad() ? product.gradients(leaves) : List.of();
    for (int i = 0; i < names.size(); i++) {
      Tensor leaf = leaves.get(i).value();
      Tensor zeros = Tensor.zeros(leaf.dtype(), leaf.shape().dims());
      boolean given = order.get("grad2").has(names.get(i));
      Tensor want = given ? array(archive, one, "grad2_" + names.get(i)) : zeros;
      Tensor got = seconds.isEmpty() ? zeros : seconds.get(i).value();
      if (given || order.get("grad2_all_zero").asBoolean()) {
        compare(json, "grad2", one.name() + " grad2 " + names.get(i), want, got);
      }
    }
  }

  private static Map<String, Variable> variables(
      JsonNode json, VectorCase one, Arguments arguments) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (VectorCase.Input input : one.inputs()) {
      Tensor value = arguments.in(input.name());
      boolean leaf = json.get("grads").has(input.name());
      variables.put(input.name(), leaf ? Variable.leaf(value) : Variable.constant(value));
    }
    return variables;
  }

  private Variable loss(
      Archive archive,
      VectorCase one,
      JsonNode json,
      Arguments arguments,
      Map<String, Variable> variables)
      throws IOException {
    List<Variable> outputs = networks.find(one.op()).orElseThrow().outputs(arguments, variables);
    Variable loss = Variable.constant(Tensor.scalar(0.0));
    assertEquals(one.outputs().size(), outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      String name = one.outputs().get(i).name();
      Tensor want = one.outputs().get(i).tensor();
      compare(json, "out", one.name() + " " + name, want, outputs.get(i).value());
      if (!json.get("outputs").get(i).get("cotangent").isNull()) {
        Tensor weights = array(archive, one, "cot_" + name);
        loss = loss.add(outputs.get(i).mul(Variable.constant(weights)).sum());
      }
    }
    return loss;
  }

  private static Tensor array(Archive archive, VectorCase one, String name) throws IOException {
    return Npy.read(archive.file(one.name() + "/" + name + ".npy"));
  }

  private static void compare(JsonNode json, String kind, String what, Tensor want, Tensor got) {
    JsonNode tolerance = json.get("tolerance").get(kind);
    DType type = want.dtype();
    Optional<String> difference =
        Comparison.difference(
            want, got.to(type), tolerance.get("rtol").asDouble(), tolerance.get("atol").asDouble());
    assertTrue(difference.isEmpty(), () -> what + ": " + difference.orElse(""));
  }
}
