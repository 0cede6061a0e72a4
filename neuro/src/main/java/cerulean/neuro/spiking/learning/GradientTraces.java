package cerulean.neuro.spiking.learning;

import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Eligibilities of e-prop: how much the spike of a cell in this step would change by a weight, through
/// the cell itself and its past.
///
///     e_ji(t)      = dz_j/dx_j(t) s_i(t) + sum_l dz_j/dh_l(t) epsilon_l,ji(t - 1)
///     epsilon_k(t) = dh_k/dx_j(t) s_i(t) + sum_l dh_k/dh_l(t) epsilon_l,ji(t - 1)
///
/// with h the states of cell j, s the sources' spikes and z those of the cells.
final class GradientTraces {

  /// Of each state, `[batch, inputs, sources]`; null while 0.
  private List<@Nullable Tensor> vectors = new ArrayList<>();

  void start() {
    vectors = new ArrayList<>();
  }

  /// Takes in a step; the eligibilities `[batch, inputs, sources]`, null where they are all 0.
  ///
  /// - `sources`: `[batch, sources]`
  @Nullable Tensor step(CellStep step, Tensor sources) {
    Tensor s = sources.unsqueeze(1);
    @Nullable Tensor spikes = sum(step.spikeByInput(), s, step.spikeByState());
    List<@Nullable Tensor> after = new ArrayList<>();
    for (int k = 0; k < step.stateByInput().size(); k++) {
      after.add(sum(step.stateByInput().get(k), s, step.stateByState().get(k)));
    }
    vectors = after;
    return spikes;
  }

  private @Nullable Tensor sum(
      @Nullable Tensor byInput, Tensor sources, List<@Nullable Tensor> byState) {
    @Nullable Tensor sum = byInput == null ? null : byInput.unsqueeze(2).mul(sources);
    for (int l = 0; l < vectors.size(); l++) {
      Tensor vector = vectors.get(l);
      Tensor factor = byState.get(l);
      if (vector != null && factor != null) {
        Tensor part = factor.unsqueeze(2).mul(vector);
        sum = sum == null ? part : sum.add(part);
      }
    }
    return sum;
  }
}
