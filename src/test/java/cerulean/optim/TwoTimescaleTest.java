package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Linear;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainDynamics;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.init.Initializer;
import cerulean.nn.loss.Losses;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Weights that learn on two timescales.
class TwoTimescaleTest {

  /// What a demonstration in one dimension shows: one input, 300 steps, a target of 1 but of -1 in
  /// steps 144 to 153 (Rodriguez-Garcia et al., arXiv:2507.14056, figure on timescales).
  private record Trace(double[] outputs, double peakGain, int peakStep) {

    /// The mean squared error from just before the change to well after it.
    double error() {
      double sum = 0;
      for (int t = 144; t < 200; t++) {
        sum += Math.pow(target(t) - outputs[t], 2);
      }
      return sum / 56;
    }
  }

  private static double target(int t) {
    return t >= 144 && t < 154 ? -1 : 1;
  }

  /// Descends half the squared error, whose negative gradient is the error.
  private static Trace demonstration(Optimizer<?> optimizer) {
    Parameter w = optimizer.parameters().getFirst();
    double[] outputs = new double[300];
    double peak = 0;
    int peakStep = 0;
    for (int t = 0; t < 300; t++) {
      double y = w.value().itemDouble();
      double e = target(t) - y;
      outputs[t] = y;
      optimizer.zeroGrad();
      w.backward(Variable.constant(Tensor.scalar(-e)), false);
      if (optimizer instanceof GainSgd gain && gain.gain(0) > peak) {
        peak = gain.gain(0);
        peakStep = t;
      }
      optimizer.step();
      if (optimizer instanceof GainSgd gain) {
        gain.drive(Math.abs(w.value().itemDouble() / gain.gain(0) * e));
      }
    }
    return new Trace(outputs, peak, peakStep);
  }

  private static List<Parameter> start(double w) {
    return List.of(Parameter.of(Tensor.scalar(w)));
  }

  /// Values to three digits of the record of the paper, computed from the authors' scripts.
  @Test
  void theDemonstrationInOneDimensionHasThePapersValues() {
    Trace slow = demonstration(Sgd.of(start(0), Sgd.Config.plain(0.1)));
    assertEquals(0.063, slow.outputs[150], 5e-4);
    assertEquals(-0.225, slow.outputs[153], 5e-4);
    assertEquals(0.4897, slow.error(), 5e-5);

    Trace both = demonstration(FastSlowSgd.of(start(0), FastSlowSgd.Config.of(0.1, 0.2, 0.9)));
    assertEquals(-0.549, both.outputs[150], 5e-4);
    assertEquals(-0.649, both.outputs[153], 5e-4);
    assertEquals(0.2480, both.error(), 5e-5);

    Trace gain = demonstration(GainSgd.of(start(1), new GainSgd.Config(0.1, 0.9, 1, 0.7, false)));
    assertEquals(-0.903, gain.outputs[150], 5e-4);
    assertEquals(-0.914, gain.outputs[153], 5e-4);
    assertEquals(2.46, gain.peakGain, 5e-3);
    assertEquals(147, gain.peakStep);
    assertEquals(0.3622, gain.error(), 5e-5);
  }

  /// A layer whose weights are drawn from `law`, without bias at the start, with the paper's gain.
  private static GainModulated gained(Linear layer, Initializer law, Philox random) {
    Tensor weight = layer.ownParameters().get("weight").value();
    weight.copyFromInPlace(law.draw(random, weight.shape().dims()));
    layer.ownParameters().get("bias").value().fillInPlace(0);
    return GainModulated.of(layer, Gain.ofPaper(0.4));
  }

