package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.PadMode;
import cerulean.tensor.Tensor;

/// Joining, repeating, rolling and padding.
final class JoinRows extends Rows {

  JoinRows() {
    row(
        "pad",
        "",
        shapes(s(3, 2)),
        a -> a.get(0).pad(0, 1, 2),
        a -> Nd.fill(s(6, 2), p -> p[0] < 1 || p[0] > 3 ? 0 : a.get(0).at(p[0] - 1, p[1])),
        a -> a.get(0).pad(0, 1, 2));

    row(
        "concat",
        "axis 0 with nothing between",
        shapes(s(3, 4), s(0, 4), s(2, 4)),
        a -> Tensor.concat(0, a.get(0), a.get(1), a.get(2)),
        a -> Nd.fill(s(5, 4), p -> p[0] < 3 ? a.get(0).at(p) : a.get(2).at(p[0] - 3, p[1])),
        a -> Variable.concat(0, a.get(0), a.get(1), a.get(2)));
    row(
        "concat",
        "axis -1",
        shapes(s(3, 4), s(3, 1)),
        a -> Tensor.concat(-1, a.get(0), a.get(1)),
        a -> Nd.fill(s(3, 5), p -> p[1] < 4 ? a.get(0).at(p) : a.get(1).at(p[0], 0)),
        a -> Variable.concat(-1, a.get(0), a.get(1)));
    for (int axis : new int[] {0, 1, -1}) {
      int at = axis < 0 ? 2 : axis;
      row(
          "stack",
          "axis " + axis,
          shapes(s(2, 2), s(2, 2)),
          a -> Tensor.stack(axis, a.get(0), a.get(1)),
          a -> Nd.fill(s(2, 2, 2), p -> a.get(p[at]).at(p[at == 0 ? 1 : 0], p[at == 2 ? 1 : 2])),
          a -> Variable.stack(axis, a.get(0), a.get(1)));
    }
    row(
        "split",
        "second part",
        shapes(s(2, 6)),
        a -> a.get(0).split(1, 1, 3, 2)[1],
        a -> Nd.fill(s(2, 3), p -> a.get(0).at(p[0], p[1] + 1)),
        a -> a.get(0).split(1, 1, 3, 2)[1]);
    row(
        "chunk",
        "last of 3",
        shapes(s(7, 2)),
        a -> a.get(0).chunk(0, 3)[2],
        a -> Nd.fill(s(1, 2), p -> a.get(0).at(6, p[1])),
        a -> a.get(0).chunk(0, 3)[2]);
    row(
        "unbind",
        "third",
        shapes(s(2, 3)),
        a -> a.get(0).unbind(1)[2],
        a -> Nd.fill(s(2), p -> a.get(0).at(p[0], 2)),
        a -> a.get(0).unbind(1)[2]);
    row(
        "meshgrid",
        "second",
        shapes(s(3), s(4)),
        a -> Tensor.meshgrid(a.get(0), a.get(1))[1],
        a -> Nd.fill(s(3, 4), p -> a.get(1).at(p[1])),
        a -> Variable.meshgrid(a.get(0), a.get(1))[1]);
    row(
        "tile",
        "more axes",
        shapes(s(3, 4)),
        a -> a.get(0).tile(2, 1, 3),
        a -> Nd.fill(s(2, 3, 12), p -> a.get(0).at(p[1], p[2] % 4)),
        a -> a.get(0).tile(2, 1, 3));
    row(
        "tile",
        "fewer axes",
        shapes(s(3, 4)),
        a -> a.get(0).tile(2),
        a -> Nd.fill(s(3, 8), p -> a.get(0).at(p[0], p[1] % 4)),
        a -> a.get(0).tile(2));
    row(
        "repeat",
        "2 times",
        shapes(s(3, 4)),
        a -> a.get(0).repeat(1, 2),
        a -> Nd.fill(s(3, 8), p -> a.get(0).at(p[0], p[1] / 2)),
        a -> a.get(0).repeat(1, 2));
    row(
        "repeat",
        "by counts",
        shapes(s(3, 2)),
        a -> a.get(0).repeat(0, Tensor.of(new long[] {2, 0, 3}, 3)),
        a -> Nd.fill(s(5, 2), p -> a.get(0).at(p[0] < 2 ? 0 : 2, p[1])),
        a -> a.get(0).repeat(0, Tensor.of(new long[] {2, 0, 3}, 3)));
    row(
        "roll",
        "one axis",
        shapes(s(3, 4)),
        a -> a.get(0).roll(-6, 1),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(p[0], (p[1] + 6) % 4)),
        a -> a.get(0).roll(-6, 1));
    row(
        "roll",
        "two axes",
        shapes(s(3, 4)),
        a -> a.get(0).roll(s(1, -2), s(0, 1)),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at((p[0] + 2) % 3, (p[1] + 2) % 4)),
        a -> a.get(0).roll(s(1, -2), s(0, 1)));
    row(
        "pad",
        "crops and fills",
        shapes(s(3, 5)),
        a -> a.get(0).pad(s(1, -1), s(-2, 2), PadMode.CONSTANT, 7),
        a -> Nd.fill(s(2, 6), p -> p[0] < 1 || p[1] > 3 ? 7 : a.get(0).at(p[0] - 1, p[1] + 1)),
        a -> a.get(0).pad(s(1, -1), s(-2, 2), PadMode.CONSTANT, 7));
    for (PadMode mode : new PadMode[] {PadMode.REFLECT, PadMode.REPLICATE, PadMode.CIRCULAR}) {
      for (int[][] sizes : new int[][][] {{{1, 2}, {2, 0}}, {{7, -1}, {4, 11}}, {{0, 9}, {0, 0}}}) {
        row(
            "pad",
            mode + " " + sizes[0][0] + " " + sizes[0][1] + " " + sizes[1][0] + " " + sizes[1][1],
            shapes(s(3, 4)),
            a -> a.get(0).pad(sizes[0], sizes[1], mode, 0),
            a -> padded(a.get(0), mode, sizes[0], sizes[1]),
            a -> a.get(0).pad(sizes[0], sizes[1], mode, 0));
      }
    }
  }

  private static Nd padded(Nd a, PadMode mode, int[] before, int[] after) {
    int[] shape = new int[2];
    for (int i = 0; i < 2; i++) {
      shape[i] = a.shape()[i] + before[i] + after[i];
    }
    return Nd.fill(
        shape,
        p -> {
          int[] q = new int[2];
          for (int i = 0; i < 2; i++) {
            int cut = Math.max(0, -before[i]);
            int size = a.shape()[i] - cut - Math.max(0, -after[i]);
            q[i] = cut + source(mode, p[i] - Math.max(0, before[i]), size);
          }
          return a.at(q);
        });
  }

  private static int source(PadMode mode, int i, int size) {
    int period = Math.floorMod(i, 2 * size - 2);
    return switch (mode) {
      case REFLECT -> period < size ? period : 2 * size - 2 - period;
      case CIRCULAR -> Math.floorMod(i, size);
      default -> Math.clamp(i, 0, size - 1);
    };
  }
}
