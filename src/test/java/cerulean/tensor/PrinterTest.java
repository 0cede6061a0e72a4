package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tensors are printed as NumPy 2.4 prints arrays: the texts are its output for the same numbers.
@Tag("once")
class PrinterTest {

  static List<Arguments> texts() {
    return List.of(
        Arguments.of(Tensor.of(new double[] {1, 2.5, 3}, 3), "[1.  2.5 3. ]"),
        Arguments.of(Tensor.of(new float[] {0.1f, 0.25f, -3}, 3), "[ 0.1   0.25 -3.  ]"),
        Arguments.of(
            Tensor.of(new double[] {0.1234567890123, 1, Double.NaN}, 3),
            "[0.12345679 1.                nan]"),
        Arguments.of(Tensor.of(new double[] {1e-5, 1}, 2), "[1.e-05 1.e+00]"),
        Arguments.of(Tensor.of(new double[] {1e8, 1}, 2), "[1.e+08 1.e+00]"),
        Arguments.of(
            Tensor.of(new float[] {1e10f, -2.5e-7f, 0}, 3), "[ 1.0e+10 -2.5e-07  0.0e+00]"),
        Arguments.of(
            Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY}, 3),
            "[ inf   1. -inf]"),
        Arguments.of(
            counting(2, 3, 4),
            """
            [[[ 0  1  2  3]
              [ 4  5  6  7]
              [ 8  9 10 11]]

             [[12 13 14 15]
              [16 17 18 19]
              [20 21 22 23]]]\
            """),
        Arguments.of(counting(2000), "[   0    1    2 ... 1997 1998 1999]"),
        Arguments.of(
            counting(40, 100).to(DType.F32),
            """
            [[0.000e+00 1.000e+00 2.000e+00 ... 9.700e+01 9.800e+01 9.900e+01]
             [1.000e+02 1.010e+02 1.020e+02 ... 1.970e+02 1.980e+02 1.990e+02]
             [2.000e+02 2.010e+02 2.020e+02 ... 2.970e+02 2.980e+02 2.990e+02]
             ...
             [3.700e+03 3.701e+03 3.702e+03 ... 3.797e+03 3.798e+03 3.799e+03]
             [3.800e+03 3.801e+03 3.802e+03 ... 3.897e+03 3.898e+03 3.899e+03]
             [3.900e+03 3.901e+03 3.902e+03 ... 3.997e+03 3.998e+03 3.999e+03]]\
            """),
        Arguments.of(
            counting(40).to(DType.F64).div(7),
            """
            [0.         0.14285714 0.28571429 0.42857143 0.57142857 0.71428571
             0.85714286 1.         1.14285714 1.28571429 1.42857143 1.57142857
             1.71428571 1.85714286 2.         2.14285714 2.28571429 2.42857143
             2.57142857 2.71428571 2.85714286 3.         3.14285714 3.28571429
             3.42857143 3.57142857 3.71428571 3.85714286 4.         4.14285714
             4.28571429 4.42857143 4.57142857 4.71428571 4.85714286 5.
             5.14285714 5.28571429 5.42857143 5.57142857]\
            """),
        Arguments.of(Tensor.of(new boolean[] {true, false}, 2), "[ True False]"),
        Arguments.of(Tensor.of(new long[] {1, -200, 3}, 3), "[   1 -200    3]"),
        Arguments.of(Tensor.scalar(1.5), "1.5"),
        Arguments.of(Tensor.scalar(1e20), "1e+20"),
        Arguments.of(Tensor.scalar(1e-7f), "1e-07"),
        Arguments.of(Tensor.scalar(-0.0), "-0.0"),
        Arguments.of(Tensor.of(new double[] {-0.0, 0}, 2), "[-0.  0.]"),
        Arguments.of(Tensor.of(new double[] {Double.NaN}, 1), "[nan]"),
        Arguments.of(Tensor.of(new float[] {1.1f, 2.2f, 3.3f}, 3).to(DType.F16), "[1.1 2.2 3.3]"),
        Arguments.of(Tensor.of(new double[] {1000.5, 1}, 2), "[1.0005e+03 1.0000e+00]"),
        Arguments.of(Tensor.of(new double[] {1001, 1}, 2), "[1.001e+03 1.000e+00]"),
        Arguments.of(
            Tensor.of(new double[] {123456789.123, 2e8}, 2), "[1.23456789e+08 2.00000000e+08]"),
        Arguments.of(Tensor.scalar(123456.75f), "123456.75"),
        Arguments.of(
            Tensor.of(new double[] {1.123456789e-10, 1e100}, 2),
            "[1.12345679e-010 1.00000000e+100]"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void printsAsNumPyDoes(Tensor tensor, String text) {
    assertEquals(text, tensor.toString());
  }

  @Test
  void noElementsAreEmptyBrackets() {
    assertEquals("[]", Tensor.zeros(0).toString());
    assertEquals("[]", Tensor.zeros(2, 0, 3).toString());
  }

  @Test
  void viewsArePrintedAsTheirElements() {
    assertEquals("[[0 2]\n [1 3]]", counting(2, 2).transpose().toString());
  }

  @Test
  void bfloatHasAsFewDigitsAsTellItApart() {
    assertEquals("[0.1  3.14]", Tensor.of(new double[] {0.1, 3.14}, 2).to(DType.BF16).toString());
  }

  @Test
  void describesFormAndElements() {
    assertEquals(
        "I64 [2, 3], strides [3, 1], contiguous\nmin 0, mean 2.5, max 5; 6 elements, 0 NaN",
        counting(2, 3).describe());
    Tensor column = Tensor.of(new float[] {1, Float.NaN, 3, 4}, 2, 2).select(1, 1);
    assertEquals(
        "F32 [2], strides [2], offset 1, view\nmin 4.0, mean 4.0, max 4.0; 2 elements, 1 NaN",
        column.describe());
    assertEquals(
        "F64 [0], strides [1], contiguous\nno elements", Tensor.zeros(DType.F64, 0).describe());
    assertEquals(
        "F32 [], strides [], contiguous\n1 element, 1 NaN", Tensor.scalar(Float.NaN).describe());
  }

  private static Tensor counting(int... shape) {
    long[] values = new long[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, shape);
  }
}
