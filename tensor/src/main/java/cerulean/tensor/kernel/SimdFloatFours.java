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
/// is largest in its window. The end of a row goes the same way under masks.
public final class SimdFloatFours implements FloatFours {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  /// The even elements of two vectors, the first one's before the second one's.
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(LANES, 0);

  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(LANES, 1);

  /// Each element's neighbour in its pair.
  private static final VectorShuffle<Float> BESIDE = lanes(0, 1);

  /// Each element of the lower half twice.
  private static final VectorShuffle<Float> TWICE = lanes(1, 0);

  /// The right elements of pairs.
  private static final VectorMask<Float> RIGHT = VectorMask.fromLong(LANES, 0xaaaaaaaaaaaaaaaaL);

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
    for (int j = 0; j < rows; j++) {
      for (int k = 0; k < columns; k += STEP / 2) {
        int count = Math.min(STEP / 2, columns - k);
        int upper = 2 * j * width + 2 * k;
        int lower = upper + width;
        int from = go + j * columns + k;
        VectorMask<Float> inside = LANES.indexInRange(0, 2 * count);
        FloatVector u = FloatVector.fromArray(LANES, a, ao + upper, inside);
        FloatVector x = FloatVector.fromArray(LANES, a, ao + lower, inside);
        FloatVector besideU = u.rearrange(BESIDE);
        FloatVector besideX = x.rearrange(BESIDE);
        FloatVector above = u.max(besideU);
        FloatVector max = above.max(x.max(besideX));
        if (max.compare(NE, max).anyTrue()) {
          // Which NaN is the first is seldom asked.
          PLAIN.maxGradient(a, ao + upper, g, from, width, 1, count, out, oo + upper);
          continue;
        }
        // The right one of a row takes what the left one does not, the lower row what the upper one
        // does not.
        VectorMask<Float> inU = u.compare(EQ, max).andNot(besideU.compare(EQ, max).and(RIGHT));
        VectorMask<Float> inX = x.compare(EQ, max).andNot(besideX.compare(EQ, max).and(RIGHT));
        inX = inX.andNot(above.compare(EQ, max));
        FloatVector both =
            FloatVector.fromArray(LANES, g, from, LANES.indexInRange(0, count)).rearrange(TWICE);
        FloatVector zero = FloatVector.zero(LANES);
        zero.blend(both, inU).intoArray(out, oo + upper, inside);
        zero.blend(both, inX).intoArray(out, oo + lower, inside);
      }
    }
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
