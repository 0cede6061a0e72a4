package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Derivatives of poolings where elements are equal or 0, and of those with indices.
@Tag("once")
class PoolingGradientTest {

  private static Variable of(double... values) {
    return Variable.constant(Tensor.of(values, 1, values.length));
  }

  private static Tensor random(int... dims) {
    return Tensor.normal(Philox.of(7), 0f, 1f, dims).to(DType.F64);
  }

  private static void assertValue(double[] expected, Variable actual) {
    assertArrayEquals(expected, actual.value().toDoubleArray(), 1e-12);
  }

  private static double[] d(double... values) {
    return values;
  }

  @Test
  void theFirstOfEqualElementsGetsTheGradient() {
    Variable x = of(2, 2, 1, 1);
    assertValue(d(1, 0, 1, 0), Grad.of(a -> a.adaptiveMaxPool(2).sum()).apply(x));
    assertValue(
        d(1, 0, 1, 0),
        Grad.of(a -> a.maxPoolWithIndices(Window.of(2).stride(2)).values().sum()).apply(x));
  }

  /// Windows of an adaptive pooling overlap where the sizes do not divide.
  @Test
  void gradientsOfOverlappingWindowsAreAddedUp() {
    assertValue(d(0, 2, 0), Grad.of(a -> a.adaptiveMaxPool(2).sum()).apply(of(1, 3, 2)));
  }

  @Test
  void indicesAreThoseOfTheTensor() {
    Tensor x = random(2, 3, 5, 4);
    Window window = Window.of(2, 2).stride(2).pad(1);
    Maxima maxima = Variable.leaf(x).maxPoolWithIndices(window);
    Pooling.Maxima expected = Pooling.maxPoolWithIndices(x, window);
    assertArrayEquals(expected.values().toDoubleArray(), maxima.values().value().toDoubleArray());
    assertArrayEquals(expected.indices().toLongArray(), maxima.indices().value().toLongArray());
    assertFalse(maxima.indices().requiresGrad());
    Maxima adaptive = Variable.leaf(x).adaptiveMaxPoolWithIndices(2, 3);
    Pooling.Maxima wanted = Pooling.adaptiveMaxPoolWithIndices(x, 2, 3);
    assertArrayEquals(wanted.values().toDoubleArray(), adaptive.values().value().toDoubleArray());
    assertArrayEquals(wanted.indices().toLongArray(), adaptive.indices().value().toLongArray());
  }

  @Test
  void poolingAndUnpoolingTogether() {
    Window window = Window.of(2, 2).stride(2);
    GradientCheck.require(
        in -> {
          Maxima maxima = in.getFirst().maxPoolWithIndices(window);
          return maxima.values().exp().maxUnpool(maxima.indices(), 4, 6);
        },
        random(2, 4, 6));
  }

  @Test
  void anIndexOfMinusOneHasNoGradient() {
    Variable indices = Variable.constant(Tensor.of(new int[] {-1, 2}, 1, 2).to(DType.I64));
    Variable weights = of(5, 6, 7);
    assertValue(d(0, 7), Grad.of(v -> v.maxUnpool(indices, 3).mul(weights).sum()).apply(of(1, 2)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2, 3, 4})
  void normsUnderAWindow(double p) {
    GradientCheck.require(
        in -> in.getFirst().lpPool(p, Window.of(3).stride(2).pad(1)), random(2, 9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2, 3})
  void theNormOfAWindowOfZerosHasGradientZero(double p) {
    Variable x = of(0, 0, 1, 0);
    Variable gradient = Grad.of(a -> a.lpPool(p, Window.of(2).stride(2)).sum()).apply(x);
    assertValue(d(0, 0, 1, 0), gradient);
  }
}
