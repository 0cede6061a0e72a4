package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The error function and the normal distribution on vectors of floats.
///
/// `Phi(-a) = e^(-a^2/2) M(a)`, where `M`, which is smooth and falls from 1/2 like `1 / a`, is a
/// quotient of polynomials (minimax fits of our own). Bounds in units of the last place hold for
/// all floats.
final class VectorErf {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  static final float ROOT_2 = 0x1.6a09e6p0f;

  static final float INVERSE_ROOT_2_PI = 0x1.988454p-2f;

  /// From here on `Phi(-a)` rounds to 0.
  static final float GONE_FROM = 14.6f;

  private VectorErf() {}

  /// Error function, within 1.3 ulp: an odd polynomial up to 1, `1 - erfc` above.
  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector tail = complement(a);
    FloatVector z = x.mul(x);
    FloatVector p = z.fma(0x1.48f0bap-14f, -0x1.a3ec54p-11f);
    p = p.fma(z, FloatVector.broadcast(LANES, 0x1.540a3cp-8f));
    p = p.fma(z, FloatVector.broadcast(LANES, -0x1.b7fabp-6f));
    p = p.fma(z, FloatVector.broadcast(LANES, 0x1.ce2d28p-4f));
    p = p.fma(z, FloatVector.broadcast(LANES, -0x1.812740p-2f));
    // 2 / sqrt(pi) in two parts.
    FloatVector rest = p.fma(z, FloatVector.broadcast(LANES, -0x1.f7ac92p-25f)).mul(a);
    FloatVector small = a.fma(FloatVector.broadcast(LANES, 0x1.20dd76p0f), rest);
    FloatVector y = tail.neg().add(1f).blend(small, a.compare(LT, 1f));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /// `1 - erf(x)`, accurate in the tail, within 7 ulp.
  static FloatVector erfc(FloatVector x) {
    FloatVector tail = complement(x.abs());
    return tail.blend(tail.neg().add(2f), x.compare(LT, 0f));
  }

  /// `erfc(a) = 2 Phi(-a sqrt 2)` for `a` not below 0.
  private static FloatVector complement(FloatVector a) {
    FloatVector bounded = a.blend(10.3f, a.compare(GT, 10.3f));
    FloatVector square = bounded.mul(bounded);
    FloatVector lost = bounded.fma(bounded, square.neg());
    FloatVector e = VectorExponentials.raisedExp(square.neg(), lost.neg());
    return ratio(bounded.mul(ROOT_2)).mul(e).mul(0x1p-63f);
  }

  /// `x Phi(x)`, within 5.6 ulp: `max(x, 0) - a Phi(-a)` with `a = |x|`.
  static FloatVector gelu(FloatVector x) {
    FloatVector a = bounded(x);
    FloatVector e = bell(a);
    FloatVector below = ratio(a).mul(a).mul(e).mul(0x1p-64f);
    return x.blend(0f, x.compare(LT, 0f)).sub(below);
  }

  /// `Phi(x) + x phi(x)`: the derivative of [#gelu], with an absolute error below `2^-21`.
  static FloatVector geluSlope(FloatVector x) {
    FloatVector a = bounded(x);
    FloatVector e = bell(a).mul(0x1p-64f);
    FloatVector below = ratio(a).mul(e);
    FloatVector share = below.neg().add(1f).blend(below, x.compare(LT, 0f));
    FloatVector density = e.mul(INVERSE_ROOT_2_PI);
    return VectorExponentials.withSign(a, x).fma(density, share);
  }

  private static FloatVector bounded(FloatVector x) {
    FloatVector a = x.abs();
    return a.blend(GONE_FROM, a.compare(GT, GONE_FROM));
  }

  /// `2^64 e^(-a^2/2)`. What rounding takes from the square is given back: it is multiplied by up
  /// to 100 on its way to a relative error.
  private static FloatVector bell(FloatVector a) {
    FloatVector square = a.mul(a);
    FloatVector lost = a.fma(a, square.neg());
    return VectorExponentials.raisedExp(square.mul(-0.5f), lost.mul(-0.5f));
  }

  /// `M(a)` for `0 <= a <= 14.6`, its relative error below `2^-25`.
  private static FloatVector ratio(FloatVector a) {
    FloatVector p = a.fma(0.0041165208f, 0.04063474f);
    p = p.fma(a, FloatVector.broadcast(LANES, 0.18323967f));
    p = p.fma(a, FloatVector.broadcast(LANES, 0.43830127f));
    p = p.fma(a, FloatVector.broadcast(LANES, 0.5f));
    FloatVector q = a.fma(0.010318468f, 0.10186262f);
    q = q.fma(a, FloatVector.broadcast(LANES, 0.46948263f));
    q = q.fma(a, FloatVector.broadcast(LANES, 1.2025223f));
    q = q.fma(a, FloatVector.broadcast(LANES, 1.6744875f));
    q = q.fma(a, FloatVector.broadcast(LANES, 1f));
    return p.div(q);
  }
}
