// Specialised at build time for double.
package cerulean.tensor.kernel;

/// What cells of all models share beside [FloatSpiking]: timers that a spike starts and jumps of
/// states, for one row of `n` cells.
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
  public static void holdGradient(
      float[] timer, int to, float[] work, float[] held, int ho, int n) {
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
  public static void jump(float[] spikes, int so, float[] c, int row, float[] state, int o, int n) {
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

  /// Rows 0 and 1 of `work` for cells that do not fire, whose voltage is their output.
  public static void passed(float[] ds, int dso, float[] dv, int dvo, float[] work, int n) {
    for (int i = 0; i < n; i++) {
      work[i] = ds[dso + i] + dv[dvo + i];
      work[n + i] = 0f;
    }
  }
}
