package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_SPIKING;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.SPIKING;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.SpikingCells.Firing;
import cerulean.tensor.SpikingCells.Gradient;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.SpikingCells.Run;
import cerulean.tensor.SpikingCells.Surrogate;
import cerulean.tensor.SpikingCells.Timer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Spiking cells over sequences: checks, the loop over the steps, and the cut for threads.
final class SpikingOps {

  /// Examples of one piece of work, as in [RecurrenceOps].
  private static final int EXAMPLES = 16;

  private static final String OP = "spikingCells";

  private final Model model;
  private final Firing firing;
  private final DType type;
  private final int steps;
  private final int batch;
  private final int n;

  /// Numbers that go into a row in a cells.
  private final int width;

  /// States, a timer included.
  private final int kinds;

  /// Whether the same input goes into every cells.
  private final boolean held;

  private final Tensor inputs;
  private final Tensor states;
  private final Tensor coefficients;
  private final @Nullable Tensor weight;

  SpikingOps(
      Model model,
      Firing firing,
      Tensor inputs,
      int steps,
      Tensor states,
      Tensor coefficients,
      @Nullable Tensor weight) {
    this.model = model;
    this.firing = firing;
    this.steps = steps;
    type = inputs.requireFloating(OP).dtype();
    kinds = model.states() + (firing.timer() == Timer.NONE ? 0 : 1);
    if (states.rank() != 3) {
      throw otherShape("states", states, "[states, batch, n]");
    }
    batch = states.dim(1);
    n = states.dim(2);
    width = model.channels() * n;
    held = inputs.rank() == 3 && inputs.dim(0) == 1 && steps != 1;
    require("inputs", inputs, held ? 1 : steps, batch, width);
    require("states", states, kinds, batch, n);
    require("coefficients", coefficients, model.coefficients(), n);
    if (weight != null) {
      require("weight", weight, width, n);
    }
    this.inputs = inputs.contiguous();
    this.states = states;
    this.coefficients = coefficients.contiguous();
    this.weight = weight;
  }

  Run run(Tensor spikes, boolean recorded) {
    require("spikes", spikes, batch, n);
    int slots = recorded ? steps + 1 : Math.min(2, steps + 1);
    Tensor output = Tensor.empty(type, Shape.of(1 + steps + kinds, batch, n));
    Tensor all = Tensor.empty(type, Shape.of(slots, kinds, batch, n));
    output.select(0, 0).copyFromInPlace(spikes);
    all.select(0, 0).copyFromInPlace(states);
    Tensor columns = weight == null ? null : weight.transpose().contiguous();
    Tensor driven = columns == null ? inputs : Tensor.empty(type, Shape.of(steps, batch, width));
    SpikingRow cells = cells();
    Parallel.forRange(
        batch,
        EXAMPLES,
        (from, to) -> {
          Object work = cells.work();
          if (columns != null) {
            for (int t = 0; t < steps; t++) {
              drive(t, from, to, columns, output, driven);
              for (int row = from; row < to; row++) {
                advance(cells, t, row, slots, driven, all, output, work);
              }
            }
            return;
          }
          // A row stays in the first-level cache from step to cells.
          for (int row = from; row < to; row++) {
            for (int t = 0; t < steps; t++) {
              advance(cells, t, row, slots, driven, all, output, work);
            }
          }
        });
    output.narrow(0, 1 + steps, kinds).copyFromInPlace(all.select(0, steps % slots));
    return new Run(output, all, driven);
  }

  private void advance(
      SpikingRow cells,
      int t,
      int row,
      int slots,
      Tensor x,
      Tensor all,
      Tensor output,
      Object work) {
    int before = (t % slots) * kinds * batch * n + row * n;
    int after = ((t + 1) % slots) * kinds * batch * n + row * n;
    cells.advance(
        x, inputAt(t, row, x), all, before, batch * n, after, output, at(t + 1, row), work);
  }

  /// Where the row of a tensor `[.., batch, n]` begins.
  private int at(int t, int row) {
    return (t * batch + row) * n;
  }

  private int inputAt(int t, int row, Tensor x) {
    boolean same = held && x.dim(0) == 1;
    return x.layout().offset() + ((same ? 0 : t) * batch + row) * width;
  }

  /// What goes into step `t` of the examples: the inputs and what the spikes before add.
  private void drive(int t, int from, int to, Tensor columns, Tensor output, Tensor driven) {
    int m = to - from;
    int out = (t * batch + from) * width;
    System.arraycopy(inputs.array(), inputAt(t, from, inputs), driven.array(), out, m * width);
    product(m, width, n, output, at(t, from), columns, driven, out);
  }

  /// Adds the product of `m` rows of `k` numbers with a contiguous matrix, `[k, columns]`.
  private void product(int m, int columns, int k, Tensor a, int ao, Tensor b, Tensor out, int oo) {
    MatrixKernel.multiply(
        type,
        m,
        columns,
        k,
        a.array(),
        ao,
        k,
        1,
        b.array(),
        b.layout().offset(),
        columns,
        1,
        out.array(),
        oo,
        columns,
        true,
        null);
  }

