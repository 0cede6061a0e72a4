package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// What losses ask of their inputs.
///
/// Values are looked at by primitives, which return what they have checked: so checks work for
/// variables that stand for many examples too (see [cerulean.autograd.Vmap]).
final class LossInputs {

  private LossInputs() {}

  /// Refuses targets of another shape: broadcasting `[rows]` with `[rows, 1]` would pair every row
  /// with every other.
  static void requireSameShape(String loss, Variable output, Variable target) {
    if (!output.shape().equals(target.shape())) {
      throw shapesDiffer(loss, output, target);
    }
  }

  /// Refuses a weight or variance that does not broadcast to the output's shape.
  static void requireBroadcasts(String loss, String name, Variable output, Variable other) {
    int[] to = output.shape().dims();
    int[] from = other.shape().dims();
    boolean fits = from.length <= to.length;
    for (int i = 1; fits && i <= from.length; i++) {
      int size = from[from.length - i];
      fits = size == 1 || size == to[to.length - i];
    }
    if (!fits) {
      throw doesNotBroadcast(loss, name, output, other);
    }
  }

  /// Whole numbers and truth values as numbers of the output's type.
  static Variable asNumbers(Variable target, Variable output) {
    return target.dtype().isFloating() ? target : target.to(output.dtype());
  }

  /// The classes in `targets` as I64, those that are to be ignored replaced by class 0.
  static Variable classes(String loss, int classes, long ignored, Variable targets) {
    if (targets.dtype().isFloating() || targets.dtype() == DType.BOOL) {
      throw noClasses(loss, targets);
    }
    return Primitive.constant(
            "classes",
            in -> {
              long[] labels = in[0].toLongArray();
              for (int i = 0; i < labels.length; i++) {
                if (labels[i] == ignored) {
                  labels[i] = 0;
                } else if (labels[i] < 0 || labels[i] >= classes) {
                  throw outOfRange(loss, labels[i], i, in[0], classes);
                }
              }
              return Tensor.wrap(labels, in[0].shape().dims());
            })
        .apply(targets);
  }

  /// The targets as numbers of the output's type, all of which must be 1 or -1.
  static Variable signs(String loss, Variable target, Variable output) {
    return checked(
        loss,
        "targets must be 1 or -1",
        asNumbers(target, output),
        t -> t.ne(1).logicalAnd(t.ne(-1)),
        "use 2 y - 1 for y of 0 or 1");
  }

  /// The numbers, none of which may be `wrong`; NaN passes, which the loss is to show.
  static Variable checked(
      String loss, String rule, Variable numbers, UnaryOperator<Tensor> wrong, String remedy) {
    return Primitive.elementwise(
            "checked",
            x -> {
              Tensor found = wrong.apply(x).logicalAnd(x.isNaN().logicalNot());
              if (found.any(false).itemBoolean()) {
                int place = (int) found.to(DType.I64).argmax().itemLong();
                throw notAllowed(loss, rule, place, x, remedy);
              }
              return x;
            },
            (g, x, y) -> g)
        .apply(numbers);
  }

  /// Refuses a hyperparameter.
  static void require(boolean allowed, String loss, String rule, double given) {
    if (!allowed) {
      throw wrongSetting(loss, rule, given);
    }
  }

  private static ShapeException shapesDiffer(String loss, Variable output, Variable target) {
    return new ShapeException(
        loss,
        "shapes differ: output "
            + output.shape()
            + ", target "
            + target.shape()
            + "; reshape one of them",
        output.shape(),
        target.shape());
  }

  private static ShapeException doesNotBroadcast(
      String loss, String name, Variable output, Variable other) {
    return new ShapeException(
        loss,
        name
            + " must broadcast to the output; got "
            + other.shape()
            + " for "
            + output.shape()
            + "; reshape it",
        other.shape(),
        output.shape());
  }

  private static IllegalArgumentException noClasses(String loss, Variable targets) {
    return new IllegalArgumentException(
        loss
            + ": targets must be classes in I64 or another integer type; got "
            + targets.dtype()
            + "; convert with to(DType.I64)");
  }

  private static IllegalArgumentException outOfRange(
      String loss, long label, int place, Tensor targets, int classes) {
    return new IllegalArgumentException(
        loss
            + ": target "
            + label
            + " at "
            + index(place, targets)
            + " is not a class from 0 to "
            + (classes - 1));
  }

  private static IllegalArgumentException notAllowed(
      String loss, String rule, int place, Tensor x, String remedy) {
    double value = x.to(DType.F64).toDoubleArray()[place];
    return new IllegalArgumentException(
        loss + ": " + rule + "; got " + value + " at " + index(place, x) + "; " + remedy);
  }

  private static IllegalArgumentException wrongSetting(String loss, String rule, double given) {
    return new IllegalArgumentException(loss + ": " + rule + "; got " + given);
  }

  /// The indices of an element by its row-major number.
  private static String index(int place, Tensor x) {
    int[] dims = x.shape().dims();
    int[] index = new int[dims.length];
    int rest = place;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = rest % dims[axis];
      rest /= dims[axis];
    }
    return Arrays.toString(index);
  }
}
