package cerulean.neuro.conformance;

import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.AdaptiveLifPopulation;
import cerulean.neuro.AlphaCurrentPort;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeTrainSource;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import java.util.Arrays;
import java.util.List;

/// Leaky integrate-and-fire cells, plain and adaptive, beside closed forms.
final class LifRows implements NeuroRows {

  /// tau 20 ms, R 1 GOhm, rest and reset 0, threshold 20 mV.
  private static final LifParameters CELL = new LifParameters(20, 20, 0, 20, 0, 0);

  private static final LifParameters PASSIVE = new LifParameters(20, 20, 0, 1e9, 0, 0);

  private final List<NeuroRow> rows =
      List.of(
          NeuroRow.number(
              "period at 25 mV, threshold 20 mV, tau 20 ms: 20 ln 5",
              20 * Math.log(5),
              0.001,
              () ->
                  new Cell(0.001, LifPopulation.of(1, CELL))
                      .with(Stimulus.constant(25))
                      .spikes(100)[0]),
          NeuroRow.number(
              "the same, 2 ms refractory: rate, Hz",
              29.25,
              0.005,
              () -> {
                double[] spikes =
                    new Cell(0.001, LifPopulation.of(1, new LifParameters(20, 20, 0, 20, 0, 2)))
                        .with(Stimulus.constant(25))
                        .spikes(100);
                return 1000 / (spikes[1] - spikes[0]);
              }),
          NeuroRow.numbers(
              "NEST default cell, 1000 pA from 0.2 ms: v at 0.3, 0.4, 0.5, 0.6 ms",
              new double[] {-69.602, -69.2079, -68.8178, -68.4316},
              5.1e-5,
              () ->
                  Arrays.copyOfRange(
                      new Cell(0.1, LifPopulation.of(1, LifParameters.DEFAULT))
                          .with(Stimulus.steps(new double[] {0.2}, new double[] {1000}))
                          .trace("v", 0.6),
                      2,
                      6)),
          NeuroRow.number(
              "the same: first spike",
              5.0,
              0,
              () ->
                  new Cell(0.1, LifPopulation.of(1, LifParameters.DEFAULT))
                      .with(Stimulus.steps(new double[] {0.2}, new double[] {1000}))
                      .spikes(10)[0]),
          NeuroRow.numbers(
              "the same: v at 7.0, end of refractory, and 7.1 ms",
              new double[] {-70, -70 + 40 * -Math.expm1(-0.01)},
              1e-12,
              () ->
                  Arrays.copyOfRange(
                      new Cell(0.1, LifPopulation.of(1, LifParameters.DEFAULT))
                          .with(Stimulus.steps(new double[] {0.2}, new double[] {1000}))
                          .trace("v", 7.1),
                      69,
                      71)),
          NeuroRow.numbers(
              "alpha current, 100 pA, 2 ms: v after 1, 5, 20 ms, closed form",
              new double[] {alphaResponse(1), alphaResponse(5), alphaResponse(20)},
              1e-12,
              () -> new double[] {alpha(1), alpha(5), alpha(20)}),
          NeuroRow.number(
              "noise of sd 10 held for 1 ms, tau 20 ms: variance, closed form",
              100 * -Math.expm1(-0.05) / (1 + Math.exp(-0.05)),
              0.05,
              LifRows::variance),
          NeuroRow.number(
              "alpha currents of 10 pA at 1000 Hz: mean v, Campbell's tau/C nu J tau_s e",
              20.0 / 200 * 1 * 10 * 2 * Math.E,
              0.02,
              LifRows::campbell),
          NeuroRow.number(
              "adaptive LIF, 100 Hz for 400 ms: adaptation current, sum of a geometric series",
              geometric(),
              1e-9,
              LifRows::adaptation),
          NeuroRow.numbers(
              "noradrenaline tutorial, 2 to 4 nA, 500 ms: Hz at NA 0",
              tutorialReference(0),
              2,
              () -> tutorial(0)),
          NeuroRow.numbers(
              "noradrenaline tutorial, 2 to 4 nA, 500 ms: Hz at NA 1",
              tutorialReference(1),
              2,
              () -> tutorial(1)),
          NeuroRow.number(
              "the same: is the slope at NA 1 more than twice that at NA 0",
              1,
              0,
              () -> {
                double[] low = tutorial(0);
                double[] high = tutorial(1);
                return high[4] - high[0] > 2 * (low[4] - low[0]) ? 1 : 0;
              }));

