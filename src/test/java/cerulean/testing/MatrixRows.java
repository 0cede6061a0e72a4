package cerulean.testing;

import java.util.Arrays;

/// Products of matrices and vectors.
final class MatrixRows extends Rows {

  MatrixRows() {
    for (int[] mnk : new int[][] {{2, 3, 4}, {1, 7, 5}, {17, 33, 65}, {40, 10, 50}, {3, 4, 0}}) {
      row(
          "matmul",
          Arrays.toString(mnk),
          shapes(s(mnk[0], mnk[2]), s(mnk[2], mnk[1])),
          a -> a.get(0).matmul(a.get(1)),
          a -> a.get(0).matmul(a.get(1)),
          a -> a.get(0).matmul(a.get(1)));
    }
    for (int[][] pair :
        new int[][][] {
          {{4}, {4}},
          {{4}, {4, 3}},
          {{2, 4}, {4}},
          {{0}, {0}},
          {{5, 2, 4}, {4}},
          {{4}, {5, 4, 3}},
          {{5, 2, 4}, {4, 3}},
          {{2, 4}, {5, 4, 3}},
          {{5, 2, 4}, {5, 4, 3}},
          {{5, 1, 4}, {1, 4, 1}},
          {{3, 1, 2, 4}, {5, 4, 3}},
          {{0, 2, 4}, {4, 3}},
          {{2, 3, 0}, {2, 0, 4}},
          {{3, 33, 20}, {3, 20, 35}},
          {{2, 5, 0, 4}, {4, 3}},
          {{1, 1, 7}, {7, 1}},
        }) {
      row(
          "matmul",
          "stack " + Arrays.toString(pair[0]) + Arrays.toString(pair[1]),
          pair,
          a -> a.get(0).matmul(a.get(1)),
          a -> a.get(0).products(a.get(1)),
          a -> a.get(0).matmul(a.get(1)));
    }
    for (int[][] pair : new int[][][] {{{5}, {5}}, {{2, 5}, {5, 3}}, {{2, 5}, {5}}, {{}, {2, 3}}}) {
      row(
          "dot",
          Arrays.toString(pair[0]) + Arrays.toString(pair[1]),
          pair,
          0.5,
          2,
          a -> a.get(0).dot(a.get(1)),
          a ->
              pair[0].length == 0
                  ? a.get(0).zip(a.get(1), (x, y) -> x * y)
                  : a.get(0).products(a.get(1)),
          a -> a.get(0).dot(a.get(1)));
    }
    row(
        "dot",
        "more axes",
        shapes(s(2, 3, 4), s(5, 4, 2)),
        a -> a.get(0).dot(a.get(1)),
        a ->
            Nd.fill(
                s(2, 3, 5, 2),
                p -> Nd.sum(4, k -> a.get(0).at(p[0], p[1], k) * a.get(1).at(p[2], k, p[3]))),
        a -> a.get(0).dot(a.get(1)));
    row(
        "inner",
        "",
        shapes(s(2, 3, 4), s(5, 4)),
        a -> a.get(0).inner(a.get(1)),
        a ->
            Nd.fill(
                s(2, 3, 5), p -> Nd.sum(4, k -> a.get(0).at(p[0], p[1], k) * a.get(1).at(p[2], k))),
        a -> a.get(0).inner(a.get(1)));
    row(
        "vdot",
        "",
        shapes(s(3, 4), s(2, 6)),
        a -> a.get(0).vdot(a.get(1)),
        a -> Nd.fill(s(), p -> Nd.sum(12, k -> a.get(0).values()[k] * a.get(1).values()[k])),
        a -> a.get(0).vdot(a.get(1)));
    row(
        "outer",
        "",
        shapes(s(3), s(2, 2)),
        a -> a.get(0).outer(a.get(1)),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(p[0]) * a.get(1).values()[p[1]]),
        a -> a.get(0).outer(a.get(1)));
    row(
        "tensordot",
        "two axes",
        shapes(s(2, 3, 4), s(3, 4, 5)),
        a -> a.get(0).tensordot(a.get(1), 2),
        a ->
            Nd.fill(
                s(2, 5),
                p ->
                    Nd.sum(
                        12,
                        k -> a.get(0).at(p[0], k / 4, k % 4) * a.get(1).at(k / 4, k % 4, p[1]))),
        a -> a.get(0).tensordot(a.get(1), 2));
    row(
        "tensordot",
        "no axes",
        shapes(s(2), s(3, 1)),
        a -> a.get(0).tensordot(a.get(1), 0),
        a -> Nd.fill(s(2, 3, 1), p -> a.get(0).at(p[0]) * a.get(1).at(p[1], 0)),
        a -> a.get(0).tensordot(a.get(1), 0));
    row(
        "tensordot",
        "named axes",
        shapes(s(2, 3, 4), s(4, 5, 2)),
        a -> a.get(0).tensordot(a.get(1), s(0, -1), s(2, 0)),
        a ->
            Nd.fill(
                s(3, 5),
                p ->
                    Nd.sum(
                        8, k -> a.get(0).at(k / 4, p[0], k % 4) * a.get(1).at(k % 4, p[1], k / 4))),
        a -> a.get(0).tensordot(a.get(1), s(0, -1), s(2, 0)));
  }
}
