package cerulean.bench;

import cerulean.bench.task.Rowwise;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Normalization;
import cerulean.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;

/// Softmax and layer normalisation of the rows of a matrix.
public class RowsBenchmark extends Contest {

  @Param("softmax 1024x1000")
  private String work = "";

  @Override
  Task task() {
    return Rowwise.of(work);
  }

  @Override
  Work ours(Task task) {
    Rowwise rows = (Rowwise) task;
    Tensor x = Tensor.wrap(rows.input(), rows.rows(), rows.columns());
    Tensor weight = Tensor.wrap(rows.weight(), rows.columns());
    Tensor bias = Tensor.wrap(rows.bias(), rows.columns());
    return rows.isSoftmax()
        ? (Fresh) () -> x.softmax(1)
        : (Fresh) () -> Normalization.layerNorm(x, 1, weight, bias, Rowwise.EPSILON);
  }
}
