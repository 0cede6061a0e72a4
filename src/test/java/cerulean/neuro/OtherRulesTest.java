package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.StdpWindow.Pairing;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Triplets, inhibitory plasticity, scaling and sums.
@Tag("once")
class OtherRulesTest {

  private static final TripletParameters VISUAL = TripletParameters.VISUAL_CORTEX;

  /// 60 pairings at a frequency, as in the experiments; `lagMs` from source to target.
  private static double paired(TripletParameters parameters, double hz, double lagMs) {
    double period = Math.rint(10_000 / hz) / 10;
    double[] source = new double[60];
    double[] target = new double[60];
    for (int n = 0; n < 60; n++) {
      source[n] = 100 + n * period;
      target[n] = source[n] + lagMs;
    }
    return OneSynapse.of(
                0.1, source, target, 5, Delays.oneStep(), s -> TripletStdp.of(s, parameters, 0, 10))
            .after(200 + 60 * Math.ceil(period))
        - 5;
  }

  /// Sums over pairs and triplets of spikes, without traces, for regular pairings.
  private static double sums(TripletParameters p, double hz, double lagMs) {
    double period = Math.rint(10_000 / hz) / 10;
    double change = 0;
    for (int n = 0; n < 60; n++) {
      double source = n * period;
      double target = source + lagMs;
      double o1 = 0;
      double r2 = 0;
      double r1 = 0;
      double o2 = 0;
      for (int k = 0; k < 60; k++) {
        double otherSource = k * period;
        double otherTarget = otherSource + lagMs;
        o1 += otherTarget < source ? Math.exp(-(source - otherTarget) / p.tauMinusMs()) : 0;
        r2 += otherSource < source ? Math.exp(-(source - otherSource) / p.tauXMs()) : 0;
        r1 += otherSource < target ? Math.exp(-(target - otherSource) / p.tauPlusMs()) : 0;
        o2 += otherTarget < target ? Math.exp(-(target - otherTarget) / p.tauYMs()) : 0;
      }
      change += r1 * (p.a2Plus() + p.a3Plus() * o2) - o1 * (p.a2Minus() + p.a3Minus() * r2);
    }
    return change;
  }

  @Test
  void tripletsGiveTheSumsOverAllSpikes() {
    for (TripletParameters parameters :
        new TripletParameters[] {VISUAL, TripletParameters.HIPPOCAMPUS}) {
      for (double hz : new double[] {1, 10, 20, 40}) {
        for (double lag : new double[] {10, -10}) {
          assertEquals(
              sums(parameters, hz, lag), paired(parameters, hz, lag), 2e-5, hz + " " + lag);
        }
      }
    }
  }

  /// What pairs alone cannot: source before target does nothing at low and strengthens at high
  /// frequency; target before source weakens at low and strengthens at 50 Hz.
  @Test
  void tripletsKnowFrequencies() {
    assertEquals(0, paired(VISUAL, 0.5, 10), 0.01);
    assertTrue(paired(VISUAL, 10, 10) > 0.05);
    assertTrue(paired(VISUAL, 20, 10) > paired(VISUAL, 10, 10));
    assertTrue(paired(VISUAL, 50, 10) > paired(VISUAL, 20, 10));
    assertTrue(paired(VISUAL, 10, -10) < -0.1);
    assertTrue(paired(VISUAL, 50, -10) > 0.1);
  }

  /// Nearest spikes, no pairs, one term: the rule of Diehl & Cook (2015), whose traces are set to
  /// 1.
  @Test
  void nearestTripletsSeeTheLastSpikes() {
    TripletParameters nearest =
        new TripletParameters(0, 0.01, 1e-4, 0, 20, 20, 20, 40, Pairing.NEAREST);
    double weight =
        OneSynapse.of(
                0.5,
                new double[] {10, 14, 40},
                new double[] {16, 30, 31},
                0.5,
                Delays.oneStep(),
                s -> TripletStdp.of(s, nearest, 0, 1))
            .after(50);
    double expected =
        0.5
            + 0.01 * Math.exp(-16 / 20.0) * Math.exp(-14 / 40.0)
            + 0.01 * Math.exp(-17 / 20.0) * Math.exp(-1 / 40.0)
            - 1e-4 * Math.exp(-9 / 20.0);
    assertEquals(expected, weight, 1e-7);
  }

  /// Both orders strengthen alike, a spike of the source alone weakens by eta alpha.
  @Test
  void inhibitoryWindowIsSymmetric() {
    double alpha = 2 * 5 * 20 / 1000.0;
    for (double lag : new double[] {7, -7}) {
      double weight =
          OneSynapse.of(
                  0.1,
                  new double[] {100},
                  new double[] {100 + lag},
                  0.5,
                  Delays.oneStep(),
                  s -> InhibitoryStdp.of(s, 0.01, 5, 20, 1))
              .after(200);
      assertEquals(0.5 + 0.01 * (Math.exp(-7 / 20.0) - alpha), weight, 1e-7);
    }
  }

