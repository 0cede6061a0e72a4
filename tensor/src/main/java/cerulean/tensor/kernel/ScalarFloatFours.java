// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatFours] window by window.
public final class ScalarFloatFours implements FloatFours {

  @Override
  public void max(float[] a, int ao, int width, int rows, int columns, float[] out, int oo) {
    for (int j = 0; j < rows; j++) {
      int upper = ao + 2 * j * width;
      int lower = upper + width;
      int o = oo + j * columns;
      for (int k = 0; k < columns; k++) {
        float above = Math.max(a[upper + 2 * k], a[upper + 2 * k + 1]);
        float below = Math.max(a[lower + 2 * k], a[lower + 2 * k + 1]);
        out[o + k] = Math.max(above, below);
      }
    }
  }

  @Override
  public void maxGradient(
      float[] a, int ao, float[] g, int go, int width, int rows, int columns, float[] out, int oo) {
    for (int j = 0; j < rows; j++) {
      int upper = 2 * j * width;
      for (int k = 0; k < columns; k++) {
        int at = upper + 2 * k;
        // The best of each row, then of both. Which one it is cannot be foreseen: it is computed
        // without a branch, by choosing between integers.
        int above = at + (FloatPooling.wins(a[ao + at + 1], a[ao + at]) ? 1 : 0);
        at += width;
        int below = at + (FloatPooling.wins(a[ao + at + 1], a[ao + at]) ? 1 : 0);
        int best = FloatPooling.wins(a[ao + below], a[ao + above]) ? below : above;
        out[oo + upper + 2 * k] = 0f;
        out[oo + upper + 2 * k + 1] = 0f;
        out[oo + at] = 0f;
        out[oo + at + 1] = 0f;
        out[oo + best] = g[go + j * columns + k];
      }
    }
  }
}
