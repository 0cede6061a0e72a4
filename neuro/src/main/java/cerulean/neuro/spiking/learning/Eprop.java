package cerulean.neuro.spiking.learning;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingState;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Network;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gradients of a layer of spiking cells while it runs, without going back in time: e-prop.
///
///     x_t = W s_t + b + W_rec z_(t-1)             input to the cells, z their spikes
///     y_t = k y_(t-1) + (1 - k) (W_out z_t + c)   leaky outputs, k = e^(-dt / tau)
///     dE/dW_ji = sum_t L_j(t) (1 - k) sum_(r <= t) k^(t - r) e_ji(r),   L(t) = B dE/dy_t
///
/// e is the eligibility of a synapse: how its cell's spike changes by the weight, through the cell's own past alone. The
/// learning signal L brings the errors back by [Feedback].
///
///     Eprop eprop = Eprop.of(Linear.of(40, 100, random), cells, Linear.of(100, 2, random), 20, Feedback.symmetric());
///     eprop.start(batch);
///     for (Tensor spikes : sequence.unbind(0)) {
///       Variable y = eprop.step(spikes);
///       eprop.learn(Losses.crossEntropy(y, labels));    // adds to the gradients of the parameters
///     }
///     adam.step();
///
/// For cells without recurrence and symmetric feedback the gradients are those of backpropagation through time. With recurrence
/// they leave out what a spike does by way of other cells: those of backpropagation in which the recurrent spikes are
/// constants. Everything within a cell is kept, resets and adaptation too, as its [cerulean.neuro.spiking.Reset] says.
///
/// Each step takes memory and time for `batch x inputs x sources` numbers per state of a cell, whatever the number of
/// steps.
///
/// Reference: G. Bellec et al. (2020), A solution to the learning dilemma for recurrent networks of spiking neurons,
/// Nature Communications 11, 3625.
public final class Eprop implements Network {

  private static final String NAME = "Eprop";

  private final Linear input;
  private final SpikingLayer cells;
  private final Linear output;
  private final double keep;
  private final Feedback.Kind kind;
  private final Parameter feedback;

  private final GradientTraces inputTraces = new GradientTraces();
  private final GradientTraces recurrentTraces = new GradientTraces();
  private @Nullable SpikingState state;
  private @Nullable Tensor inputEligibility;
  private @Nullable Tensor recurrentEligibility;
  private @Nullable Tensor spikes;
  private @Nullable Tensor voltage;
  private @Nullable Variable answer;
  private double bias;

  private Eprop(
      Linear input,
      SpikingLayer cells,
      Linear output,
      double keep,
      Feedback.Kind kind,
      Parameter b) {
    this.input = input;
    this.cells = cells;
    this.output = output;
    this.keep = keep;
    this.kind = kind;
    this.feedback = b;
  }

