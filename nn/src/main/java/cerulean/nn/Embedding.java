package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Rows of a table, one for each index.
///
/// - input: indices of any shape, I64
/// - result: `[..., size]`
///
/// `weight` is `[entries, size]`, drawn from the normal law.
public final class Embedding implements Layer {

  private final Parameter weight;

  private Embedding(Parameter weight) {
    this.weight = weight;
  }

  /// A table of `entries` rows of `size` numbers.
  public static Embedding of(int entries, int size, Philox random) {
    return new Embedding(Parameter.of(Tensor.normal(random, 0f, 1f, entries, size)));
  }

  @Override
  public Variable forward(Variable input) {
    return weight.take(0, input.value());
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return "Embedding(" + weight.value().dim(0) + " of " + weight.value().dim(1) + ")";
  }
}
