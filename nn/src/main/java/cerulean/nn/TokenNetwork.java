package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.Map;

/// The small network for each token in a block of a transformer, with the dropouts of the block.
final class TokenNetwork {

  private final Linear first;
  private final Linear second;
  private final Layer activation;
  private final Dropout inside;

  TokenNetwork(TransformerSettings settings, Philox random) {
    this.first = Linear.of(settings.size(), settings.feedForward(), random);
    this.second = Linear.of(settings.feedForward(), settings.size(), random);
    this.activation = settings.activation();
    this.inside = Dropout.of(settings.dropout(), random);
  }

  Variable forward(Variable x) {
    Variable y =
        activation instanceof FusedActivation fused && !Observed.isOn()
            ? first.forward(x, fused.fused())
            : activation.call(first.call(x));
    return second.call(inside.call(y));
  }

  void putInto(Map<String, Layer> children) {
    children.put("linear1", first);
    children.put("dropout", inside);
    children.put("linear2", second);
  }

  @Override
  public String toString() {
    return first + ", " + activation;
  }
}
