package cerulean.nn.weight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.GradientCheck;
import cerulean.autograd.Variable;
import cerulean.nn.Conv2d;
import cerulean.nn.Flatten;
import cerulean.nn.Linear;
import cerulean.nn.StateDict;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightNormTest {

  /// Some roundings of 2^-24.
  private static final float ROUNDING = 1e-6f;

  private static final Variable INPUT = Variable.constant(Tensor.normal(Philox.of(8), 0, 1, 5, 4));

  @Test
  void itStartsAsTheLayer() {
    Linear layer = Linear.of(4, 3, Philox.of(1));
    assertArrayEquals(
        layer.forward(INPUT).value().toArray(),
        WeightNorm.of(layer).forward(INPUT).value().toArray(),
        ROUNDING);
  }

  @Test
  void theLengthOfEachRowIsItsGain() {
    WeightNorm norm = WeightNorm.of(Linear.withoutBias(2, 2, Initializer.normal(1), Philox.of(1)));
    StateDict.load(
        norm,
        Map.of(
            "weight_g", Tensor.of(new float[] {10, 1}, 2, 1),
            "weight_v", Tensor.of(new float[] {3, 4, 0, 2}, 2, 2)));
    assertArrayEquals(new float[] {6, 8, 0, 1}, norm.weight().value().toArray(), ROUNDING);
  }

  @Test
  void lengthsAndDirectionsHaveGradients() {
    GradientCheck.require(
        in -> {
          Variable g = in.get(0);
          Variable v = in.get(1);
          return v.mul(g.div(v.norm(2, true, 1)));
        },
        Tensor.of(new double[] {1, 2}, 2, 1),
        Tensor.of(new double[] {1, 2, -1, 0.5, 3, 1}, 2, 3));
    WeightNorm norm = WeightNorm.of(Linear.of(4, 3, Philox.of(1)));
    norm.forward(INPUT).square().sum().backward();
    // moving along v changes nothing
    Tensor v = norm.ownParameters().get("weight_v").value();
    Tensor along = norm.ownParameters().get("weight_v").grad().mul(v).sum(false, 1);
    assertArrayEquals(new float[3], along.toArray(), 1e-4f);
  }

  @Test
  void filtersHaveALengthForEachOutput() {
    Window window = Window.of(3, 3);
    Conv2d layer = Conv2d.of(2, 3, window, Philox.of(1));
    WeightNorm norm = WeightNorm.of(layer, 0, (x, w, b) -> x.conv2d(w, b, window, 1));
    Variable image = Variable.constant(Tensor.normal(Philox.of(2), 0, 1, 1, 2, 5, 5));
    assertEquals("[3, 1, 1, 1]", norm.ownParameters().get("weight_g").shape().toString());
    assertArrayEquals(
        layer.forward(image).value().toArray(), norm.forward(image).value().toArray(), ROUNDING);
    assertEquals("WeightNorm(weight [3, 2, 3, 3])", norm.toString());
  }

  @Test
  void namesAreThoseOfTheState() {
    WeightNorm norm = WeightNorm.of(Linear.of(4, 3, Philox.of(1)));
    assertEquals(
        List.of("weight_g", "weight_v", "bias"), List.copyOf(norm.namedParameters().keySet()));
  }

  @Test
  void aLayerWithoutWeightIsASentence() {
    Flatten flatten = new Flatten();
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> WeightNorm.of(flatten, 0, Variable::linear));
    assertEquals(
        "weightNorm: the layer must have a parameter weight; got " + flatten, thrown.getMessage());
  }
}
