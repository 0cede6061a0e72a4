package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Gradients, gradients of gradients and tangents as PyTorch gives them, of variables. How many
/// cases run is on the conformance page.
class TorchGradientsTest {

  @TestFactory
  Stream<DynamicTest> derivativesAreThoseOfTheVectors() {
    TorchGradients suite = new TorchGradients();
    return suite.cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  SuiteResult result = suite.result(one);
                  Assumptions.assumeTrue(
                      result.outcome() != Outcome.NOT_APPLICABLE, result.reason());
                  assertEquals(
                      TorchGradients.DIFFERENT.getOrDefault(one.name(), ""), result.reason());
                }));
  }

  @Test
  void thereAreAsManyCasesAsThePageSays() {
    assertEquals(523, new TorchGradients().cases().size());
  }

  @Test
  void methodsAreFoundByNameAndArguments() {
    Variable x = Variable.leaf(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    assertEquals(
        "[4. 6.]", VariableMethods.call("sum", x, false, new int[] {0}).value().toString());
    assertEquals(2, VariableMethods.all("split", x, 0, new int[] {1, 1}).size());
    assertNotEquals(
        x.toString(), VariableMethods.call("add", x, 1).toString(), "a number for a double");
    assertThrows(Adapter.NotOurs.class, () -> VariableMethods.call("nothing", x));
    assertThrows(Adapter.NotOurs.class, () -> VariableMethods.call("add", x, "one"));
  }
}
