package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GainLinearTest {

  private static final Variable INPUT = Variable.constant(Tensor.of(new float[] {1, 2}, 1, 2));

  /// Powers of two as gains: products with them are exact, so that equal means equal bits.
  private static final Tensor GAIN = Tensor.of(new float[] {2, 0.5f}, 2);

  private static GainLinear layer() {
    GainLinear layer = GainLinear.of(2, 2, Initializer.normal(1), Philox.of(1));
    StateDict.load(
        layer,
        Map.of(
            "weight", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
            "bias", Tensor.of(new float[] {10, 20}, 2),
            "gain", GAIN));
    return layer;
  }

  /// A linear layer whose weight is `g W`, row by row.
  private static Linear effective() {
    Linear linear = Linear.of(2, 2, Philox.of(2));
    StateDict.load(
        linear,
        Map.of(
            "weight", Tensor.of(new float[] {2, 4, 1.5f, 2}, 2, 2),
            "bias", Tensor.of(new float[] {10, 20}, 2)));
    return linear;
  }

  @Test
  void theGainMultipliesTheWeightedSumAndNotTheBias() {
    // W x = (1 + 4, 3 + 8) = (5, 11); g (W x) + b = (2 * 5 + 10, 0.5 * 11 + 20)
    assertArrayEquals(new float[] {20, 25.5f}, layer().forward(INPUT).value().toArray());
  }

  @Test
  void theOutputIsThatOfALinearLayerWithTheEffectiveWeight() {
    assertArrayEquals(
        effective().forward(INPUT).value().toArray(), layer().forward(INPUT).value().toArray());
  }

  @Test
  void theGradientOfTheWeightIsTheGainTimesThatOfTheEffectiveWeight() {
    GainLinear modulated = layer();
    Linear plain = effective();
    for (Layer each : new Layer[] {modulated, plain}) {
      Variable z = each.forward(INPUT);
      z.mul(z).sum().backward();
    }
    Tensor ofEffective = plain.namedParameters().get("weight").grad();
    assertArrayEquals(
        ofEffective.mul(GAIN.reshape(2, 1)).toArray(),
        modulated.namedParameters().get("weight").grad().toArray());
  }

  @Test
  void theGainIsABufferAndNotAParameter() {
    assertEquals(Set.of("weight", "bias"), layer().namedParameters().keySet());
    assertEquals(Set.of("gain"), layer().namedBuffers().keySet());
  }

  @Test
  void theGainStartsAtOneAndTheBiasAtZero() {
    GainLinear fresh = GainLinear.of(3, 2, Initializer.normal(1), Philox.of(1));
    assertArrayEquals(new float[] {1, 1}, fresh.gain().toArray());
    assertArrayEquals(new float[] {0, 0}, fresh.namedParameters().get("bias").value().toArray());
  }

  @Test
  void theWeightIsDrawnAsForALinearLayer() {
    Initializer law = Initializer.normal(0.5);
    assertArrayEquals(
        Linear.withoutBias(3, 2, law, Philox.of(7)).parameters().getFirst().value().toArray(),
        GainLinear.withoutBias(3, 2, law, Philox.of(7)).parameters().getFirst().value().toArray());
  }

  @Test
  void aGraphKeepsTheGainItWasComputedWith() {
    GainLinear modulated = layer();
    Variable z = modulated.forward(INPUT);
    modulated.gain().mulInPlace(100);
    z.sum().backward();
    // d sum(z) / dW_ij = g_i x_j with the old g = (2, 0.5)
    assertArrayEquals(
        new float[] {2, 4, 0.5f, 1}, modulated.namedParameters().get("weight").grad().toArray());
  }

  @Test
  void sizesArePrinted() {
    Initializer law = Initializer.normal(1);
    assertEquals("GainLinear(3 -> 2)", GainLinear.of(3, 2, law, Philox.of(1)).toString());
    assertEquals(
        "GainLinear(3 -> 2, no bias)", GainLinear.withoutBias(3, 2, law, Philox.of(1)).toString());
  }
}
