package cerulean.neuro.conformance;

import cerulean.neuro.NaudSprekelerParameters;
import cerulean.neuro.NaudSprekelerPopulation;
import cerulean.neuro.Stimulus;
import java.util.List;

/// The two-compartment burst cell of Naud & Sprekeler (2018) under currents into soma and dendrite.
final class BurstRows implements NeuroRows {

  private static final double DT = 0.1;

  private final List<NeuroRow> rows =
      List.of(
          spikes("soma 2000 pA, 100-105 ms", pulse(2000, 100, 105), none(), 300, 104.2),
          top("the same: largest dendritic voltage", pulse(2000, 100, 105), none(), -42.07),
          spikes("dendrite 400 pA, 95-125 ms", none(), pulse(400, 95, 125), 300),
          top("the same: largest dendritic voltage", none(), pulse(400, 95, 125), -53.98),
          spikes(
              "both: a burst",
              pulse(2000, 100, 105),
              pulse(400, 95, 125),
              300,
              104.1,
              114.0,
              126.6),
          top(
              "the same: largest dendritic voltage",
              pulse(2000, 100, 105),
              pulse(400, 95, 125),
              11.49),
          NeuroRow.number(
              "the same: time above -38 mV",
              34.1,
              0.0501,
              () -> above(-38, pulse(2000, 100, 105), pulse(400, 95, 125))),
          spikes(
              "both, dendrite 200 pA",
              pulse(2000, 100, 105),
              pulse(200, 95, 125),
              300,
              104.2,
              119.9),
          spikes("soma 500 pA, 100-600 ms", pulse(500, 100, 600), none(), 700, 138.8, 308.1, 494.2),
          spikes(
              "the same and dendrite 300 pA",
              pulse(500, 100, 600),
              pulse(300, 100, 600),
              700,
              131.5,
              139.3,
              146.7,
              155.6,
              166.4,
              180.1,
              465.7,
              474.4,
              482.1,
              491.4,
              502.6,
              518.1),
          spikes(
              "soma 600 pA, 100-600 ms",
              pulse(600, 100, 600),
              none(),
              700,
              122.8,
              181.7,
              277.6,
              375.9,
              474.2,
              572.6),
          spikes(
              "the same and dendrite 300 pA",
              pulse(600, 100, 600),
              pulse(300, 100, 600),
              700,
              120.9,
              128.0,
              134.8,
              143.0,
              152.7,
              164.4,
              358.5,
              367.1,
              374.6,
              383.6,
              394.4,
              407.8),
          spikes("dendrite 300 pA, 100-600 ms", none(), pulse(300, 100, 600), 700),
          spikes(
              "dendrite 600 pA, 100-600 ms",
              none(),
              pulse(600, 100, 600),
              700,
              125.7,
              135.2,
              147.8,
              164.6,
              189.2),
          NeuroRow.numbers(
              "f-I, soma 500 to 900 pA, 1 s, Hz",
              new double[] {6, 11, 15, 20, 24},
              0,
              () -> rates(0)),
          NeuroRow.numbers(
              "f-I with 300 pA into the dendrite, Hz",
              new double[] {18, 24, 31, 37, 43},
              0,
              () -> rates(300)));

  private static Stimulus pulse(double pA, double fromMs, double toMs) {
    return Stimulus.pulse(fromMs, toMs, pA);
  }

  private static Stimulus none() {
    return Stimulus.constant(0);
  }

  private static Cell cell(Stimulus soma, Stimulus dendrite) {
    Cell cell = new Cell(DT, NaudSprekelerPopulation.of(1, NaudSprekelerParameters.LAYER5));
    return cell.with(soma).with(cell.population.compartment("dendrite"), dendrite);
  }

  private static NeuroRow spikes(
      String name, Stimulus soma, Stimulus dendrite, double ms, double... expected) {
    return NeuroRow.numbers(name, expected, 0, () -> cell(soma, dendrite).spikes(ms));
  }

  /// Half a unit of the last digit that is known.
  private static NeuroRow top(String name, Stimulus soma, Stimulus dendrite, double expected) {
    return NeuroRow.number(
        name,
        expected,
        0.005,
        () -> {
          double most = Double.NEGATIVE_INFINITY;
          for (double v : cell(soma, dendrite).trace("dendrite.v", 300)) {
            most = Math.max(most, v);
          }
          return most;
        });
  }

  private static double above(double mv, Stimulus soma, Stimulus dendrite) {
    int steps = 0;
    for (double v : cell(soma, dendrite).trace("dendrite.v", 300)) {
      steps += v > mv ? 1 : 0;
    }
    return steps * DT;
  }

  private static double[] rates(double dendritePa) {
    double[] rates = new double[5];
    for (int k = 0; k < rates.length; k++) {
      rates[k] =
          cell(Stimulus.constant(500 + 100 * k), Stimulus.constant(dendritePa)).spikes(1000).length;
    }
    return rates;
  }

  @Override
  public String title() {
    return "Two-compartment burst cell";
  }

  @Override
  public String source() {
    return "Naud and Sprekeler (2018), constants of Auryn's `NaudGroup`; expected numbers from a script of its"
        + " own, Euler, 0.1 ms. Soma alone: single spikes; dendrite alone: none; both: a burst.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
