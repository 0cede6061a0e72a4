package cerulean.nn.gain;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/// A fast minus a slow running mean of the loss where that is positive; buffers `fast_error`,
/// `slow_error` and, to tell the first loss from others, `losses`.
final class SurpriseDrive implements Drive {

  private final double fastRate;
  private final double slowRate;
  private final Tensor fast = Workspace.outside(() -> Tensor.zeros(DType.F64, 1));
  private final Tensor slow = Workspace.outside(() -> Tensor.zeros(DType.F64, 1));
  private final Tensor losses = Workspace.outside(() -> Tensor.zeros(DType.I64, 1));
  private boolean waiting;

  SurpriseDrive(double fastRate, double slowRate) {
    if (!(slowRate > 0 && slowRate < fastRate && fastRate <= 1)) {
      throw new IllegalArgumentException(
          "surprise: needs 0 < slowRate < fastRate <= 1, got slowRate "
              + slowRate
              + " and fastRate "
              + fastRate);
    }
    this.fastRate = fastRate;
    this.slowRate = slowRate;
  }

  @Override
  public Tensor value() {
    if (waiting) {
      throw LossDrive.notTold();
    }
    return fast.sub(slow).maximum(Tensor.scalar(0.0));
  }

  @Override
  public void observeOutput(Tensor output) {
    waiting = true;
  }

  @Override
  public void observeLoss(double loss) {
    boolean first = losses.itemLong() == 0;
    move(fast, first ? 1 : fastRate, loss);
    move(slow, first ? 1 : slowRate, loss);
    losses.addInPlace(1);
    waiting = false;
  }

  private static void move(Tensor mean, double rate, double loss) {
    mean.fillInPlace(mean.itemDouble() + rate * (loss - mean.itemDouble()));
  }

  @Override
  public Map<String, Tensor> buffers() {
    Map<String, Tensor> buffers = new LinkedHashMap<>();
    buffers.put("fast_error", fast);
    buffers.put("slow_error", slow);
    buffers.put("losses", losses);
    return buffers;
  }
}
