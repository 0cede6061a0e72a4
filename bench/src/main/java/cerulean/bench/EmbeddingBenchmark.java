package cerulean.bench;

import cerulean.bench.task.Lookup;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;

/// Rows of a table by number, and the gradient of the table.
public class EmbeddingBenchmark extends Contest {

  @Param("select 8192 of 10000x128")
  private String work = "";

  @Override
  Task task() {
    return Lookup.of(work);
  }

  @Override
  Work ours(Task task) {
    Lookup lookup = (Lookup) task;
    Tensor index = Tensor.wrap(lookup.index(), lookup.taken());
    if (lookup.isSelect()) {
      Tensor table = Tensor.wrap(lookup.table(), lookup.rows(), lookup.columns());
      return (Fresh) () -> table.indexSelect(0, index);
    }
    Tensor gradient = Tensor.wrap(lookup.gradient(), lookup.taken(), lookup.columns());
    return (Fresh) () -> FusedGradients.indexSelect(gradient, 0, index, lookup.rows());
  }
}
