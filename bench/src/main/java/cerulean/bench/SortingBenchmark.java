package cerulean.bench;

import cerulean.bench.task.Ordering;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;

/// Sorted rows and their largest elements, with indices.
public class SortingBenchmark extends Contest {

  @Param("sort 1024x1000")
  private String work = "";

  @Override
  Task task() {
    return Ordering.of(work);
  }

  @Override
  Work ours(Task task) {
    Ordering ordering = (Ordering) task;
    Tensor x = Tensor.wrap(ordering.input(), ordering.rows(), ordering.columns());
    return ordering.isSort()
        ? (Fresh) () -> Sorting.sort(x, 1).values()
        : (Fresh) () -> Sorting.topK(x, Ordering.KEPT, 1, true).values();
  }
}
