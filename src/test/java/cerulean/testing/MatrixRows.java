package cerulean.testing;

import java.util.Arrays;

/// Products of matrices.
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
  }
}
