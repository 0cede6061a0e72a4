package cerulean.testing;

import cerulean.tensor.DType;
import cerulean.tensor.Indexing;
import cerulean.tensor.Tensor;

/// Picking what index tensors name.
final class IndexRows extends Rows {

  static final Tensor INDEX = Tensor.of(new long[] {2, 0, 2, -1}, 4);

  /// `[2, 4]`, for axes of at least 3 entries.
  static final Tensor TABLE = Tensor.of(new long[] {1, -1, 0, 2, 2, -3, 1, 1}, 2, 4);

  /// `[2, 4, 3]`.
  static final Tensor LINES =
      Tensor.of(
          new int[] {0, 2, 1, 1, 0, -1, 2, 2, 0, -2, 1, 0, 1, -3, 2, 0, 0, 1, 2, 1, 1, -1, 2, 0},
          2,
          4,
          3);

  private static final int[][] TAKEN = {{2, 4, 3, 3}, {3, 2, 4, 3}, {3, 3, 2, 4}};

  private static final Tensor CLASSES = Tensor.of(new long[] {0, 2, 2, 1}, 4);

  IndexRows() {
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
        "oneHot",
        "",
        shapes(s(4)),
        a -> CLASSES.oneHot(3),
        a -> Nd.fill(s(4, 3), p -> CLASSES.getLong(p[0]) == p[1] ? 1 : 0),
        null);
    row(
        "oneHot",
        "off and on",
        shapes(s(4)),
        a -> CLASSES.oneHot(3, DType.I32, -1, 7),
        a -> Nd.fill(s(4, 3), p -> CLASSES.getLong(p[0]) == p[1] ? 7 : -1),
        null);

    for (int axis = 0; axis < 3; axis++) {
      int chosen = axis;
      row(
          "take",
          "axis " + axis,
          shapes(s(3, 3, 3)),
          a -> a.get(0).take(chosen, TABLE),
          a ->
              Nd.fill(
                  TAKEN[chosen],
                  p -> {
                    int[] q = new int[3];
                    for (int i = 0; i < 3; i++) {
                      q[i] = i < chosen ? p[i] : p[i + 1];
                    }
                    q[chosen] = entry(TABLE, 3, p[chosen], p[chosen + 1]);
                    return a.get(0).at(q);
                  }),
          a -> a.get(0).take(chosen, TABLE));
      row(
          "gather",
          "axis " + axis,
          shapes(s(3, 5, 4)),
          a -> a.get(0).gather(chosen, LINES),
          a ->
              Nd.fill(
                  s(2, 4, 3),
                  p -> {
                    int[] q = p.clone();
                    q[chosen] = entry(LINES, a.get(0).shape()[chosen], p);
                    return a.get(0).at(q);
                  }),
          a -> a.get(0).gather(chosen, LINES));
    }
    row(
        "takeFlat",
        "",
        shapes(s(3, 4)),
        a -> Indexing.takeFlat(a.get(0), TABLE),
        a -> Nd.fill(s(2, 4), p -> a.get(0).values()[entry(TABLE, 12, p)]),
        a -> a.get(0).takeFlat(TABLE));
    row(
        "gatherNd",
        "depth 2",
        shapes(s(3, 3, 5)),
        a -> Indexing.gatherNd(a.get(0), TABLE.reshape(4, 2), 0),
        a ->
            Nd.fill(
                s(4, 5),
                p -> {
                  Tensor pairs = TABLE.reshape(4, 2);
                  return a.get(0).at(entry(pairs, 3, p[0], 0), entry(pairs, 3, p[0], 1), p[1]);
                }),
        a -> a.get(0).gatherNd(TABLE.reshape(4, 2), 0));
    row(
        "gatherNd",
        "one batch axis",
        shapes(s(2, 3, 2)),
        a -> Indexing.gatherNd(a.get(0), TABLE.reshape(2, 4, 1), 1),
        a -> Nd.fill(s(2, 4, 2), p -> a.get(0).at(p[0], entry(TABLE, 3, p[0], p[1]), p[2])),
        a -> a.get(0).gatherNd(TABLE.reshape(2, 4, 1), 1));
    row(
        "index",
        "[i, j] broadcast",
        shapes(s(3, 4)),
        a -> Indexing.index(a.get(0), TABLE, INDEX),
        a -> Nd.fill(s(2, 4), p -> a.get(0).at(entry(TABLE, 3, p), entry(INDEX, 4, p[1]))),
        a -> a.get(0).index(TABLE, INDEX));
    row(
        "index",
        "[:, i]",
        shapes(s(2, 3, 5)),
        a -> Indexing.index(a.get(0), null, TABLE),
        a -> Nd.fill(s(2, 2, 4, 5), p -> a.get(0).at(p[0], entry(TABLE, 3, p[1], p[2]), p[3])),
        a -> a.get(0).index(null, TABLE));
    row(
        "index",
        "[i, :, i]",
        shapes(s(3, 5, 4)),
        a -> Indexing.index(a.get(0), INDEX, null, INDEX),
        a -> Nd.fill(s(4, 5), p -> a.get(0).at(entry(INDEX, 3, p[0]), p[1], entry(INDEX, 4, p[0]))),
        a -> a.get(0).index(INDEX, null, INDEX));
    row(
        "index",
        "[mask]",
        shapes(s(3, 2, 4)),
        a -> Indexing.index(a.get(0), null, Tensor.of(new boolean[] {false, true}, 2)),
        a -> Nd.fill(s(3, 1, 4), p -> a.get(0).at(p[0], 1, p[2])),
        a -> a.get(0).index(null, Tensor.of(new boolean[] {false, true}, 2)));
  }

  /// An index, counted from the beginning of an axis of `size` entries.
  static int entry(Tensor index, int size, int... position) {
    return Math.floorMod((int) index.getLong(position), size);
  }
}
