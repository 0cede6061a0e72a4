package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.optim.Adam;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
class DelayedLinearTest {

  private static final int STEPS = 14;

  static Stream<DelayedLinear> layers() {
    return Stream.of(
        DelayedLinear.bySource(3, 2, 5, Philox.of(1)),
        DelayedLinear.bySynapse(3, 2, 5, Philox.of(1)));
  }

  private static Variable sequence() {
    return Variable.leaf(Tensor.uniform(Philox.of(2), 0, 1, STEPS, 2, 3).to(DType.F64));
  }

  private static Parameter get(DelayedLinear layer, String name) {
    return layer.ownParameters().get(name);
  }

  /// `sum_j W_ij s_j(t - d_ij)` by loops, s linear between steps and 0 before the first.
  private static double[] byLoops(DelayedLinear layer, Tensor s) {
    Tensor w = get(layer, "weight").value();
    Tensor d = get(layer, "delay").value();
    double[] out = new double[STEPS * 2 * 2];
    for (int t = 0; t < STEPS; t++) {
      for (int b = 0; b < 2; b++) {
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 3; j++) {
            double delay = d.rank() == 1 ? d.getDouble(j) : d.getDouble(i, j);
            delay = Math.min(5, Math.max(0, delay));
            int m = (int) delay;
            double f = delay - m;
            double now = t - m >= 0 ? s.getDouble(t - m, b, j) : 0;
            double then = t - m - 1 >= 0 ? s.getDouble(t - m - 1, b, j) : 0;
            out[(t * 2 + b) * 2 + i] += w.getDouble(i, j) * ((1 - f) * now + f * then);
          }
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void sourcesArriveLate(DelayedLinear layer) {
    layer.to(DType.F64);
    Tensor delay = get(layer, "delay").value();
    Variable s = sequence();
    assertArrayEquals(byLoops(layer, s.value()), layer.forward(s).value().toDoubleArray(), 1e-12);
    // Whole numbers, both ends, and outside.
    for (double d : new double[] {0, 1, 5, -0.5, 6}) {
      delay.fillInPlace(d);
      assertArrayEquals(byLoops(layer, s.value()), layer.forward(s).value().toDoubleArray(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfDifferences(DelayedLinear layer) {
    layer.to(DType.F64);
    Variable s = sequence();
    Tensor by = Tensor.uniform(Philox.of(3), -1, 1, STEPS, 2, 2).to(DType.F64);
    for (String name : List.of("delay", "weight")) {
      Parameter p = get(layer, name);
      Tensor d = Tensor.uniform(Philox.of(4), -1, 1, p.shape().dims()).to(DType.F64);
      double slope =
          layer
              .forward(s)
              .mul(Variable.constant(by))
              .sum()
              .gradients(List.of(p))
              .getFirst()
              .value()
              .mul(d)
              .sum()
              .itemDouble();
      double e = 1e-6;
      p.value().addScaledInPlace(d, e);
      double up = layer.forward(s).value().mul(by).sum().itemDouble();
      p.value().addScaledInPlace(d, -2 * e);
      double down = layer.forward(s).value().mul(by).sum().itemDouble();
      p.value().addScaledInPlace(d, e);
      assertEquals((up - down) / (2 * e), slope, 1e-7, name);
    }
  }

  /// At whole numbers the slope is that towards longer delays, and outside the bounds it leads
  /// back.
  @Test
  void delaysOnTheBordersStillLearn() {
    DelayedLinear layer = DelayedLinear.bySource(1, 1, 2, Philox.of(1));
    layer.to(DType.F64);
    get(layer, "weight").value().fillInPlace(1);
    Variable s = Variable.constant(Tensor.of(new double[] {1, 4, 9, 16}, 4, 1, 1));
    double[] slopes = new double[5];
    double[] at = {0, 1, 2, -3, 7};
    for (int i = 0; i < 5; i++) {
      get(layer, "delay").value().fillInPlace(at[i]);
      slopes[i] =
          layer
              .forward(s)
              .select(0, 3)
              .sum()
              .gradients(List.of(get(layer, "delay")))
              .getFirst()
              .value()
              .sum()
              .itemDouble();
    }
    assertArrayEquals(new double[] {-7, -5, -5, -7, -5}, slopes, 1e-12);
    layer.project();
    assertEquals(2, get(layer, "delay").value().sum().itemDouble());
  }

  /// A bump of a source has to come three steps later.
  @Test
  void aDelayIsLearned() {
    DelayedLinear layer = DelayedLinear.bySource(1, 1, 8, Philox.of(5));
    get(layer, "weight").value().fillInPlace(1);
    get(layer, "weight").freeze();
    get(layer, "delay").value().fillInPlace(0.5);
    float[] bump = new float[30];
    float[] late = new float[30];
    for (int t = 0; t < 30; t++) {
      bump[t] = (float) Math.exp(-Math.pow((t - 12) / 4.0, 2));
      late[t] = (float) Math.exp(-Math.pow((t - 15.4) / 4.0, 2));
    }
    Variable s = Variable.constant(Tensor.of(bump, 30, 1, 1));
    Tensor wanted = Tensor.of(late, 30, 1, 1);
    Adam adam = Adam.of(layer.parameters(), Adam.Config.withLr(0.05));
    for (int i = 0; i < 200; i++) {
      layer.forward(s).sub(Variable.constant(wanted)).square().sum().backward();
      adam.step();
      adam.zeroGrad();
    }
    assertEquals(3.4, get(layer, "delay").value().sum().itemDouble(), 0.05);
  }

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  @Test
  void wrongUseIsASentence() {
    says(
        "DelayedLinear: sources, targets and maximum must be at least 1; got 3, 2 and 0",
        () -> DelayedLinear.bySource(3, 2, 0, Philox.of(1)));
    says(
        "DelayedLinear: a sequence must be [steps, batch, 3]; got [4, 3]",
        () ->
            DelayedLinear.bySource(3, 2, 1, Philox.of(1))
                .forward(Variable.constant(Tensor.zeros(4, 3))));
    assertEquals(
        "DelayedLinear(3 -> 2, up to 4 steps by synapse)",
        DelayedLinear.bySynapse(3, 2, 4, Philox.of(1)).toString());
    assertTrue(get(DelayedLinear.bySynapse(3, 2, 4, Philox.of(1)), "delay").shape().rank() == 2);
  }
}
