// Functions of vectors are written into the loops at build time.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.VectorExponentials.LOWEST;
import static cerulean.tensor.kernel.VectorExponentials.expOfAtMost;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// [FloatActivations] by the polynomials of the exponential, the logarithm and the normal
/// distribution; the rarer functions are those of the scalar form.
///
/// The tail of a run goes through the same vector code under a mask, so that an element has the
/// same bits wherever it stands. Bounds in units of the last place hold for all floats.
public final class SimdFloatActivations extends ScalarFloatActivations {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  private static final float SELU_SCALE = 1.050701f;

  private static final float SELU_ALPHA = 1.6732632f;

  private static final float SQRT_2_OVER_PI = 0.7978846f;

  /// `0.044715 sqrt(2 / pi)`.
  private static final float CUBE = 0.035677407f;

  @Override
  public void leakyRelu(float[] a, int ao, double slope, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      leakyRelu(FloatVector.fromArray(LANES, a, ao + i), (float) slope).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      leakyRelu(FloatVector.fromArray(LANES, a, ao + i, tail), (float) slope)
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void elu(float[] a, int ao, double alpha, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      elu(FloatVector.fromArray(LANES, a, ao + i), (float) alpha).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      elu(FloatVector.fromArray(LANES, a, ao + i, tail), (float) alpha)
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void selu(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      elu(FloatVector.fromArray(LANES, a, ao + i), SELU_ALPHA)
          .mul(SELU_SCALE)
          .intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      elu(FloatVector.fromArray(LANES, a, ao + i, tail), SELU_ALPHA)
          .mul(SELU_SCALE)
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void gelu(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorErf.gelu(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorErf.gelu(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void geluTanh(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      geluTanh(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      geluTanh(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void silu(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      silu(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      silu(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void mish(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      mish(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      mish(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void softplus(
      float[] a, int ao, double beta, double threshold, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      softplus(FloatVector.fromArray(LANES, a, ao + i), (float) beta, (float) threshold)
          .intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      softplus(FloatVector.fromArray(LANES, a, ao + i, tail), (float) beta, (float) threshold)
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void logSigmoid(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      logSigmoid(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      logSigmoid(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void siluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      FloatVector.fromArray(LANES, g, go + i).mul(siluSlope(x)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i, tail);
      FloatVector.fromArray(LANES, g, go + i, tail).mul(siluSlope(x)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void geluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      FloatVector.fromArray(LANES, g, go + i).mul(VectorErf.geluSlope(x)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i, tail);
      FloatVector.fromArray(LANES, g, go + i, tail)
          .mul(VectorErf.geluSlope(x))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void geluTanhGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      FloatVector.fromArray(LANES, g, go + i).mul(geluTanhSlope(x)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i, tail);
      FloatVector.fromArray(LANES, g, go + i, tail)
          .mul(geluTanhSlope(x))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void tanhGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, y, yo + i);
      FloatVector.fromArray(LANES, g, go + i)
          .mul(x.fma(x.neg(), FloatVector.broadcast(LANES, 1f)))
          .intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, y, yo + i, tail);
      FloatVector.fromArray(LANES, g, go + i, tail)
          .mul(x.fma(x.neg(), FloatVector.broadcast(LANES, 1f)))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void sigmoidGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, y, yo + i);
      FloatVector.fromArray(LANES, g, go + i).mul(x.mul(x.neg().add(1f))).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, y, yo + i, tail);
      FloatVector.fromArray(LANES, g, go + i, tail)
          .mul(x.mul(x.neg().add(1f)))
          .intoArray(out, oo + i, tail);
    }
  }

  private static FloatVector leakyRelu(FloatVector x, float slope) {
    return x.mul(slope).blend(x, x.compare(GT, 0f));
  }

  /// Within 1 ulp, 2.2 with an `alpha` other than 1.
  private static FloatVector elu(FloatVector x, float alpha) {
    return VectorExponentials.expm1(x).mul(alpha).blend(x, x.compare(GT, 0f));
  }

  /// `x / (1 + e^-x)` or, below 0, `x e^x / (1 + e^x)`; within 3.2 ulp.
  private static FloatVector silu(FloatVector x) {
    FloatVector bounded = atLeastLowest(x);
    return share(bounded, bounded.abs().neg());
  }

  /// `x / (1 + e^-u)` like [#silu], where `u` is the cubic polynomial in `x`. The roundings of `u`
  /// grow with it: within 4 ulp where the result is above `2^-20` in size, 210 in the tail.
  private static FloatVector geluTanh(FloatVector x) {
    FloatVector bounded = atLeastLowest(x);
    return share(bounded, cubic(bounded).abs().neg());
  }

  /// `x / (1 + e)` or, for negative `x`, `x e / (1 + e)` with `e = e^u`. The product is not taken
  /// of `e` itself, which may be too small for a normal float.
  private static FloatVector share(FloatVector x, FloatVector u) {
    FloatVector low = u.blend(LOWEST, u.compare(LT, LOWEST));
    FloatVector shifted = VectorExponentials.shifted(low);
    FloatVector mantissa = VectorExponentials.power(VectorExponentials.rest(low, shifted));
    FloatVector e = VectorExponentials.scale(mantissa, shifted);
    FloatVector below = VectorExponentials.scale(mantissa.mul(x), shifted);
    return x.blend(below, x.compare(LT, 0f)).div(e.add(1f));
  }

  /// `u = 2 sqrt(2 / pi) (x + 0.044715 x^3)`.
  private static FloatVector cubic(FloatVector x) {
    return x.mul(x)
        .fma(
            FloatVector.broadcast(LANES, 2 * CUBE),
            FloatVector.broadcast(LANES, 2 * SQRT_2_OVER_PI))
        .mul(x);
  }

  /// Within 4.3 ulp: `x n / d` with `tanh ln(1 + e^x) = n / d`; for `w = e^-|x|` the two are `1 + 2
  /// w` and `1 + 2 w + 2 w^2` above 0, `w (w + 2)` and `w (w + 2) + 2` below.
  private static FloatVector mish(FloatVector x) {
    FloatVector bounded = atLeastLowest(x);
    FloatVector u = bounded.abs().neg();
    FloatVector low = u.blend(LOWEST, u.compare(LT, LOWEST));
    FloatVector shifted = VectorExponentials.shifted(low);
    FloatVector mantissa = VectorExponentials.power(VectorExponentials.rest(low, shifted));
    FloatVector w = VectorExponentials.scale(mantissa, shifted);
    FloatVector product = VectorExponentials.scale(mantissa.mul(bounded), shifted);
    VectorMask<Float> negative = x.compare(LT, 0f);
    FloatVector n = w.fma(2f, 1f);
    FloatVector d =
        n.add(w.add(w).mul(w)).blend(w.add(2f).fma(w, FloatVector.broadcast(LANES, 2f)), negative);
    return n.mul(bounded).blend(product.mul(w.add(2f)), negative).div(d);
  }

  /// Minus infinity times a share of 0 would be no number; here the functions are 0 before.
  private static FloatVector atLeastLowest(FloatVector x) {
    return x.blend(-1000f, x.compare(LT, -1000f));
  }

  private static FloatVector within(FloatVector x, float bound) {
    FloatVector low = x.blend(-bound, x.compare(LT, -bound));
    return low.blend(bound, x.compare(GT, bound));
  }

  /// Within 1.9 ulp for a `beta` of 1: `max(y, 0) + ln(1 + e^-|y|)` with `y = beta x`, over `beta`.
  private static FloatVector softplus(FloatVector x, float beta, float threshold) {
    FloatVector y = x.mul(beta);
    FloatVector rest = VectorLogarithms.log1pOfUnit(expOfAtMost(y.abs().neg()));
    FloatVector sum = y.blend(0f, y.compare(LT, 0f)).add(rest).div(beta);
    return sum.blend(x, y.compare(GT, threshold));
  }

  /// Within 2 ulp: `min(x, 0) - ln(1 + e^-|x|)`.
  private static FloatVector logSigmoid(FloatVector x) {
    FloatVector rest = VectorLogarithms.log1pOfUnit(expOfAtMost(x.abs().neg()));
    return x.blend(0f, x.compare(GT, 0f)).sub(rest);
  }

  /// `s + x s (1 - s)` with `s` the logistic function.
  private static FloatVector siluSlope(FloatVector x) {
    FloatVector bounded = within(x, 1000f);
    FloatVector e = expOfAtMost(bounded.abs().neg());
    FloatVector inverse = FloatVector.broadcast(LANES, 1f).div(e.add(1f));
    FloatVector s = inverse.mul(FloatVector.broadcast(LANES, 1f).blend(e, x.compare(LT, 0f)));
    return bounded.mul(e).mul(inverse).fma(inverse, s);
  }

  /// `s + x s (1 - s) u'` with `s` the logistic function of `u`.
  private static FloatVector geluTanhSlope(FloatVector x) {
    FloatVector bounded = within(x, 100f);
    FloatVector e = expOfAtMost(cubic(bounded).abs().neg());
    FloatVector inverse = FloatVector.broadcast(LANES, 1f).div(e.add(1f));
    FloatVector s = inverse.mul(FloatVector.broadcast(LANES, 1f).blend(e, x.compare(LT, 0f)));
    FloatVector slope = bounded.mul(bounded).fma(6 * CUBE, 2 * SQRT_2_OVER_PI);
    return bounded.mul(slope).mul(e).mul(inverse).fma(inverse, s);
  }
}
