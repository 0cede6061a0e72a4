package cerulean.autograd;

import cerulean.tensor.FusedProducts;
import cerulean.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivatives of matrix products.
final class MatrixGradients {

  private MatrixGradients() {}

  /// `dA = g B^T`, `dB = A^T g`.
  private static final Rule MATRICES =
      new Rule(
          "matmul",
          (g, in, out) -> productLike(in.get(0), g, in.get(1).transpose()),
          (g, in, out) -> productLike(in.get(1), in.get(0).transpose(), g));

  /// The same for each matrix of a stack. A vector is a matrix of one row on the left, of one
  /// column on the right; what was broadcast is summed back.
  private static final Rule STACKS =
      new Rule(
          "matmul",
          (g, in, out) -> {
            Variable b = columns(in.get(1));
            Variable product = matrix(g, in).matmul(b.swapAxes(-1, -2));
            return summed(product, rows(in.get(0))).reshape(in.get(0).shape().dims());
          },
          (g, in, out) -> {
            Variable a = rows(in.get(0));
            Variable product = a.swapAxes(-1, -2).matmul(matrix(g, in));
            return summed(product, columns(in.get(1))).reshape(in.get(1).shape().dims());
          });

  static Rule matmul(Tensor a, Tensor b) {
    return a.rank() == 2 && b.rank() == 2 ? MATRICES : STACKS;
  }

  /// `a b`, laid out in memory like `input`, whose gradient it is: the gradient of a transposed
  /// weight is transposed back on its way to the weight and should be contiguous when it arrives.
  private static Variable productLike(Variable input, Variable a, Variable b) {
    boolean columnMajor = !input.value().isContiguous() && input.value().transpose().isContiguous();
    return columnMajor ? b.transpose().matmul(a.transpose()).transpose() : a.matmul(b);
  }

  private static Variable rows(Variable a) {
    return a.shape().rank() == 1 ? a.unsqueeze(0) : a;
  }

  private static Variable columns(Variable b) {
    return b.shape().rank() == 1 ? b.unsqueeze(1) : b;
  }

  /// The gradient with the axes that vectors had lost.
  private static Variable matrix(Variable g, List<Variable> in) {
    Variable columns = in.get(1).shape().rank() == 1 ? g.unsqueeze(g.shape().rank()) : g;
    return in.get(0).shape().rank() == 1 ? columns.unsqueeze(columns.shape().rank() - 1) : columns;
  }

  private static Variable summed(Variable product, Variable like) {
    return product.shape().equals(like.shape()) ? product : product.sumTo(like.shape());
  }

  // ---- Linear

  /// `y = x W^T + b`: `dx = g W`, `dW = g^T x`, `db` the sum of the rows of `g`.
  private static final Rule LINEAR =
      new Rule(
          "linear",
          (g, in, out) -> flat(g).matmul(in.get(1)).reshape(in.get(0).shape().dims()),
          (g, in, out) -> flat(g).transpose().matmul(flat(in.get(0))),
          (g, in, out) -> flat(g).sum(false, 0));

  static Variable linear(Variable x, Variable weight, @Nullable Variable bias) {
    Tensor y = FusedProducts.linear(x.value(), weight.value(), bias == null ? null : bias.value());
    return bias == null
        ? Variable.result(LINEAR, y, x, weight)
        : Variable.result(LINEAR, y, x, weight, bias);
  }

  /// All axes but the last as one.
  private static Variable flat(Variable g) {
    return g.shape().rank() == 2 ? g : g.reshape(-1, g.shape().dim(-1));
  }
}
