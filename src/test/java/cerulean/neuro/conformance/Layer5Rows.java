package cerulean.neuro.conformance;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.StateRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import java.util.Arrays;
import java.util.List;

/// The layer-5 pyramidal cell with calcium spikes: gain by dendritic drive, coupling and
/// inhibition.
final class Layer5Rows implements NeuroRows {

  private static final int COPIES = 8;
  private static final int CURRENTS = 14;
  private static final double WARM_UP_MS = 200;

  /// Standard error of a gain: eight copies of one second give each rate to about 0.6 Hz, fourteen
  /// currents over 2.6 nA its slope to 0.3 Hz/nA, here and in the prototype; three of both.
  private static final double GAIN = 1.5;

  /// Two standard errors of the difference of two fractions f of time in plateaus of some 35 ms,
  /// from eight seconds each: `2 sqrt(2 f 0.035 / 8)`, at most 0.1.
  private static final double FRACTION = 0.1;

  private final List<NeuroRow> rows =
      List.of(
          gains(
              "gain by dendritic current 0, 150, 300, 450 pA, Hz/nA",
              new double[] {30.1, 33.1, 37.4, 42.6},
              GAIN,
              () ->
                  new double[] {
                    run(0, 1, 0, 0).gain(),
                    run(150, 1, 0, 0).gain(),
                    run(300, 1, 0, 0).gain(),
                    run(450, 1, 0, 0).gain()
                  }),
          gains(
              "time in plateau at 2.4 nA, the same",
              new double[] {.08, .28, .51, .74},
              FRACTION,
              () ->
                  new double[] {
                    run(0, 1, 0, 0).plateau,
                    run(150, 1, 0, 0).plateau,
                    run(300, 1, 0, 0).plateau,
                    run(450, 1, 0, 0).plateau
                  }),
          gains(
              "gain by coupling 0, 0.25, 0.5, 0.75, Hz/nA",
              new double[] {29.1, 29.1, 29.7, 32.9},
              GAIN,
              () ->
                  new double[] {
                    run(300, 0, 0, 0).gain(),
                    run(300, 0.25, 0, 0).gain(),
                    run(300, 0.5, 0, 0).gain(),
                    run(300, 0.75, 0, 0).gain()
                  }),
          gains(
              "time in plateau at 2.4 nA, the same",
              new double[] {0, 0, .09, .36},
              FRACTION,
              () ->
                  new double[] {
                    run(300, 0, 0, 0).plateau,
                    run(300, 0.25, 0, 0).plateau,
                    run(300, 0.5, 0, 0).plateau,
                    run(300, 0.75, 0, 0).plateau
                  }),
          gains(
              "gain by SOM, 5, 10, 20 nS on the dendrite, Hz/nA",
              new double[] {31.3, 29.3, 29.2},
              GAIN,
              () ->
                  new double[] {
                    run(300, 1, 5, 0).gain(), run(300, 1, 10, 0).gain(), run(300, 1, 20, 0).gain()
                  }),
          gains(
              "gain by PV, 5, 10, 20 nS on the soma, Hz/nA",
              new double[] {35.6, 35.2, 32.9},
              GAIN,
              () ->
                  new double[] {
                    run(300, 1, 0, 5).gain(), run(300, 1, 0, 10).gain(), run(300, 1, 0, 20).gain()
                  }),
          gains(
              "without noise, with slow adaptation, dendrite 400 pA: rate at 1.5 and 2.5 nA, Hz",
              new double[] {37, 102},
              1,
              () -> new double[] {alone(1500, 400, 1), alone(2500, 400, 1)}),
          gains(
              "the same without coupling, Hz",
              new double[] {30, 62},
              1,
              () -> new double[] {alone(1500, 400, 0), alone(2500, 400, 0)}));

  private static NeuroRow gains(
      String name,
      double[] expected,
      double tolerance,
      java.util.function.Supplier<double[]> measure) {
    return NeuroRow.numbers(name, expected, tolerance, measure);
  }

