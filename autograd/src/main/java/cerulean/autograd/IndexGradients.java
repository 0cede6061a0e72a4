package cerulean.autograd;

import static cerulean.autograd.Batching.inner;

import cerulean.tensor.Tensor;

/// Picking entries by index and joining variables. An index is the last but one or the last input,
/// and has no gradient.
final class IndexGradients {

  private IndexGradients() {}

  /// The gradients of equal entries are added up.
  static Primitive take(int axis) {
    Primitive take =
        Primitive.partials(
            "take",
            in -> in[0].take(axis, in[1]),
            (g, in, y) -> {
              int[] dims = in[0].shape().dims();
              dims[axis < 0 ? axis + dims.length : axis] = in[1].shape().size();
              return in[0].zerosLike().indexAdd(axis, in[1].reshape(-1), g.reshape(dims));
            },
            null);
    return take.withTangent((t, in, y) -> t[0] == null ? null : t[0].take(axis, in[1]))
        .batched((op, in, mapped, size) -> {
          if (!mapped[1]) {
            return in[0].take(inner(axis), in[1]);
          }
          if (mapped[0]) {
            return Batching.LOOP.of(op, in, mapped, size);
          }
          int rank = in[0].shape().rank();
          return Batching.moveAxis(in[0].take(axis, in[1]), axis < 0 ? axis + rank : axis, 0);
        });
  }

  static Primitive indexSelect(int axis) {
    return Primitive.partials(
            "indexSelect",
            in -> in[0].indexSelect(axis, in[1]),
            (g, in, y) -> in[0].zerosLike().indexAdd(axis, in[1], g),
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : t[0].indexSelect(axis, in[1]))
        .batched((op, in, mapped, size) ->
            mapped[1]
                ? Batching.LOOP.of(op, in, mapped, size)
                : in[0].indexSelect(inner(axis), in[1]));
  }

  static Primitive indexAdd(int axis) {
    return Primitive.partials(
            "indexAdd",
            in -> in[0].indexAdd(axis, in[1], in[2]),
            (g, in, y) -> g,
            null,
            (g, in, y) -> g.indexSelect(axis, in[1]))
        .withTangent((t, in, y) -> {
          Variable base = t[0] == null ? in[0].zerosLike() : t[0];
          return t[2] == null ? base : base.indexAdd(axis, in[1], t[2]);
        })
        .batched((op, in, mapped, size) -> {
          if (mapped[1]) {
            return Batching.LOOP.of(op, in, mapped, size);
          }
          Variable[] all = Batching.allMapped(in, new boolean[] {mapped[0], true, mapped[2]}, size);
          return all[0].indexAdd(inner(axis), in[1], all[2]);
        });
  }

  /// Each variable gets its part of the gradient, a view.
  static Variable concat(int axis, Variable... variables) {
    Primitive.Partial[] parts = new Primitive.Partial[variables.length];
    int start = 0;
    for (int i = 0; i < parts.length && variables[i].shape().rank() > 0; i++) {
      int from = start;
      int length = variables[i].shape().dim(axis);
      parts[i] = (g, in, y) -> g.narrow(axis, from, length);
      start += length;
    }
    return Primitive.linearInAll("concat", in -> Tensor.concat(axis, in), parts)
        .batched(
            (op, in, mapped, size) -> concat(inner(axis), Batching.allMapped(in, mapped, size)))
        .apply(variables);
  }

  static Variable stack(int axis, Variable... variables) {
    Primitive.Partial[] parts = new Primitive.Partial[variables.length];
    for (int i = 0; i < parts.length; i++) {
      int entry = i;
      parts[i] = (g, in, y) -> g.select(axis, entry);
    }
    return Primitive.linearInAll("stack", in -> Tensor.stack(axis, in), parts)
        .batched((op, in, mapped, size) -> stack(inner(axis), Batching.allMapped(in, mapped, size)))
        .apply(variables);
  }
}
