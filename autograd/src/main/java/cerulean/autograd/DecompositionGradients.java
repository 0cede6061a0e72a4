package cerulean.autograd;

import static cerulean.autograd.LinearAlgebraGradients.identity;
import static cerulean.autograd.LinearAlgebraGradients.isZero;
import static cerulean.autograd.LinearAlgebraGradients.transposed;
import static cerulean.autograd.Primitive.composed;
import static cerulean.autograd.Primitive.unary;

import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Tensor;

/// Decompositions of matrices, what is computed from them, and their derivatives.
///
/// Several factors are one packed result, one below the other. Where a factor is only determined up
/// to signs or rotations, its derivative is that of the choice that does not turn with the input;
/// every function that does not depend on the choice gets the right derivative from it.
final class DecompositionGradients {

  private DecompositionGradients() {}

  // ---- Cholesky

  /// `dL = L Phi(L^-1 dA L^-T)` for the symmetric part of `dA`; `Phi` takes the lower triangle and
  /// half the diagonal (Murray, Differentiation of the Cholesky decomposition, 2016).
  static final Primitive CHOLESKY =
      unary(
              "cholesky",
              LinearAlgebra::cholesky,
              (g, x, l) -> {
                Variable slope = lowerHalf(transposed(l).matmul(g.tril(0)));
                Variable left = transposed(l).solveTriangular(slope, true, false);
                return symmetric(transposed(l).solveTriangular(transposed(left), true, false));
              },
              (t, x, l) -> {
                Variable left = l.solveTriangular(symmetric(t), false, false);
                Variable both = l.solveTriangular(transposed(left), false, false);
                return l.matmul(lowerHalf(both));
              })
          .batched(Batching.ELEMENTWISE);

  /// The lower triangle with half the diagonal.
  private static Variable lowerHalf(Variable a) {
    return a.tril(0).add(a.tril(-1)).mul(0.5);
  }

  private static Variable symmetric(Variable a) {
    return a.add(transposed(a)).mul(0.5);
  }

  // ---- LU

  /// `l` without its ones and `u` in one square, above the permutation `p`. With `M = L^-1 P^T dA
  /// U^-1`: `dL = L tril(M, -1)`, `dU = triu(M) U`.
  private static final Primitive LU =
      unary(
              "lu",
              a -> {
                LinearAlgebra.Lu lu = LinearAlgebra.lu(a);
                return Tensor.concat(-2, lu.l().tril(-1).add(lu.u()), lu.p());
              },
              (g, x, y) -> {
                int n = x.shape().dim(-1);
                Variable packed = y.narrow(-2, 0, n);
                Variable slopes = g.narrow(-2, 0, n);
                Variable below = transposed(unitLower(packed)).matmul(slopes.tril(-1)).tril(-1);
                Variable above = slopes.triu(0).matmul(transposed(packed.triu(0))).triu(0);
                Variable left = transposed(packed).solveTriangular(below.add(above), true, true);
                Variable both = packed.solveTriangular(transposed(left), true, false);
                return y.narrow(-2, n, n).detach().matmul(transposed(both));
              },
              (t, x, y) -> {
                int n = x.shape().dim(-1);
                Variable packed = y.narrow(-2, 0, n);
                Variable p = y.narrow(-2, n, n).detach();
                Variable left = packed.solveTriangular(transposed(p).matmul(t), false, true);
                Variable both =
                    transposed(transposed(packed).solveTriangular(transposed(left), false, false));
                Variable changes =
                    unitLower(packed)
                        .matmul(both.tril(-1))
                        .add(both.triu(0).matmul(packed.triu(0)));
                return Variable.concat(-2, changes, p.zerosLike());
              })
          .batched(Batching.ELEMENTWISE);

  /// The lower triangle with ones on the diagonal.
  private static Variable unitLower(Variable packed) {
    return packed.tril(-1).add(identity(packed, packed.shape().dim(-1)));
  }

  /// `p` of matrices of any shape.
  private static final Primitive PERMUTATION =
      Primitive.constant("permutation", in -> LinearAlgebra.lu(in[0]).p());

