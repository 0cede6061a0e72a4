package cerulean.nn.gain;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Map;

/// The latest training loss, buffer `loss`.
final class LossDrive implements Drive {

  private final Tensor loss = Workspace.outside(() -> Tensor.zeros(DType.F64, 1));
  private boolean waiting;

  @Override
  public Tensor value() {
    if (waiting) {
      throw notTold();
    }
    return loss;
  }

  @Override
  public void observeOutput(Tensor output) {
    waiting = true;
  }

  @Override
  public void observeLoss(double value) {
    loss.fillInPlace(value);
    waiting = false;
  }

  @Override
  public Map<String, Tensor> buffers() {
    return Map.of("loss", loss);
  }

  /// A drive that is never told would leave every gain at rest and look like a result.
  static IllegalStateException notTold() {
    return new IllegalStateException(
        "gain: the drive was not told the loss of the training pass before; call"
            + " observeLoss(loss) after each");
  }
}
