// Functions of vectors are written into the loops at build time.
package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// [FloatTranscendental] by range reduction and polynomials.
///
/// The Vector API has these functions too, but fast on some platforms only and there with other
/// bits than elsewhere. The tail of a run goes through the same vector code under a mask, so that
/// an element has the same bits wherever it stands. The functions themselves and their bounds are
/// in [VectorExponentials], [VectorLogarithms], [VectorTrigonometry] and [VectorErf].
public final class SimdFloatTranscendental implements FloatTranscendental {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  @Override
  public void exp(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorExponentials.exp(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorExponentials.exp(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void log(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorLogarithms.log(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorLogarithms.log(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void tanh(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorExponentials.tanh(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorExponentials.tanh(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void sigmoid(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorExponentials.sigmoid(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorExponentials.sigmoid(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void exp2(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorExponentials.exp2(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorExponentials.exp2(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void expm1(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorExponentials.expm1(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorExponentials.expm1(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void log2(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorLogarithms.log2(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorLogarithms.log2(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void log10(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorLogarithms.log10(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorLogarithms.log10(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void log1p(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorLogarithms.log1p(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorLogarithms.log1p(FloatVector.fromArray(LANES, a, ao + i, tail))
          .intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void sin(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      VectorMask<Float> beyond = x.abs().compare(GT, VectorTrigonometry.LARGEST);
      FloatVector y = VectorTrigonometry.sin(x);
      if (beyond.anyTrue()) {
        sinBeyond(a, ao + i, out, oo + i, STEP);
        y.intoArray(out, oo + i, beyond.not());
      } else {
        y.intoArray(out, oo + i);
      }
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i, tail);
      VectorMask<Float> beyond = x.abs().compare(GT, VectorTrigonometry.LARGEST);
      FloatVector y = VectorTrigonometry.sin(x);
      sinBeyond(a, ao + i, out, oo + i, n - i);
      y.intoArray(out, oo + i, tail.andNot(beyond));
    }
  }

  /// Angles for which pi/2 would need more digits, by the function of the JDK.
  private static void sinBeyond(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      if (Math.abs(a[ao + i]) > VectorTrigonometry.LARGEST) {
        out[oo + i] = (float) Math.sin(a[ao + i]);
      }
    }
  }

  @Override
  public void cos(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      VectorMask<Float> beyond = x.abs().compare(GT, VectorTrigonometry.LARGEST);
      FloatVector y = VectorTrigonometry.cos(x);
      if (beyond.anyTrue()) {
        cosBeyond(a, ao + i, out, oo + i, STEP);
        y.intoArray(out, oo + i, beyond.not());
      } else {
        y.intoArray(out, oo + i);
      }
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i, tail);
      VectorMask<Float> beyond = x.abs().compare(GT, VectorTrigonometry.LARGEST);
      FloatVector y = VectorTrigonometry.cos(x);
      cosBeyond(a, ao + i, out, oo + i, n - i);
      y.intoArray(out, oo + i, tail.andNot(beyond));
    }
  }

  /// Angles for which pi/2 would need more digits, by the function of the JDK.
  private static void cosBeyond(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      if (Math.abs(a[ao + i]) > VectorTrigonometry.LARGEST) {
        out[oo + i] = (float) Math.cos(a[ao + i]);
      }
    }
  }

  @Override
  public void erf(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorErf.erf(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorErf.erf(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void erfc(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      VectorErf.erfc(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      VectorErf.erfc(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void rsqrt(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector.broadcast(LANES, 1f)
          .div(FloatVector.fromArray(LANES, a, ao + i).sqrt())
          .intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      FloatVector.broadcast(LANES, 1f)
          .div(FloatVector.fromArray(LANES, a, ao + i, tail).sqrt())
          .intoArray(out, oo + i, tail);
    }
  }
}
