package cerulean.nn.gain;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;

/// A learning rate that follows a drive as a gain would: the paper's ablation with entropy on the
/// learning rate instead of the weights (arXiv:2507.14056, version 3).
///
///     g <- rule(g, drive)
///     lr = base g^power
///
/// The factor has the very numbers of the gain of a layer with the same rule and drive. With power
/// 1 the rate is `alpha g`; with power 2 it is the rate at which gain modulation moves effective
/// weights, without the part that comes and goes with the gain itself.
///
///     GainedRate rate = GainedRate.of(0.01, GainDynamics.ofPaper(0.4), Drive.entropy(), 1,
///         lr -> sgd.configure(0, Sgd.Config.plain(lr)));
///     while (training) {
///       rate.advance();                       // before the pass, by the pass before
///       ...
///       rate.drive().observeOutput(logits.value());
///       optimizer.step();
///     }
///
/// Gain and drive are saved and restored by [#buffers].
public final class GainedRate {

  private final double base;
  private final GainRule rule;
  private final Drive drive;
  private final double power;
  private final DoubleConsumer optimizer;
  private final Tensor gain = Workspace.outside(() -> Tensor.ones(1));

  private GainedRate(
      double base, GainRule rule, Drive drive, double power, DoubleConsumer optimizer) {
    this.base = base;
    this.rule = rule;
    this.drive = drive;
    this.power = power;
    this.optimizer = optimizer;
  }

  /// A rate that begins at `base`.
  ///
  /// @param base positive and finite
  /// @param power of the gain in the rate, usually 1 or 2
  /// @param optimizer given each new rate
  public static GainedRate of(
      double base, GainRule rule, Drive drive, double power, DoubleConsumer optimizer) {
    if (!(base > 0 && Double.isFinite(base))) {
      throw new IllegalArgumentException("gain: base must be positive and finite, got " + base);
    }
    if (!Double.isFinite(power)) {
      throw new IllegalArgumentException("gain: power must be finite, got " + power);
    }
    rule.requireFits(1);
    return new GainedRate(base, rule, drive, power, optimizer);
  }

  /// Moves the gain by what the drive says now and gives the optimizer the new rate.
  public void advance() {
    rule.advance(gain, drive.value());
    optimizer.accept(base * factor());
  }

  /// What the base is multiplied by now.
  public double factor() {
    return Math.pow(gain.itemDouble(), power);
  }

  /// What moves the rate; it is to be told outputs or losses.
  public Drive drive() {
    return drive;
  }

  /// Gain and what the drive remembers, by name.
  public Map<String, Tensor> buffers() {
    Map<String, Tensor> buffers = new LinkedHashMap<>();
    buffers.put("gain", gain);
    buffers.putAll(drive.buffers());
    return buffers;
  }
}
