package cerulean.testing;

import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Softmax and its kin.
final class SoftmaxRows extends Rows {

  private static final Tensor TARGETS = Tensor.of(new long[] {3, 0, 2, 2, 1}, 5);

  SoftmaxRows() {
    for (int axis : new int[] {0, 1, -1}) {
      row(
          "softmax",
          "axis " + axis,
          shapes(s(3, 4, 5)),
          a -> a.get(0).softmax(axis),
          a -> softmax(a.get(0), axis),
          a -> a.get(0).softmax(axis));
      row(
          "logSoftmax",
          "axis " + axis,
          shapes(s(3, 4, 5)),
          a -> a.get(0).logSoftmax(axis),
          a -> softmax(a.get(0), axis).map(Math::log),
          a -> a.get(0).logSoftmax(axis));
    }
    row(
        "crossEntropy",
        "",
        shapes(s(5, 4)),
        a -> a.get(0).crossEntropy(TARGETS),
        a -> {
          Nd p = softmax(a.get(0), 1);
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            sum -= Math.log(p.at(i, (int) TARGETS.getLong(i))) / 5;
          }
          return new Nd(new int[0], new double[] {sum});
        },
        a -> a.get(0).crossEntropy(TARGETS));
  }

  private static Nd softmax(Nd a, int axis) {
    Nd e = a.map(Math::exp);
    return e.zip(e.reduce(v -> Arrays.stream(v).sum(), true, axis), (x, y) -> x / y);
  }
}
