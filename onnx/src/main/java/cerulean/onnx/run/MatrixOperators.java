package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Einsum;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Products of matrices and what else is computed of them.
final class MatrixOperators {

  private MatrixOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("MatMul", Operator.single(c -> c.input(0).matmul(c.input(1))));
    table.put("Gemm", Operator.single(MatrixOperators::gemm));
    table.put("Einsum", Operator.single(MatrixOperators::einsum));
    table.put("Det", Operator.single(c -> LinearAlgebra.det(c.input(0))));
  }

  /// `alpha A B + beta C`, `A` and `B` transposed on request. The attribute `broadcast` of version
  /// 6 allows what is always allowed here.
  private static Tensor gemm(Call call) {
    Tensor a = call.node().flagOr("transA", false) ? call.input(0).transpose() : call.input(0);
    Tensor b = call.node().flagOr("transB", false) ? call.input(1).transpose() : call.input(1);
    Tensor product = scaled(a.matmul(b), call.node().floatOr("alpha", 1));
    float beta = call.node().floatOr("beta", 1);
    return call.has(2) && beta != 0 ? product.add(scaled(call.input(2), beta)) : product;
  }

  /// Integers are scaled in floating point and cut back, as their type demands.
  private static Tensor scaled(Tensor x, float factor) {
    if (factor == 1) {
      return x;
    }
    return x.dtype().isFloating() ? x.mul(factor) : x.to(DType.F64).mul(factor).to(x.dtype());
  }

  private static Tensor einsum(Call call) {
    return Einsum.of(call.node().textOr("equation", ""), call.all().toArray(Tensor[]::new));
  }
}
