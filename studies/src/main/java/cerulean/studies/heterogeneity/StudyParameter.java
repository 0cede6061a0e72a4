package cerulean.studies.heterogeneity;

import cerulean.neuro.spiking.Noradrenaline;
import cerulean.studies.run.Origin;
import java.util.ArrayList;
import java.util.List;

/// One parameter: name in the results file, name in words, value, origin.
///
/// [Origin#GIVEN] is the group's tutorial to the paper; the paper's body could not be read.
record StudyParameter(String key, String name, Object value, Origin origin) {

  static List<StudyParameter> of(HeterogeneitySettings settings) {
    List<StudyParameter> all = new ArrayList<>();
    cells(all, settings.cells());
    if (settings.tasks().temporal()) {
      intervals(all, settings.intervals());
    }
    if (settings.tasks().stream()) {
      stream(all, settings.stream());
    }
    return all;
  }

  private static void cells(List<StudyParameter> all, CellPlan p) {
    given(
        all,
        "voltages",
        "rest, threshold, reset (mV)",
        List.of(CellPlan.REST, CellPlan.THRESHOLD, CellPlan.RESET));
    given(all, "tauMs", "membranes of pyramidal cells: mean time constant (ms)", p.tauMs());
    given(all, "adaptationMs", "adaptation: mean time constant (ms)", p.adaptationMs());
    given(
        all,
        "jump",
        "adaptation: mean jump at a spike, steady (mV)",
        CellPlan.JUMP / CellPlan.CAPACITANCE * p.tauMs());
    Noradrenaline na = Noradrenaline.OF_TUTORIAL;
    given(
        all,
        "noradrenaline",
        "NA: rise of the gain, share of adaptation lost, threshold (mV)",
        List.of(na.inputGain(), na.adaptation(), na.thresholdMv()));
    given(
        all, "tutorial", "f-I curves: step, time (ms)", List.of(TutorialCell.DT, TutorialCell.MS));
    rebuilt(
        all, "cells", "pyramidal cells, interneurons", List.of(p.pyramidal(), p.interneurons()));
    rebuilt(
        all,
        "interneuronMs",
        "membranes of interneurons: mean time constant (ms)",
        p.interneuronMs());
    rebuilt(all, "timeSpread", "spread of time constants (sd over mean)", p.timeSpread());
    rebuilt(all, "jumpSpread", "spread of the jump of adaptation", p.jumpSpread());
    rebuilt(
        all,
        "thresholdSpread",
        "spread of the distance from rest to threshold",
        p.thresholdSpread());
    ours(all, "dtMs", "step of the networks (ms)", CellPlan.DT);
    ours(all, "surrogate", "surrogate: fast sigmoid, slope (1/mV)", CellPlan.SLOPE);
    ours(all, "inputGain", "factor of the input weights", SpikingNetwork.INPUT_GAIN);
    ours(
        all,
        "readout",
        "readout: time constant (ms), gain",
        List.of(SpikingNetwork.READOUT_MS, SpikingNetwork.READOUT_GAIN));
  }

  private static void intervals(List<StudyParameter> all, IntervalProtocol p) {
    IntervalTask t = p.task();
    ours(all, "intervals", "intervals (ms)", t.intervals());
    ours(all, "jitter", "their jitter, share", t.jitter());
    ours(
        all,
        "fibres",
        "fibres; steps of a volley; steps in which the answer is read",
        List.of(t.fibres(), t.volley(), t.read()));
    ours(
        all,
        "probabilities",
        "spikes of a fibre in a step: volley, background",
        List.of(t.probability(), t.background()));
    ours(
        all,
        "intervalTraining",
        "intervals: iterations, batch, learning rate (Adam)",
        List.of(p.iterations(), p.batch(), p.lr()));
    ours(
        all,
        "intervalTests",
        "trials tested; factor of the background in noise",
        List.of(p.tested(), p.noise()));
    ours(
        all,
        "level",
        "NA: level where the condition has it; levels tested",
        List.of(p.level(), p.levels()));
  }

  private static void stream(List<StudyParameter> all, StreamProtocol p) {
    rebuilt(all, "contexts", "stream: contexts, two classes more in each", StreamProtocol.CONTEXTS);
    ours(
        all,
        "streamTraining",
        "stream: iterations a context, batch, learning rate (Adam)",
        List.of(p.iterations(), p.batch(), p.lr()));
    ours(all, "steps", "steps for which a picture is shown", p.steps());
    ours(all, "pictures", "pictures drawn: training, test", List.of(p.train(), p.test()));
    ours(
        all,
        "evaluated",
        "pictures of classes 0 and 1 tested; every so many iterations",
        List.of(p.evaluated(), p.every()));
    rebuilt(all, "decay", "NA: decay in an iteration", p.decay());
  }

  private static void given(List<StudyParameter> all, String key, String name, Object value) {
    all.add(new StudyParameter(key, name, value, Origin.GIVEN));
  }

  private static void rebuilt(List<StudyParameter> all, String key, String name, Object value) {
    all.add(new StudyParameter(key, name, value, Origin.RECONSTRUCTED));
  }

  private static void ours(List<StudyParameter> all, String key, String name, Object value) {
    all.add(new StudyParameter(key, name, value, Origin.OURS));
  }

  /// The value as it stands in tables.
  String text() {
    return value.toString().replaceAll("[\\[\\]]", "").replaceAll("\\.0(?=$|,)", "");
  }

  /// The paper's column: what is given is the tutorial's.
  String paper() {
    return origin == Origin.GIVEN ? text() : "-";
  }
}
