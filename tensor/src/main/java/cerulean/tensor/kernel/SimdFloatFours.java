// Specialised at build time for double.
package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [FloatFours] many windows at a time: for the largest elements two vectors of a row are taken
/// apart into its even and its odd elements; for their gradient each element is compared with what
/// is largest in its window. The end of a row goes the same way, under masks or over a part of the
/// windows before.
public final class SimdFloatFours implements FloatFours {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  private static final int HALF = STEP / 2;

  /// The even elements of two vectors, the first one's before the second one's.
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(LANES, 0);

  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(LANES, 1);

  /// Each element's neighbour in its pair.
  private static final VectorShuffle<Float> BESIDE = lanes(0, 1);

  /// Each element of the lower half twice.
  private static final VectorShuffle<Float> TWICE = lanes(1, 0);

  /// The right elements of pairs.
  private static final VectorMask<Float> RIGHT = VectorMask.fromLong(LANES, 0xaaaaaaaaaaaaaaaaL);

  private static final VectorMask<Float> LOWER_HALF = LANES.indexInRange(0, HALF);

  private static final FloatFours PLAIN = new ScalarFloatFours();

  @Override
  public void max(float[] a, int ao, int width, int rows, int columns, float[] out, int oo) {
    for (int j = 0; j < rows; j++) {
      int upper = ao + 2 * j * width;
      int lower = upper + width;
      int o = oo + j * columns;
      int k = 0;
      for (; k <= columns - STEP; k += STEP) {
        int left = 2 * k;
        int right = left + STEP;
        FloatVector u = FloatVector.fromArray(LANES, a, upper + left);
        FloatVector v = FloatVector.fromArray(LANES, a, upper + right);
        u = u.max(FloatVector.fromArray(LANES, a, lower + left));
        v = v.max(FloatVector.fromArray(LANES, a, lower + right));
        u.rearrange(EVEN, v).max(u.rearrange(ODD, v)).intoArray(out, o + k);
      }
      if (k < columns) {
        int left = 2 * k;
        int right = left + STEP;
        VectorMask<Float> tail = LANES.indexInRange(k, columns);
        VectorMask<Float> first = LANES.indexInRange(left, 2 * columns);
        VectorMask<Float> second = LANES.indexInRange(right, 2 * columns);
        FloatVector u = FloatVector.fromArray(LANES, a, upper + left, first);
        FloatVector v = FloatVector.fromArray(LANES, a, upper + right, second);
        u = u.max(FloatVector.fromArray(LANES, a, lower + left, first));
        v = v.max(FloatVector.fromArray(LANES, a, lower + right, second));
        u.rearrange(EVEN, v).max(u.rearrange(ODD, v)).intoArray(out, o + k, tail);
      }
    }
  }

  @Override
  public void maxGradient(
      float[] a, int ao, float[] g, int go, int width, int rows, int columns, float[] out, int oo) {
    if (columns < HALF) {
      PLAIN.maxGradient(a, ao, g, go, width, rows, columns, out, oo);
      return;
    }
    for (int j = 0; j < rows; j++) {
      for (int next = 0; next < columns; next += HALF) {
        // The last ones of a row over a part of those before: cheaper than a mask.
        int k = Math.min(next, columns - HALF);
        int upper = 2 * j * width + 2 * k;
        int lower = upper + width;
        int from = go + j * columns + k;
        FloatVector u = FloatVector.fromArray(LANES, a, ao + upper);
        FloatVector x = FloatVector.fromArray(LANES, a, ao + lower);
        FloatVector max = largest(u, x);
        if (max.compare(NE, max).anyTrue()) {
          // Which NaN is the first is seldom asked.
          PLAIN.maxGradient(a, ao + upper, g, from, width, 1, HALF, out, oo + upper);
          continue;
        }
        FloatVector both = FloatVector.fromArray(LANES, g, from, LOWER_HALF).rearrange(TWICE);
        upperGradient(u, max, both).intoArray(out, oo + upper);
        lowerGradient(u, x, max, both).intoArray(out, oo + lower);
      }
    }
  }

  /// The largest element of each window of two rows, in both lanes of its pair.
  private static FloatVector largest(FloatVector u, FloatVector x) {
    FloatVector max = u.max(x);
    return max.max(max.rearrange(BESIDE));
  }

  /// `both` where an element of the upper row is the first that is `max`, else 0.
  private static FloatVector upperGradient(FloatVector u, FloatVector max, FloatVector both) {
    VectorMask<Float> isMax = u.compare(EQ, max);
    VectorMask<Float> second = u.rearrange(BESIDE).compare(EQ, max).and(RIGHT);
    return FloatVector.zero(LANES).blend(both, isMax.andNot(second));
  }

  /// `both` where an element of the lower row is the first that is `max`, else 0.
  private static FloatVector lowerGradient(
      FloatVector u, FloatVector x, FloatVector max, FloatVector both) {
    VectorMask<Float> above = u.max(u.rearrange(BESIDE)).compare(EQ, max);
    return upperGradient(x, max, both).blend(0f, above);
  }

  /// Lane `i` of the result is lane `(i >> shift) ^ flip`.
  private static VectorShuffle<Float> lanes(int shift, int flip) {
    int[] from = new int[STEP];
    for (int i = 0; i < STEP; i++) {
      from[i] = (i >> shift) ^ flip;
    }
    return VectorShuffle.fromArray(LANES, from, 0);
  }
}