  /// Excitation drives cells at much more than 8 Hz; inhibition learns to hold them there.
  @Test
  void inhibitoryPlasticityBringsCellsToTheirRate() {
    Simulation sim = Simulation.of(0.5, 2);
    PoissonSource exciting = sim.add("exciting", PoissonSource.of(200, 20));
    PoissonSource inhibiting = sim.add("inhibiting", PoissonSource.of(100, 20));
    LifPopulation cells =
        sim.add("cells", LifPopulation.of(20, new LifParameters(20, 200, -60, -50, -60, 5)));
    cells.attach("excitation", new ExponentialConductancePort(5, 0));
    cells.attach("inhibition", new ExponentialConductancePort(10, -80));
    sim.connect(
        "excitation",
        exciting,
        cells.port("excitation"),
        Connectivity.allToAll(),
        Values.constant(0.25),
        Delays.oneStep());
    Projection inhibition =
        sim.connect(
            "inhibition",
            inhibiting,
            cells.port("inhibition"),
            Connectivity.allToAll(),
            Values.constant(0.01),
            Delays.oneStep());
    sim.add("vogels", InhibitoryStdp.of(PlasticSynapses.all(inhibition), 0.005, 8, 20, 10));
    RateRecorder rate = sim.add("rate", RateRecorder.of(cells, 5000));
    sim.run(60_000);
    double[] hz = rate.ratesHz();
    assertTrue(hz[0] > 15, "at first " + hz[0]);
    assertEquals(8, hz[hz.length - 1], 0.8);
  }

  /// r is 0 for a silent cell: its synapses grow by e^(every / tau) each time.
  @Test
  void scalingOfASilentCellIsExponentialAndKeepsRatios() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[4][0]));
    ScriptedCells cells = sim.add("cells", ScriptedCells.of(new double[0], regular(10)));
    CurrentPort port = cells.attach("port", new CurrentPort());
    Projection synapses =
        sim.connect(
            "synapses",
            source,
            port,
            Connectivity.allToAll(),
            Values.of((i, j) -> 1 + i),
            Delays.oneStep());
    sim.add(
        "scaling", SynapticScaling.of(PlasticSynapses.all(synapses), 5, 10_000, 1000, 100, 0, 100));
    sim.run(10_000);
    for (int i = 0; i < 4; i++) {
      assertEquals((1 + i) * Math.E, synapses.weight(i, 0), 1e-5 * (1 + i));
      assertEquals((1 + i) * synapses.weight(0, 1), synapses.weight(i, 1), 1e-4);
    }
    // 10 Hz against 5 Hz: e^-1 in tau, less while the average rises from 0.
    assertEquals(Math.exp(-1 + 0.2), synapses.weight(0, 1), 0.02);
  }

  private static double[] regular(double hz) {
    double[] times = new double[(int) (10 * hz)];
    Arrays.setAll(times, n -> (n + 0.5) * 1000 / hz);
    return times;
  }

  @Test
  void scalingBringsACellToItsRate() {
    Simulation sim = Simulation.of(0.5, 2);
    PoissonSource source = sim.add("source", PoissonSource.of(200, 20));
    LifPopulation cells =
        sim.add("cells", LifPopulation.of(20, new LifParameters(20, 200, -60, -50, -60, 5)));
    cells.attach("excitation", new ExponentialConductancePort(5, 0));
    Projection synapses =
        sim.connect(
            "excitation",
            source,
            cells.port("excitation"),
            Connectivity.fixedProbability(0.5),
            Values.uniform(0.1, 0.7),
            Delays.oneStep());
    sim.add(
        "scaling", SynapticScaling.of(PlasticSynapses.all(synapses), 6, 4000, 2000, 100, 0, 10));
    RateRecorder rate = sim.add("rate", RateRecorder.of(cells, 10_000));
    sim.run(80_000);
    double[] hz = rate.ratesHz();
    assertEquals(6, hz[hz.length - 1], 0.6);
  }

  @Test
  void sumsOfWeightsAreKept() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[30][0]));
    ScriptedCells cells = sim.add("cells", ScriptedCells.of(new double[10][0]));
    CurrentPort port = cells.attach("port", new CurrentPort());
    Projection synapses =
        sim.connect(
            "synapses",
            source,
            port,
            Connectivity.fixedProbability(0.5),
            Values.uniform(0, 1),
            Delays.oneStep());
    WeightSums sums = sim.add("sums", WeightSums.of(PlasticSynapses.all(synapses), 7, 0));
    float[] before = synapses.weights().clone();
    sim.run(10);
    assertEquals(before[0], synapses.weights()[0]);
    sums.apply();
    double[] sum = new double[10];
    for (int k = 0; k < synapses.synapses(); k++) {
      sum[synapses.targetOf(k)] += synapses.weights()[k];
    }
    for (double one : sum) {
      assertEquals(7, one, 1e-5);
    }
  }

  @Test
  void wrongNumbersAreSentences() {
    OneSynapse one =
        OneSynapse.of(
            1,
            new double[0],
            new double[0],
            0.5,
            Delays.oneStep(),
            s -> SynapticScaling.of(s, 5, 1000, 1000, 1.5, 0, 1));
    PlasticSynapses all = PlasticSynapses.all(one.synapse);
    assertMessage(
        "TripletParameters: tauYMs must be above 0 and finite; got NaN",
        () -> new TripletParameters(0, 0, 0, 0, 1, 1, 1, Double.NaN, Pairing.NEAREST));
    assertMessage(
        "InhibitoryStdp: eta must be above 0 and finite; got 0.0",
        () -> InhibitoryStdp.of(all, 0, 5, 20, 1));
    assertMessage(
        "SynapticScaling: targetHz must be above 0 and finite; got 0.0",
        () -> SynapticScaling.of(all, 0, 1, 1, 1, 0, 1));
    assertMessage(
        "SynapticScaling: everyMs must be a whole number of steps of 1.0 ms; got 1.5",
        () -> one.after(1));
    assertMessage(
        "WeightSums: sum must be above 0 and finite; got -1.0", () -> WeightSums.of(all, -1, 0));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
