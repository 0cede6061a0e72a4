package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_RECURRENT;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.RECURRENT;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.Recurrence.Gru;
import cerulean.tensor.Recurrence.GruGradient;
import cerulean.tensor.Recurrence.Lstm;
import cerulean.tensor.Recurrence.LstmGradient;

/// Recurrent cells over sequences: checks, the loop over the steps, and the cut for threads.
final class RecurrenceOps {

  /// Examples of one piece of work: enough rows for the product to use what it loads of the weight.
  private static final int EXAMPLES = 16;

  private RecurrenceOps() {}

  static Lstm lstm(Tensor inputs, Tensor hidden, Tensor cell, Tensor weight) {
    String op = "lstm";
    Sizes sizes = Sizes.of(op, 4, inputs, hidden, weight);
    sizes.require("cell", cell, sizes.batch, sizes.hidden);
    DType type = inputs.dtype();
    int steps = sizes.steps;
    int n = sizes.hidden;
    Tensor states = Tensor.empty(type, Shape.of(steps + 2, sizes.batch, n));
    Tensor cells = Tensor.empty(type, Shape.of(steps + 1, sizes.batch, n));
    Tensor gates = Tensor.empty(type, Shape.of(steps, sizes.batch, 4 * n));
    states.select(0, 0).copyFromInPlace(hidden);
    cells.select(0, 0).copyFromInPlace(cell);
    Tensor x = inputs.contiguous();
    Tensor columns = weight.transpose().contiguous();
    Parallel.forRange(
        sizes.batch,
        EXAMPLES,
        (from, to) -> {
          for (int t = 0; t < steps; t++) {
            int first = t * sizes.batch + from;
            copyRows(x, first * 4 * n, gates, (to - from) * 4 * n);
            addProduct(states, first, n, to - from, columns, gates, first, 4 * n);
            for (int row = first; row < first + to - from; row++) {
              lstmStep(gates, cells, states, row, sizes.batch, n);
            }
          }
        });
    states.select(0, steps + 1).copyFromInPlace(cells.select(0, steps));
    return new Lstm(states, cells, gates);
  }

  /// One step of the example in row `row` of the states before it.
  private static void lstmStep(
      Tensor gates, Tensor cells, Tensor states, int row, int batch, int n) {
    int now = row * n;
    int next = (row + batch) * n;
    int gate = row * 4 * n;
    if (gates.array() instanceof float[] g) {
      float[] c = cells.floats();
      RECURRENT.lstm(TRANSCENDENTAL, g, gate, c, now, next, states.floats(), next, n);
    } else {
      double[] g = gates.doubles();
      double[] c = cells.doubles();
      double[] h = states.doubles();
      DOUBLE_RECURRENT.lstm(DOUBLE_TRANSCENDENTAL, g, gate, c, now, next, h, next, n);
    }
  }

  static LstmGradient lstmGradient(Lstm run, Tensor weight, Tensor gradient) {
    String op = "lstmGradient";
    Tensor gates = run.gates();
    Sizes sizes = Sizes.of(op, 4, gates, run.states().select(0, 0), weight);
    sizes.require("gradient", gradient, sizes.steps + 1, sizes.batch, sizes.hidden);
    DType type = gates.dtype();
    int n = sizes.hidden;
    Tensor slopes = gradient.contiguous();
    Tensor w = weight.contiguous();
    Tensor inputs = Tensor.empty(type, gates.shape());
    Tensor hidden = Tensor.zeros(type, sizes.batch, n);
    Tensor cell = slopes.select(0, sizes.steps).copy();
    Parallel.forRange(
        sizes.batch,
        EXAMPLES,
        (from, to) -> {
          for (int t = sizes.steps - 1; t >= 0; t--) {
            int first = t * sizes.batch + from;
            addRows(slopes, first * n, hidden, from * n, (to - from) * n);
            for (int i = 0; i < to - from; i++) {
              lstmStepBack(run, first + i, sizes.batch, hidden, cell, from + i, inputs, n);
            }
            product(inputs, first, 4 * n, to - from, w, hidden, from, n);
          }
        });
    Tensor before = run.states().narrow(0, 0, sizes.steps);
    return new LstmGradient(inputs, hidden, cell, weightGradient(inputs, before));
  }

