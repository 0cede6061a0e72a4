package cerulean.bench;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Elementwise operations, reductions and softmax, one thread, results in new tensors.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {

  @Param({"1000", "1000000"})
  private int size;

  private Tensor a = Tensor.zeros(0);
  private Tensor b = Tensor.zeros(0);
  private Tensor rows = Tensor.zeros(0);

  @Setup
  public void prepare() {
    Parallel.configure(1);
    Philox random = Philox.of(1);
    a = Tensor.normal(random, 0f, 1f, size);
    b = Tensor.normal(random, 0f, 1f, size);
    rows = a.reshape(-1, 1000);
    if (Math.abs(a.exp().get(7) - Math.exp(a.get(7))) > 1e-5) {
      throw new IllegalStateException("exp: wrong result");
    }
  }

  @Benchmark
  public Tensor add() {
    return a.add(b);
  }

  @Benchmark
  public Tensor relu() {
    return a.relu();
  }

  @Benchmark
  public Tensor exp() {
    return a.exp();
  }

  @Benchmark
  public Tensor tanh() {
    return a.tanh();
  }

  @Benchmark
  public Tensor sum() {
    return a.sum();
  }

  @Benchmark
  public Tensor softmax() {
    return rows.softmax(1);
  }
}
