package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Connectionist temporal classification (Graves et al. 2006): the negative logarithm of the
/// probability that a sequence of classes, with runs of equal ones merged and blanks then left out,
/// is the target.
///
/// - output: logarithms of probabilities, `[steps, batch, classes]` or `[steps, classes]`: take
///   `logSoftmax(-1)` of logits
/// - targets: classes (integers) `[batch, most labels]` or `[labels]`, none of them the blank; as a
///   tensor also all one behind the other, `[sum of labels]`
/// - lengths: for each example how many steps, and how many labels, count
/// - result: a number; with [Reduction#NONE] `[batch]` or a number
///
/// The mean divides the loss of each example by its number of labels, 1 at least, first, as in
/// PyTorch. An example that no alignment fits, because it has fewer steps than labels and blanks
/// between equal ones, has an infinite loss, and a gradient of NaN. The gradient is that with
/// respect to the logarithms themselves, minus the probability to be in a state that gives the
/// class; PyTorch's contains that of the softmax already, and both are the same for logits. It may
/// be differentiated again, which PyTorch's may not.
///
/// @param blank the class that stands for no label
/// @param zeroInfinity whether infinite losses, and their gradients, count as 0
/// @param reduction how the losses are put together
public record CtcLoss(int blank, boolean zeroInfinity, Reduction reduction) {

  private static final String NAME = "ctc";

  /// The mean, with blank 0.
  public CtcLoss() {
    this(0, false, Reduction.MEAN);
  }

  /// With another blank.
  public CtcLoss withBlank(int other) {
    return new CtcLoss(other, zeroInfinity, reduction);
  }

  /// With infinite losses as 0, or as they are.
  public CtcLoss withZeroInfinity(boolean zero) {
    return new CtcLoss(blank, zero, reduction);
  }

  /// With another reduction.
  public CtcLoss withReduction(Reduction other) {
    return new CtcLoss(blank, zeroInfinity, other);
  }

  /// The loss of `output` for targets that are data.
  public Variable of(Variable output, Tensor targets, int[] inputLengths, int[] targetLengths) {
    Tensor table = targets;
    if (output.shape().rank() == 3 && targets.rank() == 1) {
      table = table(targets, targetLengths);
    }
    int[] shape = output.shape().rank() == 3 ? new int[] {inputLengths.length} : new int[0];
    int[] labels = output.shape().rank() == 3 ? new int[] {targetLengths.length} : new int[0];
    return of(
        output,
        Variable.constant(table),
        Variable.constant(Tensor.of(inputLengths, shape)),
        Variable.constant(Tensor.of(targetLengths, labels)));
  }

  /// As [#of(Variable, Tensor, int[], int[])], with targets and lengths that may differ from
  /// example to example of a [cerulean.autograd.Vmap]: integers in the shape of the batch.
  public Variable of(
      Variable output, Variable targets, Variable inputLengths, Variable targetLengths) {
    int rank = output.shape().rank();
    if (rank == 2) {
      Variable one =
          each(
              output.unsqueeze(1),
              targets.unsqueeze(0),
              inputLengths.reshape(1),
              targetLengths.reshape(1));
      return reduction.of(NAME, one.squeeze(0));
    }
    if (rank != 3) {
      throw noSequences(output);
    }
    return reduction.of(NAME, each(output, targets, inputLengths, targetLengths));
  }

  /// The losses of a batch.
  private Variable each(
      Variable output, Variable targets, Variable inputLengths, Variable targetLengths) {
    int[] batch = {output.shape().dim(1)};
    if (targets.shape().rank() != 2
        || targets.shape().dim(0) != batch[0]
        || !Arrays.equals(batch, inputLengths.shape().dims())
        || !Arrays.equals(batch, targetLengths.shape().dims())) {
      throw wrongShapes(output, targets, inputLengths, targetLengths);
    }
    if (blank < 0 || blank >= output.shape().dim(2)) {
      throw noBlank(output);
    }
    Variable losses =
        new CtcPrimitives(blank, zeroInfinity)
            .loss()
            .apply(output, targets, inputLengths, targetLengths);
    if (reduction != Reduction.MEAN) {
      return losses;
    }
    return losses.div(targetLengths.to(output.dtype()).clamp(1, Double.MAX_VALUE));
  }

  /// Targets that stand one behind the other, in a table.
  private static Tensor table(Tensor targets, int... lengths) {
    long[] labels = targets.toLongArray();
    int most = Arrays.stream(lengths).max().orElse(0);
    long[] table = new long[lengths.length * most];
    int start = 0;
    for (int n = 0; n < lengths.length; n++) {
      if (lengths[n] < 0 || start + lengths[n] > labels.length) {
        throw wrongTotal(labels.length, lengths);
      }
      System.arraycopy(labels, start, table, n * most, lengths[n]);
      start += lengths[n];
    }
    if (start != labels.length) {
      throw wrongTotal(labels.length, lengths);
    }
    return Tensor.wrap(table, lengths.length, most);
  }

  private static ShapeException noSequences(Variable output) {
    return new ShapeException(
        NAME,
        "output must be [steps, batch, classes] or [steps, classes]; got " + output.shape(),
        output.shape());
  }

  private static ShapeException wrongShapes(
      Variable output, Variable targets, Variable inputLengths, Variable targetLengths) {
    return new ShapeException(
        NAME,
        "for output "
            + output.shape()
            + " targets must be [batch, labels] and lengths [batch]; got "
            + targets.shape()
            + ", "
            + inputLengths.shape()
            + " and "
            + targetLengths.shape(),
        output.shape(),
        targets.shape());
  }

  private IllegalArgumentException noBlank(Variable output) {
    return new IllegalArgumentException(
        NAME + ": blank " + blank + " is not a class from 0 to " + (output.shape().dim(2) - 1));
  }

  private static IllegalArgumentException wrongTotal(int labels, int... lengths) {
    return new IllegalArgumentException(
        NAME
            + ": target lengths must add up to the labels; got "
            + Arrays.toString(lengths)
            + " for "
            + labels
            + " labels");
  }
}
