package cerulean.tensor;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An elementwise operation: its name and its loop for each computing type it is defined on.
///
/// A loop runs over adjacent elements of one computing type; [ElementwiseOps] brings operands to
/// that form. The operations themselves are constants in [Arithmetic], [Functions] and
/// [Comparisons].
final class Operation {

  /// A loop of one operand: `out[oo + i] = f(a[ao + i])` for `0 <= i < n`.
  @FunctionalInterface
  interface Unary<A, R> {
    void run(A a, int ao, R out, int oo, int n);
  }

  /// A loop of two operands.
  @FunctionalInterface
  interface Binary<A, R> {
    void run(A a, int ao, A b, int bo, R out, int oo, int n);
  }

  /// A loop of three operands.
  @FunctionalInterface
  interface Ternary<A> {
    void run(A a, int ao, A b, int bo, A c, int co, A out, int oo, int n);
  }

  /// A loop of a mask and two operands.
  @FunctionalInterface
  interface Masked<A> {
    void run(byte[] mask, int mo, A a, int ao, A b, int bo, A out, int oo, int n);
  }

  /// A loop of any number of operands, each an array and a start.
  @FunctionalInterface
  interface Loop {
    void run(Object[] operands, int[] starts, Object out, int oo, int n);
  }

  /// The loops of one computing type. `firstRepeated` serves runs along which the first of two
  /// operands is one number, `secondRepeated` those where the second is; without them the number is
  /// written out into a buffer.
  record Loops(Loop adjacent, @Nullable Loop firstRepeated, @Nullable Loop secondRepeated) {}

  private final String name;
  private final @Nullable DType result;
  private final boolean masked;
  private final Map<DType, Loops> loops = new EnumMap<>(DType.class);

  private Operation(String name, @Nullable DType result, boolean masked) {
    this.name = name;
    this.result = result;
    this.masked = masked;
  }

  /// An operation whose result has the common type of its operands.
  static Operation named(String name) {
    return new Operation(name, null, false);
  }

  /// An operation whose result is a truth value.
  static Operation predicate(String name) {
    return new Operation(name, DType.BOOL, false);
  }

  /// An operation whose first operand is a mask.
  static Operation masked(String name) {
    return new Operation(name, null, true);
  }

  <A, R> Operation on(DType computing, Unary<A, R> loop) {
    return on(computing, unary(loop), null, null);
  }

  <A, R> Operation on(DType computing, Binary<A, R> loop) {
    return on(computing, binary(loop), null, null);
  }

  /// With loops for operands that are one number, read from the start of their array.
  <A, R> Operation on(
      DType computing, Binary<A, R> loop, Binary<A, R> firstRepeated, Binary<A, R> secondRepeated) {
    return on(computing, binary(loop), binary(firstRepeated), binary(secondRepeated));
  }

  <A> Operation onThree(DType computing, Ternary<A> loop) {
    return on(computing, ternary(loop), null, null);
  }

  <A> Operation on(DType computing, Masked<A> loop) {
    return on(computing, masked(loop), null, null);
  }

  private Operation on(
      DType computing, Loop adjacent, @Nullable Loop first, @Nullable Loop second) {
    loops.put(computing, new Loops(adjacent, first, second));
    return this;
  }

  // Each loop is cast to the type of its arrays once per run, not per element.

  @SuppressWarnings("unchecked")
  private static <A, R> Loop unary(Unary<A, R> loop) {
    return (x, start, out, oo, n) -> loop.run((A) x[0], start[0], (R) out, oo, n);
  }

  @SuppressWarnings("unchecked")
  private static <A, R> Loop binary(Binary<A, R> loop) {
    return (x, start, out, oo, n) ->
        loop.run((A) x[0], start[0], (A) x[1], start[1], (R) out, oo, n);
  }

  @SuppressWarnings("unchecked")
  private static <A> Loop ternary(Ternary<A> loop) {
    return (x, start, out, oo, n) ->
        loop.run((A) x[0], start[0], (A) x[1], start[1], (A) x[2], start[2], (A) out, oo, n);
  }

  @SuppressWarnings("unchecked")
  private static <A> Loop masked(Masked<A> loop) {
    return (x, start, out, oo, n) ->
        loop.run((byte[]) x[0], start[0], (A) x[1], start[1], (A) x[2], start[2], (A) out, oo, n);
  }

  String op() {
    return name;
  }

  /// Whether the first operand is a mask and takes no part in the common type.
  boolean hasMask() {
    return masked;
  }

  /// The type to bring operands to whose common type is `common`: integers become F32 where the
  /// operation is on floating point alone.
  DType operands(DType common) {
    if (loops.containsKey(common.computing(name))) {
      return common;
    }
    if (!loops.containsKey(DType.I64) && loops.containsKey(DType.F32)) {
      return DType.F32;
    }
    throw undefined(common);
  }

  /// The loops for operands of a type that [#operands] gave.
  Loops loops(DType type) {
    Loops found = loops.get(type.computing(name));
    if (found == null) {
      throw undefined(type);
    }
    return found;
  }

  /// The type of the result for operands of a type.
  DType result(DType type) {
    return result == null ? type : result;
  }

  private IllegalArgumentException undefined(DType type) {
    boolean truth = type == DType.BOOL;
    return new IllegalArgumentException(
        name
            + ": is not defined on "
            + type
            + "; convert with to(DType."
            + (loops.containsKey(DType.BOOL) ? DType.BOOL : truth ? DType.I32 : DType.I64)
            + ")");
  }
}
