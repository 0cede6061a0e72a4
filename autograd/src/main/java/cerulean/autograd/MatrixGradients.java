package cerulean.autograd;

import cerulean.tensor.FusedGradients;
import cerulean.tensor.FusedProducts;
import cerulean.tensor.FusedProducts.Activation;
import cerulean.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Matrix products and their derivatives.
final class MatrixGradients {

  private MatrixGradients() {}

  // ---- Product

  /// `dA = g B^T`, `dB = A^T g` for each matrix of a stack. A vector is a matrix of one row on the
  /// left, of one column on the right; what was broadcast is summed back.
  private static final Primitive MATMUL =
      Primitive.bilinear(
              "matmul",
              Tensor::matmul,
              (g, a, b, y) -> {
                if (areMatrices(a, b)) {
                  return productLike(a, g, b.transpose());
                }
                Variable product = matrix(g, a, b).matmul(columns(b).swapAxes(-1, -2));
                return summed(product, rows(a)).reshape(a.shape().dims());
              },
              (g, a, b, y) -> {
                if (areMatrices(a, b)) {
                  return productLike(b, a.transpose(), g);
                }
                Variable product = rows(a).swapAxes(-1, -2).matmul(matrix(g, a, b));
                return summed(product, columns(b)).reshape(b.shape().dims());
              })
          .batched(MatrixGradients::matmulOfExamples);

  static Variable matmul(Variable a, Variable b) {
    return Variable.apply(MATMUL, a, b);
  }

  private static boolean areMatrices(Variable a, Variable b) {
    return a.shape().rank() == 2 && b.shape().rank() == 2;
  }

  /// `a b`, laid out in memory like `input`, whose gradient it is: the gradient of a transposed
  /// weight is transposed back on its way to the weight and should be contiguous when it arrives.
  private static Variable productLike(Variable input, Variable a, Variable b) {
    boolean columnMajor = !input.form().isContiguous() && input.form().transpose().isContiguous();
    return columnMajor ? b.transpose().matmul(a.transpose()).transpose() : a.matmul(b);
  }

  private static Variable rows(Variable a) {
    return a.shape().rank() == 1 ? a.unsqueeze(0) : a;
  }

  private static Variable columns(Variable b) {
    return b.shape().rank() == 1 ? b.unsqueeze(1) : b;
  }

  /// The gradient with the axes that vectors had lost.
  private static Variable matrix(Variable g, Variable a, Variable b) {
    Variable columns = b.shape().rank() == 1 ? g.unsqueeze(g.shape().rank()) : g;
    return a.shape().rank() == 1 ? columns.unsqueeze(columns.shape().rank() - 1) : columns;
  }

  private static Variable summed(Variable product, Variable like) {
    return product.shape().equals(like.shape()) ? product : product.sumTo(like.shape());
  }

  /// The axis of examples as the first axis of a stack of matrices.
  private static Variable matmulOfExamples(
      Primitive op, Variable[] in, boolean[] mapped, int size) {
    boolean row = in[0].shape().rank() == (mapped[0] ? 2 : 1);
    boolean column = in[1].shape().rank() == (mapped[1] ? 2 : 1);
    Variable a = row ? in[0].unsqueeze(-2) : in[0];
    Variable b = column ? in[1].unsqueeze(-1) : in[1];
    int rank =
        Math.max(a.shape().rank() + (mapped[0] ? 0 : 1), b.shape().rank() + (mapped[1] ? 0 : 1));
    Variable product =
        (mapped[0] ? Batching.withRank(a, rank) : a)
            .matmul(mapped[1] ? Batching.withRank(b, rank) : b);
    Variable columns = row ? product.squeeze(-2) : product;
    return column ? columns.squeeze(-1) : columns;
  }

  // ---- Linear

  /// Made once: every training step takes it several times.
  private static final Primitive SUM_OF_ROWS = ReductionGradients.sum(false, 0);

  /// `y = x W^T + b`: `dx = g W`, `dW = g^T x`, `db` the sum of the rows of `g`.
  private static final Primitive LINEAR =
      Primitive.partials(
              "linear",
              in -> FusedProducts.linear(in[0], in[1], in.length > 2 ? in[2] : null),
              (g, in, y) -> shaped(flat(g).matmul(in[1]), in[0]),
              (g, in, y) -> flat(g).transpose().matmul(flat(in[0])),
              (g, in, y) -> Variable.apply(SUM_OF_ROWS, flat(g)))
          .withTangent((t, in, y) -> {
            Variable byInput = t[0] == null ? null : t[0].linear(in[1], null);
            Variable byWeight = t[1] == null ? null : in[0].linear(t[1], null);
            Variable byBias = t.length < 3 || t[2] == null ? null : t[2].expandLike(y);
            return sum(sum(byInput, byWeight), byBias);
          })
          .batched(MatrixGradients::linearOfExamples);

