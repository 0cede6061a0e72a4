package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.CellValues;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.optim.Adam;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class HeterogeneityTest {

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  private static double[] moments(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new double[] {mean, Math.sqrt(square)};
  }

  // ---- Values of cells

  @Test
  void valuesHaveTheMomentsOfTheirLaws() {
    int n = 20_000;
    double[] gamma = moments(CellValues.gamma(20, 4).draw("tauMs", n, 1));
    assertEquals(20, gamma[0], 4 * 10 / Math.sqrt(n));
    assertEquals(10, gamma[1], 0.3);
    double[] logNormal = CellValues.logNormal(20, 0.5).draw("tauMs", n, 1);
    Arrays.sort(logNormal);
    assertEquals(20, logNormal[n / 2], 0.4);
    double[] truncated = CellValues.normal(20, 10).within(10, 30).draw("tauMs", n, 1);
    assertTrue(Arrays.stream(truncated).allMatch(v -> v >= 10 && v <= 30));
    // A normal cut at one standard deviation on both sides has 0.5396 of its own.
    assertEquals(5.396, moments(truncated)[1], 0.1);
  }

  @Test
  void aLayerDrawsWhatAPopulationDraws() {
    IzhikevichPopulation cells = IzhikevichPopulation.of(9, IzhikevichParameters.REGULAR_SPIKING);
    CellValues law = CellValues.gamma(0.05, 5);
    cells.fill("a", law, 7);
    SpikingLayer layer =
        SpikingLayer.of(
                9,
                Neuron.izhikevich(
                    IzhikevichParameters.REGULAR_SPIKING, IzhikevichScheme.HALF_STEPS_2003),
                1)
            .with("a", law, 7);
    assertArrayEquals(cells.parameter("a"), layer.value("a").toDoubleArray());
  }

  @Test
  void drawnValuesCanLearnFromThere() {
    SpikingLayer layer =
        SpikingLayer.of(6, Neuron.lif(LifParameters.DEFAULT), 1)
            .with("tauMs", CellValues.gamma(20, 3), 1)
            .with("thresholdMv", CellValues.normal(-50, 2), 1)
            .learning("tauMs");
    assertEquals(Set.of("logTauMs"), layer.ownParameters().keySet());
    assertArrayEquals(
        CellValues.gamma(20, 3).draw("tauMs", 6, 1), layer.value("tauMs").toDoubleArray(), 1e-4);
    says(
        "SpikingLayer: LIF cells have no parameter a; they have [tauMs, capacitancePf, restMv,"
            + " thresholdMv, resetMv, refractoryMs]",
        () -> layer.with("a", CellValues.constant(1), 1));
    says(
        "SpikingLayer: tauMs must be above 0 and finite; got -1.0",
        () -> layer.with("tauMs", CellValues.constant(-1), 1));
    says(
        "CellValues.gamma: shape must be above 0 and finite; got 0.0",
        () -> CellValues.gamma(20, 0));
    says(
        "CellValues.gamma: mean must be above 0 and finite; got -1.0",
        () -> CellValues.gamma(-1, 2));
  }

  // ---- Dale's law

  @Test
  void corticalCellsAreFourToOneAndBalanced() {
    DalesLaw law = DalesLaw.cortical(100);
    assertEquals(60, law.signs().sum().itemDouble());
    Tensor start = law.draw(2_000, Philox.of(1));
    assertTrue(start.narrow(1, 0, 80).amin(false, 0, 1).item() >= 0);
    assertTrue(start.narrow(1, 80, 20).amax(false, 0, 1).item() <= 0);
    double excitation = start.narrow(1, 0, 80).sum().itemDouble();
    assertEquals(excitation, -start.narrow(1, 80, 20).sum().itemDouble(), 0.02 * excitation);
  }

  /// Gradients that push every weight through 0 and out on the other side.
  @Test
  void signsStayThroughTraining() {
    DalesLaw law = DalesLaw.of(1, -1, 1);
    DaleLinear layer = DaleLinear.of(law, 4, Philox.of(2));
    Adam adam = Adam.of(layer.parameters(), Adam.Config.withLr(0.1));
    Tensor x = Tensor.of(new float[] {1, -1, 1}, 1, 3);
    for (int i = 0; i < 40; i++) {
      layer.forward(Variable.constant(x)).sum().backward();
      adam.step();
      adam.zeroGrad();
      float[] w = layer.effectiveWeight().toArray();
      for (int k = 0; k < w.length; k++) {
        assertTrue(k % 3 == 1 ? w[k] <= 0 : w[k] >= 0, "weight " + k + " is " + w[k]);
      }
    }
    // And nothing is dead: the other way they grow.
    double before = layer.effectiveWeight().abs().amin(false, 0, 1).item();
    for (int i = 0; i < 20; i++) {
      layer.forward(Variable.constant(x)).sum().neg().backward();
      adam.step();
      adam.zeroGrad();
    }
    assertTrue(layer.effectiveWeight().abs().amin(false, 0, 1).item() > before);
  }

  @Test
  void recurrentWeightsObeyTheLawInsideABody() {
    DalesLaw law = DalesLaw.cortical(10);
    Tensor free = Tensor.uniform(Philox.of(3), -1, 1, 10, 10);
    SpikingLayer cells = SpikingLayer.of(10, Neuron.leaky(0.9), 1).recurrent(free);
    Variable x = Variable.constant(Tensor.uniform(Philox.of(4), 0, 0.5f, 12, 2, 10));
    Variable spikes = law.in(cells, () -> cells.forward(x));
    Tensor acting = law.weights(Variable.constant(free)).value();
    SpikingLayer other = SpikingLayer.of(10, Neuron.leaky(0.9), 1).recurrent(acting);
    Variable expected = other.forward(x);
    assertArrayEquals(expected.value().toArray(), spikes.value().toArray());
    spikes.sum().backward();
    expected.sum().backward();
    // d/dw of |w| s is sign(w) s.
    assertArrayEquals(
        other.recurrentWeight().grad().mul(free.sign()).mul(law.signs()).to(DType.F32).toArray(),
        cells.recurrentWeight().grad().toArray(),
        1e-6f);
  }

  @Test
  void projectionCutsWhatHasTheWrongSign() {
    Parameter w = Parameter.of(Tensor.of(new float[] {1, 2, -3, -4, 5, -6}, 2, 3));
    DalesLaw.of(1, -1, 1).project(w);
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0}, w.value().toArray(), 1e-9f);
    DalesLaw.of(1, -1, 1).project(w);
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0}, w.value().toArray(), 1e-9f);
  }

  @Test
  void brokenLawsAreSentences() {
    says("DalesLaw: a sign must be 1 or -1; got 0 for cell 1", () -> DalesLaw.of(1, 0));
    says("DalesLaw: from 0 to 5 of 5 cells excite; got 6", () -> DalesLaw.excitatory(6, 5));
    says(
        "DalesLaw: weights must be [targets, 2]; got [3, 4]",
        () -> DalesLaw.of(1, -1).weights(Variable.constant(Tensor.zeros(3, 4))));
    says(
        "DalesLaw: SpikingLayer(2, LIF, 1.0 ms) has no recurrent weights; give it some with"
            + " recurrent(...)",
        () -> DalesLaw.of(1, -1).in(SpikingLayer.of(2, Neuron.leaky(0.9), 1), () -> 1));
  }

  // ---- Classes

  private static CellClasses cortex() {
    return CellClasses.of(
        new CellClass("PYR", 8, true, Set.of("PYR", "PV", "SOM")),
        new CellClass("PV", 1, false, Set.of("PYR", "PV")),
        new CellClass("SOM", 2, false, Set.of("PYR", "PV")));
  }

  @Test
  void classesHaveValuesSignsAndTargetsOfTheirOwn() {
    CellClasses cortex = cortex();
    assertEquals(11, cortex.size());
    assertEquals(9, cortex.first("SOM"));
    SpikingLayer cells =
        SpikingLayer.of(11, Neuron.lif(LifParameters.DEFAULT), 1)
            .with(
                "tauMs",
                cortex.values(
                    Map.of(
                        "PYR", CellValues.uniform(15, 25),
                        "PV", CellValues.constant(10),
                        "SOM", CellValues.constant(12))),
                3);
    Tensor tau = cells.value("tauMs");
    assertArrayEquals(new double[] {12, 12}, cortex.of("SOM", 0, tau).toDoubleArray());
    assertArrayEquals(new double[] {10}, cortex.of("PV", 0, tau).toDoubleArray());
    assertTrue(cortex.of("PYR", 0, tau).amin(false, 0).itemDouble() >= 15);
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1}, cortex.law().signs().toDoubleArray());
    Tensor mask = cortex.mask();
    assertEquals(0, cortex.of("SOM", 0, cortex.of("SOM", 1, mask)).sum().item());
    assertEquals(0, cortex.of("SOM", 0, cortex.of("PV", 1, mask)).sum().item());
    assertEquals(16, cortex.of("SOM", 0, cortex.of("PYR", 1, mask)).sum().item());
    assertEquals(11 * 11 - 3 * 2, mask.sum().item());
  }

  @Test
  void synapsesThatAreNotThereStayAway() {
    CellClasses cortex = cortex();
    Tensor start = cortex.law().draw(11, Philox.of(1)).mul(cortex.mask());
    SpikingLayer cells = SpikingLayer.of(11, Neuron.leaky(0.9), 1).recurrent(start);
    Adam adam = Adam.of(cells.parameters(), Adam.Config.withLr(0.1));
    Variable x = Variable.constant(Tensor.uniform(Philox.of(4), 0, 0.5f, 12, 2, 11));
    for (int i = 0; i < 5; i++) {
      cortex.law().in(cells, () -> cells.forward(x)).sum().backward();
      adam.step();
      adam.zeroGrad();
    }
    Tensor after = cells.recurrentWeight().value();
    assertEquals(0, after.mul(cortex.mask().neg().add(1)).abs().sum().item());
    assertTrue(after.sub(start).abs().sum().item() > 1);
  }

  @Test
  void brokenClassesAreSentences() {
    says(
        "CellClass: PV must have at least one cell; got 0",
        () -> new CellClass("PV", 0, false, Set.of()));
    says(
        "CellClasses: there is no class VIP; there are [PV]",
        () -> CellClasses.of(new CellClass("PV", 1, false, Set.of("VIP"))));
    says(
        "CellClasses: there are two classes PV",
        () ->
            CellClasses.of(
                new CellClass("PV", 1, false, Set.of()), new CellClass("PV", 1, false, Set.of())));
    says("CellClasses: needs at least one class; got none", CellClasses::of);
    says(
        "CellClasses: class PV has no law; give one for each class",
        () -> cortex().values(Map.of("PYR", CellValues.constant(1))));
  }
}
