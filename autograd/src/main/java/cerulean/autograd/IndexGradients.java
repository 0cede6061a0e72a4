package cerulean.autograd;

import static cerulean.autograd.Batching.inner;

import cerulean.tensor.FusedGradients;
import cerulean.tensor.Indexing;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Picking entries by index: the gradients of an entry picked twice are added up. Indices are the
/// inputs behind the first, and have no gradient.
final class IndexGradients {

  private IndexGradients() {}

  // ---- Along one axis

  static Primitive take(int axis) {
    return Primitive.partials(
            "take",
            in -> in[0].take(axis, in[1]),
            (g, in, y) -> {
              int[] dims = in[0].shape().dims();
              dims[axis < 0 ? axis + dims.length : axis] = in[1].shape().size();
              return added(in[0].shape().dims(), axis, in[1].reshape(-1), g.reshape(dims));
            },
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : t[0].take(axis, in[1]))
        .batched((op, in, mapped, size) -> {
          if (!mapped[1]) {
            return in[0].take(inner(axis), in[1]);
          }
          int rank = in[0].shape().rank() - (mapped[0] ? 1 : 0);
          int place = axis < 0 ? axis + rank : axis;
          if (!mapped[0]) {
            return Batching.moveAxis(in[0].take(axis, in[1]), place, 0);
          }
          Variable lines = linesOfExamples(in[0], place, in[1]);
          Variable taken = in[0].gather(place + 1, lines);
          int[] all = in[0].shape().dims();
          int[] index = in[1].shape().dims();
          int[] dims = Arrays.copyOf(all, all.length + index.length - 2);
          System.arraycopy(index, 1, dims, place + 1, index.length - 1);
          System.arraycopy(all, place + 2, dims, place + index.length, all.length - place - 2);
          return taken.reshape(dims);
        });
  }

  static Primitive indexSelect(int axis) {
    return Primitive.partials(
            "indexSelect",
            in -> in[0].indexSelect(axis, in[1]),
            (g, in, y) -> added(in[0].shape().dims(), axis, in[1], g),
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : t[0].indexSelect(axis, in[1]))
        .batched((op, in, mapped, size) -> {
          if (!mapped[1]) {
            return in[0].indexSelect(inner(axis), in[1]);
          }
          Variable[] all = Batching.allMapped(in, mapped, size);
          int rank = all[0].shape().rank() - 1;
          int place = axis < 0 ? axis + rank : axis;
          return all[0].gather(place + 1, linesOfExamples(all[0], place, all[1]));
        });
  }

  /// The slices of `g` added up at their indices in zeros of a shape, in one pass where that is not
  /// to be differentiated.
  private static Variable added(int[] dims, int axis, Variable index, Variable g) {
    if (Primitive.mayRunKernel(g, index)) {
      int size = dims[axis < 0 ? axis + dims.length : axis];
      return Variable.constant(FusedGradients.indexSelect(g.value(), axis, index.value(), size));
    }
    return Variable.constant(Tensor.zeros(g.dtype(), dims)).indexAdd(axis, index, g);
  }

  /// For [Variable#gather]: the index `[examples, ...]` of an axis of each example as one axis, the
  /// same for all places along the others.
  static Variable linesOfExamples(Variable x, int axis, Variable index) {
    int[] dims = x.shape().dims();
    int[] thin = new int[dims.length];
    Arrays.fill(thin, 1);
    thin[0] = dims[0];
    thin[axis + 1] = index.shape().size() / Math.max(1, dims[0]);
    dims[axis + 1] = thin[axis + 1];
    return index.reshape(thin).expand(dims);
  }

  static Primitive gather(int axis) {
    return Primitive.partials(
            "gather",
            in -> in[0].gather(axis, in[1]),
            (g, in, y) -> in[0].zerosLike().scatterAdd(axis, in[1], g),
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : t[0].gather(axis, in[1]))
        .batched((x, index) -> x.gather(inner(axis), index));
  }

  // ---- Anywhere

  /// What picks elements, given indices.
  @FunctionalInterface
  interface Pick {
    /// Some elements of `x`.
    Tensor of(Tensor x, Tensor... index);
  }

  /// Any picking of elements: the same done with their numbers tells where each came from.
  private static Primitive picked(String name, Pick pick) {
    return Primitive.of(
            name,
            in -> pick.of(in[0], Arrays.copyOfRange(in, 1, in.length)),
            (g, in, y) -> {
              int[] flat = {in[0].shape().size()};
              Variable sum = added(flat, 0, places(pick, in).reshape(-1), g.reshape(-1));
              @Nullable Variable[] gradients = new Variable[in.length];
              gradients[0] = sum.reshape(in[0].shape().dims());
              return gradients;
            })
        .withTangent((t, in, y) -> {
          Variable tangent = t[0];
          if (tangent == null) {
            return null;
          }
          Variable[] moved = in.clone();
          moved[0] = tangent;
          return picked(name, pick).apply(moved);
        })
        .batched((op, in, mapped, size) ->
            Batch.through(one -> one[0].reshape(-1).take(0, places(pick, one)), in, mapped, size));
  }

  /// The numbers, in row-major order, of the elements that are picked from the first of `in`.
  static Variable places(Pick pick, Variable... in) {
    Tensor numbers = Tensor.arange(in[0].shape().size()).reshape(in[0].shape().dims());
    return Primitive.constant("places", index -> pick.of(numbers, index))
        .batched(Batching.LOOP)
        .apply(Arrays.copyOfRange(in, 1, in.length));
  }

  static final Primitive TAKE_FLAT =
      picked("takeFlat", (x, index) -> Indexing.takeFlat(x, index[0]));

  static Primitive gatherNd(int batchDims) {
    return picked("gatherNd", (x, index) -> Indexing.gatherNd(x, index[0], batchDims));
  }

  static Variable index(Variable x, @Nullable Variable... indices) {
    boolean[] given = given(indices);
    return picked("index", (all, index) -> Indexing.index(all, spread(given, index)))
        .apply(together(indices, x));
  }

  /// Which axes have an index.
  static boolean[] given(@Nullable Variable... indices) {
    boolean[] given = new boolean[indices.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = indices[i] != null;
    }
    return given;
  }

  /// The first inputs, then the indices that there are.
  static Variable[] together(@Nullable Variable[] indices, Variable... first) {
    Variable[] all = Arrays.copyOf(first, first.length + indices.length);
    int n = first.length;
    for (Variable index : indices) {
      if (index != null) {
        all[n++] = index;
      }
    }
    return Arrays.copyOf(all, n);
  }

  /// The indices at the places of their axes.
  static @Nullable Tensor[] spread(boolean[] given, Tensor... indices) {
    @Nullable Tensor[] spread = new Tensor[given.length];
    int n = 0;
    for (int i = 0; i < given.length; i++) {
      spread[i] = given[i] ? indices[n++] : null;
    }
    return spread;
  }

  /// Indices as variables.
  static @Nullable Variable[] constants(@Nullable Tensor... indices) {
    @Nullable Variable[] constants = new Variable[indices.length];
    for (int i = 0; i < indices.length; i++) {
      Tensor index = indices[i];
      constants[i] = index == null ? null : Variable.constant(index);
    }
    return constants;
  }
}