  static Variable linear(Variable x, Variable weight, @Nullable Variable bias) {
    return bias == null
        ? Variable.apply(LINEAR, x, weight)
        : Variable.apply(LINEAR, x, weight, bias);
  }

  /// With one weight for all examples their axis is one more; else it is that of a stack.
  private static Variable linearOfExamples(
      Primitive op, Variable[] in, boolean[] mapped, int size) {
    if (!mapped[1] && (in.length == 2 || !mapped[2])) {
      return op.apply(in);
    }
    Variable[] all = Batching.allMapped(in, mapped, size);
    Variable x = all[0].reshape(size, -1, all[0].shape().dim(-1));
    Variable y = x.matmul(all[1].swapAxes(-1, -2));
    Variable moved = in.length == 2 ? y : y.add(all[2].unsqueeze(1));
    int[] dims = all[0].shape().dims();
    dims[dims.length - 1] = all[1].shape().dim(1);
    return moved.reshape(dims);
  }

  /// [#linear] and an activation in one pass.
  static Variable linear(
      Variable x, Variable weight, @Nullable Variable bias, Activation activation) {
    Primitive op =
        switch (activation) {
          case NONE -> LINEAR;
          case RELU -> LINEAR_RELU;
          case TANH -> LINEAR_TANH;
          case SIGMOID -> LINEAR_SIGMOID;
          case GELU -> LINEAR_GELU;
          case SILU -> LINEAR_SILU;
        };
    return bias == null ? op.apply(x, weight) : op.apply(x, weight, bias);
  }

  private static final Primitive LINEAR_RELU =
      activated(Activation.RELU, Variable::relu, (g, y) -> g.wherePositive(y.detach()));

  private static final Primitive LINEAR_TANH =
      activated(
          Activation.TANH,
          Variable::tanh,
          (g, y) ->
              Primitive.mayRunKernel(g, y)
                  ? Variable.constant(FusedGradients.tanh(g.value(), y.value()))
                  : g.sub(g.mul(y).mul(y)));

  private static final Primitive LINEAR_SIGMOID =
      activated(
          Activation.SIGMOID,
          Variable::sigmoid,
          (g, y) ->
              Primitive.mayRunKernel(g, y)
                  ? Variable.constant(FusedGradients.sigmoid(g.value(), y.value()))
                  : g.mul(y).sub(g.mul(y).mul(y)));

  /// The gradients of these need what is activated, which is computed again.
  private static final Primitive LINEAR_GELU =
      Primitive.composed("linear", in -> fused(Activation.GELU, in), in -> unfused(in).gelu());

  private static final Primitive LINEAR_SILU =
      Primitive.composed("linear", in -> fused(Activation.SILU, in), in -> unfused(in).silu());

  private static Tensor fused(Activation activation, Tensor... in) {
    return FusedProducts.linear(in[0], in[1], in.length > 2 ? in[2] : null, activation);
  }

  private static Variable unfused(Variable... in) {
    return in[0].linear(in[1], in.length > 2 ? in[2] : null);
  }

  /// The slope of an activation, told by its result, goes before the rules of [#LINEAR].
  private static Primitive activated(
      Activation activation, UnaryOperator<Variable> alone, BinaryOperator<Variable> slope) {
    return Primitive.of(
            "linear",
            in -> fused(activation, in),
            (g, in, y) -> LINEAR.gradients(slope.apply(g, y), in, y, 0))
        .withTangent((t, in, y) -> {
          Variable tangent = LINEAR.tangent(t, in, y);
          return tangent == null ? null : slope.apply(tangent, y);
        })
        .batched((op, in, mapped, size) ->
            Batch.through(one -> alone.apply(unfused(one)), in, mapped, size));
  }

  private static Variable shaped(Variable x, Variable like) {
    return x.shape().equals(like.shape()) ? x : x.reshape(like.shape().dims());
  }

  /// All axes but the last as one.
  private static Variable flat(Variable g) {
    return g.shape().rank() == 2 ? g : g.reshape(-1, g.shape().dim(-1));
  }

  /// The sum of two tangents, null for zero.
  static @Nullable Variable sum(@Nullable Variable a, @Nullable Variable b) {
    return a == null ? b : b == null ? a : a.add(b);
  }
}
