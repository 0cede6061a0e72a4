package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Calls of layers that somebody may look at.
final class Observed {

  private static final ScopedValue<List<LayerObserver>> OBSERVERS = ScopedValue.newInstance();

  private Observed() {}

  static boolean isOn() {
    return OBSERVERS.isBound();
  }

  static Variable call(Layer layer, Variable input) {
    return call(layer, input, () -> layer.forward(input));
  }

  /// What `forward` gives, seen as the output of `layer` for `input`.
  static Variable call(Layer layer, Variable input, Supplier<Variable> forward) {
    Variable output = forward.get();
    if (OBSERVERS.isBound()) {
      OBSERVERS.get().forEach(observer -> observer.seen(layer, input, output));
    }
    return output;
  }

  static <T> T during(LayerObserver observer, Supplier<T> body) {
    List<LayerObserver> all = new ArrayList<>(OBSERVERS.orElse(List.of()));
    all.add(observer);
    return ScopedValue.where(OBSERVERS, List.copyOf(all)).call(body::get);
  }
}
