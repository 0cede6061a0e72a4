package cerulean.autograd;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;

/// A variable that learns: a leaf whose value optimizers change in place.
public final class Parameter extends Variable {

  private Parameter(Tensor value) {
    super(value, null, true);
  }

  /// A parameter that starts at a copy of `value`, which outlives every [Workspace].
  public static Parameter of(Tensor value) {
    requireFloating("parameter", value);
    return new Parameter(Workspace.outside(value::copy));
  }
}