  /// A wide matrix is a square one and columns that are only eliminated; a tall one, its rows in
  /// the order of the pivots, a square one, which then needs no exchange, and rows below it.
  static Decompositions.Lu lu(Variable a) {
    int m = a.shape().dim(-2);
    int n = a.shape().dim(-1);
    if (m < n) {
      Decompositions.Lu square = lu(a.narrow(-1, 0, m));
      Variable moved = transposed(square.p()).matmul(a.narrow(-1, m, n - m));
      Variable rest = square.l().solveTriangular(moved, false, true);
      return new Decompositions.Lu(square.p(), square.l(), Variable.concat(-1, square.u(), rest));
    }
    if (m > n) {
      Variable p = Variable.apply(PERMUTATION, a);
      Variable moved = transposed(p).matmul(a);
      Decompositions.Lu square = lu(moved.narrow(-2, 0, n));
      Variable below = transposed(moved.narrow(-2, n, m - n));
      Variable rest = transposed(square.u()).solveTriangular(below, false, false);
      return new Decompositions.Lu(
          p, Variable.concat(-2, square.l(), transposed(rest)), square.u());
    }
    Variable packed = Variable.apply(LU, a);
    Variable factors = packed.narrow(-2, 0, n);
    return new Decompositions.Lu(
        packed.narrow(-2, n, n).detach(), unitLower(factors), factors.triu(0));
  }

  // ---- QR

  /// `q` above `r`, of matrices with no more columns than rows. With `M = Q^T dA R^-1` and `T` its
  /// upper triangle plus its lower one transposed: `dR = T R`, `dQ = dA R^-1 - Q T`.
  private static final Primitive QR =
      unary(
              "qr",
              a -> {
                LinearAlgebra.Qr qr = LinearAlgebra.qr(a);
                return Tensor.concat(-2, qr.q(), qr.r());
              },
              (g, x, y) -> {
                int m = x.shape().dim(-2);
                int n = x.shape().dim(-1);
                Variable q = y.narrow(-2, 0, m);
                Variable r = y.narrow(-2, m, n);
                Variable gq = g.narrow(-2, 0, m);
                Variable gr = g.narrow(-2, m, n);
                Variable slope = r.matmul(transposed(gr)).sub(transposed(gq).matmul(q));
                Variable mirrored = slope.tril(0).add(transposed(slope.tril(-1)));
                Variable sum = gq.add(q.matmul(mirrored));
                return transposed(r.solveTriangular(transposed(sum), true, false));
              },
              (t, x, y) -> {
                int m = x.shape().dim(-2);
                int n = x.shape().dim(-1);
                Variable q = y.narrow(-2, 0, m);
                Variable r = y.narrow(-2, m, n);
                Variable change =
                    transposed(transposed(r).solveTriangular(transposed(t), false, false));
                Variable turned = transposed(q).matmul(change);
                Variable below = turned.tril(-1);
                Variable above = turned.sub(below).add(transposed(below));
                return Variable.concat(-2, change.sub(q.matmul(above)), above.matmul(r));
              })
          .batched(Batching.ELEMENTWISE);

  /// A wide matrix is a square one and columns that are only turned.
  static Decompositions.Qr qr(Variable a) {
    int m = a.shape().dim(-2);
    int n = a.shape().dim(-1);
    if (m < n) {
      Decompositions.Qr square = qr(a.narrow(-1, 0, m));
      Variable rest = transposed(square.q()).matmul(a.narrow(-1, m, n - m));
      return new Decompositions.Qr(square.q(), Variable.concat(-1, square.r(), rest));
    }
    Variable packed = Variable.apply(QR, a);
    return new Decompositions.Qr(packed.narrow(-2, 0, m), packed.narrow(-2, m, n));
  }

  static Decompositions.Qr qrComplete(Variable a) {
    int m = a.shape().dim(-2);
    int n = a.shape().dim(-1);
    Decompositions.Qr reduced = qr(a);
    if (m <= n) {
      return reduced;
    }
    int[] below = a.shape().dims();
    below[below.length - 2] = m - n;
    Variable zeros = Variable.constant(Tensor.zeros(a.dtype(), below));
    return new Decompositions.Qr(
        completed(reduced.q(), a, "qrComplete", x -> LinearAlgebra.qrComplete(x).q()),
        Variable.concat(-2, reduced.r(), zeros));
  }

  /// Orthonormal columns `q` with those of the square `all` that are missing, which move with them:
  /// what is orthogonal to `q` of them, made orthonormal again. How they turn among themselves is a
  /// choice; that to turn as little as possible.
  private static Variable completed(Variable q, Variable a, String name, Primitive.Value1 all) {
    int m = q.shape().dim(-2);
    int k = q.shape().dim(-1);
    Variable rest =
        Variable.apply(
            Primitive.constant(name, in -> all.of(in[0]).narrow(-1, k, m - k).copy()), a);
    Variable outside = rest.sub(q.matmul(transposed(q).matmul(rest)));
    Variable factor = transposed(outside).matmul(outside).cholesky();
    Variable ones = factor.solveTriangular(transposed(outside), false, false);
    return Variable.concat(-1, q, transposed(ones));
  }

  // ---- Symmetric eigenvalues

