package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.Tensor;
import java.util.List;

/// Section A6, linear algebra.
final class TorchLinearAlgebra {

  private TorchLinearAlgebra() {}

  static void addTo(Adapters to) {
    addSolutions(to);
    addDecompositions(to);
    addNumbers(to);
  }

  private static void addSolutions(Adapters to) {
    to.unary("inverse", LinearAlgebra::inverse);
    to.unary("pinv", LinearAlgebra::pinv);
    to.single("solve", in -> LinearAlgebra.solve(in.in("A"), in.in("B")));
    to.single("cholesky_solve", in -> LinearAlgebra.choleskySolve(in.in("L"), in.in("B")));
    to.single(
        "solve_triangular",
        in ->
            LinearAlgebra.solveTriangular(
                in.in("A"), in.in("B"), in.flag("upper"), in.flag("unitriangular")));
    to.single("lstsq", in -> LinearAlgebra.lstsq(in.in("A"), in.in("B")).solution());
  }

  private static void addDecompositions(Adapters to) {
    to.single("cholesky", in -> LinearAlgebra.cholesky(in.in("A")));
    to.single("cholesky_gram", TorchLinearAlgebra::choleskyOfGram);
    to.unary("svdvals", LinearAlgebra::svdvals);
    to.single("eigvalsh_sym", in -> LinearAlgebra.eigvalsh(symmetric(in.in("X"))));
    to.single("eigh_projector", TorchLinearAlgebra::projector);
    to.add("qr_positive", TorchLinearAlgebra::positiveQr);
  }

  private static void addNumbers(Adapters to) {
    to.unary("det", LinearAlgebra::det);
    to.unary("logdet", LinearAlgebra::logDet);
    to.add(
        "slogdet",
        in -> {
          LinearAlgebra.SlogDet parts = LinearAlgebra.slogDet(in.x());
          return List.of(parts.sign(), parts.logAbsDet());
        });
    to.single("matrix_power", in -> LinearAlgebra.matrixPower(in.x(), in.integer("n")));
    to.single("matrix_norm", in -> LinearAlgebra.matrixNorm(in.x(), norm(in.text("ord"))));
    to.unary("matrix_rank", LinearAlgebra::matrixRank);
  }

  static MatrixNorm norm(String order) {
    return switch (order) {
      case "fro" -> MatrixNorm.FROBENIUS;
      case "nuc" -> MatrixNorm.NUCLEAR;
      case "inf" -> MatrixNorm.INFINITY;
      case "1" -> MatrixNorm.ONE;
      case "2" -> MatrixNorm.SPECTRAL;
      default -> throw new Adapter.NotOurs("no norm " + order);
    };
  }

  private static Tensor transposed(Tensor matrices) {
    return matrices.swapAxes(-1, -2);
  }

  private static Tensor symmetric(Tensor x) {
    return x.add(transposed(x)).div(2);
  }

  private static Tensor choleskyOfGram(Arguments in) {
    Tensor x = in.in("X");
    Tensor identity = Tensor.eye(DType.F64, x.dim(-2), x.dim(-2), 0);
    return LinearAlgebra.cholesky(x.matmul(transposed(x)).add(identity.mul(in.number("shift"))));
  }

  /// On the span of the eigenvectors of the largest eigenvalues: free of the eigenvectors' signs.
  private static Tensor projector(Arguments in) {
    Tensor vectors = LinearAlgebra.eigh(symmetric(in.in("X"))).vectors();
    int k = in.integer("k");
    Tensor largest = vectors.narrow(-1, vectors.dim(-1) - k, k);
    return largest.matmul(transposed(largest));
  }

  /// With the signs chosen so that the diagonal of R is positive.
  private static List<Tensor> positiveQr(Arguments in) {
    LinearAlgebra.Qr qr = LinearAlgebra.qr(in.x());
    Tensor signs = qr.r().diagonal().sign();
    return List.of(qr.q().mul(signs), qr.r().mul(signs.unsqueeze(-1)));
  }
}
