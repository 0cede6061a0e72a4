package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatSpikeProducts] on vectors. Sums of [#gather] are of four interleaved parts, so that an
/// addition need not wait for the one before: their last bits differ from those of the plain loop.
public final class SimdFloatSpikeProducts implements FloatSpikeProducts {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// As many lanes as those of floats.
  private static final VectorSpecies<Integer> INDICES = IntVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  private static final IntVector FIRST = IntVector.zero(INDICES).addIndex(1);

  @Override
  public int lanes() {
    return STEP;
  }

  @Override
  public int places(float[] spikes, int o, int n, int[] places) {
    int count = 0;
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector values = FloatVector.fromArray(LANES, spikes, o + i);
      VectorMask<Float> ones = values.compare(VectorOperators.EQ, 1f);
      if (!values.compare(VectorOperators.NE, 0f).equals(ones)) {
        return -1;
      }
      // Writes a whole vector, of which the next write covers what is not of the list.
      FIRST.add(i).compress(ones.cast(INDICES)).intoArray(places, count);
      count += ones.trueCount();
    }
    for (; i < n; i++) {
      float spike = spikes[o + i];
      if (spike == 1f) {
        places[count++] = i;
      } else if (spike != 0f) {
        return -1;
      }
    }
    return count;
  }

  @Override
  public void gather(float[] b, int width, int[] places, int count, float[] out, int o) {
    for (int j = 0; j < width; j += STEP) {
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int k = 0;
      for (; k <= count - 4; k += 4) {
        s0 = s0.add(FloatVector.fromArray(LANES, b, places[k] * width + j));
        s1 = s1.add(FloatVector.fromArray(LANES, b, places[k + 1] * width + j));
        s2 = s2.add(FloatVector.fromArray(LANES, b, places[k + 2] * width + j));
        s3 = s3.add(FloatVector.fromArray(LANES, b, places[k + 3] * width + j));
      }
      for (; k < count; k++) {
        s0 = s0.add(FloatVector.fromArray(LANES, b, places[k] * width + j));
      }
      s0.add(s1).add(s2.add(s3)).intoArray(out, o + j);
    }
  }

  @Override
  public void scatter(float[] a, int ao, float[] b, int width, int[] places, int count) {
    for (int j = 0; j < width; j += STEP) {
      FloatVector row = FloatVector.fromArray(LANES, a, ao + j);
      for (int k = 0; k < count; k++) {
        int at = places[k] * width + j;
        FloatVector.fromArray(LANES, b, at).add(row).intoArray(b, at);
      }
    }
  }
}