  /// The values above the vectors. With `S = V^T dA V` for the symmetric part of `dA`: `dl_i =
  /// S_ii`, `dV = V (S_ij / (l_j - l_i))` with zeros on the diagonal.
  private static final Primitive EIGH =
      unary(
              "eigh",
              a -> {
                LinearAlgebra.Eigh eigh = LinearAlgebra.eigh(a);
                return Tensor.concat(-2, eigh.values().unsqueeze(-2), eigh.vectors());
              },
              (g, x, y) -> {
                int n = x.shape().dim(-1);
                Variable v = y.narrow(-2, 1, n);
                Variable turning = transposed(v).matmul(g.narrow(-2, 1, n));
                Variable slope =
                    ratio(skew(turning).mul(0.5), gaps(y.narrow(-2, 0, 1)))
                        .add(g.narrow(-2, 0, 1).mul(identity(x, n)));
                return v.matmul(slope).matmul(transposed(v));
              },
              (t, x, y) -> {
                int n = x.shape().dim(-1);
                Variable v = y.narrow(-2, 1, n);
                Variable s = transposed(v).matmul(symmetric(t)).matmul(v);
                Variable values = s.mul(identity(x, n)).sum(true, -2);
                Variable turning = ratio(offDiagonal(s), gaps(y.narrow(-2, 0, 1)));
                return Variable.concat(-2, values, v.matmul(turning));
              })
          .batched(Batching.ELEMENTWISE);

  static Decompositions.Eigh eigh(Variable a) {
    Variable packed = Variable.apply(EIGH, a);
    return new Decompositions.Eigh(packed.select(-2, 0), packed.narrow(-2, 1, a.shape().dim(-1)));
  }

  /// Vectors are only computed where there is something to differentiate.
  static final Primitive EIGVALSH =
      composed("eigvalsh", in -> LinearAlgebra.eigvalsh(in[0]), in -> in[0].eigh().values());

  /// `l_j - l_i` at `i, j`, of a row of numbers.
  private static Variable gaps(Variable row) {
    return row.sub(transposed(row));
  }

  /// `a / b`, 0 where both are 0: what does not move needs no room.
  private static Variable ratio(Variable a, Variable b) {
    return a.div(b.add(isZero(a).mul(isZero(b))));
  }

  private static Variable skew(Variable a) {
    return a.sub(transposed(a));
  }

  private static Variable offDiagonal(Variable a) {
    return a.mul(identity(a, a.shape().dim(-1)).neg().add(1));
  }

  // ---- Singular values

  /// `u` above `s` above `v`. With `P = U^T dA V` and `F_ij = 1 / (s_j^2 - s_i^2)`, 0 on the
  /// diagonal: `ds_i = P_ii`, `dU = U (F (P S + S P^T)) + (I - U U^T) dA V S^-1`, `dV = V (F (S P +
  /// P^T S)) + (I - V V^T) dA^T U S^-1` (Townsend, Differentiating the singular value
  /// decomposition, 2016).
  private static final Primitive SVD =
      unary(
              "svd",
              a -> {
                LinearAlgebra.Svd svd = LinearAlgebra.svd(a);
                return Tensor.concat(-2, svd.u(), svd.s().unsqueeze(-2), svd.vh().swapAxes(-2, -1));
              },
              DecompositionGradients::svdGradient,
              DecompositionGradients::svdTangent)
          .batched(Batching.ELEMENTWISE);

  private static Variable svdGradient(Variable g, Variable x, Variable y) {
    int m = x.shape().dim(-2);
    int n = x.shape().dim(-1);
    int k = Math.min(m, n);
    Variable u = y.narrow(-2, 0, m);
    Variable s = y.narrow(-2, m, 1);
    Variable v = y.narrow(-2, m + 1, n);
    Variable gu = g.narrow(-2, 0, m);
    Variable gv = g.narrow(-2, m + 1, n);
    Variable byU = transposed(u).matmul(gu);
    Variable byV = transposed(v).matmul(gv);
    Variable gaps = squareGaps(s);
    Variable inner =
        g.narrow(-2, m, 1)
            .mul(identity(x, k))
            .add(ratio(skew(byU), gaps).mul(s))
            .add(ratio(skew(byV), gaps).mul(transposed(s)));
    Variable left = u.matmul(inner);
    if (m > k) {
      left = left.add(ratio(gu.sub(u.matmul(byU)), s));
    }
    Variable gradient = left.matmul(transposed(v));
    return n > k ? gradient.add(u.matmul(transposed(ratio(gv.sub(v.matmul(byV)), s)))) : gradient;
  }

