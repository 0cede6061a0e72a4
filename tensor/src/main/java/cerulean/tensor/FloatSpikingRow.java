// Specialised at build time for double.
package cerulean.tensor;

import cerulean.tensor.SpikingCells.Firing;
import cerulean.tensor.SpikingCells.Form;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.SpikingCells.Surrogate;
import cerulean.tensor.SpikingCells.Timer;
import cerulean.tensor.kernel.FloatElementwise;
import cerulean.tensor.kernel.FloatSpiking;
import cerulean.tensor.kernel.FloatSpikingStep;
import cerulean.tensor.kernel.FloatTranscendental;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [SpikingRow] on arrays of one type.
final class FloatSpikingRow implements SpikingRow {

  private final FloatSpikingStep step;
  private final FloatElementwise sums;
  private final int n;
  private final int width;

  FloatSpikingRow(
      FloatSpiking cells,
      FloatElementwise sums,
      FloatTranscendental functions,
      Model model,
      Firing firing,
      Tensor coefficients) {
    this.sums = sums;
    n = coefficients.dim(1);
    width = model.channels() * n;
    float[] c = coefficients.copy().floats();
    step =
        new FloatSpikingStep(
            cells,
            sums,
            functions,
            model.dynamics,
            firing.fires(),
            firing.strict(),
            firing.adds(),
            firing.through(),
            firing.timer() != Timer.NONE,
            firing.timer() == Timer.HOLDS,
            c,
            n);
  }

  @Override
  public Object work() {
    return new float[FloatSpikingStep.WORK * n + width];
  }

  @Override
  public void advance(
      Tensor x,
      int xo,
      Tensor states,
      int before,
      int stride,
      int after,
      Tensor spikes,
      int so,
      Object work) {
    float[] s = states.floats();
    float[] own = (float[]) work;
    step.advance(x.floats(), xo, s, before, stride, s, after, spikes.floats(), so, own);
  }

  @Override
  public void distances(
      Tensor x, int xo, Tensor states, int before, int stride, Tensor out, int o, Object work) {
    step.distances(
        x.floats(), xo, states.floats(), before, stride, out.floats(), o, (float[]) work);
  }

  @Override
  public void gradient(
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
      Object work) {
    float[] own = (float[]) work;
    Form form = surrogate.form();
    int spare = FloatSpikingStep.WORK * n;
    step.gradient(
        x.floats(),
        xo,
        states.floats(),
        before,
        stride,
        slopes != null || form == null ? -1 : form.ordinal(),
        (float) surrogate.steepness(),
        (float) surrogate.height(),
        slopes == null ? own : slopes.floats(),
        lo,
        ds.floats(),
        dso,
        d.floats(),
        o,
        added ? own : dx.floats(),
        added ? spare : dxo,
        dc == null ? own : dc.floats(),
        dc != null,
        own);
    if (added) {
      sums.add(own, spare, dx.floats(), dxo, dx.floats(), dxo, width);
    }
  }

  @Override
  public void add(Tensor a, int ao, Tensor b, int bo, int count) {
    sums.add(a.floats(), ao, b.floats(), bo, b.floats(), bo, count);
  }

  @Override
  public void clear(Tensor a, int o, int count) {
    Arrays.fill(a.floats(), o, o + count, 0f);
  }
}
