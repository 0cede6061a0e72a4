package cerulean.bench;

import cerulean.bench.task.Product;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Into;
import cerulean.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;

/// Matrix products: squares, the products of a layer's forward pass and of its two gradients, and a
/// matrix times a vector; into a given array, as BLAS does.
public class MatMulBenchmark extends Contest {

  @Param("NN 512x512x512")
  private String work = "";

  @Override
  Task task() {
    return Product.of(work);
  }

  @Override
  Work ours(Task task) {
    return new Ours((Product) task);
  }

  private static final class Ours implements Work {
    private final Tensor a;
    private final Tensor b;
    private final Tensor c;

    Ours(Product task) {
      a = matrix(task.left(), task.m(), task.k(), task.leftTransposed());
      b =
          task.isVector()
              ? Tensor.wrap(task.right(), task.k())
              : matrix(task.right(), task.k(), task.n(), task.rightTransposed());
      c = a.matmul(b);
    }

    private static Tensor matrix(float[] values, int rows, int columns, boolean transposed) {
      return transposed
          ? Tensor.wrap(values, columns, rows).transpose()
          : Tensor.wrap(values, rows, columns);
    }

    @Override
    public Object run() {
      Into.matmul(a, b, c);
      return c;
    }

    @Override
    public float[] numbers() {
      Into.matmul(a, b, c);
      return c.toArray();
    }
  }
}
