package cerulean.nn.gain;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// [GainDynamics] with numbers of its own for each gain: populations whose units keep, rest and
/// respond differently. Computed in F64 and rounded to the type of the gain.
public final class UnitGainDynamics implements GainRule {

  private final Tensor gamma;
  private final Tensor g0;
  private final Tensor eta;
  private final Tensor min;
  private final Tensor max;

  private UnitGainDynamics(List<GainDynamics> units) {
    this.gamma = column(units, GainDynamics::gamma);
    this.g0 = column(units, GainDynamics::g0);
    this.eta = column(units, GainDynamics::eta);
    this.min = column(units, GainDynamics::min);
    this.max = column(units, GainDynamics::max);
  }

  /// Dynamics for each gain, in order.
  public static UnitGainDynamics of(List<GainDynamics> units) {
    if (units.isEmpty()) {
      throw new IllegalArgumentException("gain: dynamics per unit need at least one unit");
    }
    return new UnitGainDynamics(units);
  }

  private static Tensor column(List<GainDynamics> units, ToDoubleFunction<GainDynamics> number) {
    double[] values = units.stream().mapToDouble(number).toArray();
    return Workspace.outside(() -> Tensor.of(values, values.length));
  }

  @Override
  public void advance(Tensor gain, Tensor drive) {
    Tensor kept = gain.to(DType.F64).mul(gamma);
    Tensor added = g0.sub(g0.mul(gamma)).add(drive.to(DType.F64).mul(eta));
    gain.copyFromInPlace(kept.add(added).maximum(min).minimum(max).to(gain.dtype()));
  }

  @Override
  public Tensor rest() {
    return g0;
  }

  @Override
  public void requireFits(int gains) {
    if (gains != g0.size()) {
      throw new IllegalArgumentException(
          "gain: dynamics are of " + g0.size() + " units, the layer has " + gains + " gains");
    }
  }
}
