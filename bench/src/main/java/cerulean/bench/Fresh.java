package cerulean.bench;

import cerulean.bench.task.Work;
import cerulean.tensor.Tensor;

/// Work whose every run makes a new tensor and changes nothing.
@FunctionalInterface
interface Fresh extends Work {

  /// The result.
  Tensor result();

  @Override
  default Object run() {
    return result();
  }

  @Override
  default float[] numbers() {
    return result().toArray();
  }
}
