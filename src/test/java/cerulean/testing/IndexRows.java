package cerulean.testing;

import cerulean.tensor.Tensor;

/// Picking, placing and padding.
final class IndexRows extends Rows {

  private static final Tensor INDEX = Tensor.of(new long[] {2, 0, 2, -1}, 4);

  private static final Tensor CLASSES = Tensor.of(new long[] {0, 2, 2, 1}, 4);

  IndexRows() {
    row(
        "pad",
        "",
        shapes(s(3, 2)),
        a -> a.get(0).pad(0, 1, 2),
        a -> Nd.fill(s(6, 2), p -> p[0] < 1 || p[0] > 3 ? 0 : a.get(0).at(p[0] - 1, p[1])),
        a -> a.get(0).pad(0, 1, 2));
    for (int axis = 0; axis < 2; axis++) {
      int chosen = axis;
      row(
          "indexSelect",
          "axis " + axis,
          shapes(s(3, 4)),
          a -> a.get(0).indexSelect(chosen, INDEX),
          a ->
              Nd.fill(
                  chosen == 0 ? s(4, 4) : s(3, 4),
                  p -> {
                    int[] q = p.clone();
                    int n = a.get(0).shape()[chosen];
                    q[chosen] = Math.floorMod((int) INDEX.getLong(p[chosen]), n);
                    return a.get(0).at(q);
                  }),
          a -> a.get(0).indexSelect(chosen, INDEX));
    }
    row(
        "indexAdd",
        "",
        shapes(s(3, 2), s(4, 2)),
        a -> a.get(0).indexAdd(0, INDEX, a.get(1)),
        a ->
            Nd.fill(
                s(3, 2),
                p -> {
                  double sum = a.get(0).at(p);
                  for (int i = 0; i < 4; i++) {
                    if (Math.floorMod((int) INDEX.getLong(i), 3) == p[0]) {
                      sum += a.get(1).at(i, p[1]);
                    }
                  }
                  return sum;
                }),
        a -> a.get(0).indexAdd(0, INDEX, a.get(1)));
    row(
        "oneHot",
        "",
        shapes(s(4)),
        a -> CLASSES.oneHot(3),
        a -> Nd.fill(s(4, 3), p -> CLASSES.getLong(p[0]) == p[1] ? 1 : 0),
        null);
  }
}
