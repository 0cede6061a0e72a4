package cerulean.bench;

import cerulean.bench.task.Limits;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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
import org.openjdk.jmh.infra.ThreadParams;

/// The limit of memory: loops that move floats and do next to nothing with them. With several
/// threads each has its share of the arrays.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class BandwidthBenchmark {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// Sums side by side, so that none waits for the one before it.
  private static final int SUMS = 4;

  @Param("COPY")
  private String loop = "";

  /// Floats of one array, over all threads.
  @Param("1000000")
  private int size;

  private Limits.Loop kind = Limits.Loop.COPY;
  private float[] a = new float[0];
  private float[] b = new float[0];
  private float[] c = new float[0];

  /// Makes this thread's share and checks the sum.
  @Setup
  public void prepare(ThreadParams threads) {
    kind = Limits.Loop.valueOf(loop.toUpperCase(Locale.ROOT));
    int share = size / threads.getThreadCount();
    a = ones(share);
    b = ones(kind.arrays() > 1 ? share : 0);
    c = ones(kind.arrays() > 2 ? share : 0);
    if (sum(a) != share) {
      throw new IllegalStateException("bandwidth: the sum of ones is not their number");
    }
  }

  private static float[] ones(int n) {
    float[] result = new float[n];
    Arrays.fill(result, 1);
    return result;
  }

  /// One pass over this thread's share.
  @Benchmark
  public Object pass() {
    return switch (kind) {
      case READ -> sum(a);
      case COPY -> copy(a, b);
      case ADD -> add(a, b, c);
    };
  }

  private static float sum(float[] x) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int lanes = LANES.length();
    int i = 0;
    for (; i <= x.length - SUMS * lanes; i += SUMS * lanes) {
      s0 = s0.add(FloatVector.fromArray(LANES, x, i));
      s1 = s1.add(FloatVector.fromArray(LANES, x, i + lanes));
      s2 = s2.add(FloatVector.fromArray(LANES, x, i + 2 * lanes));
      s3 = s3.add(FloatVector.fromArray(LANES, x, i + 3 * lanes));
    }
    float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    for (; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }

  private static float[] copy(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  private static float[] add(float[] x, float[] y, float[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] + y[i];
    }
    return z;
  }
}
