package cerulean.testing;

import cerulean.autograd.Decompositions;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// What needs a decomposition, on matrices made safe by their diagonal, against elimination and
/// closed forms. [cerulean.tensor.LinearAlgebraTest] has the hard cases.
final class LinearAlgebraRows extends Rows {

  private static final int N = 4;

  /// Above the sum of the other magnitudes in a row, so that nothing is close to singular.
  private static final double DIAGONAL = 16;

  LinearAlgebraRows() {
    int[][] square = shapes(s(N, N));
    int[][] system = shapes(s(N, N), s(N, 3));
    row(
        "inverse",
        "",
        square,
        a -> LinearAlgebra.inverse(safe(a.get(0))),
        a -> eliminated(safe(a.get(0)), identity()),
        a -> safe(a.get(0)).inverse());
    row(
        "solve",
        "",
        system,
        a -> LinearAlgebra.solve(safe(a.get(0)), a.get(1)),
        a -> eliminated(safe(a.get(0)), a.get(1)),
        a -> safe(a.get(0)).solve(a.get(1)));
    row(
        "solveTriangular",
        "upper",
        system,
        a -> LinearAlgebra.solveTriangular(safe(a.get(0)), a.get(1), true, false),
        a -> eliminated(triangle(safe(a.get(0)), true), a.get(1)),
        a -> safe(a.get(0)).solveTriangular(a.get(1), true, false));
    row(
        "solveTriangular",
        "lower",
        system,
        a -> LinearAlgebra.solveTriangular(safe(a.get(0)), a.get(1), false, false),
        a -> eliminated(triangle(safe(a.get(0)), false), a.get(1)),
        a -> safe(a.get(0)).solveTriangular(a.get(1), false, false));
    row(
        "choleskySolve",
        "",
        system,
        a -> LinearAlgebra.choleskySolve(safe(a.get(0)).tril(0), a.get(1)),
        a -> {
          Nd l = triangle(safe(a.get(0)), false);
          return eliminated(l.matmul(transposed(l)), a.get(1));
        },
        a -> safe(a.get(0)).choleskySolve(a.get(1)));
    row(
        "cholesky",
        "",
        square,
        a -> LinearAlgebra.cholesky(symmetric(a.get(0))),
        a -> cholesky(symmetric(a.get(0))),
        a -> symmetric(a.get(0)).cholesky());
    row(
        "pinv",
        "tall",
        shapes(s(5, 2)),
        a -> LinearAlgebra.pinv(tall(a.get(0))),
        a -> {
          Nd x = tall(a.get(0));
          return eliminated(transposed(x).matmul(x), transposed(x));
        },
        a -> tall(a.get(0)).pinv());
    row(
        "det",
        "",
        square,
        a -> LinearAlgebra.det(safe(a.get(0))),
        a -> number(determinant(safe(a.get(0)))),
        a -> safe(a.get(0)).det());
    row(
        "logDet",
        "",
        square,
        a -> LinearAlgebra.logDet(safe(a.get(0))),
        a -> number(Math.log(determinant(safe(a.get(0))))),
        a -> safe(a.get(0)).logDet());
    for (int exponent : new int[] {0, 1, 3}) {
      row(
          "matrixPower",
          Integer.toString(exponent),
          square,
          a -> LinearAlgebra.matrixPower(a.get(0), exponent),
          a -> {
            Nd product = identity();
            for (int i = 0; i < exponent; i++) {
              product = product.matmul(a.get(0));
            }
            return product;
          },
          a -> a.get(0).matrixPower(exponent));
    }
    factors(square);
    int[][] pair = shapes(s(2, 2));
    row(
        "eigvalsh",
        "2 x 2",
        pair,
        a -> LinearAlgebra.eigvalsh(symmetric(a.get(0))),
        a -> eigenvalues(symmetric(a.get(0))),
        a -> symmetric(a.get(0)).eigvalsh());
    row(
        "svdvals",
        "2 x 2",
        pair,
        a -> LinearAlgebra.svdvals(safe(a.get(0))),
        a -> singularValues(safe(a.get(0))),
        a -> safe(a.get(0)).svdvals());
    row(
        "cond",
        "2 x 2",
        pair,
        a -> LinearAlgebra.cond(safe(a.get(0))),
        a -> {
          double[] s = singularValues(safe(a.get(0))).values();
          return number(s[0] / s[1]);
        },
        a -> safe(a.get(0)).cond());
    for (MatrixNorm norm : MatrixNorm.values()) {
      row(
          "matrixNorm",
          norm.toString(),
          pair,
          // Of squares, unlike evenly spaced numbers, no two rows have the same sum.
          a -> LinearAlgebra.matrixNorm(safe(a.get(0).square()), norm),
          a -> number(norm(safe(a.get(0).map(x -> x * x)), norm)),
          a -> safe(a.get(0).square()).matrixNorm(norm));
    }
    row(
        "matrixRank",
        "",
        square,
        a -> LinearAlgebra.matrixRank(safe(a.get(0))),
        a -> number(N),
        null);
  }

