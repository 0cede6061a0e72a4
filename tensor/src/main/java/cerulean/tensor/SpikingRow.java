package cerulean.tensor;

import cerulean.tensor.SpikingCells.Surrogate;
import org.jspecify.annotations.Nullable;

/// One step of the cells of one example, on tensors of one type; offsets are into their arrays.
interface SpikingRow {

  /// Memory for a step, of one thread.
  Object work();

  /// One step, from the states at `before` to those at `after`; both `stride` apart.
  void advance(
      Tensor x,
      int xo,
      Tensor states,
      int before,
      int stride,
      int after,
      Tensor spikes,
      int so,
      Object work);

  /// How far the voltages are above the threshold.
  void distances(
      Tensor x, int xo, Tensor states, int before, int stride, Tensor out, int o, Object work);

  /// The derivative of a step; see [cerulean.tensor.kernel.FloatSpikingStep].
  ///
  /// - `dx`: receives the gradient with respect to the inputs, or gets it added if `added`
  /// - `dc`: gets that of the coefficients added, if there is one
  void gradient(
      Tensor x,
      int xo,
      Tensor states,
      int before,
      int stride,
      Surrogate surrogate,
      @Nullable Tensor slopes,
      int lo,
      Tensor ds,
      int dso,
      Tensor d,
      int o,
      Tensor dx,
      int dxo,
      boolean added,
      @Nullable Tensor dc,
      Object work);

  /// `b += a` for `count` numbers.
  void add(Tensor a, int ao, Tensor b, int bo, int count);

  /// `a = 0` for `count` numbers.
  void clear(Tensor a, int o, int count);
}
