package cerulean.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The limit of arithmetic: fused multiply-adds on registers alone, on every thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xbatch"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class PeakBenchmark {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEPS = 1000;

  /// Operations of one call.
  static final int FLOPS = STEPS * 12 * 2 * 16;

  private float factor = 0.999f;

  private float summand = 0.001f;

  @Benchmark
  public float fusedMultiplyAdd() {
    FloatVector m = FloatVector.broadcast(LANES, factor);
    FloatVector c = FloatVector.broadcast(LANES, summand);
    FloatVector a0 = c;
    FloatVector a1 = c.add(1f);
    FloatVector a2 = c.add(2f);
    FloatVector a3 = c.add(3f);
    FloatVector a4 = c.add(4f);
    FloatVector a5 = c.add(5f);
    FloatVector a6 = c.add(6f);
    FloatVector a7 = c.add(7f);
    FloatVector a8 = c.add(8f);
    FloatVector a9 = c.add(9f);
    FloatVector a10 = c.add(10f);
    FloatVector a11 = c.add(11f);
    // 16 lanes' worth of work whatever the width.
    for (int i = 0; i < STEPS * 16 / LANES.length(); i++) {
      a0 = a0.fma(m, c);
      a1 = a1.fma(m, c);
      a2 = a2.fma(m, c);
      a3 = a3.fma(m, c);
      a4 = a4.fma(m, c);
      a5 = a5.fma(m, c);
      a6 = a6.fma(m, c);
      a7 = a7.fma(m, c);
      a8 = a8.fma(m, c);
      a9 = a9.fma(m, c);
      a10 = a10.fma(m, c);
      a11 = a11.fma(m, c);
    }
    FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
    return sum.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
  }
}
