package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where attention may not look.
///
/// - `scores`: numbers added to the scores, or truth values that are true where a target may not
///   look, as in PyTorch; `[targets, sources]`, or with `[batch, heads]` in front, either of them
///   possibly 1; null for none. Numbers may be learned, as biases for distances are
/// - `padding`: truth values that are true where a source is padding, to which none looks, or
///   numbers that are added to its scores; `[batch, sources]`; null for none
/// - `causal`: whether target `i` sees sources up to `i` alone
///
/// A target that may look nowhere gets NaN. Masks of whole numbers are refused, as their ones may
/// mean either.
public record AttentionMask(@Nullable Variable scores, @Nullable Tensor padding, boolean causal) {

  /// All look everywhere.
  public static final AttentionMask NONE = new AttentionMask(null, null, false);

  /// A target sees sources up to its own place, as when the next token is to be predicted.
  public static final AttentionMask CAUSAL = new AttentionMask(null, null, true);

  /// What `scores` says.
  public static AttentionMask of(Tensor scores) {
    return of(Variable.constant(scores));
  }

  /// What `scores` says, to which a gradient may flow.
  public static AttentionMask of(Variable scores) {
    return new AttentionMask(scores, null, false);
  }

  /// None looks at padding.
  public static AttentionMask ofPadding(Tensor padding) {
    return new AttentionMask(null, padding, false);
  }

  /// The same, and none looks at padding.
  public AttentionMask withPadding(Tensor padding) {
    return new AttentionMask(scores, padding, causal);
  }

  /// What is added to scores `[batch, heads, targets, sources]` beside causality; null for nothing.
  @Nullable Variable added(DType type, int batch, int heads, int targets, int sources) {
    Variable added = scores;
    if (added != null) {
      requireMask("scores", added.dtype());
      int[] all = {batch, heads, targets, sources};
      if (!broadcasts(added.shape(), all)) {
        throw otherScores(added.shape(), all);
      }
      boolean truths = added.dtype() == DType.BOOL;
      added = truths ? Variable.constant(numbers(added.value(), type)) : added.to(type);
    }
    if (padding != null) {
      requireMask("padding", padding.dtype());
      if (padding.rank() != 2 || !broadcasts(padding.shape(), batch, sources)) {
        throw otherPadding(padding.shape(), batch, sources);
      }
      Tensor hidden = numbers(padding, type).unsqueeze(1).unsqueeze(1);
      Variable unseen = Variable.constant(hidden);
      added = added == null ? unseen : unseen.add(added);
    }
    return added;
  }

  private static Tensor numbers(Tensor mask, DType type) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(type, mask.shape().dims()).maskedFill(mask, Double.NEGATIVE_INFINITY)
        : mask.to(type);
  }

  /// Whole numbers are refused: added to scores the ones of a mask would hide nothing.
  private static void requireMask(String what, DType type) {
    if (type != DType.BOOL && !type.isFloating()) {
      throw notMask(what, type);
    }
  }

  private static boolean broadcasts(Shape mask, int... dims) {
    int missing = dims.length - mask.rank();
    if (missing < 0) {
      return false;
    }
    for (int axis = 0; axis < mask.rank(); axis++) {
      if (mask.dim(axis) != 1 && mask.dim(axis) != dims[missing + axis]) {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException notMask(String what, DType type) {
    return new IllegalArgumentException(
        "AttentionMask: "
            + what
            + " must be truth values, true where none may look, or numbers with a fraction, which are"
            + " added; got "
            + type
            + "; compare first, as in ids.eq(padding)");
  }

  private static ShapeException otherScores(Shape scores, int... all) {
    return new ShapeException(
        "AttentionMask",
        "scores must broadcast to [batch, heads, targets, sources], "
            + Arrays.toString(all)
            + "; got "
            + scores,
        scores);
  }

  private static ShapeException otherPadding(Shape padding, int batch, int sources) {
    return new ShapeException(
        "AttentionMask",
        "padding must be [batch, sources], [" + batch + ", " + sources + "]; got " + padding,
        padding);
  }
}
