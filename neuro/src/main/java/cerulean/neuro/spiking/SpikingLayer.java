package cerulean.neuro.spiking;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.CellValues;
import cerulean.nn.Layer;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.SpikingCells.Firing;
import cerulean.tensor.SpikingCells.Timer;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `n` spiking cells of one model, stepped one by one or over a whole sequence, that gradients flow through.
///
///     SpikingLayer hidden = SpikingLayer.of(1000, Neuron.leaky(0.95), 1);
///     SpikingState state = hidden.start(batch);
///     state = hidden.step(weights.forward(image), state);         // state.output(): spikes, [batch, n]
///
///     SpikingRun run = hidden.forward(weights.forward(sequence), state);   // [steps, batch, n]
///
/// - inputs: `[steps, batch, n]`, twice as many numbers for cells with two kinds of input ([Neuron]), in the units of
///   the model
/// - result: spikes, 0 or 1, `[steps, batch, n]`; voltages for a [Neuron#readout]
///
/// In each step the model moves the voltages, cells at the threshold fire and are reset ([Reset]), and in the backward
/// pass a [Surrogate] stands for the derivative of the spikes. With [#recurrent], the spikes of one step
/// are added to the input of the next, through weights of the layer's own.
///
/// The parameters of the cells are those of the model, one for all cells or one for each ([#with]), fixed or learned
/// ([#learning]). Learned ones appear under their names; those that must be above 0 are learned by their
/// logarithms, `tauMs` as `logTauMs`.
///
/// A sequence is one kernel and one node of the graph, which keeps the states of every step. Gradients of any order and
/// forward mode go through the same equations written in operations of variables.
///
/// Layers are immutable but for what they learn; `with...` methods give another layer.
///
/// References: E. O. Neftci, H. Mostafa & F. Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE
/// Signal Processing Magazine 36(6), 51-63; W. Fang et al. (2021), Incorporating learnable membrane time
/// constant to enhance learning of spiking neural networks, ICCV (learned `tauMs`).
public final class SpikingLayer implements Layer {

  private static final String NAME = "SpikingLayer";

  private final int size;
  private final Neuron neuron;
  private final double dtMs;
  private final Reset reset;
  private final Surrogate surrogate;
  private final Map<String, Tensor> fixed;
  private final Map<String, Parameter> learned;
  private final @Nullable Parameter weight;
  private final Timer timer;

  private SpikingLayer(
      int size,
      Neuron neuron,
      double dtMs,
      Reset reset,
      Surrogate surrogate,
      Map<String, Tensor> fixed,
      Map<String, Parameter> learned,
      @Nullable Parameter weight) {
    this.size = size;
    this.neuron = neuron;
    this.dtMs = dtMs;
    this.reset = reset;
    this.surrogate = surrogate;
    this.fixed = fixed;
    this.learned = learned;
    this.weight = weight;
    boolean runs = Arrays.stream(neuron.timer(traits())).anyMatch(steps -> steps > 0);
    timer = neuron.readsTimer() ? Timer.READ : runs ? Timer.HOLDS : Timer.NONE;
  }

  // ---- Making one

  /// `size` cells, reset to the reset voltage, with an arctan surrogate of slope 2.
  ///
  /// - `dtMs`: length of a step in ms
  public static SpikingLayer of(int size, Neuron neuron, double dtMs) {
    if (size < 1) {
      throw badSize(size);
    }
    if (!(dtMs > 0) || dtMs == Double.POSITIVE_INFINITY) {
      throw badStep(dtMs);
    }
    Map<String, Tensor> fixed = new LinkedHashMap<>();
    for (Trait trait : neuron.traits()) {
      Tensor value = Tensor.full(DType.F64, trait.value(), 1);
      trait.require(value);
      fixed.put(trait.name(), value);
    }
    return new SpikingLayer(
        size, neuron, dtMs, Reset.TO_VALUE, Surrogate.arctan(2), fixed, Map.of(), null);
  }

  /// The same with another reset.
  public SpikingLayer with(Reset reset) {
    return new SpikingLayer(size, neuron, dtMs, reset, surrogate, fixed, learned, weight);
  }

