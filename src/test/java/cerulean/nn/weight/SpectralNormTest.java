package cerulean.nn.weight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Variable;
import cerulean.nn.Conv2d;
import cerulean.nn.Linear;
import cerulean.nn.StateDict;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpectralNormTest {

  private static final Variable INPUT = Variable.constant(Tensor.normal(Philox.of(8), 0, 1, 5, 6));

  private static double largest(Tensor weight) {
    return LinearAlgebra.svdvals(weight.reshape(weight.dim(0), -1)).select(0, 0).item();
  }

  /// Power iteration converges by the square of the ratio of the two largest singular values a
  /// step.
  @Test
  void runsInTrainingBringTheLargestSingularValueToOne() {
    SpectralNorm norm = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    for (int i = 0; i < 100; i++) {
      norm.forward(INPUT);
    }
    assertEquals(1, largest(norm.weight().value()), 1e-5);
  }

  @Test
  void itStartsCloseToIt() {
    SpectralNorm norm = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    assertEquals(1, largest(norm.weight().value()), 0.05);
  }

  @Test
  void evaluationMovesNothing() {
    SpectralNorm norm = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    norm.train(false);
    float[] before = norm.ownBuffers().get("weight_u").copy().toArray();
    float[] first = norm.forward(INPUT).value().toArray();
    assertArrayEquals(first, norm.forward(INPUT).value().toArray());
    assertArrayEquals(before, norm.ownBuffers().get("weight_u").toArray());
  }

  /// `dW = (G - sum(G w) u v^T) / s` with the vectors as constants.
  @Test
  void theGradientTakesTheVectorsAsConstants() {
    SpectralNorm norm = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    norm.train(false);
    Tensor g = Tensor.normal(Philox.of(3), 0, 1, 4, 6);
    norm.weight().mul(Variable.constant(g)).sum().backward();
    Tensor weight = norm.ownParameters().get("weight_orig").value();
    Tensor u = norm.ownBuffers().get("weight_u");
    Tensor v = norm.ownBuffers().get("weight_v");
    double s = u.dot(weight.matmul(v)).item();
    Tensor uv = u.outer(v);
    Tensor want = g.sub(uv.mul(g.mul(weight.div(s)).sum())).div(s);
    assertArrayEquals(
        want.toArray(), norm.ownParameters().get("weight_orig").grad().toArray(), 1e-5f);
  }

  /// The vectors move in the second run, before gradients flow through the first.
  @Test
  void twoRunsMayComeBeforeOneBackwardPass() {
    SpectralNorm norm = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    norm.forward(INPUT).sum().add(norm.forward(INPUT).sum()).backward();
    assertEquals("[4, 6]", norm.ownParameters().get("weight_orig").grad().shape().toString());
  }

  @Test
  void filtersCountAsRows() {
    Window window = Window.of(3, 3);
    SpectralNorm norm =
        SpectralNorm.of(
            Conv2d.withoutBias(2, 3, window, Philox.of(1)),
            0,
            2,
            Philox.of(2),
            (x, w, b) -> x.conv2d(w, b, window, 1));
    Variable image = Variable.constant(Tensor.normal(Philox.of(2), 0, 1, 1, 2, 5, 5));
    for (int i = 0; i < 100; i++) {
      norm.forward(image);
    }
    assertEquals(1, largest(norm.weight().value()), 1e-5);
    assertEquals("[18]", norm.ownBuffers().get("weight_v").shape().toString());
    assertEquals("SpectralNorm(weight [3, 2, 3, 3])", norm.toString());
  }

  @Test
  void theStateGoesOnWhereItWas() {
    SpectralNorm first = SpectralNorm.of(Linear.of(6, 4, Philox.of(1)), Philox.of(2));
    Map<String, Tensor> state = StateDict.of(first);
    assertEquals(
        List.of("bias", "weight_orig", "weight_u", "weight_v"), List.copyOf(state.keySet()));
    SpectralNorm second = SpectralNorm.of(Linear.of(6, 4, Philox.of(5)), Philox.of(6));
    StateDict.load(second, state);
    assertArrayEquals(
        first.forward(INPUT).value().toArray(), second.forward(INPUT).value().toArray());
  }

  @Test
  void noStepsAreASentence() {
    Linear layer = Linear.of(2, 2, Philox.of(1));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> SpectralNorm.of(layer, 0, 0, Philox.of(1), Variable::linear));
    assertEquals("spectralNorm: steps must be at least 1; got 0", thrown.getMessage());
  }
}
