package cerulean.testing;

import cerulean.tensor.Indexing;
import cerulean.tensor.Tensor;

/// What truth values choose, and triangles of matrices.
final class MaskRows extends Rows {

  private static final Tensor MASK = Tensor.of(new boolean[] {true, false, false, true}, 4);

  private static final Tensor COLUMN = Tensor.of(new boolean[] {false, true, true}, 3, 1);

  MaskRows() {
    row(
        "maskedFill",
        "[3, 4] by [4]",
        shapes(s(3, 4)),
        a -> a.get(0).maskedFill(MASK, 1.5),
        a -> Nd.fill(s(3, 4), p -> MASK.getBoolean(p[1]) ? 1.5 : a.get(0).at(p)),
        a -> a.get(0).maskedFill(MASK, 1.5));
    row(
        "maskedFill",
        "[4] by [3, 1]",
        shapes(s(4)),
        a -> a.get(0).maskedFill(COLUMN, -1),
        a -> Nd.fill(s(3, 4), p -> p[0] > 0 ? -1 : a.get(0).at(p[1])),
        a -> a.get(0).maskedFill(COLUMN, -1));
    row(
        "maskedSelect",
        "",
        shapes(s(3, 4)),
        a -> a.get(0).maskedSelect(MASK),
        a -> Nd.fill(s(6), p -> a.get(0).at(p[0] / 2, p[0] % 2 * 3)),
        a -> a.get(0).maskedSelect(MASK));
    row(
        "maskedScatter",
        "",
        shapes(s(3, 4), s(2, 5)),
        a -> Indexing.maskedScatter(a.get(0), MASK, a.get(1)),
        a ->
            Nd.fill(
                s(3, 4),
                p -> p[1] % 3 == 0 ? a.get(1).values()[2 * p[0] + p[1] / 3] : a.get(0).at(p)),
        a -> a.get(0).maskedScatter(MASK, a.get(1)));
    row(
        "compress",
        "",
        shapes(s(3, 5)),
        a -> Indexing.compress(a.get(0), -1, MASK),
        a -> Nd.fill(s(3, 2), p -> a.get(0).at(p[0], 3 * p[1])),
        a -> a.get(0).compress(-1, MASK));
    for (int k : new int[] {0, 1, -2, 9, -9}) {
      row(
          "tril",
          "k " + k,
          shapes(s(2, 3, 5)),
          a -> a.get(0).tril(k),
          a -> Nd.fill(s(2, 3, 5), p -> p[2] - p[1] <= k ? a.get(0).at(p) : 0),
          a -> a.get(0).tril(k));
      row(
          "triu",
          "k " + k,
          shapes(s(2, 5, 3)),
          a -> a.get(0).triu(k),
          a -> Nd.fill(s(2, 5, 3), p -> p[2] - p[1] >= k ? a.get(0).at(p) : 0),
          a -> a.get(0).triu(k));
    }
    for (int k : new int[] {0, 2, -1}) {
      int size = 3 + Math.abs(k);
      row(
          "diag",
          "k " + k,
          shapes(s(3)),
          a -> a.get(0).diag(k),
          a ->
              Nd.fill(s(size, size), p -> p[1] - p[0] == k ? a.get(0).at(Math.min(p[0], p[1])) : 0),
          a -> a.get(0).diag(k));
    }
    row(
        "nonZero",
        "",
        shapes(s(2, 3)),
        a -> a.get(0).mul(Tensor.of(new long[] {1, 0, 1, 0, 0, 1}, 2, 3)).nonZero(),
        a -> new Nd(s(3, 2), new double[] {0, 0, 0, 2, 1, 2}),
        null);
  }
}
