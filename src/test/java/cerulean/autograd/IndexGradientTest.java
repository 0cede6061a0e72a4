package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Indexing;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.PadMode;
import cerulean.tensor.Resampling;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the op table does not see of picking, scattering and their kin: indices that differ from
/// example to example, ties and zeros, double precision, sentences.
@Tag("once")
class IndexGradientTest {

  private static final Tensor INDEX = Tensor.of(new long[] {0, 2, 0, -1}, 4);

  private static Variable of(double... values) {
    return Variable.constant(Tensor.of(values, values.length));
  }

  private static Variable numbers(int... shape) {
    int size = Shape.of(shape).size();
    return Variable.constant(Tensor.linspace(0.5, size - 0.5, size).reshape(shape).to(DType.F64));
  }

  private static Variable index(int rows, long... values) {
    return Variable.constant(Tensor.of(values, rows, values.length / rows));
  }

  private static void assertValue(Variable actual, double... expected) {
    assertArrayEquals(expected, actual.value().toDoubleArray(), 1e-12);
  }

  /// `f` of two mapped arguments, of each alone, and the gradients with respect to the first.
  private static void assertMaps(BinaryOperator<Variable> f, Variable x, Variable index) {
    BinaryOperator<Variable> gradient =
        (a, i) ->
            Grad.of(
                    v -> {
                      Variable y = f.apply(v, i);
                      return y.mul(y).sum();
                    })
                .apply(a);
    for (BinaryOperator<Variable> one : List.of(f, gradient)) {
      int[][] axes = {{0, 0}, {0, Vmap.NOT_MAPPED}, {Vmap.NOT_MAPPED, 0}};
      for (int[] axis : axes) {
        Variable a = axis[0] == 0 ? x : x.select(0, 0);
        Variable i = axis[1] == 0 ? index : index.select(0, 0);
        Variable all = Vmap.of(one, axis[0], axis[1]).apply(a, i);
        for (int e = 0; e < x.shape().dim(0); e++) {
          Variable alone =
              one.apply(axis[0] == 0 ? x.select(0, e) : a, axis[1] == 0 ? index.select(0, e) : i);
          assertEquals(alone.shape(), all.select(0, e).shape());
          assertValue(all.select(0, e), alone.value().toDoubleArray());
        }
      }
    }
  }

  @Test
  void indicesMayDifferFromExampleToExample() {
    Variable x = numbers(2, 3, 4);
    Variable i = index(2, 0, 2, 2, 1, -1, 0);
    Variable table = Variable.constant(i.value().reshape(2, 3, 1).expand(2, 3, 2).copy());
    assertMaps((a, k) -> a.take(0, k), x, i);
    assertMaps((a, k) -> a.take(-1, k), x, i);
    assertMaps((a, k) -> a.take(0, k), x, table);
    assertMaps((a, k) -> a.take(1, k), x, table);
    assertMaps((a, k) -> a.indexSelect(0, k), x, i);
    assertMaps((a, k) -> a.indexSelect(-1, k), x, i);
    assertMaps((a, k) -> a.gather(1, k), x, table);
    assertMaps((a, k) -> a.gather(-2, k), x, table);
    assertMaps((a, k) -> a.takeFlat(k), x, table);
    assertMaps((a, k) -> a.index(k, k), x, i);
    assertMaps((a, k) -> a.index(null, k), x, i);
    assertMaps((a, k) -> a.gatherNd(k, 0), x, table);
    assertMaps((a, k) -> a.indexAdd(1, k, a.narrow(1, 0, 3)), x, i);
    assertMaps((a, k) -> a.indexCopy(-1, k, a.narrow(1, 0, 3).mul(2)), x, i);
    assertMaps((a, k) -> a.scatterAdd(1, k, a), x, table);
    for (ScatterReduction reduction : ScatterReduction.values()) {
      assertMaps((a, k) -> a.scatter(1, k, a.mul(2), reduction), x, table);
      assertMaps((a, k) -> a.scatterNd(k, a.select(0, 0).narrow(0, 0, 3), reduction), x, table);
      assertMaps((a, k) -> a.indexPut(a.select(1, 0), reduction, null, k), x, i);
    }
  }

  @Test
  void ofReplacedElementsOnlyTheLastHasAGradient() {
    Variable weights = of(1, 10, 100);
    Variable source = of(5, 6, 7, 8);
    Function<Variable, Variable> loss =
        s -> of(1, 2, 3).scatter(0, INDEX, s, ScatterReduction.NONE).mul(weights).sum();
    assertValue(Grad.of(loss::apply).apply(source), 0, 0, 1, 100);
    assertValue(
        Grad.of(x -> x.scatter(0, INDEX, source).mul(weights).sum()).apply(of(1, 2, 3)), 0, 10, 0);
  }

  @Test
  void aProductPassesTheOtherFactorsOnWhereSomeAreZero() {
    Variable x = of(2, 3, 4);
    Variable one = of(0, 5, 7, 6);
    Function<Variable, Variable> product = s -> x.scatter(0, INDEX, s, ScatterReduction.MUL).sum();
    // At 0: 2 * s0 * s2, at 2: 4 * s1 * s3.
    assertValue(Grad.of(product::apply).apply(one), 14, 24, 0, 20);
    assertValue(Grad.of(product::apply).apply(of(0, 0, 0, 6)), 0, 24, 0, 0);
    assertValue(
        Grad.of(v -> v.scatter(0, INDEX, one, ScatterReduction.MUL).sum()).apply(x), 0, 1, 30);
  }

