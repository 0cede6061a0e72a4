package cerulean.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A function of one example as a function of many: written for one, computed for all at once.
///
///     UnaryOperator<Variable> loss = x -> ...;                  // of one example
///     Vmap.of(Grad.of(loss)).apply(batch);                      // gradients example by example
///
/// Inside the function a variable looks as it does for one example, and has no value that could be
/// read: what it computes must not depend on it but by operations. Most primitives compute all
/// examples in one call; the others take them one after the other.
///
/// Calls nest, and may be mixed with those of [Grad].
public final class Vmap {

  /// For an argument that is the same for all examples.
  public static final int NOT_MAPPED = Integer.MIN_VALUE;

  private Vmap() {}

  /// `f` for every entry along the first axis; the results along a new first axis.
  public static UnaryOperator<Variable> of(UnaryOperator<Variable> f) {
    return of(f, 0, 0);
  }

  /// `f` for every entry along `inAxis`; the results along a new axis `outAxis`.
  public static UnaryOperator<Variable> of(UnaryOperator<Variable> f, int inAxis, int outAxis) {
    UnaryOperator<List<Variable>> all = ofAll(in -> List.of(f.apply(in.getFirst())), inAxis);
    return x -> {
      Variable y = all.apply(List.of(x)).getFirst();
      return Batching.moveAxis(y, 0, axis("vmap", outAxis, y.shape().rank()));
    };
  }

  /// `f` for every pair of entries along the axes of two arguments, of which one may be
  /// [#NOT_MAPPED]; the results along a new first axis.
  public static BinaryOperator<Variable> of(BinaryOperator<Variable> f, int axis1, int axis2) {
    UnaryOperator<List<Variable>> all =
        ofAll(in -> List.of(f.apply(in.get(0), in.get(1))), axis1, axis2);
    return (a, b) -> all.apply(List.of(a, b)).getFirst();
  }

  /// `f` for every entry along the given axis of each argument; [#NOT_MAPPED] for those that are
  /// the same for all. Without axes it is the first one of all arguments. The results along new
  /// first axes.
  public static UnaryOperator<List<Variable>> ofAll(
      Function<List<Variable>, List<Variable>> f, int... inAxes) {
    int[] axes = inAxes.clone();
    return in -> {
      long level = Trace.nextLevel();
      int size = size(in, axes.length == 0 ? new int[in.size()] : axes);
      List<Variable> traced = new ArrayList<>();
      for (int i = 0; i < in.size(); i++) {
        int axis = axes.length == 0 ? 0 : axes[i];
        Variable x = in.get(i);
        traced.add(
            axis == NOT_MAPPED
                ? x
                : Batch.of(level, Batching.moveAxis(x, axis("vmap", axis, x.shape().rank()), 0)));
      }
      return f.apply(traced).stream().map(y -> Batch.examplesOf(y, level, size)).toList();
    };
  }

  /// How many examples there are.
  private static int size(List<Variable> in, int... axes) {
    if (axes.length != in.size()) {
      throw new IllegalArgumentException(
          "vmap: there must be an axis for each argument; got "
              + axes.length
              + " for "
              + in.size()
              + "; give NOT_MAPPED for those that are the same for all examples");
    }
    int first = -1;
    int size = 0;
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] == NOT_MAPPED) {
        continue;
      }
      int own = in.get(i).shape().dim(axis("vmap", axes[i], in.get(i).shape().rank()));
      if (first >= 0 && own != size) {
        throw new IllegalArgumentException(
            "vmap: arguments must have the same number of examples; argument "
                + first
                + " has "
                + size
                + ", argument "
                + i
                + " has "
                + own);
      }
      first = i;
      size = own;
    }
    if (first < 0) {
      throw new IllegalArgumentException("vmap: one argument at least must be mapped; got none");
    }
    return size;
  }

  private static int axis(String op, int axis, int rank) {
    int place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw new IllegalArgumentException(
          op + ": axis " + axis + " is not one of " + rank + " axes");
    }
    return place;
  }
}
