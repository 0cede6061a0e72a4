package cerulean.tensor;

import cerulean.tensor.MatrixBatch.Result;
import cerulean.tensor.MatrixBatch.Systems;
import cerulean.tensor.linalg.CholeskyDecomposition;
import cerulean.tensor.linalg.LeastSquares;
import cerulean.tensor.linalg.LuDecomposition;
import cerulean.tensor.linalg.MatrixNorms;
import cerulean.tensor.linalg.MatrixProduct;
import cerulean.tensor.linalg.QrDecomposition;
import cerulean.tensor.linalg.SingularValueDecomposition;
import cerulean.tensor.linalg.SymmetricEigen;
import cerulean.tensor.linalg.TriangularSystem;

/// Linear algebra on dense matrices.
///
/// Matrices are the last two axes of a tensor; the axes before them, `...` below, are a batch whose
/// matrices are treated alike, on several threads. Tensors are F32 or F64; everything is computed
/// in double precision and rounded once. Of two operands the leading axes broadcast, and the result
/// has the wider type.
///
/// NaN and infinities in a matrix, and matrices that are singular where they must not be, are a
/// [LinearAlgebraException] that names the matrix; in right-hand sides NaN flows to the solutions.
/// `k` stands for the lesser of `m` rows and `n` columns.
public final class LinearAlgebra {

  private LinearAlgebra() {}

  // ---- Results of several tensors

  /// `A = P L U`: `p` a permutation `[..., m, m]`, `l` unit lower trapezoidal `[..., m, k]`, `u`
  /// upper trapezoidal `[..., k, n]`.
  public record Lu(Tensor p, Tensor l, Tensor u) {}

  /// `A = Q R`: orthonormal columns in `q`, `r` upper trapezoidal.
  public record Qr(Tensor q, Tensor r) {}

  /// Eigenvalues `[..., n]`, ascending, and eigenvectors `[..., n, n]`, in columns.
  public record Eigh(Tensor values, Tensor vectors) {}

  /// `A = U diag(s) Vh`, with `s` `[..., k]` descending.
  public record Svd(Tensor u, Tensor s, Tensor vh) {}

  /// The sign (-1, 0 or 1) and the natural logarithm of the absolute value of determinants,
  /// `[...]`.
  public record SlogDet(Tensor sign, Tensor logAbsDet) {}

  /// Least squares: the solution, the squared length `|A x - b|^2` of what remains for every
  /// right-hand side, the rank of `A` as I64 `[...]`, and its singular values `[..., k]`.
  public record Lstsq(Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) {}

  // ---- Systems of equations

  /// The inverses of square matrices `[..., n, n]`, by elimination with partial pivoting. Where the
  /// inverse is only needed to multiply by, [#solve] is faster and more accurate.
  public static Tensor inverse(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("inverse", a);
    int n = batch.rows();
    Result out = batch.result(n, n);
    batch.forEach(i -> out.set(i, LuDecomposition.of(batch.matrix(i), n, n).inverse()));
    return out.tensor();
  }

  /// The solution `X` of `A X = B`, by elimination with partial pivoting.
  ///
  /// - `a`: square, `[..., n, n]`
  /// - `b`: `[..., n, k]`, or vectors: `[n]`, or the shape of `a` without its last axis
  /// - result: `[..., n, k]`, or vectors `[..., n]`
  public static Tensor solve(Tensor a, Tensor b) {
    Systems systems = Systems.square("solve", a, b);
    int n = systems.a().rows();
    int sides = systems.b().columns();
    Result x = systems.a().result(n, sides);
    systems
        .a()
        .forEach(i -> {
          LuDecomposition lu = LuDecomposition.of(systems.a().matrix(i), n, n);
          x.set(i, lu.solve(systems.b().matrix(i), sides));
        });
    return systems.solutions(x);
  }