  private static Variable svdTangent(Variable t, Variable x, Variable y) {
    int m = x.shape().dim(-2);
    int n = x.shape().dim(-1);
    int k = Math.min(m, n);
    Variable u = y.narrow(-2, 0, m);
    Variable s = y.narrow(-2, m, 1);
    Variable v = y.narrow(-2, m + 1, n);
    Variable tv = t.matmul(v);
    Variable p = transposed(u).matmul(tv);
    Variable gaps = squareGaps(s);
    Variable right = p.mul(s);
    Variable left = p.mul(transposed(s));
    Variable du = u.matmul(ratio(offDiagonal(right.add(transposed(right))), gaps));
    Variable dv = v.matmul(ratio(offDiagonal(left.add(transposed(left))), gaps));
    if (m > k) {
      du = du.add(ratio(tv.sub(u.matmul(p)), s));
    }
    if (n > k) {
      dv = dv.add(ratio(transposed(t).matmul(u).sub(v.matmul(transposed(p))), s));
    }
    return Variable.concat(-2, du, p.mul(identity(x, k)).sum(true, -2), dv);
  }

  /// `s_j^2 - s_i^2`, without the rounding of the squares.
  private static Variable squareGaps(Variable s) {
    return gaps(s).mul(s.add(transposed(s)));
  }

  static Decompositions.Svd svd(Variable a) {
    int m = a.shape().dim(-2);
    int n = a.shape().dim(-1);
    Variable packed = Variable.apply(SVD, a);
    return new Decompositions.Svd(
        packed.narrow(-2, 0, m), packed.select(-2, m), transposed(packed.narrow(-2, m + 1, n)));
  }

  /// One of both factors is square already.
  static Decompositions.Svd svdFull(Variable a) {
    int m = a.shape().dim(-2);
    int n = a.shape().dim(-1);
    Decompositions.Svd svd = svd(a);
    Variable u = svd.u();
    Variable vh = svd.vh();
    if (m > n) {
      u = completed(u, a, "svdFull", x -> LinearAlgebra.svdFull(x).u());
    } else if (m < n) {
      Primitive.Value1 v = x -> LinearAlgebra.svdFull(x).vh().swapAxes(-2, -1);
      vh = transposed(completed(transposed(vh), a, "svdFull", v));
    }
    return new Decompositions.Svd(u, svd.s(), vh);
  }

  static final Primitive SVDVALS =
      composed("svdvals", in -> LinearAlgebra.svdvals(in[0]), in -> in[0].svd().s());

  // ---- Least squares

  static final Primitive PINV = pinv(LinearAlgebra::pinv);

  static Primitive pinv(double relativeTolerance) {
    return pinv(a -> LinearAlgebra.pinv(a, relativeTolerance));
  }

  /// `dP = -P dA P + P P^T dA^T (I - A P) + (I - P A) dA^T P^T P` while the rank stays (Golub &
  /// Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems, 1973).
  private static Primitive pinv(Primitive.Value1 value) {
    return unary(
            "pinv",
            value,
            (g, x, p) -> {
              Variable pt = transposed(p);
              Variable gt = transposed(g);
              Variable outside = missedBy(x.matmul(p)).matmul(gt).matmul(p).matmul(pt);
              Variable within = pt.matmul(p).matmul(gt).matmul(missedBy(p.matmul(x)));
              return outside.add(within).sub(pt.matmul(g).matmul(pt));
            },
            (t, x, p) -> {
              Variable pt = transposed(p);
              Variable tt = transposed(t);
              Variable outside = p.matmul(pt).matmul(tt).matmul(missedBy(x.matmul(p)));
              Variable within = missedBy(p.matmul(x)).matmul(tt).matmul(pt).matmul(p);
              return outside.add(within).sub(p.matmul(t).matmul(p));
            })
        .batched(Batching.ELEMENTWISE);
  }

  /// `I - a`, for a projection `a`.
  private static Variable missedBy(Variable a) {
    return identity(a, a.shape().dim(-1)).sub(a);
  }

  private static final Primitive LSTSQ =
      composed(
          "lstsq",
          in -> LinearAlgebra.lstsq(in[0], in[1]).solution(),
          in -> in[0].pinv().matmul(in[1]));

  static Variable lstsq(Variable a, Variable b) {
    return LinearAlgebraGradients.system(LSTSQ, a, b);
  }

  static Variable lstsq(Variable a, Variable b, double relativeTolerance) {
    Primitive lstsq =
        composed(
            "lstsq",
            in -> LinearAlgebra.lstsq(in[0], in[1], relativeTolerance).solution(),
            in -> in[0].pinv(relativeTolerance).matmul(in[1]));
    return LinearAlgebraGradients.system(lstsq, a, b);
  }
}
