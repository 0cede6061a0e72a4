package cerulean.studies.heterogeneity;

import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.CellValues;
import cerulean.neuro.LifParameters;
import cerulean.neuro.spiking.CellClass;
import cerulean.neuro.spiking.CellClasses;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.Noradrenaline;
import cerulean.neuro.spiking.Reset;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.Surrogate;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/// The hidden cells of the networks: pyramidal cells (PYR) that adapt and fast interneurons (PV)
/// that do not, with recurrent weights that obey Dale's law.
///
/// The pyramidal cell is that of the tutorial. Its current is measured in a unit in which a spike
/// that comes in through a weight of 1 moves the voltage by the 20 mV from rest to threshold:
/// capacitance 0.05 and a jump of adaptation of 0.03 in place of 2000 pF and 1200 pA, which is the
/// same cell with the same voltages.
///
/// - `pyramidal`, `interneurons`: how many
/// - `tauMs`, `interneuronMs`: mean time constants of their membranes
/// - `adaptationMs`: mean time constant of adaptation
/// - `timeSpread`: standard deviation over mean of time constants, of membranes and of adaptation
/// - `jumpSpread`: that of the strength of adaptation
/// - `thresholdSpread`: that of the distance from rest to threshold
record CellPlan(
    int pyramidal,
    int interneurons,
    double tauMs,
    double interneuronMs,
    double adaptationMs,
    double timeSpread,
    double jumpSpread,
    double thresholdSpread) {

  static final String PYR = "PYR";
  static final String PV = "PV";

  static final double REST = -70;
  static final double THRESHOLD = -50;
  static final double RESET = -75;

  /// Moves the voltage by the distance to the threshold with one spike through a weight of 1 in a
  /// step of 1 ms.
  static final double CAPACITANCE = 1 / (THRESHOLD - REST);

  /// 1200 pA against 10 MOhm are 12 mV; so are these against `tauMs / CAPACITANCE` = 400.
  static final double JUMP = 0.03;

  static final double DT = 1;

  /// Of the surrogate, per mV: half as steep 2 mV from the threshold, and 1/25 at rest, so that
  /// silent cells learn, too.
  static final double SLOPE = 0.2;

  /// The mean of the gamma law of Perez-Nieves and others has a shape of 3: spread 0.58. Thresholds
  /// of cortical cells of a class differ by about 2 mV.
  static final CellPlan USUAL = new CellPlan(48, 12, 20, 10, 100, 0.58, 0.5, 0.1);

  CellPlan {
    if (pyramidal < 1 || interneurons < 1) {
      throw new IllegalArgumentException(
          "cells: there must be at least one of each class; got "
              + pyramidal
              + " and "
              + interneurons);
    }
  }

  CellPlan withSpreads(double time, double jump, double threshold) {
    return new CellPlan(
        pyramidal, interneurons, tauMs, interneuronMs, adaptationMs, time, jump, threshold);
  }

  CellPlan withCells(int pyr, int pv) {
    return new CellPlan(
        pyr, pv, tauMs, interneuronMs, adaptationMs, timeSpread, jumpSpread, thresholdSpread);
  }

  int cells() {
    return pyramidal + interneurons;
  }

  CellClasses classes() {
    return CellClasses.of(
        new CellClass(PYR, pyramidal, true, Set.of(PYR, PV)),
        new CellClass(PV, interneurons, false, Set.of(PYR, PV)));
  }

  /// The layer under a condition; `seed` draws what differs, `random` the recurrent weights.
  SpikingLayer layer(Condition condition, long seed, Philox random) {
    CellClasses classes = classes();
    double spread = condition.different() ? timeSpread : 0;
    double jumps = condition.different() ? jumpSpread : 0;
    double thresholds = condition.different() ? thresholdSpread : 0;
    Law law = condition.law();
    CellValues above = law.of(THRESHOLD - REST, thresholds);
    CellValues threshold = (cell, own) -> REST + above.at(cell, own);
    double factor = condition.factor();
    SpikingLayer layer =
        SpikingLayer.of(cells(), Neuron.adaptiveLif(cell()), DT)
            .with(Reset.TO_VALUE.detached())
            .with(Surrogate.fastSigmoid(SLOPE).scaled(CAPACITANCE))
            .with(
                "tauMs",
                classes.values(
                    Map.of(
                        PYR, law.of(factor * tauMs, spread),
                        PV, law.of(factor * interneuronMs, spread))),
                seed)
            .with("adaptationMs", law.of(adaptationMs, spread), seed)
            .with("thresholdMv", threshold, seed)
            .with(
                "jumpPa",
                classes.values(Map.of(PYR, law.of(JUMP, jumps), PV, CellValues.constant(0))),
                seed);
    if (condition.learned()) {
      layer = layer.learning("tauMs", "adaptationMs");
    }
    return layer.recurrent(classes.law().draw(cells(), random));
  }

  private AdaptiveLifParameters cell() {
    LifParameters membrane = new LifParameters(tauMs, CAPACITANCE, REST, THRESHOLD, RESET, 0);
    return AdaptiveLifParameters.current(membrane, JUMP, adaptationMs);
  }

  /// The layer at a level of noradrenaline, with the same weights; itself where it reaches nobody.
  SpikingLayer modulated(SpikingLayer layer, Modulation modulation, double level) {
    if (modulation == Modulation.NONE) {
      return layer;
    }
    Tensor levels = Tensor.full(DType.F64, level, cells());
    if (modulation == Modulation.EXCITATORY) {
      classes().of(PV, 0, levels).fillInPlace(0);
    }
    return Noradrenaline.OF_TUTORIAL.on(layer, levels);
  }
}
