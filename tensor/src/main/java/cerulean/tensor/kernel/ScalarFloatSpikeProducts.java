package cerulean.tensor.kernel;

import java.util.Arrays;

/// [FloatSpikeProducts] in plain loops.
public final class ScalarFloatSpikeProducts implements FloatSpikeProducts {

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int places(float[] spikes, int o, int n, int[] places) {
    int count = 0;
    for (int i = 0; i < n; i++) {
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
    Arrays.fill(out, o, o + width, 0f);
    for (int k = 0; k < count; k++) {
      int row = places[k] * width;
      for (int j = 0; j < width; j++) {
        out[o + j] += b[row + j];
      }
    }
  }

  @Override
  public void scatter(float[] a, int ao, float[] b, int width, int[] places, int count) {
    for (int k = 0; k < count; k++) {
      int row = places[k] * width;
      for (int j = 0; j < width; j++) {
        b[row + j] += a[ao + j];
      }
    }
  }
}
