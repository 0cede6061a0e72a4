package cerulean.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Matrix products that do more in the same pass over their result: add a bias, apply an
/// activation, add to what is there.
public final class FusedProducts {

  private FusedProducts() {}

  /// A function applied to every element of a result.
  public enum Activation {
    /// `x`.
    NONE,
    /// [Tensor#relu].
    RELU,
    /// [Tensor#tanh].
    TANH,
    /// [Tensor#sigmoid].
    SIGMOID,
    /// [Activations#gelu].
    GELU,
    /// [Activations#silu].
    SILU
  }

  /// The affine map `x W^T + b` of a linear layer.
  ///
  /// - `x`: `[..., in]`
  /// - `weight`: `[out, in]`
  /// - `bias`: `[out]`, or null for none
  /// - result: `[..., out]`
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return linear(x, weight, bias, Activation.NONE);
  }

  /// An activation of the affine map `x W^T + b`, as [#linear(Tensor, Tensor, Tensor)].
  public static Tensor linear(
      Tensor x, Tensor weight, @Nullable Tensor bias, Activation activation) {
    requireLinear(x.shape(), weight.shape(), bias == null ? null : bias.shape());
    boolean floats =
        x.dtype() == DType.F32
            && weight.dtype() == DType.F32
            && (bias == null || bias.dtype() == DType.F32);
    if (!floats) {
      Tensor product = x.matmul(weight.transpose());
      return apply(activation, bias == null ? product : product.add(bias));
    }
    Tensor shift = bias == null ? null : bias.contiguous();
    LinearEpilogue epilogue =
        new LinearEpilogue(
            shift == null ? null : shift.floats(),
            shift == null ? 0 : shift.layout().offset(),
            activation);
    if (x.rank() == 2) {
      return MatMulOps.product(x, weight.transpose(), epilogue);
    }
    int[] dims = x.shape().dims();
    int rows = Shape.of(Arrays.copyOf(dims, dims.length - 1)).size();
    dims[dims.length - 1] = weight.dim(0);
    return MatMulOps.product(x.reshape(rows, x.dim(-1)), weight.transpose(), epilogue)
        .reshape(dims);
  }

  private static Tensor apply(Activation activation, Tensor x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case GELU -> Activations.gelu(x);
      case SILU -> Activations.silu(x);
    };
  }

  /// Adds the matrix product `a b` to `sum`, in place: `[m, k]`, `[k, n]` and `[m, n]`, of one type
  /// of F32, F64 or I64. Terms are added to each element one block after the other.
  public static void addProduct(Tensor sum, Tensor a, Tensor b) {
    boolean matrices = sum.rank() == 2 && a.rank() == 2 && b.rank() == 2;
    if (!matrices || a.dim(1) != b.dim(0) || sum.dim(0) != a.dim(0) || sum.dim(1) != b.dim(1)) {
      throw unfit(sum.shape(), a.shape(), b.shape());
    }
    DType type = sum.dtype();
    if (a.dtype() != type
        || b.dtype() != type
        || (type != DType.F32 && type != DType.F64 && type != DType.I64)) {
      throw types(type, a.dtype(), b.dtype());
    }
    if (sum.isContiguous() && sum.layout().offset() == 0) {
      if (sum.size() > 0) {
        MatMulOps.addProduct(sum, a, b);
      }
    } else {
      sum.addInPlace(a.matmul(b));
    }
  }

  private static void requireLinear(Shape x, Shape weight, @Nullable Shape bias) {
    if (weight.rank() != 2 || x.rank() < 1 || x.dim(-1) != weight.dim(1)) {
      throw new ShapeException(
          "linear",
          "input "
              + x
              + " does not fit weight "
              + weight
              + "; they must be [..., in] and [out, in]",
          x,
          weight);
    }
    if (bias != null && (bias.rank() != 1 || bias.dim(0) != weight.dim(0))) {
      throw new ShapeException(
          "linear",
          "bias must be ["
              + weight.dim(0)
              + "], one for each row of weight "
              + weight
              + "; got "
              + bias,
          bias,
          weight);
    }
  }

  private static ShapeException unfit(Shape sum, Shape a, Shape b) {
    return new ShapeException(
        "addProduct",
        "needs matrices [m, n], [m, k] and [k, n]; got " + Arrays.asList(sum, a, b),
        sum,
        a,
        b);
  }

  private static IllegalArgumentException types(DType sum, DType a, DType b) {
    return new IllegalArgumentException(
        "addProduct: operands must have one type of F32, F64 or I64; got "
            + Arrays.asList(sum, a, b)
            + "; convert with to(DType)");
  }
}
