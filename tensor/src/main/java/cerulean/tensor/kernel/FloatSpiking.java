// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Leaky integrate-and-fire cells and the rule by which cells of every model fire, for one row of
/// `n` cells.
///
/// What belongs to a step is in `work`, in rows of `n`:
///
/// | row | forwards | backwards, at the end |
/// |---|---|---|
/// | 0 | `f`, the voltage that the dynamics give | gradient with respect to `f` |
/// | 1 | `u`, how far `f` is above the threshold | gradient with respect to the threshold |
/// | 2 | | `h`, the derivative that stands for that of the spike by `u` |
/// | 3 | | gradient of the spike through jumps of other states |
///
/// Coefficients `c` are rows of `n` too: row 0 is `j`, what a reset adds, row 1 the length of a
/// timer, and those of the model come behind them.
public interface FloatSpiking {

  /// One step of the membrane: `e = rest + r x`, `f = e + (v - e) d`, `u = f - threshold`.
  ///
  /// - `c`: rows 2 to 5 are rest, `r`, `d`, threshold
  void lif(float[] x, int xo, float[] c, float[] v, int vo, float[] work, int n);

  /// The derivative of [#lif]: from row 0 of `work` to gradients with respect to `v` and `x`.
  void lifGradient(float[] work, float[] c, float[] dv, int dvo, float[] dx, int dxo, int n);

  /// Adds the gradients of the coefficients of [#lif] to `dc`, given rows 0 and 1 of `work`.
  void lifCoefficients(
      float[] work, float[] x, int xo, float[] c, float[] v, int vo, float[] dc, int n);

  /// Adds the derivative of a jump by its height, row `row` of the coefficients, to `dc`: `d` where
  /// there was a spike.
  void heightGradient(float[] work, float least, float[] d, int o, float[] dc, int row, int n);

  /// Spikes and resets: `s = 1 where u >= least, else 0`, `v = f (1 - (1 - kept) s) + j s`.
  ///
  /// - `kept`: 0 for a reset to the value `j`, 1 for one that adds `j`
  void fire(
      float[] work,
      float least,
      float kept,
      float[] c,
      float[] spikes,
      int so,
      float[] v,
      int vo,
      int n);

  /// The derivative of [#fire]: fills rows 0 and 1 of `work`, given rows 0 to 3.
  ///
  /// - `through`: 1 if the gradient goes through the reset, 0 if a spike is a constant there
  /// - `ds`, `dv`: gradients with respect to `s` and `v`
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
      int n);
}
