package cerulean.neuro.spiking.learning;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingState;
import cerulean.nn.Linear;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Local plasticity of the weights to a layer of spiking cells, gated by a modulator: what source and cell do
/// leaves an eligibility at the synapse, and a third factor, when it comes, makes it a change of the weight.
///
///     c <- c e^(-dt / tau) + h(t)        eligibility
///     w <- w + rate mean_b M_b c_b       cut to bounds, if there are any
///
/// | rule | h(t) |
/// |---|---|
/// | [#pairs] | `aPlus x z - aMinus y s`: pair STDP, as [cerulean.neuro.ThreeFactorStdp] |
/// | [#surrogate] | `dz/dw` through the cell's own past: surrogate of the cell times trace of the source, the eligibility of [Eprop] |
///
/// M is reward less its mean (R-STDP, [cerulean.neuro.RewardSignal#expected]), dopamine, or an error of the cell; one number, one for each
/// example, or one for each example and cell. Spikes come out as constants: a readout behind can learn by its gradient while
/// the layer learns by the rule.
///
///     ThreeFactorRule rule = ThreeFactorRule.pairs(in, cells, StdpWindow.of(0.01, 0.0105, 20, 20), 200);
///     SpikingState state = rule.start(batch);
///     for (Tensor spikes : sequence.unbind(0)) state = rule.step(spikes, state);
///     rule.modulate(Tensor.scalar(reward - expected), 0.1);
///
/// References: R. V. Florian (2007), Reinforcement learning through modulation of spike-timing-dependent synaptic
/// plasticity, Neural Computation 19(6), 1468-1502; N. Frémaux & W. Gerstner (2016), Neuromodulated
/// spike-timing-dependent plasticity, and theory of three-factor learning rules, Frontiers in Neural Circuits 9, 85.
public final class ThreeFactorRule {

  private static final String NAME = "ThreeFactorRule";

  private final Linear input;
  private final SpikingLayer cells;
  private final @Nullable StdpWindow window;
  private final double keep;
  private final double min;
  private final double max;
  private final GradientTraces gradients = new GradientTraces();
  private @Nullable Tensor x;
  private @Nullable Tensor y;
  private @Nullable Tensor eligibility;

  private ThreeFactorRule(
      Linear input,
      SpikingLayer cells,
      @Nullable StdpWindow window,
      double keep,
      double min,
      double max) {
    this.input = input;
    this.cells = cells;
    this.window = window;
    this.keep = keep;
    this.min = min;
    this.max = max;
  }

  /// By pairs of spikes. The source's spike of a step reaches the cell in that step.
  ///
  /// - `input`: weights `[sources -> n]`, which the rule changes
  /// - `cells`: with one input each
  /// - `tauMs`: time constant of the eligibility
  public static ThreeFactorRule pairs(
      Linear input, SpikingLayer cells, StdpWindow window, double tauMs) {
    return of(input, cells, window, tauMs);
  }

  /// By the surrogate of the cell and the trace of the source.
  ///
  /// - `tauMs`: time constant of the eligibility
  public static ThreeFactorRule surrogate(Linear input, SpikingLayer cells, double tauMs) {
    return of(input, cells, null, tauMs);
  }

  private static ThreeFactorRule of(
      Linear input, SpikingLayer cells, @Nullable StdpWindow window, double tauMs) {
    if (!(tauMs > 0) || tauMs == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(NAME + ": tauMs must be above 0 and finite; got " + tauMs);
    }
    int to = weight(input).shape().dim(0);
    if (to != cells.size() || cells.width() != cells.size()) {
      throw otherCells(input, cells);
    }
    double keep = Math.exp(-cells.dtMs() / tauMs);
    double all = Double.POSITIVE_INFINITY;
    return new ThreeFactorRule(input, cells, window, keep, -all, all);
  }

