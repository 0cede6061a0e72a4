package cerulean.nn.loss;

import java.util.Arrays;

/// The alignments of one sequence of labels with the steps of one sequence of probabilities (Graves
/// et al. 2006, sections 4.1 and 4.2), summed up by dynamic programming on logarithms.
///
/// States are the labels with blanks before, between and behind them. A path is in one state at each
/// step, starts in one of the first two, ends in one of the last two, and goes from each state to
/// itself, to the next, or over a blank to the next label if that is another one. Its probability is
/// the product of those of the classes of its states.
///
///     reached[t][s] = p[t][s] (reached[t-1][s] + reached[t-1][s-1] + reached[t-1][s-2])
///     ahead[t][s] = p[t+1][s] ahead[t+1][s] + p[t+1][s+1] ahead[t+1][s+1] + p[t+1][s+2] ahead[t+1][s+2]
///
/// with the last terms only where a blank may be left out.
final class CtcLattice {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final double[] logP;
  private final int example;
  private final int batch;
  private final int classes;
  private final int steps;

  /// The class of each state.
  private final int[] states;

  /// `logP` holds `[steps, batch, classes]`.
  CtcLattice(
      double[] logP, int example, int batch, int classes, int steps, int[] labels, int blank) {
    this.logP = logP;
    this.example = example;
    this.batch = batch;
    this.classes = classes;
    this.steps = steps;
    states = new int[2 * labels.length + 1];
    Arrays.fill(states, blank);
    for (int i = 0; i < labels.length; i++) {
      states[2 * i + 1] = labels[i];
    }
  }

  /// The logarithm of the probability of the labels; minus infinity if no path fits.
  double logLikelihood() {
    return logLikelihood(reached());
  }

  private double logLikelihood(double[][] reached) {
    if (steps == 0) {
      return states.length == 1 ? 0 : NEVER;
    }
    double[] last = reached[steps - 1];
    int end = states.length - 1;
    return end == 0 ? last[0] : logSum(last[end], last[end - 1], NEVER);
  }

  /// Adds to `out`, `[steps, batch, classes]`, the probability of each class at each step, given
  /// the labels; NaN, or 0, if no path fits.
  void addProbabilities(double[] out, boolean zeroIfNone) {
    double[][] reached = reached();
    double all = logLikelihood(reached);
    if (all == NEVER && zeroIfNone) {
      return;
    }
    double[] ahead = new double[states.length];
    for (int t = steps - 1; t >= 0; t--) {
      ahead = ahead(t, ahead);
      for (int s = 0; s < states.length; s++) {
        out[place(t, s)] += Math.exp(reached[t][s] + ahead[s] - all);
      }
    }
  }

  /// The logarithms of the probabilities of the paths up to each step that are then in each state.
  private double[][] reached() {
    double[][] reached = new double[steps][states.length];
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states.length; s++) {
        double before = t == 0 ? (s < 2 ? 0 : NEVER) : entered(reached[t - 1], s);
        reached[t][s] = before + logP[place(t, s)];
      }
    }
    return reached;
  }

  private double entered(double[] before, int s) {
    return logSum(before[s], s > 0 ? before[s - 1] : NEVER, mayJumpTo(s) ? before[s - 2] : NEVER);
  }

  /// The logarithms of the probabilities of the paths behind step `t` from each state, given those
  /// behind the next step.
  private double[] ahead(int t, double[] next) {
    double[] ahead = new double[states.length];
    int end = states.length - 1;
    for (int s = 0; s <= end; s++) {
      if (t == steps - 1) {
        ahead[s] = s >= end - 1 ? 0 : NEVER;
      } else {
        ahead[s] =
            logSum(
                next[s] + logP[place(t + 1, s)],
                s < end ? next[s + 1] + logP[place(t + 1, s + 1)] : NEVER,
                s + 2 <= end && mayJumpTo(s + 2) ? next[s + 2] + logP[place(t + 1, s + 2)] : NEVER);
      }
    }
    return ahead;
  }

  /// Whether the blank before a state may be left out: between different labels.
  private boolean mayJumpTo(int s) {
    return s >= 2 && s % 2 == 1 && states[s] != states[s - 2];
  }

  private int place(int t, int s) {
    return (t * batch + example) * classes + states[s];
  }

  private static double logSum(double a, double b, double c) {
    double most = Math.max(a, Math.max(b, c));
    return most == NEVER
        ? NEVER
        : most + Math.log(Math.exp(a - most) + Math.exp(b - most) + Math.exp(c - most));
  }
}
