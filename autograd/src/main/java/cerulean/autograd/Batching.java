package cerulean.autograd;

import java.util.Arrays;

/// How a primitive is computed for many examples at once, as [Vmap] asks for.
@FunctionalInterface
public interface Batching {

  /// The results of all examples, along a leading axis of `size`.
  ///
  /// - `op`: the primitive
  /// - `in`: its inputs; those that are `mapped` have a leading axis with an entry for each
  ///   example, the others are the same for every example. At least one is mapped
  Variable of(Primitive op, Variable[] in, boolean[] mapped, int size);

  /// One example after the other.
  Batching LOOP =
      (op, in, mapped, size) -> {
        Variable[] results = new Variable[size];
        for (int example = 0; example < size; example++) {
          Variable[] one = in.clone();
          for (int i = 0; i < in.length; i++) {
            one[i] = mapped[i] ? in[i].select(0, example) : in[i];
          }
          results[example] = op.apply(one);
        }
        return Variable.stack(0, results);
      };

  /// The operation broadcasts: the axes of examples are laid one over the other.
  Batching ELEMENTWISE =
      (op, in, mapped, size) -> {
        int rank = 0;
        for (int i = 0; i < in.length; i++) {
          rank = Math.max(rank, in[i].shape().rank() - (mapped[i] ? 1 : 0));
        }
        Variable[] aligned = in.clone();
        for (int i = 0; i < in.length; i++) {
          if (mapped[i] && in.length > 1) {
            aligned[i] = withRank(in[i], 1 + rank);
          }
        }
        return op.apply(aligned);
      };

  /// The inputs, those that are not mapped repeated for every example (as views).
  static Variable[] allMapped(Variable[] in, boolean[] mapped, int size) {
    Variable[] all = in.clone();
    for (int i = 0; i < in.length; i++) {
      if (!mapped[i]) {
        all[i] = in[i].expand(prepend(size, in[i].shape().dims()));
      }
    }
    return all;
  }

  /// An axis of an example as an axis of all examples: those from the end stay what they are.
  static int inner(int axis) {
    return axis < 0 ? axis : axis + 1;
  }

  /// Several axes of an example as axes of all examples.
  static int[] inner(int... axes) {
    return Arrays.stream(axes).map(Batching::inner).toArray();
  }

  /// The sizes of all examples, given those of one.
  static int[] prepend(int size, int... dims) {
    int[] all = new int[dims.length + 1];
    all[0] = size;
    System.arraycopy(dims, 0, all, 1, dims.length);
    return all;
  }

  /// With an axis at another place, the others in their order.
  static Variable moveAxis(Variable x, int from, int to) {
    if (from == to) {
      return x;
    }
    int[] order = new int[x.shape().rank()];
    int other = 0;
    for (int place = 0; place < order.length; place++) {
      other += other == from ? 1 : 0;
      order[place] = place == to ? from : other++;
    }
    return x.permute(order);
  }

  /// With axes of size 1 put behind the axis of examples, up to a rank.
  static Variable withRank(Variable x, int rank) {
    int[] dims = x.shape().dims();
    if (dims.length == rank) {
      return x;
    }
    int[] aligned = new int[rank];
    Arrays.fill(aligned, 1);
    aligned[0] = dims[0];
    System.arraycopy(dims, 1, aligned, rank - dims.length + 1, dims.length - 1);
    return x.reshape(aligned);
  }
}
