package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class StateDictTest {

  private static Sequential network(long seed) {
    Philox random = Philox.of(seed);
    return Sequential.of(
        GainModulated.of(
            Linear.withoutBias(2, 3, Initializer.normal(1), random), Gain.ofPaper(0.3)),
        new Relu(),
        Linear.of(3, 2, random));
  }

  private static Tensor weight(Layer network) {
    return network.namedParameters().get("0.weight").value();
  }

  @Test
  void parametersComeFirstAndBuffersAfterThem() {
    assertEquals(
        List.of("0.weight", "2.weight", "2.bias", "0.gain"),
        List.copyOf(StateDict.of(network(1)).keySet()));
  }

  @Test
  void aSnapshotDoesNotChangeWithTheLayer() {
    Sequential network = network(1);
    float[] before = weight(network).toArray();
    Map<String, Tensor> state = StateDict.of(network);
    weight(network).mulInPlace(2);
    assertArrayEquals(before, state.get("0.weight").toArray());
  }

  @Test
  void loadingMakesAnotherLayerTheSame() {
    Sequential target = network(2);
    Map<String, Tensor> state = StateDict.of(network(1));
    StateDict.load(target, state);
    StateDict.of(target)
        .forEach((name, value) -> assertArrayEquals(state.get(name).toArray(), value.toArray()));
  }

  @Test
  void aLoadedLayerDoesNotShareMemoryWithTheState() {
    Sequential target = network(2);
    Map<String, Tensor> state = StateDict.of(network(1));
    float[] given = state.get("0.weight").toArray();
    StateDict.load(target, state);
    weight(target).mulInPlace(2);
    assertArrayEquals(given, state.get("0.weight").toArray());
  }

  @Test
  void aLayerUsedTwiceIsSavedAndLoadedUnderBothNames() {
    Linear shared = Linear.withoutBias(2, 2, Initializer.normal(1), Philox.of(1));
    Sequential twice = Sequential.of(shared, new Relu(), shared);
    Map<String, Tensor> state = StateDict.of(twice);
    assertEquals(List.of("0.weight", "2.weight"), List.copyOf(state.keySet()));
    assertArrayEquals(state.get("0.weight").toArray(), state.get("2.weight").toArray());
    weight(twice).mulInPlace(2);
    StateDict.load(twice, state);
    assertArrayEquals(state.get("0.weight").toArray(), weight(twice).toArray());
  }

  /// As in PyTorch: where the two names of one tensor disagree, the last of the layer's names wins,
  /// in whatever order the state has them.
  @Test
  void ofTwoNamesOfOneTensorTheLayersLastIsLoaded() {
    Linear shared = Linear.withoutBias(2, 2, Initializer.normal(1), Philox.of(1));
    Sequential twice = Sequential.of(shared, shared);
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("1.weight", Tensor.ones(2, 2));
    state.put("0.weight", Tensor.zeros(2, 2));
    StateDict.load(twice, state);
    assertArrayEquals(Tensor.ones(2, 2).toArray(), weight(twice).toArray());
  }

  private static Map<String, Tensor> wrong() {
    Map<String, Tensor> state = new LinkedHashMap<>(StateDict.of(network(1)));
    state.remove("0.gain");
    state.put("2.weight", Tensor.zeros(3, 2));
    state.put("3.weight", Tensor.zeros(1));
    return state;
  }

  @Test
  void everythingThatDoesNotFitIsInOneSentence() {
    Sequential network = network(2);
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> StateDict.load(network, wrong()));
    assertEquals(
        "load: state does not fit; 2.weight is [3, 2], needs [2, 3]; missing 0.gain; unexpected"
            + " 3.weight",
        thrown.getMessage());
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() {
    Sequential network = network(2);
    Map<String, Tensor> before = StateDict.of(network);
    assertThrows(IllegalArgumentException.class, () -> StateDict.load(network, wrong()));
    StateDict.of(network)
        .forEach((name, value) -> assertArrayEquals(before.get(name).toArray(), value.toArray()));
  }

  @Test
  void aStateOfAnotherTypeChangesNothing() {
    Sequential network = network(2);
    Map<String, Tensor> before = StateDict.of(network);
    Map<String, Tensor> state = new LinkedHashMap<>(StateDict.of(network(1)));
    state.put("0.gain", Tensor.of(new long[] {1, 1, 1}, 3));
    var thrown = assertThrows(IllegalArgumentException.class, () -> StateDict.load(network, state));
    assertEquals("load: state does not fit; 0.gain is I64, needs F32", thrown.getMessage());
    StateDict.of(network)
        .forEach((name, value) -> assertArrayEquals(before.get(name).toArray(), value.toArray()));
  }
}