  /// Rates by somatic current, 0 to 2600 pA, and the part of the time that dendrites are at -30 mV
  /// or above at 2400 pA.
  private record Response(double[] rates, double plateau) {

    /// Slope of the line through the rates above 2 Hz.
    double gain() {
      double n = 0;
      double x = 0;
      double y = 0;
      double xx = 0;
      double xy = 0;
      for (int k = 0; k < rates.length; k++) {
        if (rates[k] > 2) {
          double nA = 0.2 * k;
          n++;
          x += nA;
          y += rates[k];
          xx += nA * nA;
          xy += nA * rates[k];
        }
      }
      return (n * xy - x * y) / (n * xx - x * x);
    }
  }

  private static Response run(double dendritePa, double coupling, double somNs, double pvNs) {
    Simulation sim = Simulation.of(0.1, 5);
    int size = COPIES * CURRENTS;
    CompartmentalPopulation cells = sim.add("cells", Layer5Pyramidal.of(size, coupling));
    double[] currents = new double[size];
    for (int i = 0; i < size; i++) {
      currents[i] = 200 * (i % CURRENTS);
    }
    sim.stimulate("drive", cells, Stimulus.constant(currents));
    sim.stimulate("noise", cells, Stimulus.ornsteinUhlenbeck(300, 5));
    sim.stimulate("dendrite", cells.compartment("dendrite"), Stimulus.constant(dendritePa));
    tonic(cells, "pv", "soma", pvNs);
    tonic(cells, "som", "dendrite", somNs);
    sim.run(WARM_UP_MS);
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    int[] strong = new int[COPIES];
    for (int c = 0; c < COPIES; c++) {
      strong[c] = c * CURRENTS + 12;
    }
    StateRecorder v = sim.add("v", StateRecorder.of(cells, "dendrite.v", strong));
    sim.run(1000);
    double[] rates = new double[CURRENTS];
    for (int cell : spikes.cells()) {
      rates[cell % CURRENTS] += 1.0 / COPIES;
    }
    double above = 0;
    for (int c = 0; c < COPIES; c++) {
      above += Arrays.stream(v.trace(c)).filter(x -> x >= -30).count() / 10_000.0 / COPIES;
    }
    return new Response(rates, above);
  }

  /// A conductance that does not decay, with a reversal of -75 mV.
  private static void tonic(
      CompartmentalPopulation cells, String name, String compartment, double nS) {
    ExponentialConductancePort port = new ExponentialConductancePort(1e12, -75);
    cells.attach(name, port, cells.compartment(compartment));
    Arrays.fill(port.synapticConductance(), nS);
  }

  private static double alone(double somaPa, double dendritePa, double coupling) {
    Cell cell = new Cell(0.1, Layer5Pyramidal.of(1, coupling)).with(Stimulus.constant(somaPa));
    cell.with(cell.population.compartment("dendrite"), Stimulus.constant(dendritePa));
    cell.population.attach("adaptation", new ExponentialConductancePort(2000, -80));
    cell.simulation.connect(
        "adaptation",
        cell.population,
        cell.population.port("adaptation"),
        Connectivity.oneToOne(),
        Values.constant(0.065),
        Delays.oneStep());
    double[] spikes = cell.spikes(1000 + WARM_UP_MS);
    return Arrays.stream(spikes).filter(t -> t > WARM_UP_MS).count();
  }

  @Override
  public String title() {
    return "Layer-5 pyramidal cell";
  }

  @Override
  public String source() {
    return "The cell of Whyte, Munn and Shine (2025) with a constant coupling, no slow adaptation, somatic noise"
        + " of 300 pA and 5 ms, dendrite 300 pA and coupling 1 unless stated; eight cells for each of"
        + " fourteen currents to 2.6 nA, 1 s. Expected: another implementation with other random"
        + " numbers; tolerances are two to three standard errors of both. Dendritic drive and coupling raise the gain,"
        + " dendritic inhibition lowers it.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
