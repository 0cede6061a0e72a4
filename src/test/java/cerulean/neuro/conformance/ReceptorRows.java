package cerulean.neuro.conformance;

import cerulean.neuro.AlphaCurrentPort;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.DualExponentialConductancePort;
import cerulean.neuro.GapJunctions;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.NmdaPort;
import cerulean.neuro.Port;
import cerulean.neuro.Projection;
import cerulean.neuro.ShortTermPlasticity;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeTrainSource;
import cerulean.neuro.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Ports, gap junctions and short-term plasticity beside closed forms.
final class ReceptorRows implements NeuroRows {

  private static final double DT = 0.1;

  private final List<NeuroRow> rows =
      List.of(
          NeuroRow.numbers(
              "alpha current, 7 pA, 2 ms: after 1, 2, 6 ms",
              new double[] {7 * alpha(0.5), 7, 7 * alpha(3)},
              1e-12,
              () -> {
                AlphaCurrentPort port = new AlphaCurrentPort(2);
                return sampled(port, 7, p -> port.synapticCurrent()[0], 1, 2, 6);
              }),
          NeuroRow.numbers(
              "dual exponential, 3 nS, 1 and 4 ms: after 1 ms, at the peak 4/3 ln 4 (0.05 ms off), after 10"
                  + " ms",
              dual(),
              1e-12,
              () -> {
                DualExponentialConductancePort port = new DualExponentialConductancePort(1, 4, 0);
                return sampled(port, 3, p -> port.synapticConductance(0), 1, 1.9, 10);
              }),
          NeuroRow.numbers(
              "dual exponential, 3 nS, 2 and 2 ms, an alpha function: after 1, 2, 6 ms",
              new double[] {3 * alpha(0.5), 3, 3 * alpha(3)},
              1e-7,
              () -> {
                DualExponentialConductancePort port = new DualExponentialConductancePort(2, 2, 0);
                return sampled(port, 3, p -> port.synapticConductance(0), 1, 2, 6);
              }),
          NeuroRow.numbers(
              "NMDA, Mg 1 mM, open part at -80, -40, 0, 40 mV (Jahr and Stevens)",
              new double[] {
                1 / (1 + Math.exp(4.96) / 3.57),
                1 / (1 + Math.exp(2.48) / 3.57),
                3.57 / 4.57,
                1 / (1 + Math.exp(-2.48) / 3.57)
              },
              1e-12,
              () -> open(NmdaPort.magnesium(100, 0, 1))),
          NeuroRow.numbers(
              "NMDA, quadratic gate, open part at -80, -40, 0, 40 mV",
              new double[] {0, 4.0 / 13, 16.0 / 25, 0.8},
              1e-12,
              () -> open(NmdaPort.quadratic(100, 0))),
          NeuroRow.number(
              "NMDA, quadratic, saturating at 8 nS: current of 100 nS into a cell at -60 mV for a step of"
                  + " 0.1 ms, C 1000 pF, leak 1e-6 nS: mV",
              60 * -Math.expm1(-8 * 0.1 / 1000),
              1e-6,
              ReceptorRows::saturated),
          NeuroRow.numbers(
              "gap junction of 2 nS between cells of 100 pF without leak, 10 mV apart: after 50 ms",
              new double[] {-60 - 5 * gap(), -60 + 5 * gap()},
              1e-4,
              ReceptorRows::gapJunction),
          NeuroRow.numbers(
              "depression, U 0.5, 800 ms, 20 Hz: efficacies 1, 2 and in the end",
              new double[] {0.5, 0.5 * (1 - 0.5 * Math.exp(-50 / 800.0)), depressed()},
              1e-9,
              () -> efficacies(0.5, 0, 800)),
          NeuroRow.numbers(
              "facilitation, U 0.1, 500 ms, 20 Hz: efficacies 1, 2 and in the end",
              new double[] {0.1, 0.1 + 0.09 * Math.exp(-0.1), facilitated()},
              1e-9,
              () -> efficacies(0.1, 500, 0)));