  /// The same with another surrogate.
  public SpikingLayer with(Surrogate surrogate) {
    return new SpikingLayer(size, neuron, dtMs, reset, surrogate, fixed, learned, weight);
  }

  /// The same with another value of a parameter, fixed, for all cells.
  public SpikingLayer with(String name, double value) {
    return with(name, Tensor.full(DType.F64, value, 1));
  }

  /// The same with values of a parameter, fixed: one number, or one for each cell.
  public SpikingLayer with(String name, Tensor values) {
    Trait trait = trait(name);
    if (values.size() != 1 && !values.shape().equals(Shape.of(size))) {
      throw otherValues(name, values);
    }
    Tensor own = values.to(DType.F64).reshape(values.size()).copy();
    trait.require(own);
    Map<String, Tensor> others = new LinkedHashMap<>(fixed);
    others.put(name, own);
    Map<String, Parameter> kept = new LinkedHashMap<>(learned);
    kept.remove(name);
    return new SpikingLayer(size, neuron, dtMs, reset, surrogate, others, kept, weight);
  }

  /// The same with values of a parameter drawn for each cell, fixed: those that [cerulean.neuro.Population#fill(String,
  /// CellValues, long)] draws from this seed.
  ///
  ///     layer.with("tauMs", CellValues.gamma(20, 3), 7)
  ///
  /// Reference: N. Perez-Nieves, V. C. H. Leung, P. L. Dragotti & D. F. M. Goodman (2021), Neural heterogeneity promotes
  /// robust learning, Nature Communications 12, 5791 (gamma distributions of time constants, learned or not).
  public SpikingLayer with(String name, CellValues law, long seed) {
    trait(name);
    return with(name, Tensor.of(law.draw(name, size, seed), size));
  }

  /// The same with parameters that are learned, from the values they have: one number or one for
  /// each cell, as they were given.
  public SpikingLayer learning(String... names) {
    Map<String, Parameter> more = new LinkedHashMap<>(learned);
    for (String name : names) {
      Trait trait = trait(name);
      if (trait.rule() == Trait.Rule.AT_LEAST_0) {
        throw notLearned(name);
      }
      boolean positive = trait.rule() == Trait.Rule.ABOVE_0;
      Tensor value = value(name);
      more.put(name, Parameter.of((positive ? value.log() : value).to(DType.F32)));
    }
    return new SpikingLayer(size, neuron, dtMs, reset, surrogate, fixed, more, weight);
  }

  /// The same with weights from the spikes of a step to the inputs of the next, drawn from `U(-k,
  /// k)` with `k = 1 / sqrt(n)`.
  public SpikingLayer recurrent(Philox random) {
    float bound = (float) (1 / Math.sqrt(size));
    return recurrent(Tensor.uniform(random, -bound, bound, width(), size));
  }

  /// The same with weights from the spikes of a step to the inputs of the next.
  ///
  /// - `weight`: `[inputs, n]`, a row for each input of a cell, in their order
  public SpikingLayer recurrent(Tensor weight) {
    if (!weight.shape().equals(Shape.of(width(), size))) {
      throw otherWeight(weight);
    }
    Parameter own = Parameter.of(weight);
    return new SpikingLayer(size, neuron, dtMs, reset, surrogate, fixed, learned, own);
  }

  // ---- Running

  /// The state before a first step, F32: all cells at rest.
  public SpikingState start(int batch) {
    return start(batch, DType.F32);
  }

  /// The state before a first step: all cells at rest.
  public SpikingState start(int batch, DType type) {
    List<Tensor> rows = new ArrayList<>(neuron.start(traits()));
    if (timer != Timer.NONE) {
      rows.add(Tensor.zeros(DType.F64, 1));
    }
    Tensor values = Tensor.zeros(type, rows.size(), batch, size);
    for (int k = 0; k < rows.size(); k++) {
      values.select(0, k).copyFromInPlace(rows.get(k).to(type).expand(batch, size));
    }
    Variable spikes = Variable.constant(Tensor.zeros(type, batch, size));
    return new SpikingState(spikes, Variable.constant(values), stateNames());
  }

  /// The state after a step, the spikes in it.
  ///
  /// - `input`: `[batch, inputs]`
  public SpikingState step(Variable input, SpikingState state) {
    return hold(input, 1, state).last();
  }

