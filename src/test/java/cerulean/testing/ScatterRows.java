package cerulean.testing;

import static cerulean.testing.IndexRows.INDEX;
import static cerulean.testing.IndexRows.LINES;
import static cerulean.testing.IndexRows.TABLE;
import static cerulean.testing.IndexRows.entry;

import cerulean.tensor.Indexing;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.ToIntFunction;

/// Putting at what index tensors name.
final class ScatterRows extends Rows {

  ScatterRows() {
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
        "indexCopy",
        "axis 1",
        shapes(s(2, 3), s(2, 4)),
        a -> a.get(0).indexCopy(1, INDEX, a.get(1)),
        a -> scattered(a, ScatterReduction.NONE, s(2, 4), p -> 3 * p[0] + entry(INDEX, 3, p[1])),
        a -> a.get(0).indexCopy(1, INDEX, a.get(1)));
    for (ScatterReduction reduction : ScatterReduction.values()) {
      for (int axis = 0; axis < 3; axis++) {
        int chosen = axis;
        row(
            "scatter",
            reduction + " axis " + axis,
            shapes(s(3, 5, 4), s(2, 4, 4)),
            a -> a.get(0).scatter(chosen, LINES, a.get(1), reduction),
            a ->
                scattered(
                    a,
                    reduction,
                    s(2, 4, 3),
                    p -> {
                      int[] q = p.clone();
                      q[chosen] = entry(LINES, a.get(0).shape()[chosen], p);
                      return 20 * q[0] + 4 * q[1] + q[2];
                    }),
            a -> a.get(0).scatter(chosen, LINES, a.get(1), reduction));
      }
      row(
          "scatterNd",
          reduction.toString(),
          shapes(s(3, 3, 2), s(4, 2)),
          a -> Indexing.scatterNd(a.get(0), TABLE.reshape(4, 2), a.get(1), reduction),
          a ->
              scattered(
                  a,
                  reduction,
                  s(4, 2),
                  p -> {
                    Tensor pairs = TABLE.reshape(4, 2);
                    return 6 * entry(pairs, 3, p[0], 0) + 2 * entry(pairs, 3, p[0], 1) + p[1];
                  }),
          a -> a.get(0).scatterNd(TABLE.reshape(4, 2), a.get(1), reduction));
      row(
          "indexPut",
          "[i, :, i] " + reduction,
          shapes(s(3, 5, 4), s(4, 5)),
          a -> Indexing.indexPut(a.get(0), a.get(1), reduction, INDEX, null, INDEX),
          a ->
              scattered(
                  a,
                  reduction,
                  s(4, 5),
                  p -> 20 * entry(INDEX, 3, p[0]) + 4 * p[1] + entry(INDEX, 4, p[0])),
          a -> a.get(0).indexPut(a.get(1), reduction, INDEX, null, INDEX));
    }
    row(
        "scatterAdd",
        "",
        shapes(s(4), s(6)),
        a -> a.get(0).scatterAdd(0, TABLE.flatten().narrow(0, 0, 6), a.get(1)),
        a -> scattered(a, ScatterReduction.ADD, s(6), p -> entry(TABLE.flatten(), 4, p[0])),
        a -> a.get(0).scatterAdd(0, TABLE.flatten().narrow(0, 0, 6), a.get(1)));
    row(
        "indexPut",
        "[:, i] repeats its source",
        shapes(s(2, 3, 2), s(2)),
        a -> Indexing.indexPut(a.get(0), a.get(1), ScatterReduction.ADD, null, INDEX),
        a ->
            scattered(
                List.of(a.get(0), Nd.fill(s(2, 4, 2), p -> a.get(1).at(p[2]))),
                ScatterReduction.ADD,
                s(2, 4, 2),
                p -> 6 * p[0] + 2 * entry(INDEX, 3, p[1]) + p[2]),
        a -> a.get(0).indexPut(a.get(1), ScatterReduction.ADD, null, INDEX));
  }

  /// The first array with the elements of the second at the positions of an index put, in order, at
  /// the places that `place` gives.
  private static Nd scattered(
      List<Nd> a, ScatterReduction reduction, int[] index, ToIntFunction<int[]> place) {
    double[] out = a.get(0).values().clone();
    for (int i = 0; i < Nd.size(index); i++) {
      int[] p = Nd.position(i, index);
      double brought = a.get(1).at(p);
      int at = place.applyAsInt(p);
      out[at] =
          switch (reduction) {
            case NONE -> brought;
            case ADD -> out[at] + brought;
            case MUL -> out[at] * brought;
            case MIN -> Math.min(out[at], brought);
            case MAX -> Math.max(out[at], brought);
          };
    }
    return new Nd(a.get(0).shape(), out);
  }
}
