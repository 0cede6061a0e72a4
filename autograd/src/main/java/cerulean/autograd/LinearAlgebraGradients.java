package cerulean.autograd;

import static cerulean.autograd.Primitive.composed;
import static cerulean.autograd.Primitive.unary;

import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.LinearAlgebra.Svd;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Systems of equations, determinants, norms and powers of matrices, and their derivatives (Giles,
/// Collected matrix derivative results, 2008). What decomposes is in [DecompositionGradients].
///
/// Matrices are the last two axes; the axes before them are a batch, and the examples of a [Vmap]
/// are one more of them.
final class LinearAlgebraGradients {

  private LinearAlgebraGradients() {}

  // ---- Inverse

  /// `d A^-1 = -A^-1 dA A^-1`.
  static final Primitive INVERSE =
      unary(
              "inverse",
              LinearAlgebra::inverse,
              (g, x, y) -> transposed(y).matmul(g).matmul(transposed(y)).neg(),
              (t, x, y) -> y.matmul(t).matmul(y).neg())
          .batched(Batching.ELEMENTWISE);

  // ---- Systems of equations

  /// The transpose of `B -> A^-1 B`, and its change with `A`, `dX = -A^-1 dA X`.
  private static final Primitive SOLVE =
      Primitive.of(
              "solve",
              in -> LinearAlgebra.solve(in[0], in[1]),
              (g, in, x) -> {
                Variable sides = Variable.apply(LinearAlgebraGradients.SOLVE, transposed(in[0]), g);
                return systemGradients(in, outer(sides, x).neg(), sides);
              })
          .withTangent((t, in, x) ->
              Variable.apply(
                  LinearAlgebraGradients.SOLVE, in[0], remaining(t[1], product(t[0], x))))
          .batched(LinearAlgebraGradients::stacked);

  static Variable solve(Variable a, Variable b) {
    return system(SOLVE, a, b);
  }

  /// As [#SOLVE], with a gradient for the triangle that is read.
  private static Primitive triangular(boolean upper, boolean unit) {
    return Primitive.of(
            "solveTriangular",
            in -> LinearAlgebra.solveTriangular(in[0], in[1], upper, unit),
            (g, in, x) -> {
              Variable sides = Variable.apply(triangular(!upper, unit), transposed(in[0]), g);
              return systemGradients(in, triangle(outer(sides, x).neg(), upper, unit), sides);
            })
        .withTangent((t, in, x) -> {
          Variable slope = t[0] == null ? null : triangle(t[0], upper, unit);
          return Variable.apply(triangular(upper, unit), in[0], remaining(t[1], product(slope, x)));
        })
        .batched(LinearAlgebraGradients::stacked);
  }

  static Variable solveTriangular(Variable a, Variable b, boolean upper, boolean unit) {
    return system(triangular(upper, unit), a, b);
  }

  private static Variable triangle(Variable a, boolean upper, boolean unit) {
    return upper ? a.triu(unit ? 1 : 0) : a.tril(unit ? -1 : 0);
  }

  /// As [#SOLVE] for `A = L L^T`, with `dA = dL L^T + L dL^T`.
  private static final Primitive CHOLESKY_SOLVE =
      Primitive.of(
              "choleskySolve",
              in -> LinearAlgebra.choleskySolve(in[0], in[1]),
              (g, in, x) -> {
                Variable sides = Variable.apply(LinearAlgebraGradients.CHOLESKY_SOLVE, in[0], g);
                Variable slope = outer(sides, x).neg();
                Variable both = slope.add(transposed(slope));
                return systemGradients(in, both.matmul(in[0].tril(0)).tril(0), sides);
              })
          .withTangent((t, in, x) -> {
            Variable change = null;
            if (t[0] != null) {
              Variable half = t[0].tril(0).matmul(transposed(in[0].tril(0)));
              change = half.add(transposed(half));
            }
            return Variable.apply(
                LinearAlgebraGradients.CHOLESKY_SOLVE, in[0], remaining(t[1], product(change, x)));
          })
          .batched(LinearAlgebraGradients::stacked);

  static Variable choleskySolve(Variable l, Variable b) {
    return system(CHOLESKY_SOLVE, l, b);
  }

  /// Applies a solver to matrices of right-hand sides with at least as many axes as `a`: so no
  /// shape of examples can be taken for one of vectors, for which [LinearAlgebra#solve] has a rule.
  static Variable system(Primitive solver, Variable a, Variable b) {
    int[] dims = a.shape().dims();
    boolean vectors =
        b.shape().rank() == 1
            || (dims.length >= 2
                && Arrays.equals(b.shape().dims(), Arrays.copyOf(dims, dims.length - 1)));
    Variable sides = vectors ? b.unsqueeze(-1) : b;
    Variable x = Variable.apply(solver, a, withLeadingOnes(sides, dims.length));
    return vectors ? x.squeeze(-1) : x;
  }

  private static Variable withLeadingOnes(Variable x, int rank) {
    int[] dims = x.shape().dims();
    if (dims.length >= rank) {
      return x;
    }
    int[] all = new int[rank];
    Arrays.fill(all, 1);
    System.arraycopy(dims, 0, all, rank - dims.length, dims.length);
    return x.reshape(all);
  }

  /// Matrices and right-hand sides of all examples, in equally many axes.
  private static Variable stacked(Primitive op, Variable[] in, boolean[] mapped, int size) {
    int rank = 0;
    for (int i = 0; i < in.length; i++) {
      rank = Math.max(rank, in[i].shape().rank() + (mapped[i] ? 0 : 1));
    }
    Variable[] aligned = in.clone();
    for (int i = 0; i < in.length; i++) {
      aligned[i] = mapped[i] ? Batching.withRank(in[i], rank) : withLeadingOnes(in[i], rank);
    }
    return op.apply(aligned);
  }

  /// The gradients of matrix and right-hand sides, which may have been broadcast.
  private static Variable[] systemGradients(Variable[] in, Variable matrix, Variable sides) {
    return new Variable[] {matrix.sumLike(in[0]), sides.sumLike(in[1])};
  }

  private static @Nullable Variable product(@Nullable Variable a, Variable x) {
    return a == null ? null : a.matmul(x);
  }

  /// `b - ax`, of which one may be missing.
  private static Variable remaining(@Nullable Variable b, @Nullable Variable ax) {
    if (ax == null) {
      return Objects.requireNonNull(b);
    }
    return b == null ? ax.neg() : b.sub(ax);
  }

  /// `a b^T`.
  private static Variable outer(Variable a, Variable b) {
    return a.matmul(transposed(b));
  }

  // ---- Determinants

  /// `d det(A) = sum(C dA)` with the matrix `C` of cofactors, `det(A) A^-T`.
  static final Primitive DET =
      unary(
              "det",
              LinearAlgebra::det,
              (g, x, y) -> cofactors(x).mul(perMatrix(g)),
              (t, x, y) -> t.mul(cofactors(x)).sum(false, -2, -1))
          .batched(Batching.ELEMENTWISE);

  /// Exact for singular matrices too; only their derivative needs the inverse.
  private static final Primitive COFACTORS =
      composed(
          "cofactors",
          in -> cofactors(in[0]),
          in -> transposed(in[0].inverse()).mul(perMatrix(in[0].det())));

  private static Variable cofactors(Variable x) {
    return Variable.apply(COFACTORS, x);
  }

  /// Without the inverse: of `A = U diag(s) Vh` they are `det(U) det(Vh) U diag(c) Vh`, where `c_i`
  /// is the product of all `s` but `s_i`.
  private static Tensor cofactors(Tensor a) {
    Tensor det = LinearAlgebra.det(a);
    if (!det.eq(0).any(false).itemBoolean()) {
      return LinearAlgebra.inverse(a).swapAxes(-2, -1).mul(det.unsqueeze(-1).unsqueeze(-1));
    }
    Svd svd = LinearAlgebra.svd(a);
    int n = a.dim(-1);
    Tensor one = Tensor.eye(a.dtype(), n, n, 0);
    Tensor others = svd.s().unsqueeze(-2).mul(one.neg().add(1)).add(one).prod(false, -1);
    Tensor sign = LinearAlgebra.det(svd.u()).mul(LinearAlgebra.det(svd.vh()));
    Tensor scaled = others.mul(sign.unsqueeze(-1));
    return svd.u().mul(scaled.unsqueeze(-2)).matmul(svd.vh());
  }

  /// `d ln det(A) = sum(A^-T dA)`.
  static final Primitive LOG_DET = logarithm("logDet", LinearAlgebra::logDet);

  private static final Primitive LOG_ABS_DET =
      logarithm("logAbsDet", a -> LinearAlgebra.slogDet(a).logAbsDet());

  private static Primitive logarithm(String name, Primitive.Value1 value) {
    return unary(
            name,
            value,
            (g, x, y) -> transposed(x.inverse()).mul(perMatrix(g)),
            (t, x, y) -> t.mul(transposed(x.inverse())).sum(false, -2, -1))
        .batched(Batching.ELEMENTWISE);
  }

  private static final Primitive SIGN_OF_DET =
      Primitive.constant("signOfDet", in -> LinearAlgebra.slogDet(in[0]).sign());

  static Decompositions.SlogDet slogDet(Variable a) {
    return new Decompositions.SlogDet(
        Variable.apply(SIGN_OF_DET, a), Variable.apply(LOG_ABS_DET, a));
  }

  // ---- Norms, condition, powers

  static Primitive norm(MatrixNorm norm) {
    return norm == MatrixNorm.FROBENIUS
        ? FROBENIUS
        : composed(
            "matrixNorm",
            in -> LinearAlgebra.matrixNorm(in[0], norm),
            in -> isEmpty(in[0]) ? zeroPerMatrix(in[0]) : norm(in[0], norm));
  }

  /// `d |A| = sum(A dA) / |A|`, 0 where the norm is 0.
  private static final Primitive FROBENIUS =
      unary(
              "matrixNorm",
              a -> LinearAlgebra.matrixNorm(a, MatrixNorm.FROBENIUS),
              (g, x, y) -> x.mul(perMatrix(g.div(oneForZero(y)))),
              (t, x, y) -> t.mul(x).sum(false, -2, -1).div(oneForZero(y)))
          .batched(Batching.ELEMENTWISE);

  private static Variable oneForZero(Variable y) {
    return y.add(isZero(y));
  }

  private static Variable norm(Variable a, MatrixNorm norm) {
    return switch (norm) {
      case FROBENIUS -> a.matrixNorm(norm);
      case NUCLEAR -> a.svdvals().sum(false, -1);
      case SPECTRAL -> a.svdvals().amax(false, -1);
      case ONE -> a.abs().sum(false, -2).amax(false, -1);
      case INFINITY -> a.abs().sum(false, -1).amax(false, -1);
    };
  }

  static final Primitive COND =
      composed(
          "cond",
          in -> LinearAlgebra.cond(in[0]),
          in -> {
            if (isEmpty(in[0])) {
              return zeroPerMatrix(in[0]);
            }
            Variable s = in[0].svdvals();
            return s.select(-1, 0).div(s.select(-1, -1));
          });

  static Primitive power(int exponent) {
    return composed(
        "matrixPower",
        in -> LinearAlgebra.matrixPower(in[0], exponent),
        in -> power(exponent < 0 ? in[0].inverse() : in[0], Math.abs((long) exponent)));
  }

  /// By repeated squaring.
  private static Variable power(Variable a, long exponent) {
    if (exponent == 0) {
      return identity(a, a.shape().dim(-1)).expand(a.shape());
    }
    Variable result = exponent % 2 == 1 ? a : null;
    Variable square = a;
    for (long rest = exponent / 2; rest > 0; rest /= 2) {
      square = square.matmul(square);
      if (rest % 2 == 1) {
        result = result == null ? square : result.matmul(square);
      }
    }
    return Objects.requireNonNull(result);
  }

  private static boolean isEmpty(Variable a) {
    return a.shape().dim(-1) == 0 || a.shape().dim(-2) == 0;
  }

  private static Variable zeroPerMatrix(Variable a) {
    int[] dims = a.shape().dims();
    return Variable.constant(Tensor.zeros(a.dtype(), Arrays.copyOf(dims, dims.length - 2)));
  }

  // ---- Matrices

  static Variable transposed(Variable a) {
    return a.swapAxes(-1, -2);
  }

  /// One number for each matrix, as a matrix that broadcasts.
  private static Variable perMatrix(Variable g) {
    return g.unsqueeze(-1).unsqueeze(-1);
  }

  static Variable identity(Variable like, int n) {
    return Variable.constant(Tensor.eye(like.dtype(), n, n, 0));
  }

  /// 1 where an element is 0, else 0.
  static Variable isZero(Variable x) {
    return x.eq(0).to(x.dtype());
  }
}