  Gradient gradient(Surrogate surrogate, Run run, Tensor gradient, boolean wanted) {
    require("gradient", gradient, steps + kinds, batch, n);
    SpikingRow cells = cells();
    UnaryOperator<Tensor> function = surrogate.function();
    Tensor slopes = function == null || !firing.fires() ? null : slopes(cells, function, run);
    Tensor g = gradient.contiguous();
    Tensor matrix = weight == null ? null : weight.contiguous();
    Tensor toStates = g.narrow(0, steps, kinds).copy();
    if (kinds > model.states()) {
      toStates.select(0, kinds - 1).fillInPlace(0);
    }
    Tensor toInputs =
        held ? Tensor.zeros(type, 1, batch, width) : Tensor.empty(type, inputs.shape());
    Tensor toSpikes = matrix == null ? null : Tensor.zeros(type, batch, n);
    // A sum of each piece of work, added up in their order: threads change nothing.
    Tensor[] parts = new Tensor[wanted ? (batch + EXAMPLES - 1) / EXAMPLES : 0];
    Arrays.setAll(parts, part -> Tensor.zeros(type, model.coefficients(), n));
    Back back = new Back(cells, surrogate, slopes, run, toStates, toInputs, parts);
    Parallel.forRange(
        batch,
        EXAMPLES,
        (from, to) -> {
          Object work = cells.work();
          if (matrix == null || toSpikes == null) {
            for (int t = steps - 1; t >= 0; t--) {
              for (int row = from; row < to; row++) {
                back.row(this, t, row, g, at(t, row), work);
              }
            }
            return;
          }
          for (int t = steps - 1; t >= 0; t--) {
            for (int row = from; row < to; row++) {
              int own = at(0, row);
              cells.add(g, g.layout().offset() + at(t, row), toSpikes, own, n);
              back.row(this, t, row, toSpikes, own, work);
              cells.clear(toSpikes, own, n);
            }
            int first = (t * batch + from) * width;
            product(to - from, n, width, toInputs, first, matrix, toSpikes, at(0, from));
          }
        });
    Tensor toWeight = matrix == null ? null : weightGradient(toInputs, run.output());
    return new Gradient(
        toInputs, toStates, wanted && parts.length > 0 ? sum(parts) : null, toSpikes, toWeight);
  }

  /// `sum over steps and examples of dx^T s`, one product.
  private Tensor weightGradient(Tensor toInputs, Tensor output) {
    Tensor d = toInputs.reshape(steps * batch, width);
    return d.transpose().matmul(output.narrow(0, 0, steps).reshape(steps * batch, n));
  }

  /// The values of a function at the distances of all steps.
  private Tensor slopes(SpikingRow cells, UnaryOperator<Tensor> function, Run run) {
    Tensor distances = Tensor.empty(type, Shape.of(steps, batch, n));
    Tensor x = run.inputs();
    Parallel.forRange(
        batch,
        EXAMPLES,
        (from, to) -> {
          Object work = cells.work();
          for (int row = from; row < to; row++) {
            for (int t = 0; t < steps; t++) {
              int before = t * kinds * batch * n + row * n;
              cells.distances(
                  x,
                  inputAt(t, row, x),
                  run.states(),
                  before,
                  batch * n,
                  distances,
                  at(t, row),
                  work);
            }
          }
        });
    Tensor slopes = function.apply(distances);
    if (!slopes.shape().equals(distances.shape()) || slopes.dtype() != type) {
      throw otherSlopes(distances, slopes);
    }
    if (slopes.isNaN().any(false).toBooleanArray()[0]) {
      throw notANumber();
    }
    return slopes.contiguous();
  }

  /// What the loop backwards reads and writes.
  private record Back(
      SpikingRow cells,
      Surrogate surrogate,
      @Nullable Tensor slopes,
      Run run,
      Tensor toStates,
      Tensor toInputs,
      Tensor[] parts) {

    /// Step `t` of an example, whose gradient with respect to the spikes is at `dso` of `ds`.
    void row(SpikingOps ops, int t, int row, Tensor ds, int dso, Object work) {
      Tensor x = run.inputs();
      cells.gradient(
          x,
          ops.inputAt(t, row, x),
          run.states(),
          (t * ops.kinds * ops.batch + row) * ops.n,
          ops.batch * ops.n,
          surrogate,
          slopes,
          slopes == null ? 0 : slopes.layout().offset() + ops.at(t, row),
          ds,
          ds.layout().offset() + dso,
          toStates,
          ops.at(0, row),
          toInputs,
          ((ops.held ? 0 : t) * ops.batch + row) * ops.width,
          ops.held,
          parts.length == 0 ? null : parts[row / EXAMPLES],
          work);
    }
  }

  private SpikingRow cells() {
    return type == DType.F32
        ? new FloatSpikingRow(SPIKING, ELEMENTWISE, TRANSCENDENTAL, model, firing, coefficients)
        : new DoubleSpikingRow(
            DOUBLE_SPIKING, DOUBLE_ELEMENTWISE, DOUBLE_TRANSCENDENTAL, model, firing, coefficients);
  }

  private static Tensor sum(Tensor[] parts) {
    for (int part = 1; part < parts.length; part++) {
      parts[0].addInPlace(parts[part]);
    }
    return parts[0];
  }

  private void require(String what, Tensor operand, int... shape) {
    Shape wanted = Shape.of(shape);
    if (!operand.shape().equals(wanted)) {
      throw otherShape(what, operand, wanted.toString());
    }
    operand.requireType(OP, type);
  }

  private static ShapeException otherShape(String what, Tensor operand, String wanted) {
    return new ShapeException(
        OP, what + " must be " + wanted + "; got " + operand.shape(), operand.shape());
  }

  private static IllegalArgumentException otherSlopes(Tensor distances, Tensor slopes) {
    return new IllegalArgumentException(
        "surrogate: the function must give a number of the same type for each distance, "
            + distances.dtype()
            + distances.shape()
            + "; got "
            + slopes.dtype()
            + slopes.shape());
  }

  private static IllegalArgumentException notANumber() {
    return new IllegalArgumentException(
        "surrogate: the function must give a number for every distance; got NaN");
  }
}
