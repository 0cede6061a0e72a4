package cerulean.bench;

import cerulean.bench.task.Pool;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import org.openjdk.jmh.annotations.Param;

/// Largest and mean elements in windows of images, and the gradients.
public class PoolingBenchmark extends Contest {

  @Param("max 64x64x24 k2s2p0")
  private String work = "";

  @Override
  Task task() {
    return Pool.of(work);
  }

  @Override
  Work ours(Task task) {
    Pool pool = (Pool) task;
    int side = pool.side();
    int places = pool.places();
    Tensor x = Tensor.wrap(pool.images(), pool.batch(), pool.channels(), side, side);
    Tensor g = Tensor.wrap(pool.gradient(), pool.batch(), pool.channels(), places, places);
    Window window =
        Window.of(pool.kernel(), pool.kernel()).stride(pool.stride()).pad(pool.padding());
    if (pool.isGradient()) {
      return pool.isMax()
          ? (Fresh) () -> Pooling.maxPoolGradient(x, g, window)
          : (Fresh) () -> Pooling.averagePoolGradient(g, window, true, side, side);
    }
    return pool.isMax()
        ? (Fresh) () -> Pooling.maxPool(x, window)
        : (Fresh) () -> Pooling.averagePool(x, window);
  }
}
