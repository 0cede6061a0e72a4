// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatSpiking] in plain loops.
public class ScalarFloatSpiking implements FloatSpiking {

  @Override
  public void lif(float[] x, int xo, float[] c, float[] v, int vo, float[] work, int n) {
    lif(x, xo, c, v, vo, work, 0, n);
  }

  /// [#lif] from cell `first` on.
  void lif(float[] x, int xo, float[] c, float[] v, int vo, float[] work, int first, int n) {
    for (int i = first; i < n; i++) {
      float end = c[2 * n + i] + c[3 * n + i] * x[xo + i];
      float free = end + (v[vo + i] - end) * c[4 * n + i];
      work[i] = free;
      work[n + i] = free - c[5 * n + i];
    }
  }

  @Override
  public void lifGradient(
      float[] work, float[] c, float[] dv, int dvo, float[] dx, int dxo, int n) {
    lifGradient(work, c, dv, dvo, dx, dxo, 0, n);
  }

  /// [#lifGradient] from cell `first` on.
  void lifGradient(
      float[] work, float[] c, float[] dv, int dvo, float[] dx, int dxo, int first, int n) {
    for (int i = first; i < n; i++) {
      float kept = work[i] * c[4 * n + i];
      dv[dvo + i] = kept;
      dx[dxo + i] = (work[i] - kept) * c[3 * n + i];
    }
  }

  @Override
  public void lifCoefficients(
      float[] work, float[] x, int xo, float[] c, float[] v, int vo, float[] dc, int n) {
    lifCoefficients(work, x, xo, c, v, vo, dc, 0, n);
  }

  /// [#lifCoefficients] from cell `first` on.
  void lifCoefficients(
      float[] work, float[] x, int xo, float[] c, float[] v, int vo, float[] dc, int first, int n) {
    for (int i = first; i < n; i++) {
      float slope = work[i];
      float end = c[2 * n + i] + c[3 * n + i] * x[xo + i];
      float to = slope - slope * c[4 * n + i];
      dc[2 * n + i] += to;
      dc[3 * n + i] += to * x[xo + i];
      dc[4 * n + i] += slope * (v[vo + i] - end);
      dc[5 * n + i] += work[n + i];
    }
  }

  @Override
  public void heightGradient(
      float[] work, float least, float[] d, int o, float[] dc, int row, int n) {
    heightGradient(work, least, d, o, dc, row, 0, n);
  }

  /// [#heightGradient] from cell `first` on.
  void heightGradient(
      float[] work, float least, float[] d, int o, float[] dc, int row, int first, int n) {
    for (int i = first; i < n; i++) {
      dc[row * n + i] += work[n + i] >= least ? d[o + i] : 0f;
    }
  }

  @Override
  public void fire(
      float[] work,
      float least,
      float kept,
      float[] c,
      float[] spikes,
      int so,
      float[] v,
      int vo,
      int n) {
    fire(work, least, kept, c, spikes, so, v, vo, 0, n);
  }

  /// [#fire] from cell `first` on.
  void fire(
      float[] work,
      float least,
      float kept,
      float[] c,
      float[] spikes,
      int so,
      float[] v,
      int vo,
      int first,
      int n) {
    for (int i = first; i < n; i++) {
      float spike = work[n + i] >= least ? 1f : 0f;
      spikes[so + i] = spike;
      v[vo + i] = work[i] * (1f - (1f - kept) * spike) + c[i] * spike;
    }
  }

  @Override
  public void fireGradient(
      float[] work,
      float least,
      float kept,
      float through,
      float[] c,
      float[] ds,
      int dso,
      float[] dv,
      int dvo,
      int n) {
    fireGradient(work, least, kept, through, c, ds, dso, dv, dvo, 0, n);
  }

  /// [#fireGradient] from cell `first` on.
  void fireGradient(
      float[] work,
      float least,
      float kept,
      float through,
      float[] c,
      float[] ds,
      int dso,
      float[] dv,
      int dvo,
      int first,
      int n) {
    for (int i = first; i < n; i++) {
      float spike = work[n + i] >= least ? 1f : 0f;
      float slope = dv[dvo + i];
      float lost = 1f - kept;
      float jumped = slope * (c[i] - lost * work[i]) + work[3 * n + i];
      float fired = (ds[dso + i] + through * jumped) * work[2 * n + i];
      work[i] = slope * (1f - lost * spike) + fired;
      work[n + i] = -fired;
    }
  }
}
