package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.FusedProducts.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusedProductsTest {

  private final Philox random = Philox.of(9);

  private Tensor normal(int... shape) {
    return Tensor.normal(random, 0f, 1f, shape);
  }

  private static Tensor apart(Activation activation, Tensor x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case GELU -> Activations.gelu(x);
      case SILU -> Activations.silu(x);
    };
  }

  /// Sizes for one thread and for several, cut by rows and by columns, and for few columns.
  @ParameterizedTest
  @EnumSource
  void linearHasTheBitsOfItsParts(Activation activation) {
    int[][] sizes = {
      {3, 5, 7}, {64, 10, 40}, {200, 90, 100}, {60, 300, 90}, {40, 310, 300}, {0, 4, 3}, {4, 3, 0}
    };
    for (int[] size : sizes) {
      Tensor x = normal(size[0], size[2]);
      Tensor weight = normal(size[1], size[2]);
      Tensor bias = normal(size[1]);
      Tensor parts = apart(activation, x.matmul(weight.transpose()).add(bias));
      Tensor fused = FusedProducts.linear(x, weight, bias, activation);
      assertArrayEquals(parts.toArray(), fused.toArray());
    }
  }

  @Test
  void linearTakesAnyLeadingAxesViewsAndDoubles() {
    Tensor x = normal(3, 2, 6).permute(1, 0, 2);
    Tensor weight = normal(6, 4).transpose();
    Tensor bias = normal(9).narrow(0, 2, 4);
    Tensor y = FusedProducts.linear(x, weight, bias);
    assertEquals(Shape.of(2, 3, 4), y.shape());
    assertArrayEquals(x.matmul(weight.transpose()).add(bias).toArray(), y.toArray());
    Tensor row = normal(6);
    assertEquals(Shape.of(4), FusedProducts.linear(row, weight, null).shape());
    Tensor doubles = FusedProducts.linear(x.to(DType.F64), weight, bias, Activation.RELU);
    assertEquals(DType.F64, doubles.dtype());
    for (int i = 0; i < 2; i++) {
      assertEquals(Math.max(0, y.get(i, 1, 2)), doubles.getDouble(i, 1, 2), 1e-5);
    }
  }

  @Test
  void addProductAddsInPlaceToMatricesAndViews() {
    Tensor a = normal(40, 30);
    Tensor b = normal(30, 50);
    Tensor sum = Tensor.full(2f, 40, 50);
    FusedProducts.addProduct(sum, a, b);
    // The kernels may begin a sum with what is there or add it at the end.
    assertArrayEquals(a.matmul(b).add(2f).toArray(), sum.toArray(), 1e-5f);
    Tensor wide = Tensor.zeros(40, 60);
    FusedProducts.addProduct(wide.narrow(1, 5, 50), a, b);
    assertArrayEquals(a.matmul(b).toArray(), wide.narrow(1, 5, 50).toArray());
    assertEquals(0f, wide.get(3, 4));
    Tensor doubles = Tensor.full(1f, 2, 2).to(DType.F64);
    Tensor eye = Tensor.eye(2).to(DType.F64);
    FusedProducts.addProduct(doubles, eye, eye);
    assertEquals(2.0, doubles.getDouble(1, 1));
    assertEquals(1.0, doubles.getDouble(0, 1));
  }

  @Test
  void saysWhatDoesNotFit() {
    Tensor weight = normal(4, 6);
    refuses(
        "linear: input [2, 5] does not fit weight [4, 6]; they must be [..., in] and [out, in]",
        () -> FusedProducts.linear(normal(2, 5), weight, null));
    refuses(
        "linear: bias must be [4], one for each row of weight [4, 6]; got [6]",
        () -> FusedProducts.linear(normal(2, 6), weight, normal(6)));
    refuses(
        "addProduct: needs matrices [m, n], [m, k] and [k, n]; got [[2, 2], [2, 3], [2, 2]]",
        () -> FusedProducts.addProduct(normal(2, 2), normal(2, 3), normal(2, 2)));
    refuses(
        "addProduct: operands must have one type of F32, F64 or I64; got [F32, F64, F32]; convert"
            + " with to(DType)",
        () -> FusedProducts.addProduct(normal(2, 2), normal(2, 2).to(DType.F64), normal(2, 2)));
  }

  private static void refuses(String sentence, Runnable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
