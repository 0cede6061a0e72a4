package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
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

  /// The sizes of floats are in the order of their bits.
  static final int GONE_BITS = Float.floatToRawIntBits(GONE_FROM);

  static final float LOG2_E = 0x1.715476p0f;

  /// The low bits of a sum with it are the exponent of `2^(64 + k)`; see [VectorExponentials].
  static final float RAISED = 0x1.8p23f + 127f + 64f;

  /// ln 2 in two parts, the first of 15 bits, so that its product with `k` is exact.
  static final float LN2_SHORT = 0x1.62e4p-1f;

  static final float LN2_REST = 0x1.7f7d1cp-20f;

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

  /// `x Phi(x)`, within 5.6 ulp: `max(x, 0) - a Phi(-a)` with `a = |x|`. NaN comes back through
  /// `x`.
  static FloatVector gelu(FloatVector x) {
    FloatVector a =
        x.reinterpretAsInts().and(Integer.MAX_VALUE).min(GONE_BITS).reinterpretAsFloats();
    FloatVector half = a.mul(-0.5f);
    FloatVector z = half.mul(a);
    FloatVector share = lowered(a, z);
    FloatVector below = bell(a, half, z).mul(a).mul(share);
    return x.blend(0f, x.compare(LT, 0f)).sub(below);
  }

  /// `Phi(x) + x phi(x)`: the derivative of [#gelu], with an absolute error below `2^-21`.
  static FloatVector geluSlope(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector a = size.blend(GONE_FROM, size.compare(GT, GONE_FROM));
    FloatVector half = a.mul(-0.5f);
    FloatVector z = half.mul(a);
    FloatVector share = lowered(a, z);
    FloatVector e = bell(a, half, z);
    FloatVector below = e.mul(share);
    FloatVector phi = e.mul(INVERSE_ROOT_2_PI * 0x1p-64f);
    FloatVector distribution = below.neg().add(1f).blend(below, x.compare(LT, 0f));
    return VectorExponentials.withSign(a, x).fma(phi, distribution);
  }

  /// `2^64 e^z` for `z = half a = -a^2/2`. The rounding of `z` is not in it: it would be multiplied
  /// by up to 100 on its way to a relative error. So the product is taken anew, minus a multiple of
  /// ln 2 that has no more than 24 bits.
  private static FloatVector bell(FloatVector a, FloatVector half, FloatVector z) {
    FloatVector shifted = z.fma(LOG2_E, RAISED);
    FloatVector k = shifted.sub(RAISED);
    FloatVector r = half.fma(a, k.mul(-LN2_SHORT));
    r = k.fma(FloatVector.broadcast(LANES, -LN2_REST), r);
    FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    return VectorExponentials.powerByPairs(r).mul(power);
  }

  /// `2^-64 M(a)` for `0 <= a <= 14.6` and `z = -a^2/2`, its relative error below `2^-25.5`: a
  /// quotient of polynomials of degree 4 and 5, in pairs of terms. A chain of dependent
  /// multiply-adds (Horner) would be three times as long, and each constant that is added on its
  /// own costs a copy, as the instruction overwrites it.
  private static FloatVector lowered(FloatVector a, FloatVector z) {
    FloatVector p = a.fma(-0x1.f7ca1cp-64f, -0x1.1bdbc4p-61f).add(z.mul(0x1.988586p-66f));
    p = p.fma(z, a.fma(0x1.535eecp-61f, 0x1.82f80cp-61f));
    FloatVector q = a.add(0x1.3bb916p3f).fma(z, a.fma(-0x1.6ba62p4f, -0x1.d192e4p5f));
    q = q.fma(z, a.fma(0x1.441052p5f, 0x1.82f80cp4f));
    return p.div(q);
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
