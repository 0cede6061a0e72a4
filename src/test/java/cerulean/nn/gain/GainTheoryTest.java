package cerulean.nn.gain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Linear;
import cerulean.nn.init.Initializer;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What arXiv:2507.14056 says of a weight `w` seen through a gain, `W = g w`: gradients scale by
/// `g`, steps by `g^2`, curvature in `w` by `g^2`, and the gain moves `W` by itself.
///
/// All in F64, so that equal means to within a few roundings of numbers near 1.
class GainTheoryTest {

  private static final double GAIN = 1.7;

  private static final double RATE = 0.1;

  private static final int OUT = 3;

  private static final int IN = 2;

  private static final double ROUNDING = 1e-14;

  private static final Variable INPUT =
      Variable.constant(Tensor.normal(Philox.of(1), 0f, 1f, 5, IN).to(DType.F64));

  private static final Tensor TARGETS = Tensor.of(new long[] {0, 1, 2, 1, 0}, 5);

  private static final Initializer LAW =
      (random, shape) -> Tensor.normal(random, 0f, 1f, shape).to(DType.F64);

  /// A layer with its gains all at `GAIN`, at rest there.
  private static GainModulated layer() {
    Gain gain = Gain.of(new GainDynamics(0.9, 1, 0.3), Drive.signal());
    GainModulated layer = GainModulated.of(Linear.withoutBias(IN, OUT, LAW, Philox.of(2)), gain);
    layer.gain().fillInPlace(GAIN);
    return layer;
  }

  private static Variable loss(Variable logits) {
    return logits.crossEntropy(TARGETS);
  }

  /// The loss as a function of the weight that acts.
  private static Variable ofEffective(Variable weight) {
    return loss(INPUT.matmul(weight.transpose()));
  }

  private static Variable effective(GainModulated layer) {
    return Variable.constant(layer.effectiveWeight());
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), ROUNDING);
  }

  @Test
  void theGradientInTheRawWeightIsTheGainTimesThatInTheEffectiveWeight() {
    GainModulated layer = layer();
    loss(layer.forward(INPUT)).backward();
    Tensor ofEffective = Grad.of(GainTheoryTest::ofEffective).apply(effective(layer)).value();
    assertClose(ofEffective.mul(GAIN), layer.parameters().getFirst().grad());
  }

  @Test
  void aStepMovesTheEffectiveWeightByTheRateTimesTheSquareOfTheGain() {
    GainModulated layer = layer();
    Tensor before = layer.effectiveWeight();
    Tensor ofEffective = Grad.of(GainTheoryTest::ofEffective).apply(effective(layer)).value();
    loss(layer.forward(INPUT)).backward();
    Parameter w = layer.parameters().getFirst();
    w.value().addScaledInPlace(w.grad(), -RATE);
    assertClose(ofEffective.mul(-RATE * GAIN * GAIN), layer.effectiveWeight().sub(before));
  }

  @Test
  void aChangeOfTheGainMovesTheEffectiveWeightAlongTheRawOne() {
    GainModulated layer = layer();
    Tensor before = layer.effectiveWeight();
    layer.advance();
    double change = 0.9 * GAIN + 0.1 - GAIN;
    assertClose(
        layer.parameters().getFirst().value().mul(change), layer.effectiveWeight().sub(before));
  }

  /// The second derivatives of the layer's own loss in its own parameter, row by row.
  private static Tensor hessianInRawWeight(GainModulated layer) {
    Parameter w = layer.parameters().getFirst();
    Variable gradient =
        loss(layer.forward(INPUT)).gradients(List.of(w)).getFirst().reshape(OUT * IN);
    Tensor[] rows = new Tensor[OUT * IN];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = gradient.select(0, i).gradients(List.of(w)).getFirst().value();
    }
    return Tensor.stack(0, rows).reshape(OUT, IN, OUT, IN);
  }

  @Test
  void theHessianInTheRawWeightIsTheSquareOfTheGainTimesThatInTheEffectiveWeight() {
    GainModulated layer = layer();
    Tensor ofEffective = Grad.hessian(GainTheoryTest::ofEffective).apply(effective(layer)).value();
    assertClose(ofEffective.mul(GAIN * GAIN), hessianInRawWeight(layer));
    // The identity would hold for a Hessian of zeros as well.
    Tensor diagonal = ofEffective.reshape(OUT * IN, OUT * IN).diagonal();
    assertTrue(diagonal.amin(false).itemDouble() > 0.01, diagonal.toString());
  }

  /// With gains `g_i` of their own the Hessian between rows `i` and `k` is `g_i g_k` times as
  /// large.
  @Test
  void gainsOfTheirOwnScaleTheHessianByTheProductOfTheTwoRows() {
    GainModulated layer = layer();
    Tensor g = Tensor.of(new double[] {0.5, 1.7, 3}, OUT);
    layer.gain().copyFromInPlace(g);
    Tensor ofEffective = Grad.hessian(GainTheoryTest::ofEffective).apply(effective(layer)).value();
    Tensor expected = ofEffective.mul(g.reshape(OUT, 1, 1, 1)).mul(g.reshape(OUT, 1));
    assertClose(expected, hessianInRawWeight(layer));
  }

  /// The trajectory of effective weights over many steps with a moving gain, in closed form: `W' =
  /// (g' / g) W`, then `W' - rate g'^2 dL/dW'`.
  @Test
  void theTrajectoryIsThatOfTwoTimescalesOnTheEffectiveWeight() {
    SignalDrive drive = Drive.signal();
    GainModulated layer =
        GainModulated.of(
            Linear.withoutBias(IN, OUT, LAW, Philox.of(2)),
            Gain.of(new GainDynamics(0.9, 1, 0.3), drive));
    Parameter w = layer.parameters().getFirst();
    Tensor expected = layer.effectiveWeight();
    double g = 1;
    for (int step = 0; step < 60; step++) {
      double h = step % 20 < 5 ? 2 : 0;
      drive.set(h);
      layer.advance();
      double next = 0.9 * g + 0.1 + 0.3 * h;
      expected = expected.mul(next / g);
      g = next;
      w.clearGrad();
      loss(layer.forward(INPUT)).backward();
      w.value().addScaledInPlace(w.grad(), -RATE);
      Tensor ofEffective =
          Grad.of(GainTheoryTest::ofEffective).apply(Variable.constant(expected)).value();
      expected = expected.sub(ofEffective.mul(RATE * g * g));
    }
    // Roundings of 60 steps; descent shrinks them.
    assertArrayEquals(
        expected.toDoubleArray(), layer.effectiveWeight().toDoubleArray(), 60 * ROUNDING);
    assertEquals(g, layer.gain().getDouble(0), ROUNDING);
  }
}
