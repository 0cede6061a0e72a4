package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.PadMode;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.testing.WordForWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Forms of feed-forward layers beyond PyTorch's vectors, and wrong numbers and inputs.
class FeedForwardLayersTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(13);

  private static Variable normal(int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape));
  }

  private static Variable ones(int... shape) {
    return Variable.constant(Tensor.ones(shape));
  }

  @Test
  void everyPaddingModeIsPaddingBeforeTheConvolution() {
    for (PadMode mode : PadMode.values()) {
      Window window = Window.of(3, 2).pad(new int[] {2, 1}, new int[] {1, 0});
      Conv2d padded = Conv2d.of(2, 3, window, mode, 1, true, RANDOM);
      Conv2d plain = Conv2d.of(2, 3, Window.of(3, 2), RANDOM);
      StateDict.load(plain, StateDict.of(padded));
      Variable x = normal(2, 2, 5, 4);
      int[] before = {0, 0, 2, 1};
      int[] after = {0, 0, 1, 0};
      assertArrayEquals(
          plain.forward(x.pad(before, after, mode, 0)).value().toArray(),
          padded.forward(x).value().toArray(),
          1e-5f,
          mode.name());
    }
  }

  @Test
  void sameKeepsTheSizeForEvenAndDilatedWindowsToo() {
    for (Window window :
        List.of(Window.of(4, 3).padSame(), Window.of(3, 2).dilation(2).padSame())) {
      assertEquals(
          Shape.of(1, 2, 6, 7),
          Conv2d.of(2, 2, window, RANDOM).forward(normal(1, 2, 6, 7)).shape());
    }
  }

  @Test
  void cumulativeStatisticsAreTheMeanOfAllBatches() {
    BatchNorm1d layer = BatchNorm1d.cumulative(1);
    layer.forward(Variable.constant(Tensor.of(new float[] {0, 2}, 2, 1)));
    layer.forward(Variable.constant(Tensor.of(new float[] {4, 6}, 2, 1)));
    layer.forward(Variable.constant(Tensor.of(new float[] {7, 9}, 2, 1)));
    assertEquals(14.0 / 3, layer.ownBuffers().get("running_mean").get(0), 1e-5);
    assertEquals(2, layer.ownBuffers().get("running_var").get(0), 1e-5);
  }

  @Test
  void oneExampleOfManyPlacesIsABatchToLearnFrom() {
    assertEquals(Shape.of(1, 2, 2, 2), BatchNorm2d.of(2).forward(normal(1, 2, 2, 2)).shape());
    BatchNorm2d layer = BatchNorm2d.of(2);
    layer.eval();
    assertEquals(Shape.of(0, 2, 2, 2), layer.forward(ones(0, 2, 2, 2)).shape());
    assertEquals(Shape.of(1, 2, 1, 1), layer.forward(ones(1, 2, 1, 1)).shape());
  }

  @Test
  void instancesMayHaveNoBatch() {
    InstanceNorm2d layer = InstanceNorm2d.of(2);
    Variable x = normal(3, 2, 4, 4);
    assertArrayEquals(
        layer.forward(x).select(0, 1).value().toArray(),
        layer.forward(x.select(0, 1)).value().toArray(),
        1e-6f);
  }

  @Test
  void bagsMayBeEmptyWeightedAndOfEqualSize() {
    for (EmbeddingBag.Mode mode : EmbeddingBag.Mode.values()) {
      EmbeddingBag layer = EmbeddingBag.of(5, 2, mode, RANDOM);
      Tensor indices = Tensor.of(new long[] {1, 2, 4, 4}, 4);
      Tensor square = indices.reshape(2, 2);
      Tensor offsets = Tensor.of(new long[] {0, 2}, 2);
      assertArrayEquals(
          layer.forward(Variable.constant(square)).value().toArray(),
          layer.forward(indices, offsets).value().toArray(),
          1e-6f);
      Tensor withEmpty = Tensor.of(new long[] {0, 2, 2}, 3);
      Tensor y = layer.forward(indices, withEmpty).value();
      assertEquals(0, y.select(0, 1).abs().sum().item(), mode.name());
      Variable none = Variable.constant(Tensor.zeros(DType.I64, 3, 0));
      assertEquals(0, layer.forward(none).value().abs().sum().item(), mode.name());
    }
    EmbeddingBag sum = EmbeddingBag.of(5, 2, EmbeddingBag.Mode.SUM, RANDOM);
    Tensor one = Tensor.of(new long[] {3}, 1);
    Tensor zero = Tensor.of(new long[] {0}, 1);
    Variable weight = Variable.leaf(Tensor.of(new float[] {2}, 1));
    Variable y = sum.forward(one, zero, weight);
    float[] row = sum.ownParameters().get("weight").value().select(0, 3).toArray();
    assertArrayEquals(new float[] {2 * row[0], 2 * row[1]}, y.value().toArray(), 1e-6f);
    y.sum().backward();
    assertEquals(row[0] + row[1], weight.grad().get(0), 1e-6);
  }

  @Test
  void containersAddAndJoin() {
    Linear a = Linear.of(3, 3, RANDOM);
    Linear b = Linear.of(3, 3, RANDOM);
    Variable x = normal(2, 3);
    Tensor ya = a.forward(x).value();
    Tensor yb = b.forward(x).value();
    assertArrayEquals(
        ya.add(x.value()).toArray(), Residual.of(a).forward(x).value().toArray(), 1e-6f);
    assertArrayEquals(ya.add(yb).toArray(), Residual.of(a, b).forward(x).value().toArray(), 1e-6f);
    assertArrayEquals(ya.add(yb).toArray(), Parallel.sum(a, b).forward(x).value().toArray(), 1e-6f);
    assertArrayEquals(
        Tensor.concat(1, ya, yb).toArray(),
        Parallel.concat(-1, a, b).forward(x).value().toArray(),
        1e-6f);
    assertEquals(
        List.of("body.weight", "body.bias", "shortcut.weight", "shortcut.bias"),
        List.copyOf(Residual.of(a, b).namedParameters().keySet()));
    assertEquals(
        List.of("0.weight", "0.bias"), List.copyOf(Parallel.sum(a).namedParameters().keySet()));
    Map<String, Layer> named = new LinkedHashMap<>();
    named.put("first", a);
    named.put("act", new Relu());
    Sequential chain = Sequential.named(named);
    assertEquals(
        List.of("first.weight", "first.bias"), List.copyOf(chain.namedParameters().keySet()));
    assertArrayEquals(
        ya.maximum(0).toArray(), chain.forward(x).value().toArray(), 1e-6f, "in one pass");
  }

  @Test
  void bilinearByHand() {
    Bilinear layer = Bilinear.of(2, 1, 1, RANDOM);
    StateDict.load(
        layer,
        Map.of(
            "weight", Tensor.of(new float[] {2, 3}, 1, 2, 1),
            "bias", Tensor.of(new float[] {1}, 1)));
    Variable x = Variable.constant(Tensor.of(new float[] {5, 7}, 1, 2));
    Variable y = Variable.constant(Tensor.of(new float[] {10}, 1, 1));
    assertEquals(10 * (2 * 5 + 3 * 7) + 1, layer.forward(x, y).value().item());
  }

  static List<Arguments> sentences() {
    return List.of(
        row(() -> Linear.of(0, 3, RANDOM), "Linear: in must be at least 1; got 0"),
        row(() -> Linear.of(3, -1, RANDOM), "Linear: out must be at least 1; got -1"),
        row(() -> Bilinear.of(2, 0, 1, RANDOM), "Bilinear: second must be at least 1; got 0"),
        row(
            () -> Bilinear.of(2, 3, 1, RANDOM).forward(ones(2), ones(1, 3)),
            "Bilinear: inputs must be [..., first] and [..., second]; got [2] and [1, 3]"),
        row(() -> Embedding.of(0, 3, RANDOM), "Embedding: entries must be at least 1; got 0"),
        row(
            () -> Embedding.withPadding(4, 3, 4, RANDOM),
            "Embedding: padding must be a row, -4 to 3; got 4"),
        row(
            () -> EmbeddingBag.of(4, 2, EmbeddingBag.Mode.SUM, RANDOM).forward(ones(3)),
            "EmbeddingBag: indices must be [bags, members], or [members] with offsets; got [3]"),
        row(
            () ->
                EmbeddingBag.of(4, 2, EmbeddingBag.Mode.SUM, RANDOM)
                    .forward(Tensor.of(new long[] {1, 2}, 2), Tensor.of(new long[] {0, 3}, 2)),
            "EmbeddingBag: offsets must rise from 0 to at most 2, the number of indices; got [0,"
                + " 3]"),
        row(
            () ->
                EmbeddingBag.of(4, 2, EmbeddingBag.Mode.MAX, RANDOM)
                    .forward(Tensor.of(new long[] {1}, 1), Tensor.of(new long[] {0}, 1), ones(1)),
            "EmbeddingBag: weights of members need mode SUM; got MAX"),
        row(() -> Conv2d.of(0, 3, Window.of(3, 3), RANDOM), "Conv2d: in must be at least 1; got 0"),
        row(
            () -> Conv1d.of(2, 3, Window.of(3, 3), RANDOM),
            "Conv1d: needs a window of 1 axis; got [3, 3] with 2"),
        row(
            () -> ConvTranspose2d.of(2, 2, Window.of(3, 3), new int[] {1}, 1, true, RANDOM),
            "ConvTranspose2d: output padding needs a number for each of 2 axes; got [1]"),
        row(
            () -> ConvTranspose1d.of(2, 3, Window.of(3), new int[1], 2, true, RANDOM),
            "ConvTranspose1d: 2 and 3 channels do not divide into 2 groups"),
        row(() -> LpPool2d.of(0, 2), "LpPool2d: p must be other than 0; got 0.0"),
        row(() -> AdaptiveMaxPool1d.of(0), "AdaptiveMaxPool1d: places must be at least 1; got 0"),
        row(
            () -> BatchNorm1d.of(3).forward(ones(1, 3)),
            "BatchNorm1d: a batch to learn from needs two values per channel; got [1, 3]; call"
                + " train(false) to use the running statistics"),
        row(
            () -> BatchNorm1d.of(3).forward(ones(0, 3)),
            "BatchNorm1d: a batch to learn from needs two values per channel; got [0, 3]; call"
                + " train(false) to use the running statistics"),
        row(
            () -> BatchNorm1d.of(3, 1e-5, 0.1, true, false).forward(ones(1, 3)),
            "BatchNorm1d: a batch to learn from needs two values per channel; got [1, 3]; make the"
                + " batch larger"),
        row(
            () -> BatchNorm1d.of(3).forward(ones(2, 4)),
            "BatchNorm1d: input must be [batch, 3] or [batch, channels, length]; got [2, 4]"),
        row(() -> BatchNorm2d.of(3, 0, 0.1), "BatchNorm2d: epsilon must be above 0.0; got 0.0"),
        row(() -> BatchNorm2d.of(3, 1e-5, 1.5), "BatchNorm2d: momentum must be in [0, 1]; got 1.5"),
        row(() -> BatchNorm2d.of(3, 1e-5, -1), "BatchNorm2d: momentum must be in [0, 1]; got -1.0"),
        row(
            () -> InstanceNorm1d.of(3).forward(ones(2, 3, 1)),
            "InstanceNorm1d: a channel of an example needs two values; got [2, 3, 1]"),
        row(
            () -> InstanceNorm2d.of(3).forward(ones(2, 4, 5, 5)),
            "InstanceNorm2d: input must be [batch, 3, ...] with 2 axes behind the channels, or"
                + " without the batch; got [2, 4, 5, 5]"),
        row(() -> GroupNorm.of(3, 4), "GroupNorm: groups must divide 4; got 3"),
        row(
            () -> GroupNorm.of(2, 4).forward(ones(2, 3)),
            "GroupNorm: input must be [batch, 4, ...]; got [2, 3]"),
        row(
            () -> LayerNorm.of(2, 3).forward(ones(4, 3)),
            "LayerNorm: input must be [..., 2, 3]; got [4, 3]"),
        row(
            () -> RmsNorm.withEpsilon(-1, 3),
            "RmsNorm: needs one or more sizes and an epsilon of at least 0; got [3] and -1.0"),
        row(() -> new LocalResponseNorm(0), "LocalResponseNorm: size must be at least 1; got 0"),
        row(() -> new HardTanh(1, 1), "HardTanh: high must be above 1.0; got 1.0"),
        row(() -> new Softplus(0, 20), "Softplus: beta must be other than 0; got 0.0"),
        row(() -> new HardShrink(-1), "HardShrink: bound must be at least 0.0; got -1.0"),
        row(() -> PRelu.of(0, 0.25), "PRelu: channels must be at least 1; got 0"),
        row(() -> RRelu.of(0.5, 0.25, RANDOM), "RRelu: upper must be at least 0.5; got 0.25"),
        row(() -> new Glu().forward(ones(2, 3)), "Glu: axis -1 must have an even size; got [2, 3]"),
        row(
            () -> new PixelShuffle(2).forward(ones(1, 3, 2, 2)),
            "PixelShuffle: input must be [..., channels, height, width] with channels that divide by"
                + " 4; got [1, 3, 2, 2]"),
        row(
            () -> new PixelUnshuffle(2).forward(ones(1, 3, 2)),
            "PixelUnshuffle: input must be [..., channels, height, width] with height and width that"
                + " divide by 2; got [1, 3, 2]"),
        row(
            () -> new ChannelShuffle(2).forward(ones(1, 3)),
            "ChannelShuffle: input must be [batch, channels, ...] with channels that divide by 2; got"
                + " [1, 3]"),
        row(() -> Upsample.nearest(0), "Upsample: factor must be above 0.0; got 0.0"),
        row(
            () -> Upsample.nearest(2).forward(ones(2, 3)),
            "Upsample: input must be [batch, channels, axes...] with an axis for each of the factors"
                + " [2.0]; got [2, 3]"),
        row(
            () -> Padding.zeros(1, 1, 1).forward(ones(2, 3)),
            "Padding: input must have at least 3 axes; got [2, 3]"));
  }
}
