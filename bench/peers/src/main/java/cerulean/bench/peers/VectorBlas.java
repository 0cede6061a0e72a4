package cerulean.bench.peers;

import cerulean.bench.task.Peer;
import cerulean.bench.task.Product;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `dev.ludovic.netlib`: BLAS in Java on the Vector API, as Apache Spark uses it. It knows one
/// thread; on two it is timed all the same, with the one it has.
public final class VectorBlas implements Peer {

  /// Held, so that its level stays: it announces what it has found each time.
  private static final Logger LOGGER = Logger.getLogger("dev.ludovic.netlib");

  /// A provider; the library is loaded when it is needed.
  public VectorBlas() {
    LOGGER.setLevel(Level.WARNING);
  }

  @Override
  public String name() {
    return "netlib";
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public String version() {
    return "dev.ludovic.netlib 3.2.0 (" + JavaBLAS.getInstance().getClass().getSimpleName() + ")";
  }

  /// Larger products take it a second and more.
  @Override
  public boolean knows(Task task) {
    return task instanceof Product product && product.flops() < 3e8;
  }

  @Override
  public Work prepare(Task task, int threads) {
    return new Multiply((Product) task);
  }

  /// BLAS stores columns one after the other, so that our rows are its columns: it computes the
  /// transpose of the product, with the operands in the other order.
  private static final class Multiply implements Work {
    private final JavaBLAS blas = JavaBLAS.getInstance();
    private final Product task;
    private final float[] a;
    private final float[] b;
    private final float[] c;

    Multiply(Product task) {
      this.task = task;
      a = task.left();
      b = task.right();
      c = new float[task.m() * task.n()];
    }

    @Override
    public Object run() {
      int m = task.m();
      int n = task.n();
      int k = task.k();
      if (task.isVector()) {
        blas.sgemv("T", k, m, 1f, a, k, b, 1, 0f, c, 1);
        return c;
      }
      boolean left = task.leftTransposed();
      boolean right = task.rightTransposed();
      blas.sgemm(
          right ? "T" : "N",
          left ? "T" : "N",
          n,
          m,
          k,
          1f,
          b,
          right ? k : n,
          a,
          left ? m : k,
          0f,
          c,
          n);
      return c;
    }

    @Override
    public float[] numbers() {
      run();
      return c.clone();
    }
  }
}
