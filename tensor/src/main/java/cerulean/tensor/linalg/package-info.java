/// Decompositions of dense matrices, in double precision.
///
/// A matrix is a row-major `double[]` with its numbers of rows and columns; element `(i, j)` of an
/// `m x n` matrix lies at `i * n + j`. Arguments are never written and results are new arrays,
/// except where a method says `InPlace`. Inner loops run along rows, because those are adjacent in
/// memory.
///
/// [LuDecomposition] solves square systems, [CholeskyDecomposition] positive definite ones,
/// [QrDecomposition] makes orthonormal bases, [SymmetricEigen] and [SingularValueDecomposition]
/// diagonalise, [LeastSquares] solves what has no or many solutions. They share
/// [HouseholderReflector], [TriangularSystem], [MatrixProduct] and [Magnitude].
///
/// Accuracy is stated in terms of the machine precision `eps = 2^-52`, for matrices of any scale
/// from the smallest normal number to the largest: where squares could overflow or vanish the
/// matrix is first multiplied by a power of two, which is exact. NaN and infinities are refused
/// with a [MatrixException].
///
/// Sources: Golub & Van Loan, "Matrix Computations", 4th edition (2013), cited as GVL; Higham,
/// "Accuracy and Stability of Numerical Algorithms", 2nd edition (2002), cited as Higham.
@NullMarked
package cerulean.tensor.linalg;

import org.jspecify.annotations.NullMarked;