  private static void lstmStepBack(
      Lstm run, int row, int batch, Tensor hidden, Tensor cell, int example, Tensor inputs, int n) {
    int gate = row * 4 * n;
    int now = row * n;
    int next = (row + batch) * n;
    int own = example * n;
    if (inputs.array() instanceof float[] d) {
      float[] gates = run.gates().floats();
      float[] c = run.cells().floats();
      float[] dh = hidden.floats();
      RECURRENT.lstmGradient(
          TRANSCENDENTAL, gates, gate, c, now, next, dh, own, cell.floats(), own, d, gate, n);
    } else {
      double[] gates = run.gates().doubles();
      double[] c = run.cells().doubles();
      double[] dh = hidden.doubles();
      double[] dc = cell.doubles();
      double[] d = inputs.doubles();
      DOUBLE_RECURRENT.lstmGradient(
          DOUBLE_TRANSCENDENTAL, gates, gate, c, now, next, dh, own, dc, own, d, gate, n);
    }
  }

  static Gru gru(Tensor inputs, Tensor hidden, Tensor weight, Tensor bias) {
    String op = "gru";
    Sizes sizes = Sizes.of(op, 3, inputs, hidden, weight);
    int n = sizes.hidden;
    sizes.require("bias", bias, 3 * n);
    DType type = inputs.dtype();
    int steps = sizes.steps;
    Tensor states = Tensor.empty(type, Shape.of(steps + 1, sizes.batch, n));
    Tensor gates = Tensor.empty(type, inputs.shape());
    Tensor products = Tensor.empty(type, inputs.shape());
    states.select(0, 0).copyFromInPlace(hidden);
    Tensor x = inputs.contiguous();
    Tensor columns = weight.transpose().contiguous();
    Tensor shift = bias.contiguous();
    Parallel.forRange(
        sizes.batch,
        EXAMPLES,
        (from, to) -> {
          for (int t = 0; t < steps; t++) {
            int first = t * sizes.batch + from;
            product(states, first, n, to - from, columns, products, first, 3 * n);
            for (int row = first; row < first + to - from; row++) {
              addRows(shift, 0, products, row * 3 * n, 3 * n);
              gruStep(x, products, gates, states, row, sizes.batch, n);
            }
          }
        });
    return new Gru(states, products, gates);
  }

  private static void gruStep(
      Tensor x, Tensor products, Tensor gates, Tensor states, int row, int batch, int n) {
    int gate = row * 3 * n;
    int xo = x.layout().offset() + gate;
    int now = row * n;
    int next = (row + batch) * n;
    if (states.array() instanceof float[] h) {
      float[] p = products.floats();
      float[] g = gates.floats();
      RECURRENT.gru(TRANSCENDENTAL, x.floats(), xo, p, gate, g, gate, h, now, next, n);
    } else {
      double[] p = products.doubles();
      double[] g = gates.doubles();
      DOUBLE_RECURRENT.gru(
          DOUBLE_TRANSCENDENTAL, x.doubles(), xo, p, gate, g, gate, states.doubles(), now, next, n);
    }
  }

  static GruGradient gruGradient(Gru run, Tensor weight, Tensor gradient) {
    String op = "gruGradient";
    Tensor gates = run.gates();
    Sizes sizes = Sizes.of(op, 3, gates, run.states().select(0, 0), weight);
    int n = sizes.hidden;
    sizes.require("gradient", gradient, sizes.steps, sizes.batch, n);
    DType type = gates.dtype();
    Tensor slopes = gradient.contiguous();
    Tensor w = weight.contiguous();
    Tensor inputs = Tensor.empty(type, gates.shape());
    Tensor products = Tensor.empty(type, gates.shape());
    Tensor hidden = Tensor.zeros(type, sizes.batch, n);
    Parallel.forRange(
        sizes.batch,
        EXAMPLES,
        (from, to) -> {
          for (int t = sizes.steps - 1; t >= 0; t--) {
            int first = t * sizes.batch + from;
            addRows(slopes, first * n, hidden, from * n, (to - from) * n);
            for (int i = 0; i < to - from; i++) {
              gruStepBack(run, first + i, hidden, from + i, inputs, products, n);
            }
            addProduct(products, first, 3 * n, to - from, w, hidden, from, n);
          }
        });
    Tensor before = run.states().narrow(0, 0, sizes.steps);
    Tensor bias = products.sum(false, 0, 1);
    return new GruGradient(inputs, hidden, weightGradient(products, before), bias);
  }