  /// Response of a membrane of 10 ms and 250 pF to 100 pA (e/2) t e^(-t/2).
  private static double alphaResponse(double t) {
    double r = 1.0 / 10 - 1.0 / 2;
    double integral = (t * Math.exp(r * t) - Math.expm1(r * t) / r) / r;
    return 100 * Math.E / 2 / 250 * Math.exp(-t / 10) * integral;
  }

  private static double alpha(double t) {
    Simulation sim = Simulation.of(0.5, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {0.5}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("in", new AlphaCurrentPort(2));
    sim.connect(
        "s",
        source,
        cells.port("in"),
        Connectivity.allToAll(),
        Values.constant(100),
        Delays.oneStep());
    sim.run(0.5 + t);
    return cells.state("v")[0] + 70;
  }

  /// 4000 cells, 20 times: four standard deviations of the estimate are 0.05.
  private static double variance() {
    int n = 4000;
    Simulation sim = Simulation.of(1, 3);
    LifPopulation cells = sim.add("cells", LifPopulation.of(n, PASSIVE));
    sim.stimulate("noise", cells, Stimulus.noise(10));
    sim.run(200);
    double square = 0;
    for (int k = 0; k < 20; k++) {
      sim.run(100);
      for (double v : cells.state("v")) {
        square += v * v;
      }
    }
    return square / (n * 20);
  }

  /// The standard deviation of v is 0.34 mV, its correlation time 22 ms; 200 cells for 2 s give the
  /// mean to 0.004 mV.
  private static double campbell() {
    int n = 200;
    Simulation sim = Simulation.of(0.1, 4);
    PoissonSource source = sim.add("source", PoissonSource.of(n, 1000));
    LifParameters cell = new LifParameters(20, 200, 0, 1e9, 0, 0);
    LifPopulation cells = sim.add("cells", LifPopulation.of(n, cell));
    cells.attach("in", new AlphaCurrentPort(2));
    sim.connect(
        "s",
        source,
        cells.port("in"),
        Connectivity.oneToOne(),
        Values.constant(10),
        Delays.oneStep());
    sim.run(200);
    double sum = 0;
    for (int k = 0; k < 200; k++) {
      sim.run(10);
      for (double v : cells.state("v")) {
        sum += v;
      }
    }
    return sum / (200.0 * n);
  }

  /// A cell that fires in every tenth step of 1 ms, whatever its adaptation: jumps of 3 pA that
  /// decay in 50 ms.
  private static double geometric() {
    double q = Math.exp(-10.0 / 50);
    double sum = 0;
    for (int k = 0; k < 40; k++) {
      sum = sum * q + 3;
    }
    return sum;
  }

  private static double adaptation() {
    AdaptiveLifParameters cell =
        AdaptiveLifParameters.current(new LifParameters(20, 20, 0, 20, 0, 0), 3, 50);
    return new Cell(1, AdaptiveLifPopulation.of(1, cell))
        .with(t -> (t + 1) % 10 == 0 ? 1e5 : -1e3)
        .after("w", 400);
  }

  private static double[] tutorial(double level) {
    double[] rates = new double[5];
    for (int k = 0; k < rates.length; k++) {
      rates[k] =
          2
              * new Cell(
                      0.1, AdaptiveLifPopulation.of(1, AdaptiveLifParameters.noradrenaline(level)))
                  .with(Stimulus.constant(2000 + 500 * k))
                  .spikes(500)
                  .length;
    }
    return rates;
  }

  /// The loop of the tutorial, Euler with 0.1 ms, in nA and MOhm; one spike more or less is 2 Hz.
  private static double[] tutorialReference(double level) {
    double[] rates = new double[5];
    for (int k = 0; k < rates.length; k++) {
      double v = -70;
      double w = 0;
      for (int n = 0; n < 5000; n++) {
        double in = (1 + level) * (2 + 0.5 * k);
        double dv = (-(v + 70) + 10 * (in - w)) / 20;
        w -= 0.1 * w / 100;
        v += 0.1 * dv;
        if (v >= -50 - 3 * level) {
          v = -75;
          w += 1.2 * (1 - 0.85 * level);
          rates[k] += 2;
        }
      }
    }
    return rates;
  }

  @Override
  public String title() {
    return "Leaky integrate-and-fire";
  }

  @Override
  public String source() {
    return "Closed forms, the tests of NEST's `iaf_psc_alpha`, and the noradrenaline tutorial of the Neural Circuits"
        + " Group, whose Euler loop is run beside the exact one.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
