package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Primitive.linear;
import static cerulean.autograd.Primitive.unary;

import cerulean.tensor.Tensor;

/// Running reductions along an axis and their derivatives.
///
/// Those that multiply need sums of the form `s[i] = b[i] + a[i] s[i + 1]` ([#recurrence]): without
/// divisions, which zeros would forbid, and without exponentials that overflow.
final class ScanGradients {

  private ScanGradients() {}

  // ---- Sums and differences

  static Primitive cumsum(int axis) {
    return linear("cumsum", x -> x.cumsum(axis), (g, x, y) -> sumFromBehind(axis).apply(g))
        .batched(x -> x.cumsum(inner(axis)));
  }

  private static Primitive sumFromBehind(int axis) {
    return linear("cumsum", x -> x.flip(axis).cumsum(axis).flip(axis), (g, x, y) -> g.cumsum(axis))
        .batched(x -> sumFromBehind(inner(axis)).apply(x));
  }

  /// The transpose of `later - earlier`: what went to either comes back.
  static Primitive diff(int n, int axis) {
    return linear(
            "diff",
            x -> x.diff(n, axis),
            (g, x, y) -> {
              if (y.shape().dim(axis) == 0) {
                return x.zerosLike();
              }
              Variable back = g;
              for (int i = 0; i < n; i++) {
                back = back.pad(axis, 1, 0).sub(back.pad(axis, 0, 1));
              }
              return back;
            })
        .batched(x -> x.diff(n, inner(axis)));
  }

  // ---- Extremes

  static Primitive cummax(int axis) {
    return extreme("cummax", x -> x.cummax(axis), axis).batched(x -> x.cummax(inner(axis)));
  }

  static Primitive cummin(int axis) {
    return extreme("cummin", x -> x.cummin(axis), axis).batched(x -> x.cummin(inner(axis)));
  }

  private static Primitive extreme(String name, Primitive.Value1 value, int axis) {
    return unary(
        name,
        value,
        (g, x, y) -> x.zerosLike().scatterAdd(axis, holders(axis).apply(x, y), g),
        (t, x, y) -> t.gather(axis, holders(axis).apply(x, y)));
  }

  /// For each entry the index of the one that holds the record, the last of equal ones.
  private static Primitive holders(int axis) {
    return Primitive.constant(
            "holders",
            in -> {
              Tensor x = in[0];
              int[] alongAxis = new int[x.rank()];
              java.util.Arrays.fill(alongAxis, 1);
              int size = x.dim(axis);
              alongAxis[axis < 0 ? axis + x.rank() : axis] = size;
              Tensor places = Tensor.arange(size).reshape(alongAxis).expand(x.shape());
              Tensor isRecord = x.eq(in[1]).logicalOr(x.isNaN());
              return Tensor.where(isRecord, places, Tensor.scalar(0L)).cummax(axis);
            })
        .batched((op, in, mapped, size) ->
            holders(inner(axis)).apply(Batching.allMapped(in, mapped, size)));
  }

  // ---- Products and sums of exponentials

  /// `y[j]` moves with `x[i]`, `i <= j`, by the product of the others, `before[i] x[i + 1] ...
  /// x[j]`, where `before` is the product of what comes before `i`.
  static Primitive cumprod(int axis) {
    return unary(
            "cumprod",
            x -> x.cumprod(axis),
            (g, x, y) -> before(y, axis).mul(recurrence(ahead(x, axis), g, axis, 1)),
            (t, x, y) -> recurrence(x, t.mul(before(y, axis)), axis, -1))
        .batched(x -> x.cumprod(inner(axis)));
  }

  /// `y[j]` moves with `x[i]` by `e^(x[i] - y[j])`, which is made of factors that are not above 1:
  /// `e^(x[i] - y[i]) e^(y[i] - y[i + 1]) ... e^(y[j - 1] - y[j])`.
  static Primitive logCumSumExp(int axis) {
    return unary(
            "logCumSumExp",
            x -> x.logCumSumExp(axis),
            (g, x, y) -> ratio(x, y).mul(recurrence(steps(y, axis).pad(axis, 0, 1), g, axis, 1)),
            (t, x, y) -> recurrence(steps(y, axis).pad(axis, 1, 0), t.mul(ratio(x, y)), axis, -1))
        .batched(x -> x.logCumSumExp(inner(axis)));
  }

  /// `e^(y[i] - y[i + 1])`, one less than there are entries.
  private static Variable steps(Variable y, int axis) {
    int steps = y.shape().dim(axis) - 1;
    return steps < 0 ? y : ratio(y.narrow(axis, 0, steps), y.narrow(axis, 1, steps));
  }

  /// `e^(a - b)`, 0 where `a` is minus infinity, whatever `b` is.
  private static Variable ratio(Variable a, Variable b) {
    Variable nothing = a.eq(Double.NEGATIVE_INFINITY);
    return Variable.where(nothing, a, a.sub(b)).exp();
  }

  /// `s[i] = b[i] + a[i] s[i + 1]` along an axis for `step` 1, `s[i] = b[i] + a[i] s[i - 1]` for
  /// -1, with 0 beyond the end: in as many rounds as the size of the axis has binary digits, each
  /// of which lets twice as many terms come together (Hillis & Steele 1986, "Data Parallel
  /// Algorithms").
  private static Variable recurrence(Variable a, Variable b, int axis, int step) {
    int size = b.shape().dim(axis);
    Variable factors = a;
    Variable sums = b;
    for (int reach = 1; reach < size; reach *= 2) {
      sums = sums.add(factors.mul(moved(sums, axis, step * reach)));
      if (2 * reach < size) {
        factors = factors.mul(moved(factors, axis, step * reach));
      }
    }
    return sums;
  }

  /// Entry `i` is what entry `i + distance` was; 0 where there is none.
  private static Variable moved(Variable x, int axis, int distance) {
    int gone = Math.abs(distance);
    int kept = x.shape().dim(axis) - gone;
    return distance > 0
        ? x.narrow(axis, gone, kept).pad(axis, 0, gone)
        : x.narrow(axis, 0, kept).pad(axis, gone, 0);
  }

  private static Variable ahead(Variable x, int axis) {
    return x.shape().dim(axis) == 0 ? x : moved(x, axis, 1);
  }

  /// Running products without the entry itself: 1, then the product before.
  private static Variable before(Variable y, int axis) {
    int size = y.shape().dim(axis);
    if (size == 0) {
      return y;
    }
    Variable first = y.narrow(axis, 0, 1);
    Variable one = Variable.constant(Tensor.ones(y.dtype(), first.shape().dims()));
    return Variable.concat(axis, one, y.narrow(axis, 0, size - 1));
  }
}