  /// Of what gives several matrices, functions that have a closed form whatever the signs.
  private void factors(int[][] square) {
    row(
        "lu",
        "upper",
        square,
        a -> LinearAlgebra.lu(symmetric(a.get(0))).u(),
        a -> {
          Nd l = cholesky(symmetric(a.get(0)));
          return Nd.fill(l.shape(), p -> l.at(p[1], p[0]) * l.at(p[0], p[0]));
        },
        a -> symmetric(a.get(0)).lu().u());
    row(
        "qr",
        "squares of r",
        shapes(s(5, 2)),
        a -> LinearAlgebra.qr(tall(a.get(0))).r().square(),
        a ->
            transposed(cholesky(transposed(tall(a.get(0))).matmul(tall(a.get(0))))).map(x -> x * x),
        a -> tall(a.get(0)).qr().r().square());
    row(
        "qrComplete",
        "what is left",
        shapes(s(5, 2)),
        a -> left(LinearAlgebra.qrComplete(tall(a.get(0))).q()),
        a -> missed(tall(a.get(0))),
        a -> left(tall(a.get(0)).qrComplete().q()));
    row(
        "eigh",
        "the cube",
        square,
        a -> {
          LinearAlgebra.Eigh eigh = LinearAlgebra.eigh(symmetric(a.get(0)));
          return eigh.vectors().mul(eigh.values().pow(3)).matmul(eigh.vectors().transpose());
        },
        a -> symmetric(a.get(0)).matmul(symmetric(a.get(0))).matmul(symmetric(a.get(0))),
        a -> {
          Decompositions.Eigh eigh = symmetric(a.get(0)).eigh();
          return eigh.vectors().mul(eigh.values().pow(3)).matmul(eigh.vectors().transpose());
        });
    row(
        "svd",
        "cubes of values",
        shapes(s(5, 2)),
        a -> {
          LinearAlgebra.Svd svd = LinearAlgebra.svd(tall(a.get(0)));
          return svd.u().mul(svd.s().pow(3)).matmul(svd.vh());
        },
        a -> tall(a.get(0)).matmul(transposed(tall(a.get(0)))).matmul(tall(a.get(0))),
        a -> {
          Decompositions.Svd svd = tall(a.get(0)).svd();
          return svd.u().mul(svd.s().pow(3)).matmul(svd.vh());
        });
    row(
        "svdFull",
        "what is left",
        shapes(s(5, 2)),
        a -> left(LinearAlgebra.svdFull(tall(a.get(0))).u()),
        a -> missed(tall(a.get(0))),
        a -> left(tall(a.get(0)).svdFull().u()));
    row(
        "slogDet",
        "logarithm",
        square,
        a -> LinearAlgebra.slogDet(safe(a.get(0))).logAbsDet(),
        a -> number(Math.log(determinant(safe(a.get(0))))),
        a -> safe(a.get(0)).slogDet().logAbsDet());
    row(
        "lstsq",
        "",
        shapes(s(5, 2), s(5, 3)),
        a -> LinearAlgebra.lstsq(tall(a.get(0)), a.get(1)).solution(),
        a -> {
          Nd x = tall(a.get(0));
          return eliminated(transposed(x).matmul(x), transposed(x).matmul(a.get(1)));
        },
        a -> tall(a.get(0)).lstsq(a.get(1)));
  }

  /// The projection on what the last columns of a square matrix span.
  private static Tensor left(Tensor q) {
    Tensor rest = q.narrow(1, 2, 3);
    return rest.matmul(rest.transpose());
  }

  private static Variable left(Variable q) {
    Variable rest = q.narrow(1, 2, 3);
    return rest.matmul(rest.transpose());
  }

  /// `I - A (A^T A)^-1 A^T`.
  private static Nd missed(Nd a) {
    Nd projection = a.matmul(eliminated(transposed(a).matmul(a), transposed(a)));
    return Nd.fill(projection.shape(), p -> (p[0] == p[1] ? 1 : 0) - projection.at(p));
  }

  private static Tensor safe(Tensor a) {
    return a.add(Tensor.eye(a.dim(0)).mul(DIAGONAL));
  }

