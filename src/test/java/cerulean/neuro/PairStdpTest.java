package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.StdpWindow.Coincidence;
import cerulean.neuro.StdpWindow.Pairing;
import cerulean.neuro.networks.RecurrentStdp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class PairStdpTest {

  private static final StdpWindow WINDOW = StdpWindow.of(0.01, 0.0105, 20, 20);

  /// Trains of NEST's test of its pair rule: coincident spikes, bursts, silence.
  private static final double[] SOURCE = {
    1, 5, 6, 7, 9, 11, 12, 13, 14.5, 16.1, 21, 25, 26, 27, 29, 31, 32, 33, 34.5, 36.1
  };

  private static final double[] TARGET = {
    2, 3, 4, 8, 9, 10, 12, 12.2, 14.1, 15.4, 22, 23, 24, 28, 29, 30, 32, 33.2, 35.1, 36.4
  };

  private static double pair(StdpWindow window, double sourceMs, double targetMs, Delays delays) {
    return OneSynapse.of(
            0.1,
            new double[] {sourceMs},
            new double[] {targetMs},
            0,
            delays,
            synapses -> PairStdp.of(synapses, window, WeightDependence.ADDITIVE, -1, 1))
        .after(400);
  }

  @Test
  void onePairChangesTheWeightByTheWindow() {
    for (double ms : new double[] {0.1, 1, 10, 50, 150}) {
      double plus = 0.01 * Math.exp(-ms / 20);
      double minus = -0.0105 * Math.exp(-ms / 20);
      assertEquals((float) plus, pair(WINDOW, 100, 100 + ms, Delays.oneStep()));
      assertEquals((float) minus, pair(WINDOW, 100 + ms, 100, Delays.oneStep()));
    }
    assertEquals(0.006065, pair(WINDOW, 100, 110, Delays.oneStep()), 5e-7);
    assertEquals(-0.006369, pair(WINDOW, 110, 100, Delays.oneStep()), 5e-7);
    assertEquals(0.000821, pair(WINDOW, 100, 150, Delays.oneStep()), 5e-7);
    assertEquals(-0.000862, pair(WINDOW, 150, 100, Delays.oneStep()), 5e-7);
  }

  /// 5 ms of delay are 50 steps: the spike is at the synapse at the start of the 50th step after
  /// its own, 4.9 ms after its end.
  @Test
  void delaysAreAxonalAndCountFromOneStep() {
    Delays own = Delays.ms(Values.of((source, target) -> 5));
    for (Delays delays : List.of(Delays.ms(5), own)) {
      assertEquals(0.01 * Math.exp(-(10 - 4.9) / 20), pair(WINDOW, 100, 110, delays), 1e-9);
      assertEquals(-0.0105 * Math.exp(-(4.9 - 3) / 20), pair(WINDOW, 100, 103, delays), 1e-9);
      assertEquals(0, pair(WINDOW, 100, 104.9, delays));
    }
  }

  @Test
  void coincidentSpikesDoWhatTheWindowSays() {
    assertEquals(0, pair(WINDOW, 100, 100, Delays.oneStep()));
    assertEquals(
        (float) 0.01, pair(WINDOW.with(Coincidence.PRE_FIRST), 100, 100, Delays.oneStep()));
    assertEquals(
        (float) -0.0105, pair(WINDOW.with(Coincidence.POST_FIRST), 100, 100, Delays.oneStep()));
    Delays own = Delays.ms(Values.of((source, target) -> 5));
    assertEquals((float) 0.01, pair(WINDOW.with(Coincidence.PRE_FIRST), 100, 104.9, own));
    assertEquals((float) -0.0105, pair(WINDOW.with(Coincidence.POST_FIRST), 100, 104.9, own));
  }

  /// Sums over all pairs of spikes, without traces, in the order of times.
  private static double independent(
      StdpWindow window, WeightDependence dependence, int delaySteps, double weight) {
    double lag = 0.1 * (delaySteps - 1);
    double[] source = Arrays.stream(SOURCE).map(t -> t + lag).toArray();
    double[] times =
        java.util.stream.DoubleStream.concat(Arrays.stream(source), Arrays.stream(TARGET))
            .map(t -> Math.rint(10 * t) / 10)
            .sorted()
            .distinct()
            .toArray();
    float w = (float) weight;
    boolean nearest = window.pairing() == Pairing.NEAREST;
    for (double t : times) {
      boolean atSource = Arrays.stream(source).anyMatch(s -> Math.abs(s - t) < 1e-6);
      boolean atTarget = Arrays.stream(TARGET).anyMatch(s -> Math.abs(s - t) < 1e-6);
      boolean both = atSource && atTarget;
      boolean sourceFirst = window.coincidence() != Coincidence.POST_FIRST;
      for (int turn = 0; turn < 2; turn++) {
        if (atSource && sourceFirst == (turn == 0)) {
          boolean seesIt = both && window.coincidence() == Coincidence.POST_FIRST;
          double y = trace(TARGET, t, window.tauMinusMs(), nearest, seesIt);
          w = cut(w - window.aMinus() * y * factor(dependence, w, false));
        }
        if (atTarget && sourceFirst == (turn == 1)) {
          boolean seesIt = both && window.coincidence() == Coincidence.PRE_FIRST;
          double x = trace(source, t, window.tauPlusMs(), nearest, seesIt);
          w = cut(w + window.aPlus() * x * factor(dependence, w, true));
        }
      }
    }
    return w;
  }

  private static double trace(
      double[] spikes, double time, double tau, boolean nearest, boolean withNow) {
    double sum = 0;
    for (double spike : spikes) {
      if (spike < time - 1e-6 || (withNow && Math.abs(spike - time) < 1e-6)) {
        double one = Math.exp(-(time - spike) / tau);
        sum = nearest ? one : sum + one;
      }
    }
    return sum;
  }

  private static double factor(WeightDependence dependence, double w, boolean plus) {
    return switch (dependence.kind()) {
      case ADDITIVE -> 1;
      case MULTIPLICATIVE -> plus ? 1 - w : w;
      case POWER -> plus ? Math.pow(1 - w, dependence.plus()) : Math.pow(w, dependence.minus());
      case SCALE_FREE ->
          plus
              ? Math.pow(w / dependence.reference(), dependence.plus())
              : w / dependence.reference();
    };
  }

  private static float cut(double w) {
    return (float) Math.max(0, Math.min(1, w));
  }

  /// Time constants, lambda 0.01 and alpha 0.85 of NEST's test.
  @Test
  void trainsOfNestGiveTheWeightsOfAnIndependentLoop() {
    StdpWindow nest = StdpWindow.of(0.01, 0.0085, 16.8, 33.7);
    int compared = 0;
    for (Pairing pairing : Pairing.values()) {
      for (Coincidence coincidence : Coincidence.values()) {
        for (WeightDependence dependence :
            List.of(
                WeightDependence.ADDITIVE,
                WeightDependence.MULTIPLICATIVE,
                WeightDependence.power(0.4, 0.7),
                WeightDependence.scaleFree(0.4, 0.6))) {
          for (int delay : new int[] {1, 8, 15}) {
            for (boolean own : new boolean[] {false, true}) {
              StdpWindow window = nest.with(pairing).with(coincidence);
              double ms = 0.1 * delay;
              Delays delays = own ? Delays.ms(Values.of((i, j) -> ms)) : Delays.ms(ms);
              double weight =
                  OneSynapse.of(
                          0.1,
                          SOURCE,
                          TARGET,
                          0.5,
                          delays,
                          synapses -> PairStdp.of(synapses, window, dependence, 0, 1))
                      .after(60);
              assertEquals(
                  independent(window, dependence, delay, 0.5),
                  weight,
                  1e-12,
                  window + " " + dependence + " " + delay + " " + own);
              compared++;
            }
          }
        }
      }
    }
    assertEquals(144, compared);
  }

  @Test
  void weightsStopAtTheirBounds() {
    double[] early = {10, 20, 30, 40, 50};
    double[] late = {11, 21, 31, 41, 51};
    StdpWindow strong = StdpWindow.of(0.4, 0.4, 5, 5);
    assertEquals(
        1f,
        OneSynapse.of(
                0.1,
                early,
                late,
                0.5,
                Delays.oneStep(),
                s -> PairStdp.of(s, strong, WeightDependence.ADDITIVE, 0, 1))
            .after(60));
    assertEquals(
        0.1f,
        OneSynapse.of(
                0.1,
                late,
                early,
                0.5,
                Delays.oneStep(),
                s -> PairStdp.of(s, strong, WeightDependence.ADDITIVE, 0.1, 1))
            .after(60));
  }

  @Test
  void rateScalesChangesAndItsSignTurnsThemRound() {
    for (double rate : new double[] {0, 0.5, -1}) {
      OneSynapse one =
          OneSynapse.of(
              0.1,
              new double[] {100},
              new double[] {110},
              0,
              Delays.oneStep(),
              synapses -> {
                PairStdp rule = PairStdp.of(synapses, WINDOW, WeightDependence.ADDITIVE, -1, 1);
                rule.setRate(rate);
                return rule;
              });
      assertEquals((float) (rate * 0.01 * Math.exp(-0.5)), one.after(200), 0f);
    }
  }

  /// Traces are brought to a new base every 64 time constants; here that happens many times.
  @Test
  void tracesAreRightAfterAnyTime() {
    double[] source = {5000, 20_000, 20_010, 40_000};
    double[] target = {5003, 20_020, 40_007.5};
    double expected = 0.01 * (Math.exp(-0.15) + Math.exp(-1) + Math.exp(-0.5) + Math.exp(-0.375));
    OneSynapse one =
        OneSynapse.of(
            0.5,
            source,
            target,
            0,
            Delays.oneStep(),
            s -> PairStdp.of(s, WINDOW, WeightDependence.ADDITIVE, -1, 1));
    double weight = one.after(40_010);
    PairStdp rule = (PairStdp) one.simulation.get("rule");
    assertEquals(expected, weight, 1e-8);
    assertEquals(Math.exp(-10 / 20.0), rule.sourceTrace(0, 0), 1e-12);
    assertEquals(Math.exp(-2.5 / 20.0), rule.targetTrace(0), 1e-12);
  }

  @Test
  void onlyTheSynapsesOfTheSourcesNamedChange() {
    RecurrentStdp net = RecurrentStdp.of(500, 4);
    float[] before = net.synapses().weights().clone();
    net.simulation().run(500);
    float[] after = net.synapses().weights();
    int border = net.synapses().rowStart(400);
    assertArrayEquals(
        Arrays.copyOfRange(before, border, before.length),
        Arrays.copyOfRange(after, border, after.length));
    int changed = 0;
    for (int k = 0; k < border; k++) {
      changed += before[k] != after[k] ? 1 : 0;
      assertTrue(after[k] >= 0 && after[k] <= 6);
    }
    assertTrue(changed > border / 2, changed + " of " + border);
  }

  /// All to all is stored as a matrix, without indices: the same spikes give the same weights.
  @Test
  void matrixAndListOfPairsLearnTheSame() {
    float[][] weights = new float[2][];
    for (int form = 0; form < 2; form++) {
      Simulation sim = Simulation.of(0.5, 7);
      PoissonSource source = sim.add("source", PoissonSource.of(30, 40));
      LifPopulation cells =
          sim.add("cells", LifPopulation.of(20, new LifParameters(10, 10, -70, -55, -70, 0)));
      cells.attach("port", new ExponentialCurrentPort(5));
      sim.stimulate("noise", cells, Stimulus.noise(60));
      int[] from = new int[600];
      int[] to = new int[600];
      Arrays.setAll(from, k -> k / 20);
      Arrays.setAll(to, k -> k % 20);
      Projection synapses =
          sim.connect(
              "synapses",
              source,
              cells.port("port"),
              form == 0 ? Connectivity.allToAll() : Connectivity.pairs(from, to),
              Values.of((i, j) -> 0.1 + 0.01 * ((i + j) % 7)),
              Delays.ms(1.5));
      assertEquals(form == 0 ? DenseProjection.class : SparseProjection.class, synapses.getClass());
      sim.add(
          "stdp",
          PairStdp.of(
              PlasticSynapses.from(synapses, 3, 25), WINDOW, WeightDependence.ADDITIVE, 0, 1));
      float[] before = synapses.weights().clone();
      sim.run(500);
      weights[form] = synapses.weights();
      assertTrue(!Arrays.equals(before, weights[form]), "weights have changed");
    }
    assertArrayEquals(weights[0], weights[1]);
  }

  @Test
  void memoryIsStated() {
    RecurrentStdp net = RecurrentStdp.of(1000, 1);
    assertEquals(
        "pair STDP, +0.03 in 20.0 ms, -0.036 in 20.0 ms, all pairs, coincident spikes: no pair,"
            + " additive, weights 0.0 to 6.0, on synapses, 8.3 bytes a synapse more, delays axonal",
        net.stdp().description());
  }

  @Test
  void wrongNumbersAreSentences() {
    Projection synapse =
        OneSynapse.of(
                0.1,
                new double[0],
                new double[0],
                0.5,
                Delays.oneStep(),
                s -> WeightSums.of(s, 1, 0))
            .synapse;
    PlasticSynapses all = PlasticSynapses.all(synapse);
    assertMessage(
        "StdpWindow: tauPlusMs must be above 0 and finite; got 0.0",
        () -> StdpWindow.of(1, 1, 0, 20));
    assertMessage(
        "StdpWindow: aMinus must be finite; got NaN", () -> StdpWindow.of(1, Double.NaN, 20, 20));
    assertMessage(
        "WeightDependence: plus must be at least 0 and finite; got -1.0",
        () -> WeightDependence.power(-1, 0));
    assertMessage(
        "PairStdp: minWeight must be below maxWeight, both finite; got 1.0 and 0.0",
        () -> PairStdp.of(all, WINDOW, WeightDependence.ADDITIVE, 1, 0));
    assertMessage(
        "PairStdp: weights must be within 0.0 and 0.25 from the start; synapse 0 of synapse has"
            + " 0.5",
        () -> PairStdp.of(all, WINDOW, WeightDependence.ADDITIVE, 0, 0.25));
    assertMessage(
        "PairStdp: scale-free changes need weights of at least 0; got minWeight -1.0",
        () -> PairStdp.of(all, WINDOW, WeightDependence.scaleFree(0.4, 1), -1, 1));
    assertMessage(
        "PlasticSynapses.from: sources must be within 0 and 1; got 0 to 2",
        () -> PlasticSynapses.from(synapse, 0, 2));
    PairStdp rule = PairStdp.of(all, WINDOW, WeightDependence.ADDITIVE, 0, 1);
    assertMessage(": rate must be finite; got NaN", () -> rule.setRate(Double.NaN));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  /// Target, weight and delay, the index by target, a trace: at most 24 bytes, and 12 without the
  /// rule.
  @Test
  void aSynapseWithADelayOfItsOwnTakes22Bytes() {
    cerulean.neuro.networks.RecurrentStdp network =
        cerulean.neuro.networks.RecurrentStdp.of(1000, Delays.uniformMs(1, 20), 1);
    double synapses = network.synapses().synapses();
    assertEquals(10, network.synapses().bytes() / synapses, 0.1);
    // The rule works on the 800 excitatory of 1000 cells; traces have places for all synapses.
    assertEquals(0.8 * 4 + 8, network.stdp().bytes() / synapses, 0.2);
  }
}
