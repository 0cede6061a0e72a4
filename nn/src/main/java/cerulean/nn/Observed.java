package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Calls that somebody may look at: [LayerObserver]s see layers, a [Tally] sees networks of several
/// inputs, too, and the work of each call.
///
/// Whatever takes several inputs or gives several results tells of itself at its end; a layer's
/// `forward` of one input does not, as [Layer#call] tells of it.
final class Observed {

  /// Counts what the parts of a network do.
  interface Tally {
    /// Called when `part` has given `output` by so many multiply-adds of its own.
    void worked(Network part, Variable output, long multiplyAdds);
  }

  private static final ScopedValue<List<LayerObserver>> OBSERVERS = ScopedValue.newInstance();
  private static final ScopedValue<Tally> TALLY = ScopedValue.newInstance();

  private Observed() {}

  static boolean isOn() {
    return OBSERVERS.isBound() || TALLY.isBound();
  }

  static Variable call(Layer layer, Variable input) {
    return seen(layer, input, layer.forward(input));
  }

  /// Tells that `layer` has given `output` for `input`; returns the output.
  static Variable seen(Layer layer, Variable input, Variable output) {
    return seen(layer, input, output, TALLY.isBound() ? layer.multiplyAdds(input, output) : 0);
  }

  /// The same of a layer whose work the input alone does not tell.
  static Variable seen(Layer layer, Variable input, Variable output, long multiplyAdds) {
    if (OBSERVERS.isBound()) {
      OBSERVERS.get().forEach(observer -> observer.seen(layer, input, output));
    }
    return worked(layer, output, multiplyAdds);
  }

  /// Tells that a network that is no layer has given `output`; returns it.
  static Variable worked(Network part, Variable output, long multiplyAdds) {
    if (TALLY.isBound()) {
      TALLY.get().worked(part, output, multiplyAdds);
    }
    return output;
  }

  static <T> T during(LayerObserver observer, Supplier<T> body) {
    List<LayerObserver> all = new ArrayList<>(OBSERVERS.orElse(List.of()));
    all.add(observer);
    return ScopedValue.where(OBSERVERS, List.copyOf(all)).call(body::get);
  }

  static <T> T counted(Tally tally, Supplier<T> body) {
    return ScopedValue.where(TALLY, tally).call(body::get);
  }
}
