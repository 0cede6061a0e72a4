package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Rows of a table, one for each index.
///
/// - input: indices of any shape, I64
/// - result: `[..., size]`
///
/// `weight` is `[entries, size]`, drawn from the normal law; the row of a padding index is zeros at
/// first and gets no gradient.
public final class Embedding implements Layer {

  /// No index is padding.
  private static final int NONE = -1;

  private final Parameter weight;
  private final int padding;

  private Embedding(Parameter weight, int padding) {
    this.weight = weight;
    this.padding = padding;
  }

  /// A table of `entries` rows of `size` numbers.
  public static Embedding of(int entries, int size, Philox random) {
    return new Embedding(Parameter.of(draw(entries, size, random)), NONE);
  }

  /// A table whose row `padding` stands for no entry; counted from the end if negative.
  public static Embedding withPadding(int entries, int size, int padding, Philox random) {
    Tensor weight = draw(entries, size, random);
    if (padding < -entries || padding >= entries) {
      throw noSuchRow(padding, entries);
    }
    int row = Math.floorMod(padding, entries);
    weight.select(0, row).copyFromInPlace(Tensor.zeros(size));
    return new Embedding(Parameter.of(weight), row);
  }

  /// A table of given rows `[entries, size]`, which are copied: weights learned elsewhere.
  public static Embedding ofRows(Tensor rows) {
    return new Embedding(Parameter.of(rows), NONE);
  }

  private static Tensor draw(int entries, int size, Philox random) {
    Hyperparameters.requireAtLeast("Embedding", "entries", entries, 1);
    Hyperparameters.requireAtLeast("Embedding", "size", size, 1);
    return Tensor.normal(random, 0f, 1f, entries, size);
  }

  @Override
  public Variable forward(Variable input) {
    Variable rows = weight.take(0, input);
    if (padding == NONE || input.dtype() != DType.I64) {
      return rows;
    }
    return Variable.where(input.eq(padding).unsqueeze(-1), rows.detach(), rows);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return "Embedding("
        + weight.value().dim(0)
        + " of "
        + weight.value().dim(1)
        + (padding == NONE ? ")" : ", padding " + padding + ")");
  }

  private static IllegalArgumentException noSuchRow(int padding, int entries) {
    return new IllegalArgumentException(
        "Embedding: padding must be a row, -"
            + entries
            + " to "
            + (entries - 1)
            + "; got "
            + padding);
  }
}
