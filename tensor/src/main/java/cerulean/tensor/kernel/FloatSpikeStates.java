// Specialised at build time for double.
package cerulean.tensor.kernel;

/// What cells of all models share beside [FloatSpiking]: timers that a spike starts, jumps of states, and
/// the gradients of coefficients, for one row of `n` cells.
public final class FloatSpikeStates {

  private FloatSpikeStates() {}

  /// Keeps the voltage of cells whose timer runs, and them from firing.
  public static void hold(
      float[] timer, int to, float[] v, int vo, float least, float[] work, int n) {
    for (int i = 0; i < n; i++) {
      if (timer[to + i] > 0) {
        work[i] = v[vo + i];
        work[n + i] = least - 1f;
      }
    }
  }

  /// The derivative of [#hold]: what comes back to cells whose timer runs goes to the voltage
  /// before the step, and nothing further.
  ///
  /// - `held`: receives the gradient with respect to that voltage, 0 for other cells
  public static void holdGradient(float[] timer, int to, float[] work, float[] held, int ho, int n) {
    for (int i = 0; i < n; i++) {
      boolean runs = timer[to + i] > 0;
      held[ho + i] = runs ? work[i] : 0f;
      if (runs) {
        work[i] = 0f;
      }
    }
  }

  /// No derivative of a spike where a timer keeps the cell from firing.
  public static void mask(float[] timer, int to, float[] slopes, int so, int n) {
    for (int i = 0; i < n; i++) {
      if (timer[to + i] > 0) {
        slopes[so + i] = 0f;
      }
    }
  }

  /// Timers count down; a spike sets them to row 1 of the coefficients.
  public static void count(
      float[] before, int bo, float[] spikes, int so, float[] c, float[] after, int ao, int n) {
    for (int i = 0; i < n; i++) {
      float left = Math.max(before[bo + i] - 1f, 0f);
      after[ao + i] = spikes[so + i] > 0 ? c[n + i] : left;
    }
  }

  /// A state jumps by row `row` of the coefficients where there is a spike.
  public static void jump(
      float[] spikes, int so, float[] c, int row, float[] state, int o, int n) {
    for (int i = 0; i < n; i++) {
      state[o + i] += spikes[so + i] * c[row * n + i];
    }
  }

  /// The derivative of [#jump] by the spike, added to row 3 of `work`.
  public static void jumpGradient(float[] d, int o, float[] c, int row, float[] work, int n) {
    for (int i = 0; i < n; i++) {
      work[3 * n + i] += d[o + i] * c[row * n + i];
    }
  }

  /// Adds the derivative of a jump by its height: `d` where there was a spike.
  public static void heightGradient(
      float[] work, float least, float[] d, int o, float[] dc, int row, int n) {
    for (int i = 0; i < n; i++) {
      dc[row * n + i] += work[n + i] >= least ? d[o + i] : 0f;
    }
  }

  /// Rows 0 and 1 of `work` for cells that do not fire, whose voltage is their output.
  public static void passed(
      float[] ds, int dso, float[] dv, int dvo, float[] work, int n) {
    for (int i = 0; i < n; i++) {
      work[i] = ds[dso + i] + dv[dvo + i];
      work[n + i] = 0f;
    }
  }

  /// `b += a`.
  public static void add(float[] a, int ao, float[] b, int bo, int n) {
    for (int i = 0; i < n; i++) {
      b[bo + i] += a[ao + i];
    }
  }

  /// `a = 0`.
  public static void clear(float[] a, int o, int n) {
    for (int i = o; i < o + n; i++) {
      a[i] = 0f;
    }
  }

  /// Adds the gradients of the coefficients of [FloatSpiking#lif], given rows 0 and 1 of `work`.
  public static void lifCoefficients(
      float[] work, float[] x, int xo, float[] c, float[] v, int vo, float[] dc, int n) {
    for (int i = 0; i < n; i++) {
      float slope = work[i];
      float end = c[2 * n + i] + c[3 * n + i] * x[xo + i];
      float to = slope - slope * c[4 * n + i];
      dc[2 * n + i] += to;
      dc[3 * n + i] += to * x[xo + i];
      dc[4 * n + i] += slope * (v[vo + i] - end);
      dc[5 * n + i] += work[n + i];
    }
  }
}
