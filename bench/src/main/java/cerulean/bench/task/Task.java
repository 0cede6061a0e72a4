package cerulean.bench.task;

/// One thing to do, described so that every contestant does the same: sizes, inputs made from a
/// fixed seed, and how the result is checked.
public sealed interface Task
    permits Product, Convolve, Pointwise, Rowwise, Pool, Ordering, Lookup, Training, Spiking {

  /// The kernel family, as in `gemm`.
  String group();

  /// The task's name within its group, from which it can be made again.
  String work();

  /// What its speed is told in.
  Unit unit();

  /// Floating-point operations of one run; 0 where memory is the limit.
  double flops();

  /// The shortest time a run could take, in nanoseconds, if only what `limits` measured counted.
  double limitNanos(Limits limits);

  /// How far two right results may be apart, relative to the largest number of either.
  double tolerance();

  /// Throws [WrongResultException] unless the numbers are right: a few of them are computed again,
  /// in the plainest way and in double precision.
  void check(float[] numbers);

  /// The task of that name.
  static Task of(String group, String work) {
    return switch (group) {
      case Product.GROUP -> Product.of(work);
      case Convolve.GROUP -> Convolve.of(work);
      case Pointwise.GROUP -> Pointwise.of(work);
      case Rowwise.GROUP -> Rowwise.of(work);
      case Pool.GROUP -> Pool.of(work);
      case Ordering.GROUP -> Ordering.of(work);
      case Lookup.GROUP -> Lookup.of(work);
      case Training.GROUP -> Training.of(work);
      case Spiking.GROUP -> Spiking.of(work);
      default -> throw new IllegalArgumentException("task: no group has this name; got " + group);
    };
  }

  /// Throws [WrongResultException] unless every number of `found` is as near to `expected` as
  /// [#tolerance] asks; `who` is named in the sentence.
  default void compare(String who, float[] expected, float[] found) {
    if (expected.length != found.length) {
      throw new WrongResultException(
          this, who + " gives " + found.length + " numbers, not " + expected.length);
    }
    double largest = 1e-30;
    for (float x : expected) {
      largest = Math.max(largest, Math.abs(x));
    }
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs((double) found[i] - expected[i]) <= tolerance() * largest)) {
        throw new WrongResultException(
            this, who + " gives " + found[i] + " at " + i + ", not " + expected[i]);
      }
    }
  }
}
