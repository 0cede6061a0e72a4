package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of a table, summed up over bags of indices: an [Embedding] of sets, without the rows of
/// their members in memory one behind the other for each bag.
///
/// - input: indices I64, `[bags, members]`; or `[members]` with the place in it where each bag
///   begins
/// - result: `[bags, size]`; zeros for an empty bag
///
/// `weight` is `[entries, size]`, drawn from the normal law.
public final class EmbeddingBag implements Layer {

  /// How the rows of a bag become one.
  public enum Mode {
    /// Their sum.
    SUM,
    /// Their mean.
    MEAN,
    /// The largest of each column.
    MAX
  }

  private final Parameter weight;
  private final Mode mode;

  private EmbeddingBag(Parameter weight, Mode mode) {
    this.weight = weight;
    this.mode = mode;
  }

  /// A table of `entries` rows of `size` numbers.
  public static EmbeddingBag of(int entries, int size, Mode mode, Philox random) {
    Hyperparameters.requireAtLeast("EmbeddingBag", "entries", entries, 1);
    Hyperparameters.requireAtLeast("EmbeddingBag", "size", size, 1);
    return new EmbeddingBag(Parameter.of(Tensor.normal(random, 0f, 1f, entries, size)), mode);
  }

  /// Bags of equal size, `[bags, members]`.
  @Override
  public Variable forward(Variable input) {
    if (input.shape().rank() != 2) {
      throw notBags(input);
    }
    Variable rows = weight.take(0, input);
    if (input.shape().dim(1) == 0) {
      return rows.sum(false, 1);
    }
    return switch (mode) {
      case SUM -> rows.sum(false, 1);
      case MEAN -> rows.mean(false, 1);
      case MAX -> rows.amax(false, 1);
    };
  }

  /// Bags one behind the other: bag `i` begins at `offsets[i]`, the first at 0.
  public Variable forward(Tensor indices, Tensor offsets) {
    return forward(indices, offsets, null);
  }

  /// As [#forward(Tensor, Tensor)], each row times its weight `[members]` before they are summed;
  /// null for none. In [Mode#SUM] only.
  public Variable forward(Tensor indices, Tensor offsets, @Nullable Variable weights) {
    if (indices.rank() != 1 || offsets.rank() != 1) {
      throw notLists(indices, offsets);
    }
    if (weights != null && mode != Mode.SUM) {
      throw weighted();
    }
    int members = indices.size();
    int bags = offsets.size();
    long[] bagOf = bagOf(members, offsets.toLongArray());
    Tensor bag = Tensor.wrap(bagOf, members);
    Variable rows = weight.take(0, indices);
    if (weights != null) {
      rows = rows.mul(weights.unsqueeze(1));
    }
    DType type = rows.dtype();
    int size = weight.shape().dim(1);
    if (mode == Mode.MAX) {
      Variable none = Variable.constant(Tensor.full(type, Double.NEGATIVE_INFINITY, bags, size));
      Tensor everyColumn = bag.unsqueeze(1).expand(members, size);
      Variable most = none.scatter(0, everyColumn, rows, ScatterReduction.MAX);
      return most.maskedFill(counts(bagOf, bags).eq(0).unsqueeze(1), 0);
    }
    Variable sums = Variable.constant(Tensor.zeros(type, bags, size)).indexAdd(0, bag, rows);
    if (mode == Mode.SUM) {
      return sums;
    }
    Tensor divisors = counts(bagOf, bags).to(type).maximum(1).unsqueeze(1);
    return sums.div(Variable.constant(divisors));
  }

  private static Tensor counts(long[] bagOf, int bags) {
    long[] counts = new long[bags];
    for (long bag : bagOf) {
      counts[(int) bag]++;
    }
    return Tensor.wrap(counts, bags);
  }

  private static long[] bagOf(int members, long... offsets) {
    long[] bagOf = new long[members];
    for (int bag = 0; bag < offsets.length; bag++) {
      long end = bag + 1 < offsets.length ? offsets[bag + 1] : members;
      if ((bag == 0 && offsets[0] != 0) || end < offsets[bag] || end > members) {
        throw badOffsets(members, offsets);
      }
      for (int i = (int) offsets[bag]; i < end; i++) {
        bagOf[i] = bag;
      }
    }
    if (offsets.length == 0 && members > 0) {
      throw badOffsets(members, offsets);
    }
    return bagOf;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return "EmbeddingBag("
        + weight.value().dim(0)
        + " of "
        + weight.value().dim(1)
        + ", "
        + mode
        + ")";
  }

  private static ShapeException notBags(Variable input) {
    return new ShapeException(
        "EmbeddingBag",
        "indices must be [bags, members], or [members] with offsets; got " + input.shape(),
        input.shape());
  }

  private static ShapeException notLists(Tensor indices, Tensor offsets) {
    return new ShapeException(
        "EmbeddingBag",
        "indices and offsets must have one axis; got "
            + indices.shape()
            + " and "
            + offsets.shape(),
        indices.shape(),
        offsets.shape());
  }

  private IllegalArgumentException weighted() {
    return new IllegalArgumentException(
        "EmbeddingBag: weights of members need mode SUM; got " + mode);
  }

  private static IllegalArgumentException badOffsets(int members, long... offsets) {
    return new IllegalArgumentException(
        "EmbeddingBag: offsets must rise from 0 to at most "
            + members
            + ", the number of indices; got "
            + Arrays.toString(offsets));
  }
}
