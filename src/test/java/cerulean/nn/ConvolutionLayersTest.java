package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.testing.WordForWord;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Convolutions, poolings and the networks made of them. That they compute what PyTorch's do with
/// the same weights is tested with PyTorch's vectors.
class ConvolutionLayersTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(5);

  private static Variable ones(int... shape) {
    return Variable.constant(Tensor.ones(shape));
  }

  @Test
  void theWindowSaysHowLargeTheResultIs() {
    Window window = Window.of(3, 3).stride(2).pad(1);
    assertEquals(
        Shape.of(2, 8, 4, 4), Conv2d.of(4, 8, window, RANDOM).forward(ones(2, 4, 8, 8)).shape());
    assertEquals(
        Shape.of(2, 8, 6), Conv1d.of(4, 8, Window.of(3), RANDOM).forward(ones(2, 4, 8)).shape());
    assertEquals(Shape.of(2, 4, 4, 2), MaxPool2d.of(2).forward(ones(2, 4, 8, 5)).shape());
    assertEquals(Shape.of(2, 4, 4, 2), AvgPool2d.of(2).forward(ones(2, 4, 8, 5)).shape());
    assertEquals(Shape.of(2, 4, 1, 1), AdaptiveAvgPool2d.of(1).forward(ones(2, 4, 8, 5)).shape());
    assertEquals(Shape.of(2, 160), new Flatten().forward(ones(2, 4, 8, 5)).shape());
  }

  @Test
  void weightsStayWithinOneOverTheRootOfTheInputs() {
    Conv2d layer = Conv2d.of(8, 100, Window.of(5, 5), 2, true, RANDOM);
    Tensor weight = layer.ownParameters().get("weight").value();
    Tensor bias = layer.ownParameters().get("bias").value();
    assertEquals(Shape.of(100, 4, 5, 5), weight.shape());
    // 4 channels of a group times 25 places
    assertEquals(0.1, weight.abs().amax(false).item(), 1e-3);
    assertTrue(weight.abs().amax(false).item() <= 0.1f);
    assertTrue(bias.abs().amax(false).item() <= 0.1f);
  }

  @Test
  void layersSayWhatTheyAre() {
    Window window = Window.of(3, 3).pad(1);
    assertEquals(
        "Conv2d(4 -> 8, 2 groups, no bias, window [3, 3] before [1, 1] after [1, 1])",
        Conv2d.of(4, 8, window, 2, false, RANDOM).toString());
    assertEquals("Conv1d(4 -> 8, window [3])", Conv1d.of(4, 8, Window.of(3), RANDOM).toString());
    assertEquals("MaxPool2d([2, 2] stride [2, 2])", MaxPool2d.of(2).toString());
    assertEquals("AdaptiveAvgPool2d(1, 1)", AdaptiveAvgPool2d.of(1).toString());
    assertEquals("BatchNorm2d(8)", BatchNorm2d.of(8).toString());
  }

  @Test
  void batchNormalisationMovesItsStatisticsWhileItTrains() {
    BatchNorm2d layer = BatchNorm2d.of(1, 1e-5, 0.5);
    Variable x = Variable.constant(Tensor.of(new float[] {1, 3, 5, 7}, 2, 1, 1, 2));
    // mean 4, variance 5 (20 / 3 of a sample)
    float[] trained = layer.forward(x).value().toArray();
    assertEquals(-3 / Math.sqrt(5), trained[0], 1e-5);
    assertEquals(2, layer.ownBuffers().get("running_mean").get(0), 1e-6);
    assertEquals(0.5 + 10.0 / 3, layer.ownBuffers().get("running_var").get(0), 1e-6);
    assertEquals(1, layer.ownBuffers().get("num_batches_tracked").itemLong());
    layer.train(false);
    float[] evaluated = layer.forward(x).value().toArray();
    assertEquals(-1 / Math.sqrt(0.5 + 10.0 / 3), evaluated[0], 1e-5);
    assertEquals(1, layer.ownBuffers().get("num_batches_tracked").itemLong());
  }

  @Test
  void theSlimResidualNetworkHasItsNamesAndSizes() {
    ResNet network = ResNet.slim18(3, 10, RANDOM);
    Set<String> names = network.namedParameters().keySet();
    assertTrue(names.contains("conv1.weight"));
    assertTrue(names.contains("layer1.0.bn1.bias"));
    assertTrue(names.contains("layer4.1.conv2.weight"));
    assertTrue(names.contains("layer2.0.shortcut.0.weight"));
    assertTrue(names.contains("linear.bias"));
    assertTrue(network.namedBuffers().containsKey("layer3.0.shortcut.1.running_var"));
    // 62 tensors as in the ResNet-18 of 64 filters; three shortcuts change the shape.
    assertEquals(62, names.size());
    // Per stage of c channels four convolutions of 9 c c numbers and four normalisations of 2 c,
    // but for the first convolution of a stage, of half the channels, and its shortcut.
    int expected = 3 * 20 * 9 + 40 + 160 * 10 + 10;
    for (int c = 20; c <= 160; c *= 2) {
      expected += 4 * 9 * c * c + 4 * 2 * c + (c == 20 ? 0 : -9 * c * c / 2 + c * c / 2 + 2 * c);
    }
    assertEquals(expected, network.parameters().stream().mapToInt(p -> p.value().size()).sum());
    network.train(false);
    Variable features = network.features(ones(2, 3, 32, 32));
    assertEquals(Shape.of(2, 160), features.shape());
    assertEquals(Shape.of(2, 10), network.forward(ones(2, 3, 32, 32)).shape());
  }

  @Test
  void evaluationDoesNotDependOnTheOtherExamples() {
    ResNet network = ResNet.of(1, 4, 3, RANDOM, 1, 1);
    Variable x = Variable.constant(Tensor.normal(RANDOM, 0f, 1f, 5, 1, 8, 8));
    network.forward(x);
    network.train(false);
    Tensor together = network.forward(x).value();
    Tensor alone = network.forward(x.narrow(0, 2, 1)).value();
    assertArrayEquals(alone.toArray(), together.narrow(0, 2, 1).toArray(), 1e-5f);
  }

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> Conv2d.of(3, 8, Window.of(3, 3), 2, true, RANDOM),
            "Conv2d: 3 and 8 channels do not divide into 2 groups"),
        row(
            () -> Conv2d.of(3, 8, Window.of(3), RANDOM),
            "Conv2d: needs a window of 2 axes; got [3] with 1"),
        row(
            () -> MaxPool2d.of(Window.of(2)),
            "MaxPool2d: needs a window of 2 axes; got [2] with 1"),
        row(
            () -> AdaptiveAvgPool2d.of(0),
            "AdaptiveAvgPool2d: sizes must be at least 1; got 0 and 0"),
        row(
            () -> BatchNorm2d.of(3).forward(ones(2, 3)),
            "BatchNorm2d: input must be [batch, 3, height, width]; got [2, 3]"),
        row(
            () -> BatchNorm2d.of(3).forward(ones(1, 3, 1, 1)),
            "BatchNorm2d: a batch to learn from needs two values per channel; got [1, 3, 1, 1]; call"
                + " train(false) to use the running statistics"),
        row(() -> BatchNorm2d.of(0), "BatchNorm2d: channels must be at least 1; got 0"),
        row(
            () -> ResNet.of(3, 4, 10, RANDOM),
            "ResNet: needs a channel, a filter, a class and a stage; got 3, 4, 10 and 0"));
  }
}
