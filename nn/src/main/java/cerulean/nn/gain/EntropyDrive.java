package cerulean.nn.gain;

import cerulean.nn.loss.Uncertainty;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Map;

/// Mean softmax entropy of the latest training batch, buffer `entropy`.
final class EntropyDrive implements Drive {

  private final Tensor entropy = Workspace.outside(() -> Tensor.zeros(1));

  @Override
  public Tensor value() {
    return entropy;
  }

  @Override
  public void observeOutput(Tensor logits) {
    entropy.fillInPlace(Uncertainty.entropy(logits));
  }

  @Override
  public Map<String, Tensor> buffers() {
    return Map.of("entropy", entropy);
  }
}
