package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.autograd.Vmap;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.testing.WordForWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.provider.Arguments;

/// What networks have in common: parts, modes, freezing, types, calls as functions, observers.
class NetworkTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(3);

  private static Sequential network() {
    return Sequential.of(
        Conv2d.of(1, 2, Window.of(3, 3).pad(1), RANDOM),
        BatchNorm2d.of(2),
        new Relu(),
        Dropout.of(0.5, RANDOM),
        new Flatten(),
        Linear.of(8, 3, RANDOM));
  }

  private static Variable image() {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, 4, 1, 2, 2));
  }

  @Test
  void partsAreVisitedChildrenFirstAndOnce() {
    Linear shared = Linear.of(2, 2, RANDOM);
    Sequential twice = Sequential.of(shared, Residual.of(shared), new Tanh());
    List<String> visited = new ArrayList<>();
    twice.apply(part -> visited.add(part.getClass().getSimpleName()));
    assertEquals(List.of("Linear", "Residual", "Tanh", "Sequential"), visited);
    assertEquals(List.of("", "0", "1", "1.body", "2"), List.copyOf(twice.namedParts().keySet()));
    assertSame(shared, twice.namedParts().get("1.body"));
  }

  @Test
  void modesReachEveryPart() {
    Sequential network = network();
    assertTrue(network.isTraining());
    network.eval();
    network.get(3);
    assertFalse(network.get(1).isTraining());
    assertFalse(network.get(3).isTraining());
    network.train(true);
    assertTrue(network.get(1).isTraining());
    assertTrue(network.get(3).isTraining());
  }

  @Test
  void whatIsFrozenGetsNoGradientUntilItIsNot() {
    Sequential network = network();
    network.get(0).freeze();
    network.forward(image()).sum().backward();
    assertNull(network.namedParameters().get("0.weight").grad());
    assertFalse(network.namedParameters().get("0.weight").requiresGrad());
    assertNotNull(network.namedParameters().get("5.weight").grad());
    network.unfreeze();
    network.forward(image()).sum().backward();
    assertNotNull(network.namedParameters().get("0.weight").grad());
    network.freeze();
    assertNull(network.namedParameters().get("5.weight").grad(), "a gradient is forgotten");
    assertFalse(network.forward(image()).requiresGrad());
  }

  @Test
  void parametersAndBuffersChangeTheirType() {
    Sequential network = network();
    network.to(DType.F64);
    assertEquals(DType.F64, network.namedParameters().get("0.weight").dtype());
    assertEquals(DType.F64, network.namedBuffers().get("1.running_mean").dtype());
    assertEquals(DType.I64, network.namedBuffers().get("1.num_batches_tracked").dtype());
    Variable x = Variable.constant(image().value().to(DType.F64));
    network.forward(x).sum().backward();
    assertEquals(DType.F64, network.namedParameters().get("0.weight").grad().dtype());
    network.to(DType.F32);
    assertEquals(DType.F32, network.namedParameters().get("0.weight").dtype());
  }

  @Test
  void aNetworkIsAFunctionOfItsParameters() {
    Linear layer = Linear.of(2, 1, RANDOM);
    Variable x = Variable.constant(Tensor.of(new float[] {3, 5}, 1, 2));
    Variable weight = Variable.constant(Tensor.of(new float[] {1, 1}, 1, 2));
    Variable bias = Variable.constant(Tensor.of(new float[] {1}, 1));
    Map<String, Variable> both = Map.of("weight", weight, "bias", bias);
    assertEquals(9, Functional.call(layer, both, () -> layer.forward(x)).value().get(0, 0));
    Variable tangent =
        Grad.jvp(
                w -> Functional.call(layer, Map.of("weight", w), () -> layer.forward(x).sum()),
                weight,
                Variable.constant(Tensor.of(new float[] {1, 10}, 1, 2)))
            .tangent();
    assertEquals(53, tangent.value().item(), 1e-5);
    Parameter own = layer.ownParameters().get("weight");
    layer.forward(x).sum().backward();
    assertArrayEquals(new float[] {3, 5}, own.grad().toArray());
  }

  @Test
  void aParameterThatIsReplacedGetsNoGradientItsReplacementDoes() {
    Linear layer = Linear.withoutBias(2, 1, RANDOM);
    Variable x = Variable.constant(Tensor.of(new float[] {3, 5}, 1, 2));
    Variable other = Variable.leaf(Tensor.of(new float[] {1, 1}, 1, 2));
    Functional.call(layer, Map.of("weight", other), () -> layer.forward(x).sum()).backward();
    assertArrayEquals(new float[] {3, 5}, other.grad().toArray());
    assertNull(layer.ownParameters().get("weight").grad());
  }

  @Test
  void gradientsOfSingleExamplesAreThoseOfALoop() {
    Linear layer = Linear.of(3, 2, RANDOM);
    Variable rows = Variable.constant(Tensor.normal(RANDOM, 0f, 1f, 4, 3));
    Variable weight = layer.ownParameters().get("weight").detach();
    Variable each =
        Vmap.of((Variable x) ->
                Grad.of(w ->
                        Functional.call(
                            layer,
                            Map.of("weight", w),
                            () -> layer.forward(x.unsqueeze(0)).tanh().sum()))
                    .apply(weight))
            .apply(rows);
    for (int i = 0; i < 4; i++) {
      Variable x = rows.narrow(0, i, 1);
      layer.ownParameters().get("weight").clearGrad();
      layer.forward(x).tanh().sum().backward();
      assertArrayEquals(
          layer.ownParameters().get("weight").grad().toArray(),
          each.value().select(0, i).toArray(),
          1e-6f);
    }
  }

  @Test
  void anInnerReplacementGoesBeforeAnOuterOne() {
    Linear layer = Linear.withoutBias(1, 1, RANDOM);
    Variable x = Variable.constant(Tensor.ones(1, 1));
    Variable two = Variable.constant(Tensor.full(2f, 1, 1));
    Variable five = Variable.constant(Tensor.full(5f, 1, 1));
    double[] seen =
        Functional.call(
            layer,
            Map.of("weight", two),
            () ->
                new double[] {
                  Functional.call(layer, Map.of("weight", five), () -> layer.forward(x))
                      .value()
                      .item(),
                  layer.forward(x).value().item()
                });
    assertArrayEquals(new double[] {5, 2}, seen);
  }

  @Test
  void observersSeeInnerLayersFirst() {
    Sequential network = Sequential.of(Linear.of(2, 2, RANDOM), new Relu());
    List<String> seen = new ArrayList<>();
    Variable y =
        LayerObserver.during(
            (layer, in, out) -> seen.add(layer.getClass().getSimpleName() + " " + out.shape()),
            () -> network.call(Variable.constant(Tensor.ones(3, 2))));
    assertEquals(List.of("Linear [3, 2]", "Relu [3, 2]", "Sequential [3, 2]"), seen);
    assertArrayEquals(
        network.forward(Variable.constant(Tensor.ones(3, 2))).value().toArray(),
        y.value().toArray(),
        1e-6f);
    network.call(Variable.constant(Tensor.ones(3, 2)));
    assertEquals(3, seen.size(), "nobody looks any more");
  }

  @Test
  void theSummaryCountsShapesParametersAndMultiplyAdds() {
    Sequential network = network();
    network.get(0).freeze();
    Summary summary = network.summary(4, 1, 2, 2);
    assertEquals(
        """
        layer             output        parameters  multiply-adds
        Sequential        [4, 3]                51            384
          0: Conv2d       [4, 2, 2, 2]          20            288
          1: BatchNorm2d  [4, 2, 2, 2]           4              0
          2: Relu         [4, 2, 2, 2]           0              0
          3: Dropout      [4, 2, 2, 2]           0              0
          4: Flatten      [4, 8]                 0              0
          5: Linear       [4, 3]                27             96
        51 parameters, 31 of them learning, in 228 bytes; 384 multiply-adds\
        """,
        summary.toString());
    assertTrue(network.isTraining());
    assertEquals(0, network.namedBuffers().get("1.num_batches_tracked").itemLong());
  }

  @Test
  void theSummaryOfAResidualNetworkGoesToItsLeaves() {
    Summary summary = ResNet.slim18(3, 10, RANDOM).summary(1, 3, 32, 32);
    assertEquals(1_094_750, summary.parameters());
    Summary.Row row =
        summary.rows().stream()
            .filter(one -> one.name().equals("layer2.0.shortcut.0"))
            .findFirst()
            .orElseThrow();
    assertEquals("[1, 40, 16, 16]", row.output().toString());
    assertEquals(40 * 20 * 16 * 16, row.multiplyAdds());
  }

  @Test
  void theSummaryCountsAttentionToAMemoryByItsLength() {
    TransformerSettings settings = TransformerSettings.of(4, 2).feedForward(8).dropout(0);
    TransformerDecoder decoder = TransformerDecoder.of(settings, 1, RANDOM);
    Variable targets = Variable.constant(Tensor.normal(RANDOM, 0f, 1f, 2, 3, 4));
    Variable memory = Variable.constant(Tensor.normal(RANDOM, 0f, 1f, 2, 5, 4));
    Summary summary = Summary.of(decoder, () -> decoder.forward(targets, memory));
    // 6 targets and 10 sources of 4 numbers, each target looks at 5: projections of queries and
    // results, of keys and values, scores and sums.
    int toMemory = 6 * 2 * 16 + 10 * 2 * 16 + 2 * 6 * 5 * 4;
    int itself = 6 * 4 * 16 + 2 * 6 * 3 * 4;
    Summary.Row block = summary.rows().get(1);
    assertEquals("layers.0", block.name());
    assertEquals("[2, 3, 4]", block.output().toString());
    assertEquals(toMemory, rowOf(summary, "layers.0.multihead_attn").multiplyAdds());
    assertEquals(itself, rowOf(summary, "layers.0.self_attn").multiplyAdds());
    assertEquals(toMemory + itself + 6 * 2 * 32, summary.multiplyAdds());
    assertTrue(summary.toString().contains("\n  layers.0: TransformerDecoderLayer "));
  }

  @Test
  void theSummaryCountsAMapOfTwoInputs() {
    Bilinear bilinear = Bilinear.of(3, 4, 2, RANDOM);
    Variable x = Variable.constant(Tensor.ones(5, 3));
    Variable y = Variable.constant(Tensor.ones(5, 4));
    Summary summary = Summary.of(bilinear, () -> bilinear.forward(x, y));
    assertEquals("[5, 2]", summary.rows().getFirst().output().toString());
    assertEquals(5 * 2 * (3 * 4 + 4), summary.multiplyAdds());
  }

  @Test
  void theSummarySeesWhatRunsWithLengths() {
    Gru gru = Gru.of(3, 2, RANDOM);
    Variable x = Variable.constant(Tensor.ones(4, 2, 3));
    Summary summary = Summary.of(gru, () -> gru.run(x, 4, 1));
    assertEquals("[4, 2, 2]", summary.rows().getFirst().output().toString());
    assertEquals(4 * 2 * (6 * 3 + 6 * 2), summary.multiplyAdds());
  }

  @Test
  void observersSeeAttentionToAMemoryOnce() {
    TransformerSettings settings = TransformerSettings.of(4, 2).feedForward(8).dropout(0);
    TransformerDecoderLayer block = TransformerDecoderLayer.of(settings, RANDOM);
    List<Object> seen = new ArrayList<>();
    LayerObserver.during(
        (layer, in, out) -> seen.add(layer),
        () ->
            block.forward(
                Variable.constant(Tensor.ones(1, 2, 4)), Variable.constant(Tensor.ones(1, 3, 4))));
    assertEquals(1, seen.stream().filter(block.children().get("self_attn")::equals).count());
    assertEquals(1, seen.stream().filter(block.children().get("multihead_attn")::equals).count());
  }

  private static Summary.Row rowOf(Summary summary, String name) {
    return summary.rows().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void namesWithoutOrderAreRefused() {
    record Two(Linear first, Linear second) implements Network {
      @Override
      public Map<String, Network> children() {
        return Map.of("first", first, "second", second);
      }
    }
    Network unordered = new Two(Linear.of(2, 2, RANDOM), Linear.of(2, 2, RANDOM));
    for (Executable walk :
        List.<Executable>of(
            unordered::parameters,
            unordered::namedBuffers,
            unordered::namedParts,
            () -> unordered.apply(_ -> {}))) {
      assertEquals(
          "children of Two: Map.of and Map.copyOf have another order in every process; got 2"
              + " names in one; give a LinkedHashMap",
          assertThrows(IllegalArgumentException.class, walk).getMessage());
    }
  }

  @Test
  void trainingIsSwitchedOnAsOff() {
    Sequential network = network();
    network.eval();
    assertFalse(network.isTraining());
    network.train();
    assertTrue(network.isTraining());
  }

  @Test
  void aStateGoesWithoutItsHead() {
    Sequential network = Sequential.of(Linear.of(2, 2, RANDOM), Linear.of(2, 3, RANDOM));
    Map<String, Tensor> state = StateDict.of(network);
    assertEquals(
        List.of("0.weight", "0.bias"), List.copyOf(StateDict.without(state, "1.").keySet()));
    String sentence =
        "state: no name begins with 'module.'; there are 4, such as 0.weight, 0.bias, 1.weight";
    for (Executable wrong :
        List.<Executable>of(
            () -> StateDict.part(state, "module."), () -> StateDict.without(state, "module."))) {
      assertEquals(sentence, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
  }

  @Test
  void aStateMayBeLoadedInParts() {
    Sequential small = Sequential.of(Linear.of(2, 2, RANDOM));
    Sequential large = Sequential.of(Linear.of(2, 2, RANDOM), Linear.of(2, 3, RANDOM));
    StateDict.Difference difference = StateDict.loadCommon(large, StateDict.of(small));
    assertEquals(List.of("1.weight", "1.bias"), difference.missing());
    assertEquals(List.of(), difference.unexpected());
    assertArrayEquals(
        small.namedParameters().get("0.weight").value().toArray(),
        large.namedParameters().get("0.weight").value().toArray());
    Linear alone = Linear.of(2, 3, RANDOM);
    StateDict.load(alone, StateDict.part(StateDict.of(large), "1."));
    assertArrayEquals(
        large.namedParameters().get("1.bias").value().toArray(),
        alone.namedParameters().get("bias").value().toArray());
  }

  @Test
  void numbersWithAFractionAreConvertedWhenTheyAreLoaded() {
    Linear layer = Linear.of(2, 2, RANDOM);
    Map<String, Tensor> state =
        Map.of(
            "weight", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2),
            "bias", Tensor.of(new float[] {5, 6}, 2).to(DType.BF16));
    StateDict.load(layer, state);
    assertEquals(DType.F32, layer.ownParameters().get("weight").dtype());
    assertArrayEquals(
        new float[] {1, 2, 3, 4}, layer.ownParameters().get("weight").value().toArray());
    assertArrayEquals(new float[] {5, 6}, layer.ownParameters().get("bias").value().toArray());
  }

  static List<Arguments> sentences() {
    Linear layer = Linear.of(2, 3, RANDOM);
    Variable wrong = Variable.constant(Tensor.ones(2, 3));
    return List.of(
        row(
            () -> Functional.call(layer, Map.of("wieght", wrong), () -> 0),
            "call: the network has no parameter wieght; it has [weight, bias]"),
        row(
            () -> Functional.call(layer, Map.of("weight", wrong), () -> 0),
            "replaced: a parameter [3, 2] can not be replaced by [2, 3]"),
        row(
            () -> layer.to(DType.BF16),
            "to: networks compute in F32 or F64; got BF16; save in other types"),
        row(
            () -> Sequential.named(Map.of("a.b", layer)),
            "Sequential: names must not be empty or contain dots; got \"a.b\""),
        row(Parallel::sum, "Parallel: needs a layer; got none"),
        row(
            () -> StateDict.loadCommon(layer, Map.of("bias", Tensor.ones(4))),
            "load: state does not fit; bias is [4], needs [3]"));
  }
}