  /// A layer of cells between weights.
  ///
  /// - `input`: weights to the cells, `[sources -> inputs]`
  /// - `cells`: recurrent or not
  /// - `output`: weights from the cells, `[n -> outputs]`
  /// - `tauMs`: time constant of the outputs, 0 for none
  public static Eprop of(
      Linear input, SpikingLayer cells, Linear output, double tauMs, Feedback feedback) {
    Parameter in = weight(input);
    Parameter out = weight(output);
    if (in.shape().dim(0) != cells.width() || out.shape().dim(1) != cells.size()) {
      throw otherWeights(input, cells, output);
    }
    if (!(tauMs >= 0) || tauMs == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          NAME + ": tauMs must be at least 0 and finite; got " + tauMs);
    }
    double keep = tauMs == 0 ? 0 : Math.exp(-cells.dtMs() / tauMs);
    Parameter b = out;
    if (feedback.random() != null) {
      float bound = (float) (1 / Math.sqrt(cells.size()));
      int[] shape = out.shape().dims();
      b = Parameter.of(Tensor.uniform(feedback.random(), -bound, bound, shape).to(out.dtype()));
    }
    return new Eprop(input, cells, output, keep, feedback.kind(), b);
  }

  private static Parameter weight(Linear layer) {
    return Objects.requireNonNull(layer.ownParameters().get("weight"));
  }

  // ---- Running

  /// Puts all cells and outputs at rest, and forgets all eligibilities.
  public void start(int batch) {
    DType type = weight(input).dtype();
    SpikingState rest = cells.start(batch, type);
    state = rest;
    inputTraces.start();
    recurrentTraces.start();
    inputEligibility = null;
    recurrentEligibility = null;
    spikes = Tensor.zeros(type, batch, cells.size());
    voltage = Tensor.zeros(type, batch, weight(output).shape().dim(0));
    bias = 0;
    answer = null;
  }

  /// One step; the outputs `[batch, outputs]`, to make a loss of.
  ///
  /// - `sources`: spikes or numbers, `[batch, sources]`
  public Variable step(Tensor sources) {
    SpikingState before = state;
    if (before == null || spikes == null || voltage == null) {
      throw notStarted();
    }
    if (sources.rank() != 2 || sources.dim(0) != before.batch()) {
      throw otherSources(sources, before.batch());
    }
    Tensor drive = input.forward(Variable.constant(sources)).value();
    CellStep step = CellStep.of(cells, drive, before);
    Tensor from = input.ownParameters().containsKey("bias") ? withOne(sources) : sources;
    inputEligibility = leaky(inputEligibility, inputTraces.step(step, from));
    if (cells.recurrentWeight() != null) {
      Tensor last = before.output().value();
      recurrentEligibility = leaky(recurrentEligibility, recurrentTraces.step(step, last));
    }
    Tensor z = step.after().output().value();
    state = step.after();
    spikes = spikes.mul(keep).add(z.mul(1 - keep));
    bias = keep * bias + 1 - keep;
    Tensor now = output.forward(Variable.constant(z)).value();
    voltage = voltage.mul(keep).add(now.mul(1 - keep));
    Variable y = Variable.leaf(voltage);
    answer = y;
    return y;
  }

  private @Nullable Tensor leaky(@Nullable Tensor before, @Nullable Tensor now) {
    if (before == null) {
      return now == null ? null : now.mul(1 - keep);
    }
    Tensor kept = before.mul(keep);
    return now == null ? kept : kept.add(now.mul(1 - keep));
  }

  /// Sources with one more that always says 1.
  private static Tensor withOne(Tensor sources) {
    return Tensor.concat(1, sources, Tensor.ones(sources.dtype(), sources.dim(0), 1));
  }

  // ---- Learning

  /// Adds what a loss of the outputs of this step says to the gradients of all parameters.
  public void learn(Variable loss) {
    Variable y = answer;
    if (y == null || spikes == null) {
      throw notStarted();
    }
    Tensor error = loss.gradients(List.of(y)).getFirst().value();
    Tensor byOutput = error.transpose().matmul(spikes);
    add(weight(output), byOutput);
    if (kind == Feedback.Kind.ADAPTIVE) {
      add(feedback, byOutput);
    }
    Parameter outputBias = output.ownParameters().get("bias");
    if (outputBias != null) {
      add(outputBias, error.sum(false, 0).mul(bias));
    }
    int kinds = cells.width() / cells.size();
    Tensor signal = error.matmul(feedback.value()).tile(1, kinds).unsqueeze(2);
    if (inputEligibility != null) {
      Tensor gradient = inputEligibility.mul(signal).sum(false, 0);
      Parameter inputWeight = weight(input);
      int sources = inputWeight.shape().dim(1);
      add(inputWeight, gradient.narrow(1, 0, sources));
      Parameter inputBias = input.ownParameters().get("bias");
      if (inputBias != null) {
        add(inputBias, gradient.select(1, sources));
      }
    }
    Parameter recurrent = cells.recurrentWeight();
    if (recurrent != null && recurrentEligibility != null) {
      add(recurrent, recurrentEligibility.mul(signal).sum(false, 0));
    }
  }

  private static void add(Parameter parameter, Tensor gradient) {
    if (parameter.requiresGrad()) {
      parameter.backward(Variable.constant(gradient), false);
    }
  }

  // ---- Facts

  /// The state of the cells now; null before the start.
  public @Nullable SpikingState state() {
    return state;
  }

  /// The weights that errors come back by, `[outputs, n]`.
  public Parameter feedback() {
    return feedback;
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> all = new LinkedHashMap<>();
    all.put("input", input);
    all.put("cells", cells);
    all.put("output", output);
    return all;
  }

  /// The feedback where it learns. Eprop gives gradients to weights; parameters of cells get none.
  @Override
  public Map<String, Parameter> ownParameters() {
    return kind == Feedback.Kind.ADAPTIVE ? Map.of("feedback", feedback) : Map.of();
  }

  @Override
  public String toString() {
    return NAME + "(" + input + ", " + cells + ", " + output + ", " + kind + ")";
  }

  // ---- What can be wrong

  private static ShapeException otherWeights(Linear input, SpikingLayer cells, Linear output) {
    return new ShapeException(
        NAME,
        "weights must lead to the "
            + cells.width()
            + " inputs and from the "
            + cells.size()
            + " cells; got "
            + input
            + " and "
            + output,
        weight(input).shape(),
        weight(output).shape());
  }

  private static ShapeException otherSources(Tensor sources, int batch) {
    return new ShapeException(
        NAME, "sources must be [" + batch + ", n]; got " + sources.shape(), sources.shape());
  }

  private static IllegalStateException notStarted() {
    return new IllegalStateException(NAME + ": nothing runs yet; call start(batch) and step first");
  }
}
