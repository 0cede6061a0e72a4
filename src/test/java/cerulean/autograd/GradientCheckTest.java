package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

  private static final Tensor X = Tensor.of(new double[] {0.5, -1.5, 2}, 3);

  private static String refusal(Primitive op) {
    return assertThrows(
            IllegalStateException.class, () -> GradientCheck.require(in -> op.apply(in.get(0)), X))
        .getMessage();
  }

  @Test
  void rightDerivativesPass() {
    assertDoesNotThrow(
        () -> GradientCheck.require(in -> in.get(0).tanh().mul(in.get(1)), X, X.mul(2)));
    assertDoesNotThrow(() -> GradientCheck.require(in -> in.get(0).mul(2), X));
  }

  @Test
  void aWrongGradientIsFound() {
    Primitive wrong = Primitive.elementwise("wrong", Tensor::exp, (g, x, y) -> g.mul(x));
    assertTrue(
        refusal(wrong)
            .startsWith(
                "gradient check: the gradient is not the derivative of the function; the relative"
                    + " error is "));
  }

  @Test
  void aWrongTangentIsFound() {
    Primitive wrong =
        Primitive.unary(
            "wrong", Tensor::exp, (g, x, y) -> g.mul(y), (t, x, y) -> t.mul(y).mul(1.01));
    assertTrue(
        refusal(wrong)
            .startsWith("gradient check: the tangent of forward mode is not the derivative"));
  }

  @Test
  void aGradientThatCanNotBeDifferentiatedIsFound() {
    Primitive wrong = Primitive.elementwise("wrong", Tensor::exp, (g, x, y) -> g.mul(y.detach()));
    assertTrue(
        refusal(wrong)
            .startsWith("gradient check: the gradient of the gradient is not the derivative"));
  }

  @Test
  void singlePrecisionIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> GradientCheck.require(in -> in.get(0).exp(), Tensor.ones(2)));
    assertEquals(
        "gradient check: inputs must be F64; got F32; convert with to", thrown.getMessage());
  }
}
