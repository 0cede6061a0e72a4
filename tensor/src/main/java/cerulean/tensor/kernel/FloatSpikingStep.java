// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// One step of a row of `n` spiking cells of any model, and its derivative: dynamics, then what
/// holds cells back, then spikes and resets, then jumps and timers.
///
/// States of a row are `stride` apart, in the order of the model, a timer last. Rows of `work` are
/// those of [FloatSpiking]; behind them is room for states that nobody asked for.
public final class FloatSpikingStep {

  /// Rows of `work`.
  public static final int WORK = 4 + 5;

  private final FloatSpiking cells;
  private final FloatElementwise sums;
  private final FloatTranscendental functions;
  private final SpikingDynamics dynamics;
  private final boolean fires;
  private final boolean timed;
  private final boolean holds;
  private final float least;
  private final float kept;
  private final float through;
  private final float[] c;
  private final int n;

  /// - `fires`: false for cells that give their voltage in place of spikes
  /// - `strict`: whether a cell fires only above the threshold, not at it
  /// - `kept`, `through`: as in [FloatSpiking]
  /// - `timed`, `holds`: whether a spike starts a timer, and whether that holds the voltage
  /// - `c`: coefficients
  public FloatSpikingStep(
      FloatSpiking cells,
      FloatElementwise sums,
      FloatTranscendental functions,
      SpikingDynamics dynamics,
      boolean fires,
      boolean strict,
      boolean kept,
      boolean through,
      boolean timed,
      boolean holds,
      float[] c,
      int n) {
    this.cells = cells;
    this.sums = sums;
    this.functions = functions;
    this.dynamics = dynamics;
    this.fires = fires;
    // No number is between 0 and the smallest above it.
    this.least = strict ? Float.MIN_VALUE : 0f;
    this.kept = kept ? 1f : 0f;
    this.through = through ? 1f : 0f;
    this.timed = timed;
    this.holds = holds;
    this.c = c;
    this.n = n;
  }

  /// One step: states after it, and spikes.
  public void advance(
      float[] x,
      int xo,
      float[] state,
      int so,
      int stride,
      float[] after,
      int ao,
      float[] spikes,
      int oo,
      float[] work) {
    free(x, xo, state, so, stride, after, ao, stride, work);
    if (!fires) {
      System.arraycopy(work, 0, spikes, oo, n);
      System.arraycopy(work, 0, after, ao, n);
      return;
    }
    int timer = dynamics.states() * stride;
    if (holds) {
      FloatSpikeStates.hold(state, so + timer, state, so, least, work, n);
    }
    cells.fire(work, least, kept, c, spikes, oo, after, ao, n);
    for (int k = 1; k < dynamics.states(); k++) {
      int row = dynamics.jump(k);
      if (row > 0) {
        FloatSpikeStates.jump(spikes, oo, c, row, after, ao + k * stride, n);
      }
    }
    if (timed) {
      FloatSpikeStates.count(state, so + timer, spikes, oo, c, after, ao + timer, n);
    }
  }

  /// How far the voltage of each cell is above the threshold in a step.
  public void distances(
      float[] x, int xo, float[] state, int so, int stride, float[] out, int o, float[] work) {
    free(x, xo, state, so, stride, work, 4 * n, n, work);
    System.arraycopy(work, n, out, o, n);
  }

  private void free(
      float[] x,
      int xo,
      float[] state,
      int so,
      int stride,
      float[] after,
      int ao,
      int between,
      float[] work) {
    switch (dynamics) {
      case LIF -> cells.lif(x, xo, c, state, so, work, n);
      case ADAPTIVE_LIF ->
          FloatAdaptiveLif.advance(x, xo, c, state, so, stride, after, ao, between, work, n);
      case CONDUCTANCE_LIF ->
          FloatConductanceLif.advance(x, xo, c, state, so, stride, after, ao, between, work, n);
      case TWO_COMPARTMENTS ->
          FloatTwoCompartments.advance(x, xo, c, state, so, stride, after, ao, between, work, n);
      case IZHIKEVICH_2003, IZHIKEVICH_2004, IZHIKEVICH_EULER -> {
        boolean halves = dynamics == SpikingDynamics.IZHIKEVICH_2003;
        boolean together = dynamics == SpikingDynamics.IZHIKEVICH_EULER;
        FloatIzhikevich.advance(
            x, xo, c, state, so, stride, after, ao, between, work, halves, together, n);
      }
    }
  }

