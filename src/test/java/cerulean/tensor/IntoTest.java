package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import cerulean.testing.WordForWord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Results in a given tensor have the bits of those in a new one.
class IntoTest implements WordForWord {

  private interface Pair {
    Tensor make(Tensor a, Tensor b);
  }

  private interface PairInto {
    void write(Tensor a, Tensor b, Tensor out);
  }

  record Row(String name, Pair pair, PairInto into) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("add", Tensor::add, Into::add),
        new Row("sub", Tensor::sub, Into::sub),
        new Row("mul", Tensor::mul, Into::mul),
        new Row("mulAdd", (a, b) -> a.mul(b).add(a), (a, b, out) -> Into.mulAdd(a, b, a, out)),
        new Row("div", Tensor::div, Into::div),
        new Row("maximum", Tensor::maximum, Into::maximum),
        new Row("minimum", Tensor::minimum, Into::minimum),
        new Row("add number", (a, b) -> a.add(2.5), (a, b, out) -> Into.add(a, 2.5, out)),
        new Row("sub number", (a, b) -> a.sub(2.5), (a, b, out) -> Into.sub(a, 2.5, out)),
        new Row("mul number", (a, b) -> a.mul(2.5), (a, b, out) -> Into.mul(a, 2.5, out)),
        new Row("div number", (a, b) -> a.div(2.5), (a, b, out) -> Into.div(a, 2.5, out)),
        new Row("maximum number", (a, b) -> a.maximum(1), (a, b, out) -> Into.maximum(a, 1, out)),
        new Row("minimum number", (a, b) -> a.minimum(1), (a, b, out) -> Into.minimum(a, 1, out)),
        new Row("neg", (a, b) -> a.neg(), (a, b, out) -> Into.neg(a, out)),
        new Row("abs", (a, b) -> a.abs(), (a, b, out) -> Into.abs(a, out)),
        new Row("sqrt", (a, b) -> a.sqrt(), (a, b, out) -> Into.sqrt(a, out)),
        new Row("exp", (a, b) -> a.exp(), (a, b, out) -> Into.exp(a, out)),
        new Row("log", (a, b) -> a.log(), (a, b, out) -> Into.log(a, out)),
        new Row("tanh", (a, b) -> a.tanh(), (a, b, out) -> Into.tanh(a, out)),
        new Row("sigmoid", (a, b) -> a.sigmoid(), (a, b, out) -> Into.sigmoid(a, out)),
        new Row("gelu", (a, b) -> Activations.gelu(a), (a, b, out) -> Into.gelu(a, out)),
        new Row("silu", (a, b) -> Activations.silu(a), (a, b, out) -> Into.silu(a, out)),
        new Row("relu", (a, b) -> a.relu(), (a, b, out) -> Into.relu(a, out)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void resultsAreThoseOfANewTensor(Row row) {
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Tensor a = Tensor.normal(Philox.of(1), 0, 2, 5, 37).to(type);
      Tensor b = Tensor.normal(Philox.of(2), 0, 2, 5, 37).to(type);
      double[] expected = row.pair().make(a, b).toDoubleArray();
      Tensor out = Tensor.full(type, Double.NaN, 5, 37);
      row.into().write(a, b, out);
      assertArrayEquals(expected, out.toDoubleArray(), "fresh");
      Tensor turned = Tensor.full(type, Double.NaN, 37, 5).transpose();
      row.into().write(a, b, turned);
      assertArrayEquals(expected, turned.toDoubleArray(), "a view");
      Tensor own = a.copy();
      row.into().write(own, b, own);
      assertArrayEquals(expected, own.toDoubleArray(), "an operand");
    }
  }

  @Test
  void operandsBroadcastToTheTarget() {
    Tensor out = Tensor.zeros(2, 3);
    Into.add(Tensor.of(new float[] {1, 2, 3}, 3), Tensor.scalar(10f), out);
    assertArrayEquals(new float[] {11, 12, 13, 11, 12, 13}, out.toArray());
    Tensor view = Tensor.zeros(3, 2).transpose();
    Into.add(Tensor.of(new float[] {1, 2, 3}, 3), Tensor.scalar(10f), view);
    assertArrayEquals(new float[] {11, 12, 13, 11, 12, 13}, view.toArray());
  }

  @Test
  void anotherViewOfTheTargetIsReadBeforeItIsWritten() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 4);
    Into.add(a.narrow(0, 0, 3), a.narrow(0, 0, 3), a.narrow(0, 1, 3));
    assertArrayEquals(new float[] {1, 2, 4, 6}, a.toArray());
    Tensor square = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Into.mul(square, square.transpose(), square);
    assertArrayEquals(new float[] {1, 6, 6, 16}, square.toArray());
  }

  @Test
  void productsAreThoseOfANewTensor() {
    int[][][] shapes = {
      {{5, 7}, {7, 3}},
      {{7}, {7, 3}},
      {{5, 7}, {7}},
      {{7}, {7}},
      {{2, 5, 7}, {7, 3}},
      {{5, 0}, {0, 3}},
      {{4, 1, 5, 7}, {2, 7, 3}},
      {{0, 7}, {7, 3}},
      {{70, 33}, {33, 65}}
    };
    for (int[][] pair : shapes) {
      for (DType type : new DType[] {DType.F32, DType.F64, DType.I32}) {
        Tensor a = Tensor.normal(Philox.of(1), 0, 2, pair[0]).to(type);
        Tensor b = Tensor.normal(Philox.of(2), 0, 2, pair[1]).to(type);
        Tensor expected = a.matmul(b);
        int n = expected.size();
        Tensor out = Tensor.ones(type, n + 2).narrow(0, 1, n).reshape(expected.shape().dims());
        Into.matmul(a, b, out);
        assertArrayEquals(expected.toDoubleArray(), out.toDoubleArray(), "behind others");
        int[] axes = IntStream.range(0, expected.rank()).toArray();
        Tensor view = Tensor.ones(type, expected.shape().dims()).flip(axes);
        Into.matmul(a, b, view);
        assertArrayEquals(expected.toDoubleArray(), view.toDoubleArray(), "a view");
      }
    }
  }

  @Test
  void aProductMayBeWrittenOverItsOperands() {
    Tensor a = Tensor.normal(Philox.of(1), 0, 2, 6, 6);
    float[] expected = a.matmul(a.transpose()).toArray();
    Into.matmul(a, a.transpose(), a);
    assertArrayEquals(expected, a.toArray());
  }

  @Test
  void integersAreAddedIntoIntegers() {
    Tensor out = Tensor.zeros(DType.I32, 2);
    Into.add(Tensor.of(new int[] {1, 2}, 2), Tensor.of(new int[] {3, 4}, 2), out);
    assertArrayEquals(new int[] {4, 6}, out.toIntArray());
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(2, 3);
    return List.of(
        row(
            () -> Into.add(x, x, Tensor.zeros(3)),
            "add into: [2, 3] does not expand to [3]; only axes of size 1 are repeated"),
        row(
            () -> Into.matmul(x, Tensor.zeros(3, 4), x),
            "matmul into: the result is F32 of shape [2, 4], the tensor written to F32 of shape [2, 3]"),
        row(
            () -> Into.exp(x.to(DType.F64), x),
            "exp into: the result is F64, the tensor written to F32; convert first"),
        row(
            () -> Into.relu(x, Tensor.zeros(2, 1).expand(Shape.of(2, 3))),
            "maximum into: an expanded view of shape [2, 3] cannot be written; copy it first"));
  }
}
