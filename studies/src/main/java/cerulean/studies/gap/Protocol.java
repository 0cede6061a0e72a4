package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import java.util.ArrayList;
import java.util.List;

/// The numbers of one experiment.
///
/// - `iterations`: training iterations per context
/// - `batch`: examples per iteration
/// - `lr`: learning rate of every method
/// - `gain`: dynamics of the gain, for [Method#NGM]
/// - `network`: what is trained
/// - `evaluateEvery`: training iterations from one evaluation to the next; the last iteration of a
///   context is always evaluated
/// - `regime`: from which data tasks are learned, protected how; the paper's unless said otherwise
public record Protocol(
    int iterations,
    int batch,
    double lr,
    GainDynamics gain,
    NetworkPlan network,
    int evaluateEvery,
    Regime regime) {

  /// Checks the ranges.
  public Protocol {
    requireAtLeastOne("iterations", iterations);
    requireAtLeastOne("batch", batch);
    requireAtLeastOne("eval-every", evaluateEvery);
    if (!(lr > 0 && Double.isFinite(lr))) {
      throw new IllegalArgumentException("lr: must be positive and finite; got " + lr);
    }
  }

  /// A protocol of joint training.
  public Protocol(
      int iterations,
      int batch,
      double lr,
      GainDynamics gain,
      NetworkPlan network,
      int evaluateEvery) {
    this(iterations, batch, lr, gain, network, evaluateEvery, Regime.ofPaper());
  }

  /// The same under another regime.
  public Protocol under(Regime other) {
    return new Protocol(iterations, batch, lr, gain, network, evaluateEvery, other);
  }

  /// What decides the numbers and is not as in `other`, as in `batch 64 in place of 128`: all but
  /// how often is evaluated.
  List<String> departuresFrom(Protocol other) {
    List<String> found = new ArrayList<>();
    compare(found, "iterations per context", iterations, other.iterations);
    compare(found, "batch", batch, other.batch);
    compare(found, "learning rate", lr, other.lr);
    compare(found, "gamma", gain.gamma(), other.gain.gamma());
    compare(found, "g0", gain.g0(), other.gain.g0());
    compare(found, "eta", gain.eta(), other.gain.eta());
    compare(found, "lowest gain", gain.min(), other.gain.min());
    compare(found, "highest gain", gain.max(), other.gain.max());
    if (!network.equals(other.network)) {
      found.add("another network");
    }
    if (!regime.equals(other.regime)) {
      found.add("another regime");
    }
    return found;
  }

  private static void compare(List<String> found, String name, Object own, Object other) {
    if (!own.equals(other)) {
      found.add(name + " " + own + " in place of " + other);
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1; got " + value);
    }
  }

  /// Whether iteration `i` (counted from 0) of a context is followed by an evaluation.
  boolean evaluatesAfter(int i) {
    return (i + 1) % evaluateEvery == 0 || i + 1 == iterations;
  }
}