  @Test
  void equalExtremesShareTheGradient() {
    Variable x = of(2, 3, 4);
    Variable source = of(2, 9, 2, 1);
    for (ScatterReduction reduction :
        new ScatterReduction[] {ScatterReduction.MIN, ScatterReduction.MAX}) {
      boolean least = reduction == ScatterReduction.MIN;
      Variable forSource = Grad.of(s -> x.scatter(0, INDEX, s, reduction).sum()).apply(source);
      Variable forX = Grad.of(v -> v.scatter(0, INDEX, source, reduction).sum()).apply(x);
      double third = 1 / 3.0;
      assertValue(forSource, third, least ? 0 : 1, third, least ? 1 : 0);
      assertValue(forX, third, 1, 0);
    }
  }

  @Test
  void aSourceWithoutAxesGetsTheSumOfItsGradients() {
    Variable s = Variable.constant(Tensor.scalar(3.0));
    for (ScatterReduction reduction :
        new ScatterReduction[] {ScatterReduction.ADD, ScatterReduction.NONE}) {
      Variable gradient = Grad.of(v -> of(1, 2, 3).scatter(0, INDEX, v, reduction).sum()).apply(s);
      assertValue(gradient, reduction == ScatterReduction.ADD ? 4 : 2);
      Variable many =
          Vmap.of(v -> of(1, 2, 3).scatter(0, INDEX, v, reduction).sum()).apply(of(1, 10));
      assertValue(
          many, reduction == ScatterReduction.ADD ? new double[] {10, 46} : new double[] {4, 22});
    }
  }

  @Test
  void nothingPickedHasZeroGradients() {
    Tensor none = Tensor.of(new long[0], 0);
    assertValue(Grad.of(x -> x.take(0, none).sum()).apply(of(1, 2)), 0, 0);
    assertValue(Grad.of(x -> x.indexSelect(0, none).sum()).apply(of(1, 2)), 0, 0);
    assertValue(Grad.of(x -> x.index(none).sum()).apply(of(1, 2)), 0, 0);
    assertValue(Grad.of(x -> x.slice(0, 1, 1, 1).sum()).apply(of(1, 2)), 0, 0);
    assertValue(Grad.of(x -> x.tile(0).sum()).apply(of(1, 2)), 0, 0);
    assertValue(Grad.of(x -> x.scatter(0, none, of()).sum()).apply(of(1, 2)), 1, 1);
  }

  @Test
  void derivativesHoldInDoublePrecision() {
    Tensor x = numbers(3, 4).value().mul(0.1);
    GradientCheck.require(in -> in.get(0).slice(1, -1, -5, -2), x);
    GradientCheck.require(in -> in.get(0).unfold(1, 3, 1), x);
    GradientCheck.require(
        in -> in.get(0).pad(new int[] {1, 2}, new int[] {0, 1}, PadMode.REFLECT, 0), x);
    GradientCheck.require(in -> in.get(0).index(INDEX, INDEX), x);
    GradientCheck.require(
        in -> in.get(0).indexPut(in.get(1), ScatterReduction.MUL, INDEX, INDEX),
        x,
        Tensor.of(new double[] {1, 2, 3, 4}, 4));
    GradientCheck.require(
        in -> Variable.einsum("iij,j,ij->ji", in.toArray(Variable[]::new)),
        numbers(2, 2, 3).value(),
        numbers(3).value(),
        numbers(2, 3).value());
    GradientCheck.require(in -> in.get(0).rfft(1).mul(in.get(0).rfft(1)), x);
    GradientCheck.require(in -> in.get(0).unsqueeze(2).expand(3, 4, 2).irfft(5, 1), x);
    int[] axes = {0, 1};
    GradientCheck.require(
        in -> in.get(0).resize(axes, new int[] {5, 2}, Resampling.CUBIC, false), x);
    GradientCheck.require(
        in -> in.get(0).gridSample(in.get(1), Resampling.CUBIC, Outside.REFLECTION, false),
        numbers(1, 1, 3, 4).value().mul(0.1),
        Tensor.of(new double[] {0.1, -0.4, 1.3, -1.2}, 1, 2, 1, 2));
  }

  @Test
  void anAxisOfSizeOneThatEinsumRepeatsGetsTheSum() {
    Variable b = numbers(3, 2);
    Variable gradient = Grad.of(a -> Variable.einsum("ij,jk->jk", a, b).sum()).apply(numbers(2, 1));
    assertValue(gradient, 18, 18);
    // Alone in the sum: repeated as often as the other has elements.
    Variable other = Grad.of(a -> Variable.einsum("j,j->", a, of(5))).apply(of(1, 2));
    assertValue(other, 5, 5);
  }

  @Test
  void sentencesAreThoseOfTensors() {
    Variable a = numbers(2, 3);
    Variable b = numbers(2, 2, 4);
    String expected =
        assertThrows(IllegalArgumentException.class, () -> a.value().dot(b.value().select(0, 0)))
            .getMessage();
    assertEquals(
        expected, assertThrows(ShapeException.class, () -> a.dot(b.select(0, 0))).getMessage());
    assertEquals(
        expected,
        assertThrows(ShapeException.class, () -> Vmap.of(v -> a.dot(v)).apply(b)).getMessage());
    assertEquals(
        assertThrows(
                ShapeException.class,
                () -> Indexing.takeFlat(a.value(), Tensor.of(new long[] {6}, 1)))
            .getMessage(),
        assertThrows(ShapeException.class, () -> a.takeFlat(Tensor.of(new long[] {6}, 1)))
            .getMessage());
  }
}