  /// Puts what stands for the derivative of the spikes into `work`: the distances of this step, for
  /// one of [FloatSurrogates] in place.
  ///
  /// - `form`: 0 fast sigmoid, 1 arctan, 2 triangle, 3 boxcar, 4 Gaussian, 5 constant
  private void slopes(int form, float k, float m, float[] work) {
    int o = 2 * n;
    System.arraycopy(work, n, work, o, n);
    switch (form) {
      case 0 -> FloatSurrogates.fastSigmoid(work, o, n, k, m);
      case 1 -> FloatSurrogates.arctan(work, o, n, k, m);
      case 2 -> FloatSurrogates.triangle(work, o, n, k, m);
      case 3 -> FloatSurrogates.boxcar(work, o, n, k, m);
      case 4 -> FloatSurrogates.gaussian(functions, work, o, n, k, m);
      default -> FloatSurrogates.constant(work, o, n, m);
    }
  }

  /// The derivative of [#advance].
  ///
  /// - `form`, `k`, `m`: the surrogate, or `form` -1 and its values from `slopes`, `lo` on
  /// - `ds`: gradients with respect to the spikes
  /// - `d`: those with respect to the states after the step, then before it
  /// - `dx`: receives those with respect to the inputs
  /// - `dc`: those with respect to the coefficients are added, if `wanted`
  public void gradient(
      float[] x,
      int xo,
      float[] state,
      int so,
      int stride,
      int form,
      float k,
      float m,
      float[] slopes,
      int lo,
      float[] ds,
      int dso,
      float[] d,
      int o,
      float[] dx,
      int dxo,
      float[] dc,
      boolean wanted,
      float[] work) {
    free(x, xo, state, so, stride, work, 4 * n, n, work);
    int timer = so + dynamics.states() * stride;
    if (fires) {
      if (form < 0) {
        System.arraycopy(slopes, lo, work, 2 * n, n);
      } else {
        slopes(form, k, m, work);
      }
      if (holds) {
        FloatSpikeStates.mask(state, timer, work, 2 * n, n);
        FloatSpikeStates.hold(state, timer, state, so, least, work, n);
      }
      jumpGradients(d, o, stride, dc, wanted, work);
      cells.fireGradient(work, least, kept, through, c, ds, dso, d, o, n);
    } else {
      FloatSpikeStates.passed(ds, dso, d, o, work, n);
    }
    if (holds) {
      FloatSpikeStates.holdGradient(state, timer, work, work, 2 * n, n);
    }
    freeGradient(x, xo, state, so, stride, d, o, dx, dxo, dc, wanted, work);
    if (holds) {
      sums.add(work, 2 * n, d, o, d, o, n);
    }
  }

  private void jumpGradients(
      float[] d, int o, int stride, float[] dc, boolean wanted, float[] work) {
    if (wanted) {
      cells.heightGradient(work, least, d, o, dc, 0, n);
    }
    // Nothing is ever written into row 3 by models whose states do not jump.
    if (dynamics.jumps()) {
      Arrays.fill(work, 3 * n, 4 * n, 0f);
    }
    for (int k = 1; k < dynamics.states(); k++) {
      int row = dynamics.jump(k);
      if (row > 0) {
        FloatSpikeStates.jumpGradient(d, o + k * stride, c, row, work, n);
        if (wanted) {
          cells.heightGradient(work, least, d, o + k * stride, dc, row, n);
        }
      }
    }
  }

  private void freeGradient(
      float[] x,
      int xo,
      float[] state,
      int so,
      int stride,
      float[] d,
      int o,
      float[] dx,
      int dxo,
      float[] dc,
      boolean wanted,
      float[] work) {
    switch (dynamics) {
      case LIF -> {
        if (wanted) {
          cells.lifCoefficients(work, x, xo, c, state, so, dc, n);
        }
        cells.lifGradient(work, c, d, o, dx, dxo, n);
      }
      case ADAPTIVE_LIF ->
          FloatAdaptiveLif.gradient(
              x, xo, c, state, so, stride, work, d, o, dx, dxo, dc, wanted, n);
      case CONDUCTANCE_LIF ->
          FloatConductanceLif.gradient(
              x, xo, c, state, so, stride, work, d, o, dx, dxo, dc, wanted, n);
      case TWO_COMPARTMENTS ->
          FloatTwoCompartments.gradient(
              x, xo, c, state, so, stride, work, d, o, dx, dxo, dc, wanted, n);
      case IZHIKEVICH_2003, IZHIKEVICH_2004, IZHIKEVICH_EULER -> {
        boolean halves = dynamics == SpikingDynamics.IZHIKEVICH_2003;
        boolean together = dynamics == SpikingDynamics.IZHIKEVICH_EULER;
        FloatIzhikevich.gradient(
            x, xo, c, state, so, stride, work, d, o, dx, dxo, dc, wanted, halves, together, n);
      }
    }
  }
}
