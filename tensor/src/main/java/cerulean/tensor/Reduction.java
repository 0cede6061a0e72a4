package cerulean.tensor;

import static cerulean.tensor.DType.BOOL;
import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.REDUCTIONS;

import cerulean.tensor.Operation.Binary;
import cerulean.tensor.kernel.Logic;
import cerulean.tensor.kernel.LongElementwise;
import cerulean.tensor.kernel.LongReductions;
import cerulean.tensor.kernel.Products;
import java.util.EnumMap;
import java.util.Map;

/// A reduction by an associative operation: its name and, for each computing type, how a run
/// becomes one number, how two rows are combined, and what an empty run gives.
final class Reduction {

  /// Reduces `n` adjacent elements to `out[oo]`.
  @FunctionalInterface
  interface Reduce<A> {
    void run(A a, int ao, int n, A out, int oo);
  }

  /// The loops of one computing type; `initial` is an array of one element.
  record Loops<A>(Reduce<A> reduce, Binary<A, A> combine, A initial) {}

  static final Reduction SUM =
      new Reduction("sum")
          .on(
              F32,
              (a, ao, n, out, oo) -> out[oo] = REDUCTIONS.sum(a, ao, n),
              ELEMENTWISE::add,
              new float[] {0f})
          .on(
              F64,
              (a, ao, n, out, oo) -> out[oo] = DOUBLE_REDUCTIONS.sum(a, ao, n),
              DOUBLE_ELEMENTWISE::add,
              new double[] {0})
          .on(
              I64,
              (a, ao, n, out, oo) -> out[oo] = LongReductions.sum(a, ao, n),
              LongElementwise::add,
              new long[] {0});

  static final Reduction MAX =
      new Reduction("amax")
          .on(
              F32,
              (a, ao, n, out, oo) -> out[oo] = REDUCTIONS.max(a, ao, n),
              ELEMENTWISE::maximum,
              new float[] {Float.NEGATIVE_INFINITY})
          .on(
              F64,
              (a, ao, n, out, oo) -> out[oo] = DOUBLE_REDUCTIONS.max(a, ao, n),
              DOUBLE_ELEMENTWISE::maximum,
              new double[] {Double.NEGATIVE_INFINITY})
          .on(
              I64,
              (a, ao, n, out, oo) -> out[oo] = LongReductions.max(a, ao, n),
              LongElementwise::maximum,
              new long[] {Long.MIN_VALUE});

  static final Reduction MIN =
      new Reduction("amin")
          .on(
              F32,
              (a, ao, n, out, oo) -> out[oo] = REDUCTIONS.min(a, ao, n),
              ELEMENTWISE::minimum,
              new float[] {Float.POSITIVE_INFINITY})
          .on(
              F64,
              (a, ao, n, out, oo) -> out[oo] = DOUBLE_REDUCTIONS.min(a, ao, n),
              DOUBLE_ELEMENTWISE::minimum,
              new double[] {Double.POSITIVE_INFINITY})
          .on(
              I64,
              (a, ao, n, out, oo) -> out[oo] = LongReductions.min(a, ao, n),
              LongElementwise::minimum,
              new long[] {Long.MAX_VALUE});

  static final Reduction PROD =
      new Reduction("prod")
          .on(
              F64,
              (a, ao, n, out, oo) -> out[oo] = Products.of(a, ao, n),
              DOUBLE_ELEMENTWISE::mul,
              new double[] {1})
          .on(
              I64,
              (a, ao, n, out, oo) -> out[oo] = Products.of(a, ao, n),
              LongElementwise::mul,
              new long[] {1});

  static final Reduction ANY =
      new Reduction("any")
          .on(
              BOOL,
              (a, ao, n, out, oo) -> out[oo] = (byte) (Logic.any(a, ao, n) ? 1 : 0),
              Logic::or,
              new byte[] {0});

  static final Reduction ALL =
      new Reduction("all")
          .on(
              BOOL,
              (a, ao, n, out, oo) -> out[oo] = (byte) (Logic.all(a, ao, n) ? 1 : 0),
              Logic::and,
              new byte[] {1});

  private final String name;
  private final Map<DType, Loops<?>> loops = new EnumMap<>(DType.class);

  private Reduction(String name) {
    this.name = name;
  }

  private <A> Reduction on(DType computing, Reduce<A> reduce, Binary<A, A> combine, A initial) {
    loops.put(computing, new Loops<>(reduce, combine, initial));
    return this;
  }

  String op() {
    return name;
  }

  boolean isDefinedOn(DType computing) {
    return loops.containsKey(computing);
  }

  /// The loops on arrays of a computing type. Without loops for truth values they are reduced as
  /// integers.
  @SuppressWarnings("unchecked")
  Loops<Object> loops(DType computing) {
    Loops<?> found = loops.get(computing);
    if (found == null) {
      throw new IllegalArgumentException(
          name + ": is not defined on " + computing + "; convert with to(DType.F32)");
    }
    return (Loops<Object>) found;
  }
}
