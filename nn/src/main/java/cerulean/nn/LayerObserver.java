package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.function.Supplier;

/// Sees what goes in and out of layers, as forward hooks do: to look at activations, to take
/// features from the middle of a network, to count.
///
///     IdentityHashMap<Layer, Tensor> seen = new IdentityHashMap<>();
///     LayerObserver.during((layer, in, out) -> seen.put(layer, out.value()), () -> network.call(x));
///
/// Layers are seen when they are called by [Layer#call], as those of this library call their
/// children, and by the methods of several inputs or results of attention, recurrent layers and blocks
/// of transformers; the inner ones first. Of several inputs the first is shown.
@FunctionalInterface
public interface LayerObserver {

  /// Called when `layer` has given `output` for `input`.
  void seen(Layer layer, Variable input, Variable output);

  /// What `body` computes, with `observer` looking on at this thread, beside those that already do.
  static <T> T during(LayerObserver observer, Supplier<T> body) {
    return Observed.during(observer, body);
  }
}
