package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The losses of examples with one class each, and by how much each counts.
///
/// @param name the loss, for messages
/// @param losses `-w[c] ln p[c]` of each target, 0 where it is ignored
/// @param counts `w[c]` of each target, 0 where it is ignored
/// @param ignored where a target is ignored
record ClassLosses(String name, Variable losses, Variable counts, Variable ignored) {

  static ClassLosses of(
      String name, Variable logP, Variable targets, @Nullable Tensor weight, long ignoreIndex) {
    int axis = axis(name, logP);
    requireShape(name, logP, targets);
    Variable classes = LossInputs.classes(name, logP.shape().dim(axis), ignoreIndex, targets);
    Variable ignored = targets.to(DType.I64).eq((double) ignoreIndex);
    Variable counts = ignored.logicalNot().to(logP.dtype());
    if (weight != null) {
      counts = counts.mul(weightOf(name, logP, weight, axis).take(0, classes));
    }
    Variable ofClass = logP.gather(axis, classes.unsqueeze(axis)).squeeze(axis);
    // Filled before the product: a class of probability 0, whose logarithm is infinite, may be
    // ignored.
    Variable losses = ofClass.maskedFill(ignored, 0).mul(counts).neg();
    return new ClassLosses(name, losses, counts, ignored);
  }

  /// `part` of these losses, with others added where the target is not ignored.
  ClassLosses mixed(double part, Variable others) {
    Variable sum = losses.mul(part).add(others.maskedFill(ignored, 0));
    return new ClassLosses(name, sum, counts, ignored);
  }

  /// The losses put together; their mean is by weights.
  Variable reduced(Reduction reduction) {
    if (reduction != Reduction.MEAN) {
      return reduction.of(name, losses);
    }
    if (losses.shape().size() == 0) {
      throw Reduction.emptyBatch(name, losses);
    }
    return losses.sum().div(counts.sum());
  }

  /// `logP` times the weights of its classes.
  static Variable weighted(String name, Variable logP, @Nullable Tensor weight, int axis) {
    if (weight == null) {
      return logP;
    }
    int[] alongClasses = new int[logP.shape().rank()];
    Arrays.fill(alongClasses, 1);
    alongClasses[axis] = logP.shape().dim(axis);
    return logP.mul(weightOf(name, logP, weight, axis).reshape(alongClasses));
  }

  /// The weights of classes as numbers of the type of `logP`.
  static Variable weightOf(String name, Variable logP, Tensor weight, int axis) {
    if (weight.rank() != 1 || weight.size() != logP.shape().dim(axis)) {
      throw wrongWeight(name, logP, weight, axis);
    }
    return Variable.constant(weight.to(logP.dtype()));
  }

  /// The axis of classes: the second, or the only one of a single example.
  static int axis(String name, Variable output) {
    int rank = output.shape().rank();
    if (rank == 0 || !output.dtype().isFloating()) {
      throw noClassAxis(name, output);
    }
    return rank == 1 ? 0 : 1;
  }

  /// The shape of the targets of an output.
  static int[] withoutClasses(int... dims) {
    int axis = dims.length == 1 ? 0 : 1;
    int[] rest = new int[dims.length - 1];
    System.arraycopy(dims, 0, rest, 0, axis);
    System.arraycopy(dims, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  static void requireShape(String name, Variable output, Variable targets) {
    int[] wanted = withoutClasses(output.shape().dims());
    if (!Arrays.equals(wanted, targets.shape().dims())) {
      throw wrongShape(name, output, targets, Shape.of(wanted));
    }
  }

  private static ShapeException wrongShape(
      String name, Variable output, Variable targets, Shape wanted) {
    return new ShapeException(
        name,
        "classes of output "
            + output.shape()
            + " must have shape "
            + wanted
            + "; got "
            + targets.shape()
            + "; the axis of classes is the second",
        output.shape(),
        targets.shape());
  }

  private static ShapeException noClassAxis(String name, Variable output) {
    return new ShapeException(
        name,
        "output must be [classes] or [batch, classes, ...] in F32 or F64; got "
            + output.shape()
            + " in "
            + output.dtype(),
        output.shape());
  }

  private static ShapeException wrongWeight(String name, Variable logP, Tensor weight, int axis) {
    return new ShapeException(
        name,
        "there must be a weight for each of "
            + logP.shape().dim(axis)
            + " classes; got "
            + weight.shape(),
        weight.shape());
  }
}
