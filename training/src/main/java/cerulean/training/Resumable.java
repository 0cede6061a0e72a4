package cerulean.training;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A part of a run that can say what it needs to go on, and go on from it bit for bit.
public interface Resumable {

  /// What is needed to go on. Its tensors may be the part's own: whoever keeps them while the part
  /// goes on copies them.
  PartState state();

  /// Goes on from a state that [#state()] has given. Throws [IllegalArgumentException] with one
  /// sentence if it is not of such a part.
  void restore(PartState state);

  /// What has named tensors for a state, such as an average of weights:
  /// `Resumable.ofTensors(average::state, average::load)`.
  static Resumable ofTensors(
      Supplier<Map<String, Tensor>> state, Consumer<Map<String, Tensor>> load) {
    return new Resumable() {
      @Override
      public PartState state() {
        return PartState.ofTensors(state.get());
      }

      @Override
      public void restore(PartState saved) {
        load.accept(saved.tensors());
      }
    };
  }

  /// A random stream, such as the one that dropout draws from.
  static Resumable of(Philox random) {
    return new Resumable() {
      @Override
      public PartState state() {
        Philox.State at = random.state();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("key", Long.toString(at.key()));
        values.put("counterHigh", Long.toString(at.counterHigh()));
        values.put("counterLow", Long.toString(at.counterLow()));
        values.put("position", Integer.toString(at.position()));
        return PartState.ofValues(values);
      }

      @Override
      public void restore(PartState state) {
        random.moveTo(
            new Philox.State(
                state.longValue("key"),
                state.longValue("counterHigh"),
                state.longValue("counterLow"),
                state.intValue("position")));
      }
    };
  }
}