  /// Peak at 1.
  private static double alpha(double x) {
    return x * Math.exp(1 - x);
  }

  private static double[] dual() {
    double peakMs = 4.0 / 3 * Math.log(4);
    double n = 3 / (Math.exp(-peakMs / 4) - Math.exp(-peakMs));
    return new double[] {
      n * (Math.exp(-0.25) - Math.exp(-1)),
      n * (Math.exp(-1.9 / 4) - Math.exp(-1.9)),
      n * (Math.exp(-2.5) - Math.exp(-10))
    };
  }

  /// One spike of the given weight, and what the port has at times after its arrival.
  private static double[] sampled(
      Port port, double weight, ToDoubleFunction<Port> read, double... timesMs) {
    Simulation sim = Simulation.of(DT, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {1}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("in", port);
    sim.connect(
        "s", source, port, Connectivity.allToAll(), Values.constant(weight), Delays.oneStep());
    sim.run(1);
    double[] found = new double[timesMs.length];
    double at = 0;
    for (int k = 0; k < found.length; k++) {
      sim.run(Cell.rounded(timesMs[k] - at));
      at = timesMs[k];
      found[k] = read.applyAsDouble(port);
    }
    return found;
  }

  private static double[] open(NmdaPort port) {
    return new double[] {port.openAt(-80), port.openAt(-40), port.openAt(0), port.openAt(40)};
  }

  private static double saturated() {
    Simulation sim = Simulation.of(DT, 1);
    LifParameters cell = new LifParameters(1e9, 1000, -60, 0, -60, 0);
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, cell));
    NmdaPort port = cells.attach("in", NmdaPort.quadratic(1e12, 0).saturatingAt(8));
    port.synapticConductance()[0] = 100;
    sim.run(DT);
    return cells.state("v")[0] + 60;
  }

  /// The difference decays with 2 x 2 nS / 100 pF = 1 / 25 ms, each step as with Euler.
  private static double gap() {
    return Math.pow(1 - 0.04 * DT, 500);
  }

  private static double[] gapJunction() {
    Simulation sim = Simulation.of(DT, 1);
    LifParameters cell = new LifParameters(1e9, 100, -60, 0, -60, 0);
    LifPopulation cells = sim.add("cells", LifPopulation.of(2, cell));
    cells.state("v")[0] = -65;
    cells.state("v")[1] = -55;
    sim.stimulate("gap", cells, GapJunctions.of(new int[] {0}, new int[] {1}, new double[] {2}));
    sim.run(50);
    return cells.state("v").clone();
  }

  /// `R = 1 - (1 - R (1 - U)) q` before every spike.
  private static double depressed() {
    double q = Math.exp(-50 / 800.0);
    return 0.5 * (1 - q) / (1 - 0.5 * q);
  }

  /// `x = x q + U (1 - x q)` at every spike.
  private static double facilitated() {
    double q = Math.exp(-0.1);
    return 0.1 / (1 - 0.9 * q);
  }

  /// What single spikes add to a current that lasts a step, 100 spikes at 20 Hz.
  private static double[] efficacies(double use, double facilitationMs, double depressionMs) {
    double[] train = new double[400];
    Arrays.setAll(train, k -> 50.0 * (k + 1));
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(train));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("in", new cerulean.neuro.CurrentPort());
    Projection synapse =
        sim.connect(
            "s",
            source,
            cells.port("in"),
            Connectivity.allToAll(),
            Values.constant(1),
            Delays.oneStep());
    sim.add("stp", ShortTermPlasticity.of(synapse, use, facilitationMs, depressionMs));
    double[] found = new double[3];
    sim.run(51);
    found[0] = cells.compartment().current()[0];
    sim.run(50);
    found[1] = cells.compartment().current()[0];
    sim.run(50 * 398);
    found[2] = cells.compartment().current()[0];
    return found;
  }

  @Override
  public String title() {
    return "Receptors and short-term plasticity";
  }

  @Override
  public String source() {
    return "Closed forms: time courses after one spike, gates by voltage, Tsodyks, Pawelzik and Markram (1998) under a"
        + " regular train.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
