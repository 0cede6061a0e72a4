package cerulean.neuro.spiking;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Weights with delays that learn:
///
///     y_i(t) = sum_j W_ij s_j(t - d_ij)
///
/// Between whole steps a spike is shared linearly: `s(t - d) = (1 - f) s(t - m) + f s(t - m - 1)` with m the whole
/// part of d and f the rest, so that the derivative by the delay is `s(t - m - 1) - s(t - m)`; at a whole number it is that of
/// longer delays. Delays count from 0 to a maximum, in steps; outside they act as the nearest of the two, with its
/// gradient.
///
/// - input: `[steps, batch, sources]`, silent before its first step
/// - result: `[steps, batch, targets]`
///
/// There is a delay for each source (of its axon) or for each synapse. A pass costs `maximum + 1` times a product with the weights
/// for the latter, `maximum + 1` passes over the input for the former.
///
/// References: S. B. Shrestha & G. Orchard (2018), SLAYER: spike layer error reassignment in time, NeurIPS 31 (delays of axons);
/// I. Hammouamri, I. Khalfaoui-Hassani & T. Masquelier (2024), Learning delays in spiking neural networks using dilated convolutions
/// with learnable spacings, ICLR (delays of synapses, by interpolation).
public final class DelayedLinear implements Layer {

  private static final String NAME = "DelayedLinear";

  private final Parameter weight;
  private final Parameter delay;
  private final int maximum;

  private DelayedLinear(Parameter weight, Parameter delay, int maximum) {
    this.weight = weight;
    this.delay = delay;
    this.maximum = maximum;
  }

  /// A delay for each source, drawn from `U(0, maximum)`.
  public static DelayedLinear bySource(int sources, int targets, int maximum, Philox random) {
    return of(sources, targets, maximum, random, sources);
  }

  /// A delay for each synapse, drawn from `U(0, maximum)`.
  public static DelayedLinear bySynapse(int sources, int targets, int maximum, Philox random) {
    return of(sources, targets, maximum, random, targets, sources);
  }

  private static DelayedLinear of(
      int sources, int targets, int maximum, Philox random, int... delays) {
    if (sources < 1 || targets < 1 || maximum < 1) {
      throw badSizes(sources, targets, maximum);
    }
    Tensor weight = Initializer.uniformByInputs().draw(random, targets, sources);
    Tensor delay = Tensor.uniform(random, 0, maximum, delays);
    return new DelayedLinear(Parameter.of(weight), Parameter.of(delay), maximum);
  }

  @Override
  public Variable forward(Variable sequence) {
    int sources = weight.shape().dim(1);
    if (sequence.shape().rank() != 3 || sequence.shape().dim(2) != sources) {
      throw otherInput(sequence, sources);
    }
    int steps = sequence.shape().dim(0);
    // The value within bounds, with the gradient of the delay itself.
    Variable inside = delay.add(delay.clamp(0, maximum).sub(delay).stopGradient());
    Variable whole = inside.floor().clamp(0, maximum - 1).stopGradient();
    Variable rest = inside.sub(whole);
    Variable padded = sequence.pad(0, maximum, 0);
    boolean bySource = delay.shape().rank() == 1;
    Variable[] parts = new Variable[maximum + 1];
    for (int k = 0; k <= maximum; k++) {
      Variable early = whole.eq(k).to(rest.dtype());
      Variable late = whole.eq(k - 1).to(rest.dtype());
      Variable share = early.mul(rest.neg().add(1)).add(late.mul(rest));
      Variable past = padded.narrow(0, maximum - k, steps);
      parts[k] = bySource ? past.mul(share) : past.linear(weight.mul(share), null);
    }
    Variable sum = parts[0];
    for (int k = 1; k <= maximum; k++) {
      sum = sum.add(parts[k]);
    }
    return bySource ? sum.linear(weight, null) : sum;
  }

  /// Puts delays outside 0 and the maximum on the nearest of the two, in place.
  public void project() {
    delay.value().copyFromInPlace(delay.value().clamp(0, maximum));
  }

  /// The longest delay, in steps.
  public int maximum() {
    return maximum;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    own.put("delay", delay);
    return own;
  }

  @Override
  public String toString() {
    return NAME
        + "("
        + weight.value().dim(1)
        + " -> "
        + weight.value().dim(0)
        + ", up to "
        + maximum
        + " steps by "
        + (delay.shape().rank() == 1 ? "source)" : "synapse)");
  }

  private static IllegalArgumentException badSizes(int sources, int targets, int maximum) {
    return new IllegalArgumentException(
        NAME
            + ": sources, targets and maximum must be at least 1; got "
            + sources
            + ", "
            + targets
            + " and "
            + maximum);
  }

  private static ShapeException otherInput(Variable sequence, int sources) {
    return new ShapeException(
        NAME,
        "a sequence must be [steps, batch, " + sources + "]; got " + sequence.shape(),
        sequence.shape());
  }
}
