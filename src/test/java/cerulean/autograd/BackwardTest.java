package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BackwardTest {

  private static Variable leaf(float... values) {
    return Variable.leaf(Tensor.of(values, values.length));
  }

  @Test
  void gradientsOfSeveralPathsAddUp() {
    Variable x = leaf(3f);
    // y = x^2 + 5x + x: dy/dx = 2x + 6 = 12
    x.mul(x).add(x.mul(5f)).add(x).sum().backward();
    assertArrayEquals(new float[] {12f}, x.grad().toArray());
  }

  @Test
  void gradientsAccumulateUntilCleared() {
    Variable x = leaf(1f, 2f);
    x.mul(3f).sum().backward();
    x.mul(3f).sum().backward();
    assertArrayEquals(new float[] {6f, 6f}, x.grad().toArray());
    x.clearGrad();
    assertNull(x.grad());
  }

  @Test
  void longChainsOverflowInNoMode() {
    Variable x = Variable.constant(Tensor.of(new double[] {0.5}, 1));
    UnaryOperator<Variable> chain =
        in -> {
          Variable y = in.mul(in);
          for (int i = 0; i < 100_000; i++) {
            y = y.add(1e-5);
          }
          return y.sum();
        };
    Variable v = Variable.constant(Tensor.of(new double[] {3}, 1));
    assertEquals(1.0, Grad.of(chain).apply(x).value().itemDouble());
    assertEquals(3.0, Grad.jvp(chain, x, v).tangent().value().itemDouble());
    assertEquals(3.0, Grad.linearize(chain, x).map().apply(v).value().itemDouble());
    assertEquals(6.0, Grad.hessianProduct(chain, x, v).value().itemDouble());
    Variable twice = Grad.of(in -> Grad.of(chain).apply(in).sum()).apply(x);
    assertEquals(2.0, twice.value().itemDouble());
  }

  @Test
  void aChainOfHundredThousandOperationsDoesNotOverflow() {
    Variable x = leaf(1f);
    Variable y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(1f);
    }
    y.sum().backward();
    assertArrayEquals(new float[] {1f}, x.grad().toArray());
  }

  @Test
  void aGraphThatForksAtEveryStepIsWalkedOnce() {
    Variable x = leaf(1f);
    Variable y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y).mul(0.5f);
    }
    y.sum().backward();
    assertArrayEquals(new float[] {1f}, x.grad().toArray());
  }

  @Test
  void nothingIsRecordedInsideNoGrad() {
    Variable x = leaf(1f);
    assertFalse(NoGrad.call(() -> x.mul(2f)).requiresGrad());
    assertTrue(x.mul(2f).requiresGrad());
    assertThrows(IllegalStateException.class, () -> NoGrad.run(BackwardTest::fail));
    assertTrue(x.mul(2f).requiresGrad(), "recording must resume after an exception");
  }

  private static void fail() {
    throw new IllegalStateException("planted");
  }

  @Test
  void detachCutsTheGraph() {
    Variable x = leaf(2f);
    x.mul(x.detach()).sum().backward();
    assertArrayEquals(new float[] {2f}, x.grad().toArray());
  }

  @Test
  void constantsGetNoGradient() {
    Variable x = leaf(2f);
    Variable c = Variable.constant(Tensor.of(new float[] {3f}, 1));
    x.mul(c).sum().backward();
    assertNull(c.grad());
    assertArrayEquals(new float[] {3f}, x.grad().toArray());
  }

  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void infiniteExtremesShareTheGradientAsFiniteOnesDo() {
    Variable x = leaf(INF, 1f, INF, -INF, Float.MAX_VALUE);
    x.amax(false).mul(4f).backward();
    assertArrayEquals(new float[] {2f, 0f, 2f, 0f, 0f}, x.grad().toArray());
    Variable y = leaf(-INF, 1f, -INF, INF, -Float.MAX_VALUE);
    y.amin(false).mul(4f).backward();
    assertArrayEquals(new float[] {2f, 0f, 2f, 0f, 0f}, y.grad().toArray());
  }

  @Test
  void aTieOfInfinitiesSharesTheGradient() {
    float[] left = {INF, INF, -INF, -INF, 1f, 2f};
    float[] right = {INF, 1f, -INF, 1f, 1f, 1f};
    Variable a = leaf(left);
    Variable b = leaf(right);
    a.maximum(b).sum().backward();
    assertArrayEquals(new float[] {0.5f, 1f, 0.5f, 0f, 0.5f, 1f}, a.grad().toArray());
    assertArrayEquals(new float[] {0.5f, 0f, 0.5f, 1f, 0.5f, 0f}, b.grad().toArray());
    Variable c = leaf(left);
    Variable d = leaf(right);
    c.minimum(d).sum().backward();
    assertArrayEquals(new float[] {0.5f, 0f, 0.5f, 1f, 0.5f, 0f}, c.grad().toArray());
    assertArrayEquals(new float[] {0.5f, 1f, 0.5f, 0f, 0.5f, 1f}, d.grad().toArray());
  }

  @Test
  void thirdDerivativeOfACube() {
    Variable x = leaf(2f);
    Variable first = x.mul(x).mul(x).sum().gradients(List.of(x)).getFirst();
    Variable second = first.sum().gradients(List.of(x)).getFirst();
    Variable third = second.sum().gradients(List.of(x)).getFirst();
    assertArrayEquals(new float[] {12f}, first.value().toArray());
    assertArrayEquals(new float[] {12f}, second.value().toArray());
    assertArrayEquals(new float[] {6f}, third.value().toArray());
  }

  @Test
  void inputsThatDoNotMatterGetZeros() {
    Variable x = leaf(2f);
    Variable unused = leaf(1f, 2f);
    assertArrayEquals(
        new float[] {0f, 0f}, x.sum().gradients(List.of(unused)).getFirst().value().toArray());
  }

  @Test
  void gradientOfATransposedWeightIsContiguous() {
    Variable w = Variable.leaf(Tensor.ones(3, 4));
    Variable x = Variable.constant(Tensor.ones(2, 4));
    x.matmul(w.transpose()).sum().backward();
    assertTrue(w.grad().isContiguous());
    assertArrayEquals(Tensor.full(2f, 3, 4).toArray(), w.grad().toArray());
  }

  @Test
  void changingOneGradientInPlaceChangesNoOther() {
    Variable x = leaf(1f, 2f);
    Variable y = leaf(3f, 4f);
    Variable seed = Variable.constant(Tensor.of(new float[] {5f, 6f}, 2));
    x.add(y.reshape(2)).backward(seed, false);
    x.grad().mulInPlace(10f);
    assertArrayEquals(new float[] {50f, 60f}, x.grad().toArray());
    assertArrayEquals(new float[] {5f, 6f}, y.grad().toArray());
    assertArrayEquals(new float[] {5f, 6f}, seed.value().toArray());
  }

  @Test
  void theGradientOfALossThatIsALeafIsNotTheSeed() {
    Variable x = leaf(1f);
    Variable seed = Variable.constant(Tensor.of(new float[] {5f}, 1));
    x.backward(seed, false);
    x.grad().mulInPlace(10f);
    assertArrayEquals(new float[] {5f}, seed.value().toArray());
  }

  @Test
  void theGradientOfASumCanBeChangedInPlace() {
    Variable x = Variable.leaf(Tensor.ones(2, 3));
    x.sum(false, 0).sum().backward();
    x.grad().addInPlace(1f);
    assertArrayEquals(Tensor.full(2f, 2, 3).toArray(), x.grad().toArray());
  }

  @Test
  void gradientsThatArriveByViewsOfOneGradientAreSeparate() {
    Variable x = leaf(1f, 2f, 3f, 4f);
    Variable y = leaf(1f, 2f, 3f, 4f);
    Variable c = Variable.constant(Tensor.of(new float[] {1f, 2f, 3f, 4f}, 2, 2));
    // The gradient of the inner sum is new, but both its inputs get views of it.
    x.reshape(2, 2).add(y.reshape(2, 2)).mul(c).sum().backward();
    x.grad().mulInPlace(10f);
    assertArrayEquals(new float[] {10f, 20f, 30f, 40f}, x.grad().toArray());
    assertArrayEquals(new float[] {1f, 2f, 3f, 4f}, y.grad().toArray());
  }

  @Test
  void accumulatedGradientsAreNotSharedEither() {
    Variable x = leaf(1f, 2f);
    Variable y = leaf(3f, 4f);
    x.add(y).sum().backward();
    x.add(y).sum().backward();
    x.grad().mulInPlace(10f);
    assertArrayEquals(new float[] {20f, 20f}, x.grad().toArray());
    assertArrayEquals(new float[] {2f, 2f}, y.grad().toArray());
  }

  @Test
  void aGradientThatNobodyElseHoldsIsNotCopied() {
    Variable w = Variable.leaf(Tensor.ones(3, 4));
    Variable x = Variable.constant(Tensor.ones(2, 4));
    Variable loss = x.matmul(w.transpose()).sum();
    var arrivals = NoGrad.call(() -> Backward.run(loss, Seed.ofOne(loss), List.of(), false));
    assertSame(w, arrivals.getFirst().variable());
    assertTrue(arrivals.getFirst().isOwn());
  }

  @Test
  void aSecondBackwardOnAReleasedGraphSaysSo() {
    Variable x = leaf(2f);
    Variable y = x.mul(x);
    Variable loss = y.sum();
    loss.backward();
    var thrown = assertThrows(IllegalStateException.class, loss::backward);
    assertEquals(
        "backward: the graph behind this sum was released by an earlier backward; keep it with"
            + " backward(true), or compute the loss again",
        thrown.getMessage());
    Variable again = x.mul(x).sum();
    again.backward(true);
    again.backward();
    assertArrayEquals(new float[] {12f}, x.grad().toArray());
  }

  @Test
  void aGraphThatAnotherThreadHasReleasedSaysSo() throws InterruptedException {
    Variable shared = leaf(2f).exp();
    Thread other = Thread.ofPlatform().start(() -> shared.mul(3f).sum().backward());
    other.join();
    Variable loss = shared.mul(4f).sum();
    assertEquals(
        "backward: the graph behind this exp was released by an earlier backward; keep it with"
            + " backward(true), or compute the loss again",
        assertThrows(IllegalStateException.class, loss::backward).getMessage());
  }

  @Test
  void wrongLossesAreSentences() {
    Variable x = leaf(1f, 2f);
    var shape = assertThrows(IllegalArgumentException.class, () -> x.mul(x).backward());
    assertEquals(
        "backward: the loss must be one number; this mul has shape [2]; sum it, or give the"
            + " gradient of its elements",
        shape.getMessage());
    Variable c = Variable.constant(Tensor.scalar(1f));
    var cut = assertThrows(IllegalStateException.class, c::backward);
    assertEquals(
        "backward: nothing that this variable was computed from needs a gradient; was it computed"
            + " inside NoGrad?",
        cut.getMessage());
    var seed = assertThrows(IllegalArgumentException.class, () -> x.mul(x).backward(c, false));
    assertEquals(
        "backward: the gradient must have the shape of this mul, [2]; got []", seed.getMessage());
  }

  @Test
  void onlyFloatingPointNumbersHaveGradients() {
    Tensor whole = Tensor.of(new long[] {1, 2}, 2);
    assertEquals(
        "leaf: only floating-point numbers have a gradient; got I64; convert with to, or make a"
            + " constant",
        assertThrows(IllegalArgumentException.class, () -> Variable.leaf(whole)).getMessage());
    assertEquals(
        "parameter: only floating-point numbers have a gradient; got I64; convert with to, or make"
            + " a constant",
        assertThrows(IllegalArgumentException.class, () -> Parameter.of(whole)).getMessage());
    assertFalse(leaf(1f, 2f).to(DType.I64).requiresGrad());
  }

  @Test
  void gradientsHaveTheTypeOfTheirVariable() {
    Variable x = leaf(1f, 2f);
    x.reshape(2, 1).backward(Variable.constant(Tensor.ones(DType.F64, 2, 1)), false);
    assertEquals(DType.F32, x.grad().dtype());
  }

  @Test
  void callersMayReuseTheirAxes() {
    int[] axes = {1};
    Variable x = Variable.leaf(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    Variable sum = x.sum(false, axes);
    Variable max = x.amax(false, axes);
    axes[0] = 0;
    List<Variable> gradients = sum.add(max).sum().gradients(List.of(x));
    assertArrayEquals(new float[] {1, 1, 2, 1, 1, 2}, gradients.get(0).value().toArray());
  }
}
