package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.DType;
import cerulean.tensor.FusedProducts.Activation;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A linear map with its activation in one pass against one after the other.
class FusedLinearGradientTest {

  private static final Philox RANDOM = Philox.of(11);

  private static Variable normal(DType type, int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape).to(type));
  }

  private static Variable apart(Activation activation, List<Variable> in) {
    Variable y = in.get(0).linear(in.get(1), in.size() > 2 ? in.get(2) : null);
    return switch (activation) {
      case NONE -> y;
      case RELU -> y.relu();
      case TANH -> y.tanh();
      case SIGMOID -> y.sigmoid();
      case GELU -> y.gelu();
      case SILU -> y.silu();
    };
  }

  private static Variable fused(Activation activation, List<Variable> in) {
    return in.get(0).linear(in.get(1), in.size() > 2 ? in.get(2) : null, activation);
  }

  @ParameterizedTest
  @EnumSource
  void valuesAndGradientsAreThoseOfBothSteps(Activation activation) {
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Variable x = normal(type, 2, 5, 4);
      Variable weight = normal(type, 3, 4);
      for (List<Variable> in : List.of(List.of(x, weight), List.of(x, weight, normal(type, 3)))) {
        assertClose(apart(activation, in), fused(activation, in));
        UnaryOperator<List<Variable>> expected = Grad.ofAll(v -> square(apart(activation, v)));
        UnaryOperator<List<Variable>> actual = Grad.ofAll(v -> square(fused(activation, v)));
        List<Variable> gradients = expected.apply(in);
        for (int i = 0; i < in.size(); i++) {
          assertClose(gradients.get(i), actual.apply(in).get(i));
        }
        // One weight for all examples, and gradients of it example by example.
        List<Variable> many = Vmap.ofAll(actual, axes(in.size())).apply(in);
        for (int i = 0; i < in.size(); i++) {
          assertClose(Vmap.ofAll(expected, axes(in.size())).apply(in).get(i), many.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesHoldInBothModesAndTwice(Activation activation) {
    GradientCheck.require(
        in -> fused(activation, in),
        normal(DType.F64, 3, 4).value(),
        normal(DType.F64, 2, 4).value(),
        normal(DType.F64, 2).value());
  }

  private static int[] axes(int count) {
    int[] axes = new int[count];
    java.util.Arrays.fill(axes, Vmap.NOT_MAPPED);
    axes[0] = 0;
    return axes;
  }

  private static Variable square(Variable y) {
    return y.mul(y).sum();
  }

  /// Equal up to the rounding of a few steps in another order.
  private static void assertClose(Variable expected, Variable actual) {
    assertEquals(expected.dtype(), actual.dtype());
    assertEquals(expected.shape(), actual.shape());
    double unit = expected.dtype() == DType.F64 ? 0x1p-52 : 0x1p-23;
    double largest = expected.value().abs().amax(false).itemDouble();
    assertArrayEquals(
        expected.value().toDoubleArray(),
        actual.value().toDoubleArray(),
        32 * unit * Math.max(1, largest));
  }
}
