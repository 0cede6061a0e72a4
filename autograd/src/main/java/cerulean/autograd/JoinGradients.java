package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Batching.prepend;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.PadMode;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Joining, repeating, rolling and padding. What repeats entries is composed of views and of
/// [Variable#indexSelect], which add up the gradients of all that came from one entry.
final class JoinGradients {

  private JoinGradients() {}

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

  /// Each axis in two: how often, and what.
  static Primitive tile(int... times) {
    int[] own = times.clone();
    return Primitive.composed(
        "tile",
        in -> in[0].tile(own),
        in -> {
          int[] dims = in[0].shape().dims();
          int rank = Math.max(dims.length, own.length);
          int[] apart = new int[2 * rank];
          Arrays.fill(apart, 1);
          int[] repeated = apart.clone();
          int[] joined = new int[rank];
          for (int i = 0; i < rank; i++) {
            int size = i < rank - dims.length ? 1 : dims[i - rank + dims.length];
            int count = i < rank - own.length ? 1 : own[i - rank + own.length];
            apart[2 * i + 1] = size;
            repeated[2 * i] = count;
            repeated[2 * i + 1] = size;
            joined[i] = count * size;
          }
          return in[0].reshape(apart).expand(repeated).reshape(joined);
        });
  }

  static Primitive repeat(int axis, int times) {
    return Primitive.composed(
        "repeat",
        in -> in[0].repeat(axis, times),
        in -> {
          int[] dims = in[0].shape().dims();
          int place = axis < 0 ? axis + dims.length : axis;
          Variable apart = in[0].unsqueeze(place + 1);
          int[] repeated = apart.shape().dims();
          repeated[place + 1] = times;
          dims[place] *= times;
          return apart.expand(repeated).reshape(dims);
        });
  }

  static Primitive repeat(int axis, Tensor counts) {
    return Primitive.composed(
        "repeat",
        in -> in[0].repeat(axis, counts),
        in -> in[0].indexSelect(axis, Tensor.arange(counts.size()).repeat(0, counts)));
  }

  static Primitive roll(int[] shifts, int[] axes) {
    int[] forth = shifts.clone();
    int[] own = axes.clone();
    int[] back = Arrays.stream(forth).map(shift -> -shift).toArray();
    return linear("roll", x -> x.roll(forth, own), (g, x, y) -> g.roll(back, own))
        .batched(x -> x.roll(forth, inner(own)));
  }

  static Primitive pad(int[] before, int[] after, PadMode mode, double value) {
    return mode == PadMode.CONSTANT
        ? padByNumber(before.clone(), after.clone(), value)
        : padByEntries(before.clone(), after.clone(), mode);
  }

  /// What is padded is cut off from the gradient, what is cut off is padded with zeros.
  private static Primitive padByNumber(int[] before, int[] after, double value) {
    int[] cutBefore = Arrays.stream(before).map(size -> -size).toArray();
    int[] cutAfter = Arrays.stream(after).map(size -> -size).toArray();
    return Primitive.unary(
            "pad",
            x -> x.pad(before, after, PadMode.CONSTANT, value),
            (g, x, y) -> g.pad(cutBefore, cutAfter, PadMode.CONSTANT, 0),
            (t, x, y) -> t.pad(before, after, PadMode.CONSTANT, 0))
        .batched(x -> x.pad(prepend(0, before), prepend(0, after), PadMode.CONSTANT, value));
  }

  /// Axis by axis the entries whose numbers padding the numbers of all entries gives.
  private static Primitive padByEntries(int[] before, int[] after, PadMode mode) {
    return Primitive.composed(
        "pad",
        in -> in[0].pad(before, after, mode, 0),
        in -> {
          Variable padded = in[0];
          for (int axis = 0; axis < before.length; axis++) {
            if (before[axis] != 0 || after[axis] != 0) {
              Tensor numbers = Tensor.arange(padded.shape().dim(axis));
              int[] first = {before[axis]};
              int[] last = {after[axis]};
              padded = padded.indexSelect(axis, numbers.pad(first, last, mode, 0));
            }
          }
          return padded;
        });
  }

  /// Each vector along its own axis of the grid.
  static Variable[] meshgrid(Variable... vectors) {
    Tensor[] forms = new Tensor[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      forms[i] = vectors[i].form();
    }
    Tensor[] grids = Tensor.meshgrid(forms);
    Variable[] results = new Variable[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      int[] along = new int[vectors.length];
      Arrays.fill(along, 1);
      along[i] = vectors[i].shape().dim(0);
      results[i] = vectors[i].reshape(along).expand(grids[i].shape());
    }
    return results;
  }
}
