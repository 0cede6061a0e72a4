package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// One weight acts on two timescales once a gain multiplies it: the one-dimensional demonstration
/// of arXiv:2507.14056 (its multi-timescale figure). The input is 1, the target 1, except for -1 in
/// steps 144 to 153.
///
/// The expected values come from an independent program (the project's record of the paper),
/// rounded to the digits given here: each tolerance is half a unit of the last digit.
class TwoTimescaleTest {

  private static final int STEPS = 300;

  private static final double RATE = 0.1;

  /// What a learner did.
  ///
  /// - `output`: before the update, per step
  /// - `gain`: that the output was computed with, per step; 1 for learners without
  private record Trace(double[] output, double[] gain) {

    /// Mean squared error over steps 144 to 199: the reversal and the way back.
    double error() {
      double sum = 0;
      for (int t = 144; t < 200; t++) {
        sum += Math.pow(target(t) - output[t], 2);
      }
      return sum / 56;
    }

    int stepOfPeakGain() {
      int peak = 0;
      for (int t = 1; t < STEPS; t++) {
        peak = gain[t] > gain[peak] ? t : peak;
      }
      return peak;
    }
  }

  private static double target(int t) {
    return t >= 144 && t <= 153 ? -1 : 1;
  }

  private static Trace run(DoubleUnaryOperator step) {
    Trace trace = new Trace(new double[STEPS], new double[STEPS]);
    for (int t = 0; t < STEPS; t++) {
      trace.output[t] = step.applyAsDouble(target(t));
      trace.gain[t] = 1;
    }
    return trace;
  }

  private static Trace slow() {
    double[] w = new double[1];
    return run(target -> {
      double y = w[0];
      w[0] += RATE * (target - y);
      return y;
    });
  }

  private static Trace fastAndSlow() {
    double[] fast = new double[1];
    double[] slow = new double[1];
    return run(target -> {
      double y = fast[0] + slow[0];
      fast[0] = 0.9 * fast[0] + 0.2 * (target - y);
      slow[0] += RATE * (target - y);
      return y;
    });
  }

  /// The gain is driven by the size of what the new weight would have explained of the error.
  private static Trace gained() {
    GainDynamics dynamics = new GainDynamics(0.9, 1, 0.7);
    Tensor gain = Tensor.ones(1);
    double w = 1;
    Trace trace = new Trace(new double[STEPS], new double[STEPS]);
    for (int t = 0; t < STEPS; t++) {
      double g = gain.item();
      double y = g * w;
      double e = target(t) - y;
      w += RATE * g * e;
      dynamics.advance(gain, Math.abs(w * e));
      trace.output[t] = y;
      trace.gain[t] = g;
    }
    return trace;
  }

  @Test
  void aSlowWeightHardlyFollowsAReversal() {
    assertEquals(0.063, slow().output[150], 0.0005);
    assertEquals(-0.225, slow().output[153], 0.0005);
  }

  @Test
  void aFastAndASlowWeightFollowIt() {
    assertEquals(-0.549, fastAndSlow().output[150], 0.0005);
    assertEquals(-0.649, fastAndSlow().output[153], 0.0005);
  }

  @Test
  void oneWeightWithAGainFollowsItFurther() {
    assertEquals(-0.903, gained().output[150], 0.0005);
    assertEquals(-0.914, gained().output[153], 0.0005);
  }

  @Test
  void theGainPeaksThreeStepsAfterTheReversal() {
    assertEquals(147, gained().stepOfPeakGain());
    assertEquals(2.46, gained().gain[147], 0.005);
  }

  @Test
  void theGainRestsWhileThereIsNoError() {
    assertEquals(1, gained().gain[144]);
  }

  @Test
  void errorsOverReversalAndReturn() {
    assertEquals(0.4897, slow().error(), 0.00005);
    assertEquals(0.2480, fastAndSlow().error(), 0.00005);
    assertEquals(0.3622, gained().error(), 0.00005);
  }
}