  /// A network of gain layers under plain descent, and the same network without gains whose weights
  /// are what the others compute with: `W = g w` after every step, to rounding.
  @Test
  void gainSgdFollowsTheTrajectoryOfGainModulation() {
    GainDynamics dynamics = GainDynamics.ofPaper(0.4);
    Initializer law = Initializer.normal(0.5);
    Philox random = Philox.of(5);
    GainModulated first = gained(Linear.of(6, 8, random), law, random);
    GainModulated second = gained(Linear.of(8, 3, random), law, random);
    Linear plainFirst = Linear.of(6, 8, random);
    Linear plainSecond = Linear.of(8, 3, random);
    copy(first.namedParameters().get("weight"), plainFirst.ownParameters().get("weight"));
    copy(second.namedParameters().get("weight"), plainSecond.ownParameters().get("weight"));
    plainFirst.ownParameters().get("bias").value().fillInPlace(0);
    plainSecond.ownParameters().get("bias").value().fillInPlace(0);

    Sgd modulated =
        Sgd.of(
            List.of(
                first.namedParameters().get("weight"),
                second.namedParameters().get("weight"),
                first.namedParameters().get("bias"),
                second.namedParameters().get("bias")),
            Sgd.Config.plain(0.05));
    GainSgd equivalent =
        new GainSgd(
            List.of(
                new ParameterGroup<>(
                    List.of(
                        plainFirst.ownParameters().get("weight"),
                        plainSecond.ownParameters().get("weight")),
                    GainSgd.Config.ofPaper(0.05, 0.4)),
                new ParameterGroup<>(
                    List.of(
                        plainFirst.ownParameters().get("bias"),
                        plainSecond.ownParameters().get("bias")),
                    GainSgd.Config.withoutGain(0.05))));
    double highest = 0;
    double h = 0;
    for (int t = 0; t < 200; t++) {
      Variable x = Variable.constant(Tensor.normal(random, 0f, 1f, 10, 6));
      // The task changes in the middle.
      Tensor targets = x.value().narrow(1, t < 100 ? 0 : 3, 3).argmax(1);
      dynamics.advance(first.gain(), h);
      dynamics.advance(second.gain(), h);
      equivalent.drive(h);
      assertEquals(first.gain().get(0), equivalent.gain(0), 1e-5);
      highest = Math.max(highest, equivalent.gain(0));

      Variable logits = second.forward(first.forward(x).relu());
      Variable others = plainSecond.forward(plainFirst.forward(x).relu());
      // The weights agree to some 1e-5 of the largest, 3, and sums have eight terms.
      assertClose(logits.value(), others.value(), 1e-3);
      modulated.step(() -> Losses.crossEntropy(logits, targets));
      equivalent.step(() -> Losses.crossEntropy(others, targets));
      Tensor p = logits.value().softmax(1);
      h = p.mul(p.log()).sum().item() / -10;
    }
    assertTrue(highest > 2, "the gain rose to " + highest);
    double g = equivalent.gain(0);
    Parameter w = first.namedParameters().get("weight");
    Parameter effective = plainFirst.ownParameters().get("weight");
    assertClose(w.value().mul(g), effective.value(), 1e-4);
    // g0 is 1: the slow part is w itself.
    assertClose(w.value(), equivalent.slow(0, effective), 1e-4);
    assertClose(w.value().mul(g - 1), equivalent.fast(0, effective), 1e-4);
    assertClose(
        first.namedParameters().get("bias").value(),
        plainFirst.ownParameters().get("bias").value(),
        1e-4);
  }

  private static void copy(Parameter from, Parameter to) {
    to.value().copyFromInPlace(from.value());
  }

  private static void assertClose(Tensor want, Tensor got, double tolerance) {
    assertArrayEquals(want.toDoubleArray(), got.toDoubleArray(), tolerance);
  }

  @Test
  void withoutDriveTheGainRestsAndNothingMoves() {
    Parameter w = SgdTest.parameter(0.1f, -3f);
    GainSgd sgd = GainSgd.of(List.of(w), GainSgd.Config.ofPaper(0.1, 0.4));
    for (int i = 0; i < 10; i++) {
      sgd.drive(0);
    }
    assertArrayEquals(new float[] {0.1f, -3f}, w.value().toArray());
    assertEquals(1, sgd.gain(0));
  }