  /// The solution of `A X = B` for triangular `A`, of which only the `upper` or lower triangle is
  /// read; with `unit` its diagonal counts as ones and is not read either. Shapes as in [#solve].
  public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper, boolean unit) {
    Systems systems = Systems.square("solveTriangular", a, b);
    int n = systems.a().rows();
    int sides = systems.b().columns();
    Result x = systems.a().result(n, sides);
    systems
        .a()
        .forEach(i -> {
          double[] t = systems.a().matrix(i);
          double[] right = systems.b().matrix(i);
          x.set(i, TriangularSystem.solve(t, n, right, sides, upper, unit));
        });
    return systems.solutions(x);
  }

  /// The solution of `L L^T X = B` for the factor `l` that [#cholesky] gives. Shapes as in
  /// [#solve].
  public static Tensor choleskySolve(Tensor l, Tensor b) {
    Systems systems = Systems.square("choleskySolve", l, b);
    int n = systems.a().rows();
    int sides = systems.b().columns();
    Result x = systems.a().result(n, sides);
    systems
        .a()
        .forEach(i -> {
          double[] factor = systems.a().matrix(i);
          double[] right = systems.b().matrix(i);
          x.set(i, CholeskyDecomposition.solve(factor, n, right, sides));
        });
    return systems.solutions(x);
  }

  /// Least squares with the usual tolerance: the precision of the type times the larger of `m` and
  /// `n`. See [#lstsq(Tensor, Tensor, double)].
  public static Lstsq lstsq(Tensor a, Tensor b) {
    Systems systems = Systems.of("lstsq", a, b);
    return lstsq(systems, systems.a().tolerance());
  }

  /// The shortest `x` among those that make `|A x - b|` least, by singular values; those of at most
  /// `relativeTolerance` times the largest count as zero.
  ///
  /// - `a`: `[..., m, n]` of any shape and rank
  /// - `b`: `[..., m, k]`, or vectors: `[m]`, or the shape of `a` without its last axis
  /// - solution: `[..., n, k]` or `[..., n]`; residuals: `[..., k]` or `[...]`
  public static Lstsq lstsq(Tensor a, Tensor b, double relativeTolerance) {
    return lstsq(Systems.of("lstsq", a, b), requireTolerance("lstsq", relativeTolerance));
  }

  private static Lstsq lstsq(Systems systems, double tolerance) {
    MatrixBatch a = systems.a();
    int m = a.rows();
    int n = a.columns();
    int sides = systems.b().columns();
    Result x = a.result(n, sides);
    Result residuals = a.result(sides);
    Result rank = a.result();
    Result values = a.result(a.least());
    a.forEach(i -> {
      double[] right = systems.b().matrix(i);
      LeastSquares fit = LeastSquares.solve(a.matrix(i), m, n, right, sides, tolerance);
      x.set(i, fit.solution());
      residuals.set(i, fit.residuals());
      rank.set(i, fit.rank());
      values.set(i, fit.singularValues());
    });
    return new Lstsq(
        systems.solutions(x),
        systems.solutions(residuals),
        rank.tensor(DType.I64),
        values.tensor());
  }

  /// The pseudo-inverses `[..., n, m]` of `[..., m, n]` with the usual tolerance: the precision of
  /// the type times the larger of `m` and `n`.
  public static Tensor pinv(Tensor a) {
    MatrixBatch batch = MatrixBatch.of("pinv", a);
    return pinv(batch, batch.tolerance());
  }

  /// The Moore-Penrose inverses `[..., n, m]` of `[..., m, n]`; singular values of at most
  /// `relativeTolerance` times the largest count as zero.
  public static Tensor pinv(Tensor a, double relativeTolerance) {
    return pinv(MatrixBatch.of("pinv", a), requireTolerance("pinv", relativeTolerance));
  }

  private static Tensor pinv(MatrixBatch batch, double tolerance) {
    int m = batch.rows();
    int n = batch.columns();
    Result out = batch.result(n, m);
    batch.forEach(i -> out.set(i, LeastSquares.pseudoInverse(batch.matrix(i), m, n, tolerance)));
    return out.tensor();
  }

  // ---- Decompositions

  /// The lower triangular factors `L` of symmetric positive definite matrices `A = L L^T`, `[...,
  /// n, n]`, of which only the lower triangle is read.
  public static Tensor cholesky(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("cholesky", a);
    int n = batch.rows();
    Result out = batch.result(n, n);
    batch.forEach(i -> out.set(i, CholeskyDecomposition.lower(batch.matrix(i), n)));
    return out.tensor();
  }

  /// `A = P L U` for `[..., m, n]`, by elimination with partial pivoting. Singular matrices have
  /// such factors too.
  public static Lu lu(Tensor a) {
    MatrixBatch batch = MatrixBatch.of("lu", a);
    int m = batch.rows();
    int n = batch.columns();
    Result p = batch.result(m, m);
    Result l = batch.result(m, batch.least());
    Result u = batch.result(batch.least(), n);
    batch.forEach(i -> {
      LuDecomposition lu = LuDecomposition.of(batch.matrix(i), m, n);
      p.set(i, lu.permutation());
      l.set(i, lu.lower());
      u.set(i, lu.upper());
    });
    return new Lu(p.tensor(), l.tensor(), u.tensor());
  }

  /// `A = Q R` for `[..., m, n]`: `q` `[..., m, k]`, `r` `[..., k, n]`. By Householder reflections,
  /// with the signs of LAPACK: the diagonal of `r` may be negative.
  public static Qr qr(Tensor a) {
    return qr(a, false);
  }

  /// `A = Q R` for `[..., m, n]` with square `q`, `[..., m, m]`, and `r` `[..., m, n]`.
  public static Qr qrComplete(Tensor a) {
    return qr(a, true);
  }

  private static Qr qr(Tensor a, boolean complete) {
    MatrixBatch batch = MatrixBatch.of(complete ? "qrComplete" : "qr", a);
    int m = batch.rows();
    int n = batch.columns();
    int inner = complete ? m : batch.least();
    Result q = batch.result(m, inner);
    Result r = batch.result(inner, n);
    batch.forEach(i -> {
      QrDecomposition qr = QrDecomposition.of(batch.matrix(i), m, n);
      q.set(i, complete ? qr.completeQ() : qr.reducedQ());
      r.set(i, complete ? qr.completeR() : qr.reducedR());
    });
    return new Qr(q.tensor(), r.tensor());
  }

  /// Eigenvalues and orthonormal eigenvectors of symmetric matrices `[..., n, n]`, of which only
  /// the lower triangle is read. The signs of vectors are arbitrary.
  public static Eigh eigh(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("eigh", a);
    int n = batch.rows();
    Result values = batch.result(n);
    Result vectors = batch.result(n, n);
    batch.forEach(i -> {
      SymmetricEigen eigen = SymmetricEigen.of(batch.matrix(i), n);
      values.set(i, eigen.values());
      vectors.set(i, eigen.vectors());
    });
    return new Eigh(values.tensor(), vectors.tensor());
  }

  /// The eigenvalues `[..., n]`, ascending, of symmetric matrices `[..., n, n]`, of which only the
  /// lower triangle is read.
  public static Tensor eigvalsh(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("eigvalsh", a);
    Result values = batch.result(batch.rows());
    batch.forEach(i -> values.set(i, SymmetricEigen.values(batch.matrix(i), batch.rows())));
    return values.tensor();
  }

  /// `A = U diag(s) Vh` for `[..., m, n]`: `u` `[..., m, k]`, `vh` `[..., k, n]`. The signs of the
  /// columns of `u` are arbitrary, those of the rows of `vh` follow.
  public static Svd svd(Tensor a) {
    return svd(a, false);
  }

  /// As [#svd], with square `u`, `[..., m, m]`, and `vh`, `[..., n, n]`.
  public static Svd svdFull(Tensor a) {
    return svd(a, true);
  }

  private static Svd svd(Tensor a, boolean full) {
    MatrixBatch batch = MatrixBatch.of(full ? "svdFull" : "svd", a);
    int m = batch.rows();
    int n = batch.columns();
    Result u = batch.result(m, full ? m : batch.least());
    Result s = batch.result(batch.least());
    Result vh = batch.result(full ? n : batch.least(), n);
    batch.forEach(i -> {
      SingularValueDecomposition svd =
          full
              ? SingularValueDecomposition.full(batch.matrix(i), m, n)
              : SingularValueDecomposition.reduced(batch.matrix(i), m, n);
      u.set(i, svd.u());
      s.set(i, svd.values());
      vh.set(i, svd.vTransposed());
    });
    return new Svd(u.tensor(), s.tensor(), vh.tensor());
  }

  /// The singular values `[..., k]`, descending, of `[..., m, n]`.
  public static Tensor svdvals(Tensor a) {
    MatrixBatch batch = MatrixBatch.of("svdvals", a);
    Result s = batch.result(batch.least());
    batch.forEach(i -> s.set(i, values(batch, i)));
    return s.tensor();
  }

  private static double[] values(MatrixBatch batch, int i) {
    return SingularValueDecomposition.values(batch.matrix(i), batch.rows(), batch.columns());
  }

  // ---- Numbers that describe a matrix

  /// The determinants `[...]` of square matrices; 0 for singular ones, 1 for those without rows.
  public static Tensor det(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("det", a);
    Result out = batch.result();
    batch.forEach(i -> out.set(i, lu(batch, i).determinant()));
    return out.tensor();
  }

  /// Signs and logarithms of determinants, which do not overflow; minus infinity for singular
  /// matrices.
  public static SlogDet slogDet(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("slogDet", a);
    Result sign = batch.result();
    Result log = batch.result();
    batch.forEach(i -> {
      LuDecomposition lu = lu(batch, i);
      sign.set(i, lu.signOfDeterminant());
      log.set(i, lu.logAbsDeterminant());
    });
    return new SlogDet(sign.tensor(), log.tensor());
  }

  /// The natural logarithms of determinants; NaN for negative ones.
  public static Tensor logDet(Tensor a) {
    MatrixBatch batch = MatrixBatch.square("logDet", a);
    Result out = batch.result();
    batch.forEach(i -> {
      LuDecomposition lu = lu(batch, i);
      out.set(i, lu.signOfDeterminant() < 0 ? Double.NaN : lu.logAbsDeterminant());
    });
    return out.tensor();
  }

  private static LuDecomposition lu(MatrixBatch batch, int i) {
    return LuDecomposition.of(batch.matrix(i), batch.rows(), batch.columns());
  }

  /// The ranks of `[..., m, n]` as I64 `[...]`, with the usual tolerance: the precision of the type
  /// times the larger of `m` and `n`.
  public static Tensor matrixRank(Tensor a) {
    MatrixBatch batch = MatrixBatch.of("matrixRank", a);
    return matrixRank(batch, batch.tolerance());
  }

  /// How many singular values are above `relativeTolerance` times the largest, as I64 `[...]`.
  public static Tensor matrixRank(Tensor a, double relativeTolerance) {
    MatrixBatch batch = MatrixBatch.of("matrixRank", a);
    return matrixRank(batch, requireTolerance("matrixRank", relativeTolerance));
  }

  private static Tensor matrixRank(MatrixBatch batch, double tolerance) {
    Result out = batch.result();
    batch.forEach(i -> out.set(i, LeastSquares.rank(values(batch, i), tolerance)));
    return out.tensor(DType.I64);
  }

  /// The condition numbers `[...]`: largest over smallest singular value. How much a solution can
  /// magnify relative errors of its system; infinite for singular matrices.
  public static Tensor cond(Tensor a) {
    MatrixBatch batch = MatrixBatch.of("cond", a);
    Result out = batch.result();
    batch.forEach(i -> out.set(i, LeastSquares.condition(values(batch, i))));
    return out.tensor();
  }

  /// The norms `[...]` of `[..., m, n]`. NaN gives NaN in the norms without singular values.
  public static Tensor matrixNorm(Tensor a, MatrixNorm norm) {
    MatrixBatch batch = MatrixBatch.of("matrixNorm", a);
    Result out = batch.result();
    batch.forEach(i -> out.set(i, norm(batch.matrix(i), batch.rows(), batch.columns(), norm)));
    return out.tensor();
  }

  private static double norm(double[] a, int m, int n, MatrixNorm norm) {
    return switch (norm) {
      case FROBENIUS -> MatrixNorms.frobenius(a);
      case NUCLEAR -> MatrixNorms.nuclear(a, m, n);
      case SPECTRAL -> MatrixNorms.spectral(a, m, n);
      case ONE -> MatrixNorms.largestRowSum(MatrixProduct.transposed(a, m, n), n, m);
      case INFINITY -> MatrixNorms.largestRowSum(a, m, n);
    };
  }

  // ---- Powers

  /// The integer powers of square matrices, by repeated squaring; `A^0` is the identity, negative
  /// exponents take the inverse first.
  public static Tensor matrixPower(Tensor a, int exponent) {
    MatrixBatch batch = MatrixBatch.square("matrixPower", a);
    int n = batch.rows();
    Result out = batch.result(n, n);
    batch.forEach(i -> out.set(i, MatrixProduct.power(batch.matrix(i), n, exponent)));
    return out.tensor();
  }

  private static double requireTolerance(String op, double relativeTolerance) {
    if (!(relativeTolerance >= 0 && relativeTolerance <= 1)) {
      throw badTolerance(op, relativeTolerance);
    }
    return relativeTolerance;
  }

  private static IllegalArgumentException badTolerance(String op, double got) {
    return new IllegalArgumentException(
        op + ": the relative tolerance must be from 0 to 1; got " + got);
  }
}
