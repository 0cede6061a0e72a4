// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// [FloatShiftedProducts] in plain loops.
public final class ScalarFloatShiftedProducts implements FloatShiftedProducts {

  @Override
  public int slack() {
    return 1;
  }

  @Override
  public void multiply(
      int m,
      int[] runs,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int[] rows,
      float[] c,
      int co,
      int cRow,
      int cRun,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      for (int r = 0; r < runs.length; r++) {
        int out = co + i * cRow + r * cRun;
        if (!accumulate) {
          Arrays.fill(c, out, out + n, 0f);
        }
        for (int p = 0; p < k; p++) {
          addScaled(a[ao + i * aRow + p], b, bo + rows[p] + runs[r], n, c, out);
        }
      }
    }
  }

  @Override
  public void transpose(int rows, int columns, float[] in, int io, int inRow, float[] out, int oo) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        out[oo + j * rows + i] = in[io + i * inRow + j];
      }
    }
  }

  private static void addScaled(float factor, float[] b, int bo, int n, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] += factor * b[bo + j];
    }
  }

  @Override
  public void copyLines(
      int lines, int n, float[] in, int io, int inLine, float[] out, int oo, int outLine) {
    for (int i = 0; i < lines; i++) {
      System.arraycopy(in, io + i * inLine, out, oo + i * outLine, n);
    }
  }

  @Override
  public void addToLines(
      int lines,
      int n,
      float[] in,
      int io,
      int inLine,
      float shift,
      float[] out,
      int oo,
      int outLine) {
    for (int i = 0; i < lines; i++) {
      int from = io + i * inLine;
      int to = oo + i * outLine;
      for (int j = 0; j < n; j++) {
        out[to + j] = in[from + j] + shift;
      }
    }
  }

  @Override
  public void correlate(
      int m,
      int images,
      int n,
      float[] g,
      int go,
      int gRow,
      int gImage,
      float[] x,
      int xo,
      int xImage,
      int[] columns,
      float[] c,
      int co,
      int cRow) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < columns.length; j++) {
        float sum = 0f;
        for (int image = 0; image < images; image++) {
          sum += dot(g, go + i * gRow + image * gImage, x, xo + columns[j] + image * xImage, n);
        }
        c[co + i * cRow + j] += sum;
      }
    }
  }

  /// Four sums, because one would wait for itself.
  private static float dot(float[] g, int go, float[] x, int xo, int n) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    int q = 0;
    for (; q < n - 3; q += 4) {
      s0 += g[go + q] * x[xo + q];
      s1 += g[go + q + 1] * x[xo + q + 1];
      s2 += g[go + q + 2] * x[xo + q + 2];
      s3 += g[go + q + 3] * x[xo + q + 3];
    }
    for (; q < n; q++) {
      s0 += g[go + q] * x[xo + q];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