  /// Runs over a sequence.
  ///
  /// - `sequence`: `[steps, batch, inputs]`
  public SpikingRun forward(Variable sequence, SpikingState state) {
    if (sequence.shape().rank() != 3 || sequence.shape().dim(2) != width()) {
      throw otherInput("a sequence must be [steps, batch, ", sequence);
    }
    return run(sequence, sequence.shape().dim(0), state);
  }

  /// The spikes for a sequence, from the state before a first step.
  @Override
  public Variable forward(Variable sequence) {
    if (sequence.shape().rank() != 3) {
      throw otherInput("a sequence must be [steps, batch, ", sequence);
    }
    return forward(sequence, start(sequence.shape().dim(1), sequence.dtype())).output();
  }

  /// Runs with one input for all steps: that of a picture that is shown for a time. What is
  /// computed of it before, a product with weights above all, is computed once.
  ///
  /// - `input`: `[batch, inputs]`
  public SpikingRun hold(Variable input, int steps, SpikingState state) {
    if (input.shape().rank() != 2 || input.shape().dim(1) != width()) {
      throw otherInput("an input must be [batch, ", input);
    }
    if (steps < 1) {
      throw noSteps(steps);
    }
    return run(input.unsqueeze(0), steps, state);
  }

  private SpikingRun run(Variable input, int steps, SpikingState state) {
    require(input, state);
    SpikingSequence sequence = new SpikingSequence(neuron, firing(), surrogate, steps);
    Variable packed = sequence.apply(input, state, coefficients(input.dtype()), weight);
    Variable output = packed.narrow(0, 0, steps);
    int states = stateNames().size();
    Variable last = steps == 0 ? state.output() : packed.select(0, steps - 1);
    Variable values = packed.narrow(0, steps, states);
    return new SpikingRun(output, new SpikingState(last, values, stateNames()));
  }

  private void require(Variable input, SpikingState state) {
    int batch = input.shape().dim(1);
    if (!state.names().equals(stateNames()) || state.values().shape().dim(2) != size) {
      throw otherState(state);
    }
    if (state.batch() != batch) {
      throw otherBatch(state.batch(), batch);
    }
    if (state.values().dtype() != input.dtype()) {
      throw otherType(state.values().dtype(), input.dtype());
    }
    if (state.values().isReleased()) {
      throw stale();
    }
  }

  // ---- What the kernel is told

  Firing firing() {
    boolean adds = reset.kind() != Reset.Kind.VALUE;
    return new Firing(neuron.fires(), neuron.isStrict(), adds, reset.through(), timer);
  }

  /// The coefficients, `[rows, n]`: what a reset adds, the timer, and those of the model.
  Variable coefficients(DType type) {
    Traits traits = traits();
    List<Variable> rows = new ArrayList<>();
    rows.add(
        switch (reset.kind()) {
          case VALUE -> neuron.reset(traits);
          case SUBTRACTION -> neuron.reset(traits).sub(neuron.threshold(traits));
          case NONE -> Traits.number(0);
        });
    double[] steps = neuron.timer(traits);
    rows.add(Variable.constant(Tensor.of(steps, steps.length)));
    rows.addAll(neuron.coefficients(traits));
    return Variable.stack(
        0, rows.stream().map(row -> row.to(type).expand(size)).toArray(Variable[]::new));
  }

  private Traits traits() {
    Map<String, Variable> values = new LinkedHashMap<>();
    for (Trait trait : neuron.traits()) {
      Parameter own = learned.get(trait.name());
      boolean positive = trait.rule() == Trait.Rule.ABOVE_0;
      values.put(
          trait.name(),
          own == null
              ? Variable.constant(Objects.requireNonNull(fixed.get(trait.name())))
              : positive ? own.exp() : own.to(own.dtype()));
    }
    return new Traits(values, dtMs);
  }

  // ---- Facts

  /// How many cells.
  public int size() {
    return size;
  }

  /// The model of the cells.
  public Neuron neuron() {
    return neuron;
  }

  /// Length of a step in ms.
  public double dtMs() {
    return dtMs;
  }

