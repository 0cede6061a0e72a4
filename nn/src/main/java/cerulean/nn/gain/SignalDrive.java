package cerulean.nn.gain;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Map;

/// A drive that is set from outside; buffer `signal`. It stays what it is until it is set again.
public final class SignalDrive implements Drive {

  private final Tensor signal;

  SignalDrive(int... shape) {
    int[] own = shape.length == 0 ? new int[] {1} : shape.clone();
    this.signal = Workspace.outside(() -> Tensor.zeros(DType.F64, own));
  }

  /// Sets every number of the signal.
  public void set(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("gain: a signal must be finite, got " + value);
    }
    signal.fillInPlace(value);
  }

  /// Sets the signal to values that broadcast to its shape.
  public void set(Tensor values) {
    if (!values.isFinite().all(false).itemBoolean()) {
      throw new IllegalArgumentException("gain: a signal must be finite, got " + values);
    }
    signal.copyFromInPlace(values.to(DType.F64));
  }

  @Override
  public Tensor value() {
    return signal;
  }

  @Override
  public Map<String, Tensor> buffers() {
    return Map.of("signal", signal);
  }
}
