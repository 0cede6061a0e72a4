package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Sine and cosine on vectors of floats whose size is at most [#LARGEST].
///
/// `x = k pi/2 + r` with `|r| <= pi/4`: pi/2 is subtracted in three parts by fused multiply-adds
/// (Cody & Waite 1980), so that `r` is right to its last place even next to a multiple of pi/2. The
/// polynomials are those of the Cephes library (S. Moshier, single precision).
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients are quoted as published.
final class VectorTrigonometry {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// Up to here the three parts of pi/2 have digits enough.
  static final float LARGEST = 0x1p17f;

  static final float ROUNDER = 0x1.8p23f;

  static final float TWO_OVER_PI = 0x1.45f306p-1f;

  static final float HALF_PI_1 = 0x1.921fb6p0f;

  static final float HALF_PI_2 = -0x1.777a5cp-25f;

  static final float HALF_PI_3 = -0x1.ee59dap-50f;

  private VectorTrigonometry() {}

  /// Sine, within 1.6 ulp.
  static FloatVector sin(FloatVector x) {
    FloatVector shifted = x.fma(TWO_OVER_PI, ROUNDER);
    // The sign of zero gets lost on the way.
    return turned(shifted.reinterpretAsInts(), rest(x, shifted)).blend(x, x.compare(EQ, 0f));
  }

  /// Cosine, within 1.6 ulp.
  static FloatVector cos(FloatVector x) {
    FloatVector shifted = x.fma(TWO_OVER_PI, ROUNDER);
    return turned(shifted.reinterpretAsInts().add(1), rest(x, shifted));
  }

  private static FloatVector rest(FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(ROUNDER);
    FloatVector r = k.fma(FloatVector.broadcast(LANES, -HALF_PI_1), x);
    r = k.fma(FloatVector.broadcast(LANES, -HALF_PI_2), r);
    return k.fma(FloatVector.broadcast(LANES, -HALF_PI_3), r);
  }

  /// `sin(r + quarter pi/2)`: the sine or, for odd quarters, the cosine of `r`, with the other sign
  /// in the second half of the circle.
  private static FloatVector turned(IntVector quarter, FloatVector r) {
    FloatVector z = r.mul(r);
    FloatVector s = z.fma(-1.9515295891e-4f, 8.3321608736e-3f);
    s = s.fma(z, FloatVector.broadcast(LANES, -1.6666654611e-1f));
    s = s.mul(z).fma(r, r);
    FloatVector c = z.fma(2.443315711809948e-5f, -1.388731625493765e-3f);
    c = c.fma(z, FloatVector.broadcast(LANES, 4.166664568298827e-2f));
    c = c.fma(z, FloatVector.broadcast(LANES, -0.5f)).fma(z, FloatVector.broadcast(LANES, 1f));
    VectorMask<Float> odd = quarter.and(1).compare(NE, 0).cast(FloatVector.SPECIES_PREFERRED);
    IntVector sign = quarter.and(2).lanewise(LSHL, 30);
    return s.blend(c, odd)
        .reinterpretAsInts()
        .lanewise(jdk.incubator.vector.VectorOperators.XOR, sign)
        .reinterpretAsFloats();
  }
}