  private static Variable safe(Variable a) {
    int n = a.shape().dim(0);
    return a.add(Variable.constant(Tensor.eye(n).mul(DIAGONAL)));
  }

  private static Nd safe(Nd a) {
    return Nd.fill(a.shape(), p -> a.at(p) + (p[0] == p[1] ? DIAGONAL : 0));
  }

  private static Tensor symmetric(Tensor a) {
    return safe(a.add(a.transpose()));
  }

  private static Variable symmetric(Variable a) {
    return safe(a.add(a.transpose()));
  }

  private static Nd symmetric(Nd a) {
    return safe(a.zip(transposed(a), Double::sum));
  }

  /// With columns that are far from parallel.
  private static Tensor tall(Tensor a) {
    return a.add(Tensor.eye(DType.F32, 5, 2, 0).mul(DIAGONAL));
  }

  private static Variable tall(Variable a) {
    return a.add(Variable.constant(Tensor.eye(DType.F32, 5, 2, 0).mul(DIAGONAL)));
  }

  private static Nd tall(Nd a) {
    return safe(a);
  }

  private static Nd transposed(Nd a) {
    return Nd.fill(s(a.shape()[1], a.shape()[0]), p -> a.at(p[1], p[0]));
  }

  private static Nd triangle(Nd a, boolean upper) {
    return Nd.fill(a.shape(), p -> (upper ? p[0] <= p[1] : p[0] >= p[1]) ? a.at(p) : 0);
  }

  private static Nd identity() {
    return Nd.fill(s(N, N), p -> p[0] == p[1] ? 1 : 0);
  }

  private static Nd number(double value) {
    return new Nd(s(), new double[] {value});
  }

  /// The solution of `a x = b` by Gauss-Jordan elimination; the diagonal is large enough to do
  /// without pivots.
  private static Nd eliminated(Nd a, Nd b) {
    int n = a.shape()[0];
    int sides = b.shape()[1];
    double[] left = a.values().clone();
    double[] right = b.values().clone();
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double factor = left[i * n + k] / left[k * n + k];
        for (int j = 0; j < n && i != k; j++) {
          left[i * n + j] -= factor * left[k * n + j];
        }
        for (int j = 0; j < sides && i != k; j++) {
          right[i * sides + j] -= factor * right[k * sides + j];
        }
      }
    }
    return Nd.fill(b.shape(), p -> right[p[0] * sides + p[1]] / left[p[0] * n + p[0]]);
  }

  /// By expansion along the first row.
  private static double determinant(Nd a) {
    int n = a.shape()[0];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      int left = k;
      Nd minor = Nd.fill(s(n - 1, n - 1), p -> a.at(p[0] + 1, p[1] < left ? p[1] : p[1] + 1));
      sum += (k % 2 == 0 ? 1 : -1) * a.at(0, k) * (n == 1 ? 1 : determinant(minor));
    }
    return sum;
  }

  private static Nd cholesky(Nd a) {
    int n = a.shape()[0];
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a.at(i, j);
        for (int k = 0; k < j; k++) {
          rest -= l[i * n + k] * l[j * n + k];
        }
        l[i * n + j] = i == j ? Math.sqrt(rest) : rest / l[j * n + j];
      }
    }
    return new Nd(a.shape(), l);
  }

  /// Of a symmetric 2 x 2 matrix, ascending.
  private static Nd eigenvalues(Nd a) {
    double mean = (a.at(0, 0) + a.at(1, 1)) / 2;
    double radius = Math.hypot((a.at(0, 0) - a.at(1, 1)) / 2, a.at(0, 1));
    return new Nd(s(2), new double[] {mean - radius, mean + radius});
  }

  /// Of a 2 x 2 matrix, descending.
  private static Nd singularValues(Nd a) {
    double[] squares = eigenvalues(transposed(a).matmul(a)).values();
    return new Nd(s(2), new double[] {Math.sqrt(squares[1]), Math.sqrt(squares[0])});
  }

  private static double norm(Nd a, MatrixNorm norm) {
    double[] s = singularValues(a).values();
    Nd magnitudes = a.map(Math::abs);
    return switch (norm) {
      case FROBENIUS -> Math.sqrt(Arrays.stream(a.values()).map(x -> x * x).sum());
      case NUCLEAR -> s[0] + s[1];
      case SPECTRAL -> s[0];
      case ONE -> largest(magnitudes.reduce(v -> Arrays.stream(v).sum(), false, 0));
      case INFINITY -> largest(magnitudes.reduce(v -> Arrays.stream(v).sum(), false, 1));
    };
  }

  private static double largest(Nd a) {
    return Arrays.stream(a.values()).max().orElseThrow();
  }
}
