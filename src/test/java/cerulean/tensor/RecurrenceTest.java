package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Recurrent cells over sequences. That their values and gradients are PyTorch's, and the gradients
/// those of the cell written with single operations, is tested elsewhere.
class RecurrenceTest implements WordForWord {

  /// A gate's four roundings of 2^-24 and the polynomials' few, grown over seven steps.
  private static final double TOLERANCE = 2e-5;

  private static Tensor drawn(int... shape) {
    return Tensor.normal(Philox.of(shape.length + shape[0]), 0f, 0.5f, shape);
  }

  @Test
  void oneStepOfAnLstmByHand() {
    // All gates open halfway, the candidate is tanh(1): c = 0.5 * 2 + 0.5 tanh(1).
    Tensor inputs = Tensor.of(new float[] {0, 0, 1, 0}, 1, 1, 4);
    Tensor cell = Tensor.of(new float[] {2}, 1, 1);
    Tensor zero = Tensor.zeros(1, 1);
    var run = Recurrence.lstm(inputs, zero, cell, Tensor.zeros(4, 1));
    double c = 1 + 0.5 * Math.tanh(1);
    assertEquals(c, run.cells().get(1, 0, 0), 1e-6);
    assertEquals(0.5 * Math.tanh(c), run.states().get(1, 0, 0), 1e-6);
    assertEquals(c, run.states().get(2, 0, 0), 1e-6);
  }

  @Test
  void oneStepOfAGruByHand() {
    // Half of the old state and half of the candidate tanh(1 + 0.5 * (3 * 2 + 1)).
    Tensor inputs = Tensor.of(new float[] {0, 0, 1}, 1, 1, 3);
    Tensor hidden = Tensor.of(new float[] {2}, 1, 1);
    Tensor weight = Tensor.of(new float[] {0, 0, 3}, 3, 1);
    Tensor bias = Tensor.of(new float[] {0, 0, 1}, 3);
    var run = Recurrence.gru(inputs, hidden, weight, bias);
    assertEquals(0.5 * Math.tanh(4.5) + 1, run.states().get(1, 0, 0), 1e-6);
  }

  @Test
  void singlePrecisionIsCloseToDouble() {
    lstmGradients(UnaryOperator.identity(), x -> x.to(DType.F64));
    Tensor x = drawn(7, 19, 3 * 21);
    Tensor h = drawn(19, 21);
    Tensor w = drawn(3 * 21, 21);
    Tensor b = drawn(3 * 21);
    var single = Recurrence.gru(x, h, w, b);
    var twice = Recurrence.gru(x.to(DType.F64), h.to(DType.F64), w.to(DType.F64), b.to(DType.F64));
    close(twice.states(), single.states());
    Tensor g = drawn(7, 19, 21);
    var d = Recurrence.gruGradient(single, w, g);
    var e = Recurrence.gruGradient(twice, w.to(DType.F64), g.to(DType.F64));
    close(e.inputs(), d.inputs());
    close(e.hidden(), d.hidden());
    close(e.weight(), d.weight());
    close(e.bias(), d.bias());
  }

  @Test
  void viewsAreRead() {
    lstmGradients(UnaryOperator.identity(), RecurrenceTest::everySecond);
  }

  private static Tensor everySecond(Tensor x) {
    int last = x.rank() - 1;
    Tensor wide = Tensor.stack(last + 1, x, x.mul(0).add(Double.NaN)).flatten(last, last + 1);
    return wide.slice(last, 0, wide.dim(last), 2);
  }

  /// Runs and gradients of operands as they are made one way and the other.
  private static void lstmGradients(UnaryOperator<Tensor> one, UnaryOperator<Tensor> other) {
    Tensor x = drawn(7, 19, 4 * 21);
    Tensor h = drawn(19, 21);
    Tensor c = drawn(19, 21).mul(2);
    Tensor w = drawn(4 * 21, 21);
    var a = Recurrence.lstm(one.apply(x), one.apply(h), one.apply(c), one.apply(w));
    var b = Recurrence.lstm(other.apply(x), other.apply(h), other.apply(c), other.apply(w));
    close(b.states(), a.states());
    Tensor g = drawn(8, 19, 21);
    var d = Recurrence.lstmGradient(a, one.apply(w), one.apply(g));
    var e = Recurrence.lstmGradient(b, other.apply(w), other.apply(g));
    close(e.inputs(), d.inputs());
    close(e.hidden(), d.hidden());
    close(e.cell(), d.cell());
    close(e.weight(), d.weight());
  }

  private static void close(Tensor want, Tensor got) {
    assertEquals(want.shape(), got.shape());
    double scale = want.abs().amax(false).itemDouble();
    double error = want.sub(got).abs().amax(false).itemDouble();
    assertTrue(error <= TOLERANCE * scale, () -> error + " of " + scale);
  }

  @Test
  void noStepsLeaveTheFirstStates() {
    Tensor h = drawn(2, 3);
    var run = Recurrence.lstm(Tensor.zeros(0, 2, 12), h, h.mul(2), drawn(12, 3));
    assertArrayEquals(h.toArray(), run.states().select(0, 0).toArray());
    assertArrayEquals(h.mul(2).toArray(), run.states().select(0, 1).toArray());
    var d = Recurrence.lstmGradient(run, drawn(12, 3), drawn(1, 2, 3));
    assertArrayEquals(drawn(1, 2, 3).toArray(), d.cell().toArray());
    assertArrayEquals(new float[36], d.weight().toArray());
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(5, 2, 12);
    Tensor h = Tensor.zeros(2, 3);
    Tensor w = Tensor.zeros(12, 3);
    return List.of(
        row(
            () -> Recurrence.lstm(Tensor.zeros(2, 12), h, h, w),
            "lstm: inputs must be [steps, batch, 4 hidden] and the first state [batch, hidden]; got"
                + " [2, 12] and [2, 3]"),
        row(
            () -> Recurrence.lstm(x, Tensor.zeros(3, 3), h, w),
            "lstm: inputs must be [5, 3, 12]; got [5, 2, 12]"),
        row(
            () -> Recurrence.lstm(x, h, Tensor.zeros(2, 4), w),
            "lstm: cell must be [2, 3]; got [2, 4]"),
        row(
            () -> Recurrence.lstm(x, h, h, Tensor.zeros(3, 12)),
            "lstm: weight must be [12, 3]; got [3, 12]"),
        row(
            () -> Recurrence.lstm(x, h, h, w.to(DType.F64)),
            "lstm: needs F32; got F64; convert with to(DType.F32)"),
        row(
            () -> Recurrence.lstm(x.to(DType.I32), h, h, w),
            "lstm: needs F32 or F64; got I32; convert with to(DType.F32)"),
        row(
            () -> Recurrence.gru(Tensor.zeros(5, 2, 9), h, Tensor.zeros(9, 3), Tensor.zeros(3)),
            "gru: bias must be [9]; got [3]"),
        row(
            () -> Recurrence.lstmGradient(Recurrence.lstm(x, h, h, w), w, Tensor.zeros(5, 2, 3)),
            "lstmGradient: gradient must be [6, 2, 3]; got [5, 2, 3]"));
  }
}