  private static void gruStepBack(
      Gru run, int row, Tensor hidden, int example, Tensor inputs, Tensor products, int n) {
    int gate = row * 3 * n;
    int own = example * n;
    if (inputs.array() instanceof float[] dx) {
      float[] g = run.gates().floats();
      float[] p = run.products().floats();
      float[] h = run.states().floats();
      float[] dp = products.floats();
      RECURRENT.gruGradient(
          g, gate, p, gate, h, row * n, hidden.floats(), own, dx, gate, dp, gate, n);
    } else {
      double[] g = run.gates().doubles();
      double[] p = run.products().doubles();
      double[] h = run.states().doubles();
      double[] dx = inputs.doubles();
      double[] dp = products.doubles();
      DOUBLE_RECURRENT.gruGradient(
          g, gate, p, gate, h, row * n, hidden.doubles(), own, dx, gate, dp, gate, n);
    }
  }

  /// `sum over steps and examples of gates^T h`, one product.
  private static Tensor weightGradient(Tensor gates, Tensor before) {
    Tensor d = gates.reshape(gates.dim(0) * gates.dim(1), gates.dim(2));
    return d.transpose().matmul(before.reshape(d.dim(0), before.dim(2)));
  }

  /// `m` rows of `out` from `outRow` on become rows of `a` times the matrix `b`, which is
  /// contiguous, `[k, n]`.
  private static void product(
      Tensor a, int aRow, int k, int m, Tensor b, Tensor out, int outRow, int n) {
    multiply(a, aRow, k, m, b, out, outRow, n, false);
  }

  /// As [#product], added to what is there.
  private static void addProduct(
      Tensor a, int aRow, int k, int m, Tensor b, Tensor out, int outRow, int n) {
    multiply(a, aRow, k, m, b, out, outRow, n, true);
  }

  private static void multiply(
      Tensor a, int aRow, int k, int m, Tensor b, Tensor out, int outRow, int n, boolean add) {
    MatrixKernel.multiply(
        a.dtype(),
        m,
        n,
        k,
        a.array(),
        aRow * k,
        k,
        1,
        b.array(),
        b.layout().offset(),
        n,
        1,
        out.array(),
        outRow * n,
        n,
        add,
        null);
  }

  /// Copies `n` numbers to the same place.
  private static void copyRows(Tensor a, int at, Tensor out, int n) {
    System.arraycopy(a.array(), a.layout().offset() + at, out.array(), at, n);
  }

  private static void addRows(Tensor a, int ao, Tensor out, int oo, int n) {
    int start = a.layout().offset() + ao;
    if (out.array() instanceof float[] y) {
      float[] x = a.floats();
      ELEMENTWISE.add(x, start, y, oo, y, oo, n);
    } else {
      double[] y = out.doubles();
      DOUBLE_ELEMENTWISE.add(a.doubles(), start, y, oo, y, oo, n);
    }
  }

  /// The sizes of a run, and the checks against them.
  private record Sizes(String op, DType type, int steps, int batch, int hidden) {

    static Sizes of(String op, int gates, Tensor inputs, Tensor hidden, Tensor weight) {
      DType type = inputs.requireFloating(op).dtype();
      if (hidden.rank() != 2 || inputs.rank() != 3) {
        throw ranks(op, gates, inputs.shape(), hidden.shape());
      }
      Sizes sizes = new Sizes(op, type, inputs.dim(0), hidden.dim(0), hidden.dim(1));
      sizes.require("inputs", inputs, sizes.steps, sizes.batch, gates * sizes.hidden);
      sizes.require("hidden", hidden, sizes.batch, sizes.hidden);
      sizes.require("weight", weight, gates * sizes.hidden, sizes.hidden);
      return sizes;
    }

    void require(String what, Tensor operand, int... shape) {
      Shape wanted = Shape.of(shape);
      if (!operand.shape().equals(wanted)) {
        throw new ShapeException(
            op, what + " must be " + wanted + "; got " + operand.shape(), operand.shape(), wanted);
      }
      operand.requireType(op, type);
    }

    private static ShapeException ranks(String op, int gates, Shape inputs, Shape hidden) {
      return new ShapeException(
          op,
          "inputs must be [steps, batch, "
              + gates
              + " hidden] and the first state [batch, hidden]; got "
              + inputs
              + " and "
              + hidden,
          inputs,
          hidden);
    }
  }
}
