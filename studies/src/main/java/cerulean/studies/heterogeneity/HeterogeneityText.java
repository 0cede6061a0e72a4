package cerulean.studies.heterogeneity;

import java.util.ArrayList;
import java.util.List;

/// The words of the report.
final class HeterogeneityText {

  private HeterogeneityText() {}

  static String lead(HeterogeneityStudy study) {
    List<Double> slopes = study.tutorial().slopes();
    List<Double> lengthenings = study.tutorial().lengthenings();
    StringBuilder text = new StringBuilder();
    text.append(
        "Noradrenaline steepens the response of the tutorial's cell from %s to %s Hz/nA, and its last interval falls from %s to %s times the first."
            .formatted(
                Quantity.number(slopes.getFirst(), 1),
                Quantity.number(slopes.getLast(), 1),
                Quantity.number(lengthenings.getFirst(), 1),
                Quantity.number(lengthenings.getLast(), 1)));
    found(text, "On intervals", study.intervalComparisons());
    found(text, "On the stream", study.streamComparisons());
    return text.toString();
  }

  private static void found(StringBuilder text, String where, List<Comparison> all) {
    if (all.isEmpty() || all.getFirst().pairs() < 2) {
      return;
    }
    List<Comparison> clear = all.stream().filter(Comparison::clear).toList();
    text.append(' ').append(where).append(", ");
    if (clear.isEmpty()) {
      text.append("none of ").append(all.size()).append(" differences is clear of chance.");
      return;
    }
    text.append("%d of %d differences are clear of chance: ".formatted(clear.size(), all.size()));
    List<String> said = new ArrayList<>();
    for (Comparison one : clear) {
      said.add(
          "%s, %s against %s %s%s"
              .formatted(
                  one.quantity(),
                  one.a(),
                  one.b(),
                  Quantity.signed(one.mean(), one.unit().isEmpty() ? 3 : 1),
                  one.unit().isEmpty() ? "" : " points"));
    }
    text.append(String.join("; ", said)).append('.');
  }

  static String status() {
    return "The paper is a perspective article whose body could not be read for this study; its abstracts name two things that artificial networks lack, diversity of neurons and"
        + " neuromodulation specific to cells, and its group's tutorial gives a cell and what noradrenaline does to it. That cell and that map are used as they are given. There is no number of the paper to compare with:"
        + " the networks, both tasks and all comparisons are ours, and the table of parameters marks each.";
  }

  static List<String> methods(HeterogeneitySettings settings) {
    CellPlan cells = settings.cells();
    List<String> all = new ArrayList<>();
    all.add(
        "Cells. `tau dV/dt = -(V - E) + R (g I - w)`, `dw/dt = -w / tau_w`, `w <- w + b` at a spike; rest, threshold and reset -70, -50 and -75 mV (tutorial). Networks step them by 1 ms, exactly for inputs that are constant in a step."
            + " Currents are in a unit in which a spike through a weight of 1 moves V by 20 mV; b is 12 mV over R, as in the tutorial. The capacitance is the same in all cells, so that R is proportional to tau and a spike of input moves every cell equally."
            + " %d cells are pyramidal (PYR); %d are interneurons (PV) with half the time constant and no adaptation (four to one, as in cortex)."
                .formatted(cells.pyramidal(), cells.interneurons()));
    all.add(
        "Networks. Input fibres reach all cells; recurrent weights connect all to all under Dale's law (`W = |w| sign`), a step later; a leaky cell for each class, which does not fire, sums the spikes, and its mean voltage is the logit."
            + " Everything is learned by backpropagation through time with Adam; for the derivative of a spike stands a fast sigmoid, resets are constants there.");
    all.add(
        "Different cells. Time constants of membranes and of adaptation, the jump of adaptation and the distance from rest to threshold are drawn for each cell, by gamma laws (log-normal where the condition says so) whose means are the values of equal cells, draws"
            + " beyond a tenth or ten times the mean drawn again. A spread of 0 gives equal cells to the bit. Different cells have a mean in common with equal cells, but a network may use the fast ones only: a difference from equal cells is one of the spread only if equal cells of no other time constant do as well, which the conditions `equal-half`, `equal-double` and `equal-fourfold` are for (all with `--full`). Where time constants are learned, those of membranes and of adaptation are, cell by cell, by their logarithms, with the same learning rate.");
    all.add(
        "Noradrenaline. Level NA from 0 to 1: gain `1 + NA`, jump of adaptation times `1 - 0.85 NA`, threshold `-3 NA` mV (tutorial), on pyramidal cells alone or on all. On intervals the level is constant. In the stream it follows"
            + " how unsure the network is, `NA <- 0.9 NA + 0.1 H / ln 10`, with H the mean entropy of its answers to the batch, as gains follow it in the group's paper on the stability gap (arXiv:2507.14056), bounded to 0 to 1.");
    if (settings.tasks().temporal()) {
      IntervalTask t = settings.intervals().task();
      all.add(
          "Intervals. One half of %d fibres fires a volley (%d steps), the other half a second one after about %s ms (+- %d %%, evenly); the network says which of the intervals it was, by the mean voltage of the readout in the last %d ms, from the second volley on. Fibres also fire at random. Chance is %d %%."
                  .formatted(
                      t.fibres(),
                      t.volley(),
                      t.intervals().toString().replaceAll("[\\[\\]]", ""),
                      Math.round(100 * t.jitter()),
                      t.read(),
                      100 / t.intervals().size())
              + " In noise the background is four times as high as in training. Gains of weights, learning rate and difficulty were set on one seed, at which networks of equal and of different cells learned alike, so that all of them learn within the run; about eight settings were tried. A first run of all conditions on seeds 42 and 43 was then looked at; after it training was shortened from 150 to 120 iterations and tests from 400 to 300 trials, for time.");
    }
    if (settings.tasks().stream()) {
      all.add(
          "Stream. Drawn digits, 14 by 14 pixels, each pixel a fibre that fires in a step with its brightness. Classes join in pairs, and each context trains on all classes so far (joint training, as in arXiv:2507.14056), %d iterations. The learning rate was 0.01 in a first run of all conditions on seeds 42 and 43, where the first gap was all but total in every condition; 0.003 was then set on seed 7 with equal cells. Accuracy on classes 0 and 1 is tested every %d iterations, with the level of noradrenaline of that moment."
                  .formatted(settings.stream().iterations(), settings.stream().every())
              + " f_k is that accuracy at the end of context k, m_k its minimum in context k; avg-ACC is the mean of f_k, min-ACC that of m_2 .. m_5, SG_k = (f_(k-1) - m_k) / f_(k-1), avg-SG its mean over the four switches.");
    }
    all.add(
        "Statistics. "
            + (settings.seeds().contains(42L) || settings.seeds().contains(43L)
                ? "Seeds 42 and 43, at which a first run was looked at, are not left out. "
                : "")
            + "Runs of one seed start from the same weights and see the same trials or batches in every condition, so conditions are compared in pairs. Intervals are 95 %, by Student's t; p-values of paired t-tests and exact Wilcoxon signed-rank tests, two-sided, corrected after Holm over the"
            + " comparisons of the same quantity. With five seeds the rank test cannot give less than 0.0625. A difference is called clear if its interval does not hold 0 and its corrected t-test gives p < 0.05. The comparisons were fixed before the runs, but for those with equal cells of half and twice the time constant, controls that were added when different cells had held up better in noise. Synaptic additions count, for each spike of fibres and cells, the weights it goes through: a proxy of energy.");
    return all;
  }
}
