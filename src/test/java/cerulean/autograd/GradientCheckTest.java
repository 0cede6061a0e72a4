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
  void aWrongGradientIsFoundWithItsElement() {
    Primitive wrong = Primitive.elementwise("wrong", Tensor::square, (g, x, y) -> g.mul(x));
    assertEquals(
        "gradient check: the gradient is not the derivative of the function; of result [0] with"
            + " respect to input 0 [0] it is 0.5, differences give 1.0",
        refusal(wrong));
  }

  @Test
  void aWrongTangentIsFound() {
    Primitive wrong =
        Primitive.unary(
            "wrong", Tensor::square, (g, x, y) -> g.mul(x).mul(2), (t, x, y) -> t.mul(x).mul(4));
    assertEquals(
        "gradient check: the tangent is not the derivative of the function; of result [0] with"
            + " respect to input 0 [0] it is 2.0, differences give 1.0",
        refusal(wrong));
  }

  @Test
  void aGradientThatCanNotBeDifferentiatedIsFound() {
    Primitive wrong =
        Primitive.elementwise("wrong", Tensor::square, (g, x, y) -> g.mul(x.detach()).mul(2));
    String message = refusal(wrong);
    // Of the slope 4 x^3 of the square the rule forgets a factor: 8 x^2 is left of 12 x^2.
    assertEquals(
        "gradient check: the gradient of the gradient is not the derivative of the function; of"
            + " result [0] with respect to input 0 [0] it is 2.0, differences give 3.0",
        message);
    assertDoesNotThrow(
        () -> GradientCheck.of(in -> wrong.apply(in.get(0))).firstOrderOnly().require(X));
  }

  @Test
  void largeInputsAreCheckedAlongDirections() {
    Tensor many = Tensor.linspace(cerulean.tensor.DType.F64, 0.5, 2, 100);
    assertDoesNotThrow(() -> GradientCheck.require(in -> in.get(0).tanh(), many));
    Primitive wrong =
        Primitive.elementwise("wrong", Tensor::square, (g, x, y) -> g.mul(x).mul(2.01));
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> GradientCheck.require(in -> wrong.apply(in.get(0)), many))
            .getMessage();
    assertTrue(
        message.matches(
            "gradient check: the gradient is not the derivative of the function; along random"
                + " direction 0 it is -?[0-9.E-]+, differences give -?[0-9.E-]+"),
        message);
  }

  @Test
  void kinksAreLeftOutWhereTheyAreDeclared() {
    Tensor x = Tensor.of(new double[] {-1, 0, 2}, 3);
    String message =
        assertThrows(
                IllegalStateException.class, () -> GradientCheck.require(in -> in.get(0).relu(), x))
            .getMessage();
    assertEquals(
        "gradient check: the gradient is not the derivative of the function; of result [1] with"
            + " respect to input 0 [1] it is 0.0, differences give 0.5",
        message);
    assertDoesNotThrow(() -> GradientCheck.of(in -> in.get(0).relu()).kinksAt(0).require(x));
  }

  @Test
  void anOperationWithoutTangentIsCheckedInReverseMode() {
    Primitive reverse =
        Primitive.of(
            "reverse", in -> in[0].square(), (g, in, y) -> new Variable[] {g.mul(in[0]).mul(2)});
    assertEquals(
        "reverse: has no forward-mode derivative; give the primitive one with withTangent",
        assertThrows(
                UnsupportedOperationException.class,
                () -> GradientCheck.require(in -> reverse.apply(in.get(0)), X))
            .getMessage());
    assertDoesNotThrow(
        () -> GradientCheck.of(in -> reverse.apply(in.get(0))).reverseModeOnly().require(X));
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
