package cerulean.nn.gain;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// A function of the training pass; buffer `steps` counts them.
final class StepDrive implements Drive {

  private final LongToDoubleFunction function;
  private final Tensor steps = Workspace.outside(() -> Tensor.zeros(DType.I64, 1));

  StepDrive(LongToDoubleFunction function) {
    this.function = function;
  }

  @Override
  public Tensor value() {
    return Tensor.scalar(function.applyAsDouble(steps.itemLong()));
  }

  @Override
  public void observeOutput(Tensor output) {
    steps.addInPlace(1);
  }

  @Override
  public Map<String, Tensor> buffers() {
    return Map.of("steps", steps);
  }
}
