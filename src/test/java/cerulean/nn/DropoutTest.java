package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Layers that drop while they train.
class DropoutTest implements WordForWord {

  private static Variable ones(int... shape) {
    return Variable.constant(Tensor.ones(shape));
  }

  @Test
  void aShareIsDroppedAndTheRestMadeUpFor() {
    Tensor y = Dropout.of(0.25, Philox.of(1)).forward(ones(100, 1000)).value();
    // 100,000 draws: a standard deviation of 0.0014.
    assertEquals(0.25, y.eq(0).to(y.dtype()).mean().item(), 0.006);
    assertEquals(4.0 / 3, y.amax(false).item(), 1e-6);
    assertEquals(1, y.mean().item(), 0.008);
  }

  @Test
  void theGradientIsTheMask() {
    Variable x = Variable.leaf(Tensor.ones(5, 7));
    Variable y = Dropout.of(0.5, Philox.of(2)).forward(x);
    y.sum().backward();
    assertArrayEquals(y.value().toArray(), x.grad().toArray());
  }

  @Test
  void aGeneratorThatIsPutBackDrawsTheSameMasks() {
    Philox random = Philox.of(3);
    Dropout layer = Dropout.of(0.5, random);
    layer.forward(ones(4, 4));
    Philox.State state = random.state();
    float[] next = layer.forward(ones(4, 4)).value().toArray();
    Dropout later = Dropout.of(0.5, Philox.of(state));
    assertArrayEquals(next, later.forward(ones(4, 4)).value().toArray());
  }

  @Test
  void theEdgesAreExact() {
    Variable x = ones(3, 3);
    assertSame(x, Dropout.of(0, Philox.of(1)).forward(x));
    assertEquals(0, Dropout.of(1, Philox.of(1)).forward(x).value().sum().item());
    assertEquals(0, AlphaDropout.of(1, Philox.of(1)).forward(x).value().sum().item());
    Dropout layer = Dropout.of(0.9, Philox.of(1));
    layer.eval();
    assertSame(x, layer.forward(x));
  }

  @Test
  void channelsAreDroppedAsAWhole() {
    Tensor y = Dropout2d.of(0.5, Philox.of(4)).forward(ones(8, 16, 3, 3)).value();
    Tensor sums = y.sum(false, 2, 3);
    for (double sum : sums.toDoubleArray()) {
      assertEquals(sum < 9 ? 0 : 18, sum, 1e-5);
    }
    assertEquals(64, sums.eq(0).to(sums.dtype()).sum().item(), 30);
    Tensor alone = Dropout2d.of(0.5, Philox.of(4)).forward(ones(16, 3, 3)).value();
    for (double sum : alone.sum(false, 1, 2).toDoubleArray()) {
      assertEquals(sum < 9 ? 0 : 18, sum, 1e-5);
    }
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Tensor x = Tensor.normal(Philox.of(5), 0f, 1f, 1000, 100);
    Tensor y = AlphaDropout.of(0.3, Philox.of(6)).forward(Variable.constant(x)).value();
    assertEquals(0, y.mean().item(), 0.02);
    assertEquals(1, y.var(0, false).item(), 0.02);
    Tensor channels =
        FeatureAlphaDropout.of(0.3, Philox.of(7))
            .forward(Variable.constant(x.reshape(1000, 50, 2)))
            .value();
    assertEquals(0, channels.mean().item(), 0.03);
    assertEquals(1, channels.var(0, false).item(), 0.03);
  }

  @Test
  void slopesAreDrawnInTrainingAndTheMeanInEvaluation() {
    Variable x = Variable.constant(Tensor.full(-1f, 1000));
    RRelu layer = RRelu.of(0.1, 0.3, Philox.of(8));
    Tensor y = layer.forward(x).value();
    assertEquals(-0.1, y.amax(false).item(), 0.002);
    assertEquals(-0.3, y.amin(false).item(), 0.002);
    layer.eval();
    assertEquals(-0.2, layer.forward(x).value().mean().item(), 1e-6);
  }

  @Test
  void recurrentLayersDropBetweenLayersOnly() {
    Recurrent settings = Recurrent.of(2, 3).dropout(0.9);
    Variable x = ones(4, 1, 2);
    Lstm one = Lstm.of(settings, Philox.of(9));
    assertArrayEquals(
        one.forward(x).value().toArray(), one.forward(x).value().toArray(), "one layer");
    Lstm two = Lstm.of(settings.layers(2), Philox.of(9));
    float[] first = two.forward(x).value().toArray();
    float[] second = two.forward(x).value().toArray();
    assertFalse(Arrays.equals(first, second));
    two.eval();
    assertArrayEquals(two.forward(x).value().toArray(), two.forward(x).value().toArray());
  }

  @Test
  void attentionDropsWeightsInTrainingOnly() {
    AttentionSettings settings = AttentionSettings.of(4, 2).dropout(0.5);
    MultiheadAttention layer = MultiheadAttention.of(settings, Philox.of(10));
    Variable x = Variable.constant(Tensor.normal(Philox.of(11), 0f, 1f, 2, 3, 4));
    float[] first = layer.forward(x).value().toArray();
    assertFalse(Arrays.equals(first, layer.forward(x).value().toArray()));
    layer.eval();
    MultiheadAttention plain = MultiheadAttention.of(4, 2, Philox.of(12));
    StateDict.load(plain, StateDict.of(layer));
    assertArrayEquals(
        plain.forward(x).value().toArray(), layer.forward(x).value().toArray(), 1e-6f);
  }

  static List<Arguments> sentences() {
    Philox random = Philox.of(1);
    return List.of(
        row(() -> Dropout.of(1.5, random), "Dropout: p must be in [0, 1]; got 1.5"),
        row(() -> Dropout2d.of(-0.1, random), "Dropout2d: p must be in [0, 1]; got -0.1"),
        row(
            () -> AlphaDropout.of(Double.NaN, random),
            "AlphaDropout: p must be in [0, 1]; got NaN"),
        row(
            () -> Dropout2d.of(0.5, random).forward(ones(3, 4)),
            "Dropout2d: input must be [batch, channels, ...] with 2 axes behind the channels; got"
                + " [3, 4]"),
        row(() -> Recurrent.of(2, 2).dropout(2), "Recurrent: dropout must be in [0, 1]; got 2.0"));
  }
}
