package cerulean.bench;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Matrix products of the sizes that the stability-gap study multiplies, and squares.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatMulBenchmark {

  /// Rows, columns and depth.
  @Param({"128x400x784", "128x400x400", "128x10x400", "2115x400x784", "512x512x512"})
  private String size = "";

  /// Which operand is a transposed view: none, the second (forward pass), the first (weights'
  /// gradient).
  @Param({"NN", "NT", "TN"})
  private String form = "";

  @Param({"1", "2"})
  private int threads;

  private Tensor a = Tensor.zeros(0);
  private Tensor b = Tensor.zeros(0);

  @Setup(Level.Trial)
  public void prepare() {
    Parallel.configure(threads);
    String[] mnk = size.split("x", -1);
    int m = Integer.parseInt(mnk[0]);
    int n = Integer.parseInt(mnk[1]);
    int k = Integer.parseInt(mnk[2]);
    Philox random = Philox.of(1);
    a = operand(random, m, k, form.startsWith("T"));
    b = operand(random, k, n, form.endsWith("T"));
    check();
  }

  private static Tensor operand(Philox random, int rows, int columns, boolean transposed) {
    return transposed
        ? Tensor.normal(random, 0f, 1f, columns, rows).transpose()
        : Tensor.normal(random, 0f, 1f, rows, columns);
  }

  private void check() {
    Tensor c = a.matmul(b);
    int i = c.dim(0) - 1;
    int j = c.dim(1) - 1;
    double sum = 0;
    for (int p = 0; p < a.dim(1); p++) {
      sum += (double) a.get(i, p) * b.get(p, j);
    }
    if (Math.abs(sum - c.get(i, j)) > 1e-3) {
      throw new IllegalStateException("matmul: " + c.get(i, j) + " is not " + sum);
    }
  }

  @Benchmark
  public Tensor matmul() {
    return a.matmul(b);
  }
}
