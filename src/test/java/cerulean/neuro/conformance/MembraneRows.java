package cerulean.neuro.conformance;

import cerulean.neuro.AdExParameters;
import cerulean.neuro.AdExPopulation;
import cerulean.neuro.AdExScheme;
import cerulean.neuro.CellTree;
import cerulean.neuro.CellTree.Part;
import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.HodgkinHuxleyParameters;
import cerulean.neuro.HodgkinHuxleyPopulation;
import cerulean.neuro.PassiveParameters;
import cerulean.neuro.RateInput;
import cerulean.neuro.RatePopulation;
import cerulean.neuro.Simulation;
import cerulean.neuro.Stimulus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// AdEx, Hodgkin-Huxley, passive trees and rate units.
final class MembraneRows implements NeuroRows {

  private final List<NeuroRow> rows =
      List.of(
          NeuroRow.numbers(
              "AdEx, Brette and Gerstner's cell, 800 pA, 500 ms, Runge-Kutta 0.01 ms",
              new double[] {
                17.722, 40.49, 71.274, 114.488, 171.608, 236.19, 302.702, 369.57, 436.484
              },
              0.1,
              () -> adEx(800, -70.6)),
          NeuroRow.numbers(
              "AdEx with reset -47.4 mV: bursts, first ten spikes",
              new double[] {
                17.722, 19.87, 22.418, 25.634, 30.404, 156.014, 159.878, 167.978, 306.558, 310.422
              },
              0.1,
              () -> Arrays.copyOf(adEx(800, -47.4), 10)),
          NeuroRow.number(
              "Hodgkin-Huxley: rest, mV",
              -64.996379,
              1e-5,
              () -> new Cell(0.01, squid()).after("v", 300)),
          NeuroRow.numbers(
              "Hodgkin-Huxley, 10 uA/cm2, step 0.001 ms: first spikes",
              new double[] {1.901, 16.8226, 31.4718, 46.109},
              0.015,
              () -> Arrays.copyOf(squid(0.001, 100, 60), 4)),
          NeuroRow.numbers(
              "Hodgkin-Huxley, 6, 6.5, 10, 20 uA/cm2, 200 ms, step 0.01 ms: spikes",
              new double[] {2, 11, 14, 18},
              0,
              () ->
                  new double[] {
                    squid(0.01, 60, 200).length,
                    squid(0.01, 65, 200).length,
                    squid(0.01, 100, 200).length,
                    squid(0.01, 200, 200).length
                  }),
          NeuroRow.numbers(
              "two passive compartments, up 2 nS, down 6 nS, 100 pA into the branch: at rest",
              twoCompartments(),
              1e-9,
              MembraneRows::passivePair),
          NeuroRow.numbers(
              "passive cable of 101 compartments, 2 lambda, sealed end: v at 0, 1, 2 lambda, cosh",
              new double[] {10, 10 * Math.cosh(1) / Math.cosh(2), 10 / Math.cosh(2)},
              0.02,
              MembraneRows::cable),
          NeuroRow.number(
              "rate unit, tau 10 ms, input 2: after 10 ms, 2 (1 - 1/e)",
              2 * -Math.expm1(-1),
              1e-12,
              () ->
                  new Cell(0.5, RatePopulation.of(1, 10, RatePopulation.Transfer.LINEAR))
                      .with(Stimulus.constant(2))
                      .after("r", 10)),
          NeuroRow.numbers(
              "two rate units, weights 0.5 and -1 on each other, inputs 1 and 2: fixed point",
              new double[] {4.0 / 3, 2.0 / 3},
              1e-9,
              MembraneRows::rates));

  private static double[] adEx(double pA, double resetMv) {
    AdExParameters p = AdExParameters.BRETTE_GERSTNER;
    AdExParameters cell =
        new AdExParameters(
            p.capacitancePf(),
            p.leakNs(),
            p.restMv(),
            p.thresholdMv(),
            p.slopeMv(),
            p.adaptationMs(),
            p.a(),
            p.jumpPa(),
            resetMv,
            p.peakMv());
    return new Cell(0.01, AdExPopulation.of(1, cell, AdExScheme.RUNGE_KUTTA_4))
        .with(Stimulus.constant(pA))
        .spikes(500);
  }

  /// 1000 um^2, so that 10 pA are 1 uA/cm^2.
  private static HodgkinHuxleyPopulation squid() {
    return HodgkinHuxleyPopulation.of(1, HodgkinHuxleyParameters.squid(1000));
  }

  private static double[] squid(double dtMs, double pA, double ms) {
    return new Cell(dtMs, squid()).with(Stimulus.constant(pA)).spikes(ms);
  }

  /// 10 nS and 5 nS of leak: `10 x = 6 (y - x)`, `5 y + 2 (y - x) = 100`.
  private static double[] twoCompartments() {
    double y = 100 / (7 - 2 * 6.0 / 16);
    return new double[] {-70 + 6.0 / 16 * y, -70 + y};
  }

  private static double[] passivePair() {
    CellTree tree =
        CellTree.of(
            Part.root("soma", new PassiveParameters(100, 10, -70)),
            Part.on("soma", "branch", new PassiveParameters(50, 5, -70), 2, 6));
    Cell cell = new Cell(1, CompartmentalPopulation.of(1, tree));
    cell.with(cell.population.compartment("branch"), Stimulus.constant(100));
    cell.simulation.run(1000);
    return new double[] {cell.population.state("soma.v")[0], cell.population.state("branch.v")[0]};
  }

  /// Compartments of 0.02 lambda: leak 0.02 and coupling 50 in units of the conductance of the
  /// infinite cable; the current that holds the first one at 10 mV. The first and last compartment
  /// stand for half a piece.
  private static double[] cable() {
    int n = 101;
    double piece = 0.02;
    List<Part> parts = new ArrayList<>();
    parts.add(Part.root("c0", new PassiveParameters(5 * piece, piece / 2, 0)));
    for (int k = 1; k < n; k++) {
      double leak = k == n - 1 ? piece / 2 : piece;
      parts.add(
          Part.on(
              "c" + (k - 1),
              "c" + k,
              new PassiveParameters(10 * leak, leak, 0),
              1 / piece,
              1 / piece));
    }
    Cell cell = new Cell(1, CompartmentalPopulation.of(1, CellTree.of(parts)));
    cell.with(Stimulus.constant(10 * Math.tanh(2)));
    cell.simulation.run(1000);
    return new double[] {
      cell.population.state("c0.v")[0],
      cell.population.state("c50.v")[0],
      cell.population.state("c100.v")[0]
    };
  }

  /// r0 = 1 + 0.5 r1, r1 = 2 - r0.
  private static double[] rates() {
    Simulation sim = Simulation.of(0.1, 1);
    RatePopulation units =
        sim.add("units", RatePopulation.of(2, 10, RatePopulation.Transfer.LINEAR));
    sim.stimulate("input", units, Stimulus.constant(new double[] {1, 2}));
    sim.stimulate("recurrent", units, RateInput.of(units, new double[][] {{0, 0.5}, {-1, 0}}));
    sim.run(1000);
    return units.state("r").clone();
  }

  @Override
  public String title() {
    return "Membranes";
  }

  @Override
  public String source() {
    return "AdEx and Hodgkin-Huxley beside an independent Runge-Kutta integration (0.002 and 0.01 ms);"
        + " passive trees and rate units beside their closed forms.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
