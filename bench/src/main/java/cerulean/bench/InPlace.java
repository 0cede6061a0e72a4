package cerulean.bench;

import cerulean.bench.task.Work;
import cerulean.tensor.Tensor;

/// Work whose every run changes a tensor that was there before.
record InPlace(Tensor target, Runnable change) implements Work {

  @Override
  public Object run() {
    change.run();
    return target;
  }

  @Override
  public float[] numbers() {
    change.run();
    return target.toArray();
  }
}
