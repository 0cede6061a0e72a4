package cerulean.nn.gain;

import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// What moves gains: a number, or one per gain, that is known before each training step.
///
/// [GainNetwork] asks for [#value] before a training pass and tells the drive the output of that
/// pass; the loss is told by who computes it ([GainNetwork#observeLoss]).
public interface Drive {

  /// What moves the gains of the next step: one number, or what broadcasts to their shape.
  Tensor value();

  /// Told the output of each training pass.
  default void observeOutput(Tensor output) {}

  /// Told the loss of each training pass. It is finite.
  default void observeLoss(double loss) {}

  /// What is remembered, by name; saved and restored with the network.
  default Map<String, Tensor> buffers() {
    return Map.of();
  }

  /// The mean softmax entropy of the logits of the training pass before, in nats; 0 before the
  /// first: the paper's.
  static Drive entropy() {
    return new EntropyDrive();
  }

  /// The loss of the training pass before; 0 before the first.
  static Drive loss() {
    return new LossDrive();
  }

  /// Surprise: how far a fast running mean of the loss is above a slow one, `max(0, fast - slow)`
  /// with `fast += fastRate (loss - fast)` and the same for `slow`. Both begin at the first loss. A
  /// loss that falls or stays does not surprise; one that jumps does, until the slow mean has
  /// followed.
  ///
  /// @param fastRate in `(slowRate, 1]`
  /// @param slowRate in `(0, fastRate)`
  static Drive surprise(double fastRate, double slowRate) {
    return new SurpriseDrive(fastRate, slowRate);
  }

  /// A signal from outside, set before each step; 0 until then.
  ///
  /// @param shape of the signal: `[1]` for one number, or what broadcasts to the gains'
  static SignalDrive signal(int... shape) {
    return new SignalDrive(shape);
  }

  /// A function of the training pass, counted from 0.
  static Drive ofStep(LongToDoubleFunction function) {
    return new StepDrive(function);
  }
}