  @Test
  void aDriveThatIsOverLeavesTheSlowPart() {
    Parameter w = Parameter.of(Tensor.of(new double[] {2, -1}, 2));
    GainSgd sgd = GainSgd.of(List.of(w), GainSgd.Config.ofPaper(0.1, 0.4));
    sgd.drive(5);
    assertEquals(3, sgd.gain(0), 1e-15);
    assertArrayEquals(new double[] {6, -3}, w.value().toDoubleArray(), 1e-14);
    assertArrayEquals(new double[] {2, -1}, sgd.slow(0, w).toDoubleArray(), 1e-14);
    assertArrayEquals(new double[] {4, -2}, sgd.fast(0, w).toDoubleArray(), 1e-14);
    sgd.drive(0);
    // The distance to g0 shrinks by gamma.
    assertEquals(2.8, sgd.gain(0), 1e-14);
    for (int i = 0; i < 400; i++) {
      sgd.drive(0);
    }
    assertArrayEquals(new double[] {2, -1}, w.value().toDoubleArray(), 1e-13);
  }

  @Test
  void drivesOutOfRangeAreRefused() {
    GainSgd sgd = GainSgd.of(start(1), GainSgd.Config.ofPaper(0.1, 0.4));
    for (double h : new double[] {Double.NaN, -1}) {
      assertEquals(
          "GainSgd: drive must be finite and not negative, got " + h,
          assertThrows(IllegalArgumentException.class, () -> sgd.drive(h)).getMessage());
    }
  }

  @Test
  void theFastPartDecaysAndTheSlowStays() {
    Parameter w = Parameter.of(Tensor.of(new double[] {1}, 1));
    FastSlowSgd both = FastSlowSgd.of(List.of(w), FastSlowSgd.Config.of(0.25, 0.5, 0.5));
    assertEquals(1, both.slow(w).itemDouble());
    assertTrue(both.fast(w).isEmpty());
    w.backward(Variable.constant(Tensor.of(new double[] {2}, 1)), false);
    both.step();
    // slow 1 - 0.5, fast -1
    assertEquals(0.5, both.slow(w).itemDouble());
    assertEquals(-1, both.fast(w).orElseThrow().itemDouble());
    assertEquals(-0.5, w.value().itemDouble());
    w.clearGrad();
    w.backward(Variable.constant(Tensor.zeros(DType.F64, 1)), false);
    both.step();
    assertEquals(0.5, both.slow(w).itemDouble());
    assertEquals(0, w.value().itemDouble());
  }

  @Test
  void withoutFastRateItIsPlainDescent() {
    SmallProblem a = SmallProblem.of(DType.F32);
    SmallProblem b = SmallProblem.of(DType.F32);
    FastSlowSgd both = FastSlowSgd.of(a.parameters, FastSlowSgd.Config.of(0.1, 0, 0.5));
    Sgd plain = Sgd.of(b.parameters, Sgd.Config.plain(0.1));
    for (int i = 0; i < 10; i++) {
      a.step(both);
      b.step(plain);
    }
    assertArrayEquals(b.weights(), a.weights());
  }

  /// TTUR is two rates in one optimizer; each group goes as in an optimizer of its own.
  @Test
  void groupsOfDifferentTimescalesGoAsAlone() {
    SmallProblem together = SmallProblem.of(DType.F32);
    SmallProblem apart = SmallProblem.of(DType.F32);
    Adam.Config slow = Adam.Config.withLr(1e-4);
    Adam.Config fast = Adam.Config.withLr(4e-4);
    Adam one =
        new Adam(
            List.of(
                new ParameterGroup<>(together.parameters.subList(0, 1), slow),
                new ParameterGroup<>(together.parameters.subList(1, 2), fast)));
    Adam first = Adam.of(apart.parameters.subList(0, 1), slow);
    Adam second = Adam.of(apart.parameters.subList(1, 2), fast);
    for (int i = 0; i < 5; i++) {
      together.step(one);
      first.zeroGrad();
      second.zeroGrad();
      apart.loss().backward();
      first.step();
      second.step();
    }
    assertArrayEquals(apart.weights(), together.weights());
  }
}