  /// The same with bounds of the weights.
  public ThreeFactorRule within(double min, double max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          NAME + ": min must not be above max; got " + min + " and " + max);
    }
    return new ThreeFactorRule(input, cells, window, keep, min, max);
  }

  private static Parameter weight(Linear layer) {
    return Objects.requireNonNull(layer.ownParameters().get("weight"));
  }

  // ---- Running

  /// The cells at rest; all traces and eligibilities are forgotten.
  public SpikingState start(int batch) {
    DType type = weight(input).dtype();
    int sources = weight(input).shape().dim(1);
    gradients.start();
    x = Tensor.zeros(type, batch, 1, sources);
    y = Tensor.zeros(type, batch, cells.size(), 1);
    eligibility = Tensor.zeros(type, batch, cells.size(), sources);
    return cells.start(batch, type);
  }

  /// One step of the cells, and of the eligibilities.
  ///
  /// - `sources`: spikes of the sources, `[batch, sources]`
  public SpikingState step(Tensor sources, SpikingState state) {
    Tensor before = eligibility;
    if (before == null) {
      throw notStarted();
    }
    if (sources.rank() != 2 || sources.dim(0) != before.dim(0)) {
      throw otherSources(sources, before.dim(0));
    }
    Tensor drive = input.forward(Variable.constant(sources)).value();
    if (window != null) {
      SpikingState after = cells.step(Variable.constant(drive), state.detach());
      Tensor z = after.output().value().unsqueeze(2);
      eligibility = before.mul(keep).add(pairs(window, sources.unsqueeze(1), z));
      return after;
    }
    CellStep step = CellStep.of(cells, drive, state);
    Tensor change = gradients.step(step, sources);
    eligibility = change == null ? before.mul(keep) : before.mul(keep).add(change);
    return step.after();
  }

  /// What the pairs of this step are worth, `[batch, n, sources]`.
  ///
  /// - `s`: spikes of the sources, `[batch, 1, sources]`
  /// - `z`: spikes of the cells, `[batch, n, 1]`
  private Tensor pairs(StdpWindow rule, Tensor s, Tensor z) {
    Tensor xBefore = decayed(x, rule.tauPlusMs());
    Tensor yBefore = decayed(y, rule.tauMinusMs());
    x = after(rule, xBefore, s);
    y = after(rule, yBefore, z);
    boolean sourceFirst = rule.coincidence() == StdpWindow.Coincidence.PRE_FIRST;
    boolean cellFirst = rule.coincidence() == StdpWindow.Coincidence.POST_FIRST;
    Tensor up = z.mul(sourceFirst ? x : xBefore).mul(rule.aPlus());
    Tensor down = s.mul(cellFirst ? y : yBefore).mul(rule.aMinus());
    return up.sub(down);
  }

  private Tensor decayed(@Nullable Tensor trace, double tauMs) {
    if (trace == null) {
      throw notStarted();
    }
    return trace.mul(Math.exp(-cells.dtMs() / tauMs));
  }

  private static Tensor after(StdpWindow rule, Tensor trace, Tensor spikes) {
    return rule.pairing() == StdpWindow.Pairing.NEAREST
        ? trace.mul(spikes.neg().add(1)).add(spikes)
        : trace.add(spikes);
  }

  /// The eligibilities now, `[batch, n, sources]`.
  public Tensor eligibility() {
    Tensor now = eligibility;
    if (now == null) {
      throw notStarted();
    }
    return now.copy();
  }

  // ---- Learning

  /// Changes the weights by `rate` times the mean over the examples of modulator times eligibility.
  ///
  /// - `modulator`: `[]`, `[batch]` or `[batch, n]`
  public void modulate(Tensor modulator, double rate) {
    Tensor now = eligibility;
    if (now == null) {
      throw notStarted();
    }
    if (!Double.isFinite(rate)) {
      throw new IllegalArgumentException(NAME + ": rate must be finite; got " + rate);
    }
    boolean fits =
        switch (modulator.rank()) {
          case 0 -> true;
          case 1 -> modulator.dim(0) == now.dim(0);
          case 2 -> modulator.dim(0) == now.dim(0) && modulator.dim(1) == now.dim(1);
          default -> false;
        };
    if (!fits) {
      throw otherModulator(modulator, now);
    }
    Tensor gate = modulator;
    while (gate.rank() > 0 && gate.rank() < 3) {
      gate = gate.unsqueeze(gate.rank());
    }
    Tensor change = now.mul(gate).mean(false, 0).mul(rate);
    Tensor weight = weight(input).value();
    Tensor changed = weight.add(change.to(weight.dtype()));
    boolean bounded = min != Double.NEGATIVE_INFINITY || max != Double.POSITIVE_INFINITY;
    weight.copyFromInPlace(bounded ? changed.clamp(min, max) : changed);
  }

  // ---- What can be wrong

  private static ShapeException otherCells(Linear input, SpikingLayer cells) {
    return new ShapeException(
        NAME,
        "weights must lead to "
            + cells.size()
            + " cells of one input each; got "
            + input
            + " and "
            + cells,
        weight(input).shape());
  }

  private static ShapeException otherSources(Tensor sources, int batch) {
    return new ShapeException(
        NAME, "sources must be [" + batch + ", n]; got " + sources.shape(), sources.shape());
  }

  private static ShapeException otherModulator(Tensor modulator, Tensor eligibility) {
    int batch = eligibility.dim(0);
    return new ShapeException(
        NAME,
        "a modulator must be [], ["
            + batch
            + "] or ["
            + batch
            + ", "
            + eligibility.dim(1)
            + "]; got "
            + modulator.shape(),
        modulator.shape());
  }

  private static IllegalStateException notStarted() {
    return new IllegalStateException(NAME + ": nothing runs yet; call start(batch) first");
  }
}
