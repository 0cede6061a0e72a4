package cerulean.neuro.spiking;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.function.Supplier;

/// Dale's law: all synapses of a cell excite, or all inhibit. Each source has a sign, and the weights that act are
///
///     W_ij = |w_ij| sign_j
///
/// with w free to learn. Why by this parametrisation and not by cutting weights at 0 after each step
/// ([#project], for those who want it): it holds at every moment and with every optimizer, nobody has to remember
/// a call, momentum does not push against a wall; and unlike `max(0, w)` its gradient is never 0, so that a synapse
/// that passed through 0 comes back instead of staying dead.
///
///     DalesLaw law = DalesLaw.excitatory(80, 100);                     // 80 excite, 20 inhibit
///     DaleLinear out = DaleLinear.of(law, 10, random);
///     SpikingLayer cells = SpikingLayer.of(100, neuron, 1).recurrent(law.draw(100, random));
///     SpikingRun run = law.in(cells, () -> cells.forward(x, state));
///
/// Reference: H. F. Song, G. R. Yang & X.-J. Wang (2016), Training excitatory-inhibitory recurrent neural networks for cognitive
/// tasks, PLOS Computational Biology 12(2), e1004792 (there with rectified weights).
public final class DalesLaw {

  private static final String NAME = "DalesLaw";

  private final Tensor signs;

  private DalesLaw(Tensor signs) {
    this.signs = signs;
  }

  /// Sources with these signs, 1 or -1 each.
  public static DalesLaw of(int... signs) {
    double[] own = new double[signs.length];
    for (int i = 0; i < signs.length; i++) {
      if (Math.abs(signs[i]) != 1) {
        throw new IllegalArgumentException(
            NAME + ": a sign must be 1 or -1; got " + signs[i] + " for cell " + i);
      }
      own[i] = signs[i];
    }
    return new DalesLaw(Tensor.of(own, own.length));
  }

  /// `cells` sources of which the first `excitatory` excite and the rest inhibit.
  public static DalesLaw excitatory(int excitatory, int cells) {
    if (!(excitatory >= 0 && excitatory <= cells)) {
      throw new IllegalArgumentException(
          NAME + ": from 0 to " + cells + " of " + cells + " cells excite; got " + excitatory);
    }
    int[] signs = new int[cells];
    for (int i = 0; i < cells; i++) {
      signs[i] = i < excitatory ? 1 : -1;
    }
    return of(signs);
  }

  /// Four of five excite, as in cortex; the rest, the last ones, inhibit.
  public static DalesLaw cortical(int cells) {
    return excitatory(Math.round(0.8f * cells), cells);
  }

  /// Free weights `[targets, sources]` for the start, drawn from `U(0, k)`, times the sign. k is `1
  /// / sqrt(sources)`, and for inhibitory sources as many times more as there are fewer of them, so
  /// that excitation and inhibition of a target are equal on average.
  public Tensor draw(int targets, Philox random) {
    int sources = signs.size();
    double inhibit = signs.lt(0).countNonZero(false, 0).itemLong();
    double excite = sources - inhibit;
    double balance = inhibit == 0 || excite == 0 ? 1 : excite / inhibit;
    float bound = (float) (1 / Math.sqrt(sources));
    Tensor size = Tensor.where(signs.lt(0), Tensor.scalar(balance), Tensor.scalar(1.0));
    return Tensor.uniform(random, 0, bound, targets, sources).mul(size.mul(signs)).to(DType.F32);
  }

  /// The weights that act, with gradients to the free ones.
  ///
  /// - `free`: `[targets, sources]`
  public Variable weights(Variable free) {
    requireFits(free.value());
    return free.abs().mul(Variable.constant(signs.to(free.dtype())));
  }

  /// Cuts at 0 what has the wrong sign, in place: for weights that act as they are, after each step
  /// of an optimizer.
  public void project(Parameter weights) {
    requireFits(weights.value());
    Tensor sign = signs.to(weights.dtype());
    Tensor value = weights.value();
    value.copyFromInPlace(value.mul(sign).relu().mul(sign));
  }

  /// What `body` computes with the recurrent weights of a layer under this law: the layer's own
  /// ones are the free ones.
  public <T> T in(SpikingLayer cells, Supplier<T> body) {
    Parameter free = cells.recurrentWeight();
    if (free == null) {
      throw new IllegalArgumentException(
          NAME + ": " + cells + " has no recurrent weights; give it some with recurrent(...)");
    }
    return Parameter.replaced(Map.of(free, weights(free)), body);
  }

  /// How many sources.
  public int sources() {
    return signs.size();
  }

  /// The signs, F64 `[sources]`.
  public Tensor signs() {
    return signs.copy();
  }

  private void requireFits(Tensor weights) {
    if (weights.rank() != 2 || weights.dim(1) != signs.size()) {
      throw new ShapeException(
          NAME,
          "weights must be [targets, " + signs.size() + "]; got " + weights.shape(),
          weights.shape());
    }
  }
}
