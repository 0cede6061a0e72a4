package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// New layers have PyTorch's laws: `U(-k, k)` means no number beyond `k`, one near it, a mean near
/// 0 and a variance near `k^2 / 3`.
class InitialWeightsTest {

  private static final Philox RANDOM = Philox.of(17);

  private static void requireUniform(double bound, Network layer, String name) {
    Tensor drawn = layer.namedParameters().get(name).value();
    int n = drawn.size();
    assertTrue(n > 500, "too few to tell");
    assertTrue(drawn.abs().amax(false).item() <= (float) bound, name);
    assertEquals(bound, drawn.abs().amax(false).item(), bound * 10 / n, name);
    // Five standard deviations of the mean and of the mean square.
    assertEquals(0, drawn.mean().item(), 5 * bound / Math.sqrt(3 * n), name);
    double square = drawn.mul(drawn).mean().item();
    assertEquals(bound * bound / 3, square, 5 * bound * bound * 0.3 / Math.sqrt(n), name);
  }

  private static void requireNormal(double sd, Network layer, String name) {
    Tensor drawn = layer.namedParameters().get(name).value();
    int n = drawn.size();
    assertEquals(0, drawn.mean().item(), 5 * sd / Math.sqrt(n), name);
    assertEquals(sd, drawn.std(0, false).item(), 5 * sd / Math.sqrt(2.0 * n), name);
  }

  private static void requireAll(double value, Network layer, String name) {
    double[] numbers = layer.namedParameters().get(name).value().toDoubleArray();
    double[] wanted = new double[numbers.length];
    Arrays.fill(wanted, value);
    assertArrayEquals(wanted, numbers, name);
  }

  @Test
  void linearLayersAreUniformByTheirInputs() {
    Linear layer = Linear.of(25, 1000, RANDOM);
    requireUniform(0.2, layer, "weight");
    requireUniform(0.2, layer, "bias");
    Bilinear both = Bilinear.of(25, 4, 600, RANDOM);
    requireUniform(0.2, both, "weight");
    requireUniform(0.2, both, "bias");
  }

  @Test
  void convolutionsAreUniformByWhatAnOutputSees() {
    Conv2d layer = Conv2d.of(8, 1000, Window.of(5, 5), 2, true, RANDOM);
    requireUniform(0.1, layer, "weight");
    requireUniform(0.1, layer, "bias");
    // PyTorch takes the second axis of the weight for the inputs, which here are the outputs.
    ConvTranspose1d up = ConvTranspose1d.of(64, 600, Window.of(1), RANDOM);
    requireUniform(1 / Math.sqrt(600), up, "weight");
    requireUniform(1 / Math.sqrt(600), up, "bias");
  }

  @Test
  void embeddingsAreNormalAndTheRowOfPaddingZeros() {
    Embedding table = Embedding.withPadding(500, 20, -1, RANDOM);
    assertEquals(0, table.ownParameters().get("weight").value().select(0, 499).abs().sum().item());
    requireNormal(1, Embedding.of(500, 20, RANDOM), "weight");
    requireNormal(1, EmbeddingBag.of(500, 20, EmbeddingBag.Mode.SUM, RANDOM), "weight");
  }

  @Test
  void recurrentLayersAreUniformByTheirHiddenUnits() {
    Lstm lstm = Lstm.of(Recurrent.of(20, 400).projection(100).inBothDirections(), RANDOM);
    for (String name :
        new String[] {"weight_ih_l0", "weight_hh_l0_reverse", "bias_ih_l0", "weight_hr_l0"}) {
      requireUniform(0.05, lstm, name);
    }
    requireUniform(0.05, GruCell.of(20, 400, RANDOM), "weight_hh");
    requireUniform(0.05, Rnn.of(20, 400, RANDOM), "weight_hh_l0");
  }

  @Test
  void attentionIsUniformByInputsAndOutputs() {
    MultiheadAttention layer = MultiheadAttention.of(96, 4, RANDOM);
    requireUniform(Math.sqrt(6.0 / (4 * 96)), layer, "in_proj_weight");
    requireUniform(1 / Math.sqrt(96), layer, "out_proj.weight");
    requireAll(0, layer, "in_proj_bias");
    requireAll(0, layer, "out_proj.bias");
    MultiheadAttention other =
        MultiheadAttention.of(AttentionSettings.of(96, 4).sources(54, 54), RANDOM);
    requireUniform(Math.sqrt(6.0 / (96 + 54)), other, "k_proj_weight");
  }

  @Test
  void normalisationsBeginAsWhatTheyAreWithoutWeights() {
    for (Layer layer :
        new Layer[] {
          BatchNorm2d.of(3),
          LayerNorm.of(3),
          GroupNorm.of(1, 3),
          InstanceNorm2d.of(3, 1e-5, 0.1, true, false)
        }) {
      requireAll(1, layer, "weight");
      requireAll(0, layer, "bias");
    }
    requireAll(1, RmsNorm.of(3), "weight");
    requireAll(0.25, PRelu.of(), "weight");
  }

  @Test
  void aLargeResidualNetworkHasTorchvisionsNamesSizesAndLaw() {
    ResNet network = ResNet.resNet18(3, 1000, RANDOM);
    assertEquals(11_689_512, network.parameters().stream().mapToInt(p -> p.value().size()).sum());
    assertEquals(122, StateDict.of(network).size());
    assertTrue(network.namedParameters().containsKey("layer2.0.downsample.1.bias"));
    assertTrue(network.namedParameters().containsKey("fc.weight"));
    requireNormal(Math.sqrt(2.0 / (64 * 49)), network, "conv1.weight");
    requireNormal(Math.sqrt(2.0 / (128 * 9)), network, "layer2.0.conv2.weight");
    assertEquals(21_797_672, ResNet.resNet34(3, 1000, RANDOM).summary(1, 3, 64, 64).parameters());
  }
}
