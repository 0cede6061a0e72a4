package cerulean.bench;

import cerulean.bench.task.Work;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;

/// Work whose every run makes a new tensor and changes nothing. As in a training loop, it runs in a
/// workspace, so that the memory of one result serves the next.
@FunctionalInterface
interface Fresh extends Work {

  /// The result.
  Tensor result();

  @Override
  default Object run() {
    try (Workspace _ = Workspace.open()) {
      return result();
    }
  }

  @Override
  default float[] numbers() {
    return result().toArray();
  }
}
