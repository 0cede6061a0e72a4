package cerulean.neuro.spiking.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class SpikeLossesTest {

  private static final Tensor LABELS = Tensor.of(new long[] {1, 0}, 2);

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  private static double crossEntropy(double[] right, double[] wrong) {
    double sum = 0;
    for (int i = 0; i < right.length; i++) {
      sum += Math.log1p(Math.exp(wrong[i] - right[i]));
    }
    return sum / right.length;
  }

  /// Three steps, two examples, two classes.
  private static Variable spikes() {
    return Variable.leaf(Tensor.of(new double[] {0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0}, 3, 2, 2));
  }

  @Test
  void countsByHand() {
    // Example 0 is of class 1, which has 3 spikes to 1; example 1 of class 0, 1 to 0.
    double expected = crossEntropy(new double[] {3, 1}, new double[] {1, 0});
    assertEquals(
        expected, SpikeLosses.countCrossEntropy(spikes(), LABELS).value().itemDouble(), 1e-12);
    double squares =
        (Math.pow(1 / 3.0 - 0.1, 2) + 0.04 + Math.pow(1 / 3.0 - 0.8, 2) + Math.pow(0 - 0.1, 2)) / 4;
    assertEquals(
        squares,
        SpikeLosses.countSquaredError(spikes(), LABELS, 0.8, 0.1).value().itemDouble(),
        1e-12);
  }

  @Test
  void firstSpikesByHand() {
    assertArrayEquals(
        new double[] {2, 0, 0, 3}, FirstSpike.times(spikes()).value().toDoubleArray());
    assertArrayEquals(new long[] {1, 0}, FirstSpike.classes(spikes().value()).toLongArray());
    double expected = crossEntropy(new double[] {0, 0}, new double[] {-1, -1.5});
    assertEquals(
        expected,
        SpikeLosses.firstSpikeCrossEntropy(spikes(), LABELS, 2).value().itemDouble(),
        1e-12);
  }

  /// A spike at s of a train silent before T would bring the time from T to s; one after the first
  /// changes nothing.
  @Test
  void gradientsOfFirstSpikesAreTheStepsThatASpikeWouldSave() {
    Variable z = Variable.leaf(Tensor.of(new double[] {0, 0, 1, 0, 0, 0, 0, 0}, 2, 4).transpose());
    Variable gradient = FirstSpike.times(z).sum().gradients(List.of(z)).getFirst();
    assertArrayEquals(
        new double[] {-2, -1, -2, 0, -4, -3, -2, -1},
        gradient.value().transpose().contiguous().toDoubleArray(),
        1e-12);
  }

  @Test
  void voltagesByHand() {
    Variable v = Variable.leaf(Tensor.of(new double[] {1, 2, 0, -1, 3, -4, 2, 5}, 2, 2, 2));
    assertEquals(
        crossEntropy(new double[] {2, 2}, new double[] {3, 5}),
        SpikeLosses.maxVoltageCrossEntropy(v, LABELS).value().itemDouble(),
        1e-12);
    assertEquals(
        crossEntropy(new double[] {-1, 1}, new double[] {2, 2}),
        SpikeLosses.meanVoltageCrossEntropy(v, LABELS).value().itemDouble(),
        1e-12);
    assertEquals(
        crossEntropy(new double[] {2, 0, -4, 2}, new double[] {1, -1, 3, 5}),
        SpikeLosses.everyStepCrossEntropy(v, LABELS).value().itemDouble(),
        1e-12);
  }

  /// Every loss against differences, in a random direction.
  @Test
  void gradientsAreThoseOfDifferences() {
    Tensor x = Tensor.uniform(Philox.of(7), 0.05f, 0.95f, 4, 2, 3).to(DType.F64);
    Tensor d = Tensor.uniform(Philox.of(8), -1, 1, 4, 2, 3).to(DType.F64);
    List<UnaryOperator<Variable>> losses =
        List.of(
            z -> SpikeLosses.countCrossEntropy(z, LABELS),
            z -> SpikeLosses.countSquaredError(z, LABELS, 0.9, 0.1),
            z -> SpikeLosses.firstSpikeCrossEntropy(z, LABELS, 3),
            z -> SpikeLosses.maxVoltageCrossEntropy(z, LABELS),
            z -> SpikeLosses.meanVoltageCrossEntropy(z, LABELS),
            z -> SpikeLosses.everyStepCrossEntropy(z, LABELS),
            new RatePenalty(0.45, 0.55, 2)::of);
    double e = 1e-6;
    for (UnaryOperator<Variable> loss : losses) {
      Variable leaf = Variable.leaf(x);
      double slope =
          loss.apply(leaf).gradients(List.of(leaf)).getFirst().value().mul(d).sum().itemDouble();
      double up = loss.apply(Variable.constant(x.add(d.mul(e)))).value().itemDouble();
      double down = loss.apply(Variable.constant(x.sub(d.mul(e)))).value().itemDouble();
      assertEquals((up - down) / (2 * e), slope, 1e-7);
    }
  }

  // ---- Rates and costs

  @Test
  void ratePenaltiesByHand() {
    // Rates of the two cells: 2/6 and 3/6.
    assertEquals(
        3 * (Math.pow(1 / 3.0 - 0.4, 2) + 0.01) / 2,
        RatePenalty.around(0.4, 3).of(spikes()).value().itemDouble(),
        1e-12);
    assertEquals(0, new RatePenalty(0.3, 0.6, 3).of(spikes()).value().itemDouble());
    assertEquals(
        Math.pow(0.4 - 1 / 3.0, 2) / 2,
        new RatePenalty(0.4, 0.6, 1).of(spikes()).value().itemDouble(),
        1e-12);
  }

  @Test
  void operationsAreSpikesTimesFanOut() {
    // Cell 0 has 3 targets and 2 spikes, cell 1 has 1 target and 4 spikes.
    Tensor weight = Tensor.of(new double[] {1, 0, -2, 0, 0.5, 3}, 3, 2);
    Tensor spikes = Tensor.of(new double[] {1, 1, 0, 1, 1, 1, 0, 1}, 2, 2, 2);
    SynapticOperations all =
        SynapticOperations.NONE
            .plus(SynapticOperations.ofSpikes(spikes, weight))
            .plus(SynapticOperations.ofNumbers(Tensor.full(0.5f, 1, 2), weight));
    assertEquals(new SynapticOperations(10, 4), all);
    assertEquals(new SynapticOperations(5, 2), all.per(2));
    assertEquals(10 * 0.9 + 4 * 4.6, all.picojoules(), 1e-12);
  }

  @Test
  void wrongNumbersAreSentences() {
    says(
        "SpikeLosses: needs [steps, batch, classes] and labels I64 [batch]; got [3, 2, 2] and I64 [3]",
        () -> SpikeLosses.countCrossEntropy(spikes(), Tensor.of(new long[] {0, 1, 0}, 3)));
    says(
        "SpikeLosses: needs [steps, batch, classes] and labels I64 [batch]; got [3, 2, 2] and F32 [2]",
        () -> SpikeLosses.maxVoltageCrossEntropy(spikes(), Tensor.zeros(2)));
    says(
        "SpikeLosses: tauSteps must be above 0 and finite; got -1.0",
        () -> SpikeLosses.firstSpikeCrossEntropy(spikes(), LABELS, -1));
    says(
        "RatePenalty: rates must be 0 <= lower <= upper <= 1 spikes per step; got 0.5 and 0.4",
        () -> new RatePenalty(0.5, 0.4, 1));
    says(
        "RatePenalty: strength must be at least 0 and finite; got NaN",
        () -> RatePenalty.around(0.5, Double.NaN));
    says(
        "SynapticOperations: needs [..., n] and weights [targets, n]; got [3] and [2, 2]",
        () -> SynapticOperations.ofSpikes(Tensor.zeros(3), Tensor.zeros(2, 2)));
  }
}