  /// What a spike does to the voltage.
  public Reset reset() {
    return reset;
  }

  /// What stands for the derivative of a spike.
  public Surrogate surrogate() {
    return surrogate;
  }

  /// The weights from spikes to the inputs of the next step, `[inputs, n]`; null for none.
  public @Nullable Parameter recurrentWeight() {
    return weight;
  }

  /// Numbers that go into the layer in a step, for each example.
  public int width() {
    return neuron.model().channels() * size;
  }

  /// The names of the cells' parameters.
  public List<String> parameterNames() {
    return neuron.traits().stream().map(Trait::name).toList();
  }

  /// The values of a parameter of the cells now, `[1]` or `[n]`, F64.
  public Tensor value(String name) {
    trait(name);
    return traits().value(name).copy();
  }

  /// The names of the states.
  public List<String> stateNames() {
    List<String> names = new ArrayList<>(neuron.states());
    if (timer != Timer.NONE) {
      names.add(timer == Timer.HOLDS ? "refractory" : "backPropagated");
    }
    return names;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    for (Trait trait : neuron.traits()) {
      Parameter parameter = learned.get(trait.name());
      if (parameter != null) {
        own.put(trait.learnedName(), parameter);
      }
    }
    if (weight != null) {
      own.put("recurrent", weight);
    }
    return own;
  }

  @Override
  public String toString() {
    return NAME
        + "("
        + size
        + ", "
        + neuron
        + ", "
        + dtMs
        + " ms"
        + (weight == null ? "" : ", recurrent")
        + ")";
  }

  private Trait trait(String name) {
    for (Trait trait : neuron.traits()) {
      if (trait.name().equals(name)) {
        return trait;
      }
    }
    throw unknown(name);
  }

  // ---- What can be wrong

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        NAME
            + ": "
            + neuron
            + " cells have no parameter "
            + name
            + "; they have "
            + parameterNames());
  }

  private static IllegalArgumentException badSize(int size) {
    return new IllegalArgumentException(NAME + ": size must be at least 1; got " + size);
  }

  private static IllegalArgumentException badStep(double dtMs) {
    return new IllegalArgumentException(NAME + ": dtMs must be above 0 and finite; got " + dtMs);
  }

  private static IllegalArgumentException noSteps(int steps) {
    return new IllegalArgumentException(NAME + ": steps must be at least 1; got " + steps);
  }

  private static IllegalArgumentException notLearned(String name) {
    return new IllegalArgumentException(
        NAME + ": " + name + " is a number of steps, which has no gradient; leave it fixed");
  }

  private ShapeException otherValues(String name, Tensor values) {
    return new ShapeException(
        NAME,
        name + " must be one number or [" + size + "]; got " + values.shape(),
        values.shape());
  }

  private ShapeException otherWeight(Tensor weight) {
    return new ShapeException(
        NAME,
        "recurrent weights must be [" + width() + ", " + size + "]; got " + weight.shape(),
        weight.shape());
  }

  private ShapeException otherInput(String rule, Variable input) {
    return new ShapeException(NAME, rule + width() + "]; got " + input.shape(), input.shape());
  }

  private IllegalArgumentException otherState(SpikingState state) {
    return new IllegalArgumentException(
        NAME
            + ": a state must be "
            + stateNames()
            + " of "
            + size
            + " cells; got "
            + state.names()
            + " of "
            + state.values().shape().dim(-1)
            + "; begin with start(batch) of this layer");
  }

  private static IllegalArgumentException otherBatch(int state, int input) {
    return new IllegalArgumentException(
        NAME
            + ": the state is of "
            + state
            + " examples and the input of "
            + input
            + "; begin with start("
            + input
            + ")");
  }

  private static IllegalArgumentException otherType(DType state, DType input) {
    return new IllegalArgumentException(
        NAME
            + ": the state is "
            + state
            + " and the input "
            + input
            + "; begin with start(batch, DType."
            + input
            + ")");
  }

  private static IllegalStateException stale() {
    return new IllegalStateException(
        NAME
            + ": the state belongs to a sequence whose backward pass has been; call detach() on it"
            + " before the next sequence, or keep the graph with backward(true)");
  }
}
