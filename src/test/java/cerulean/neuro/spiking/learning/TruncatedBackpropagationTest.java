package cerulean.neuro.spiking.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingRun;
import cerulean.neuro.spiking.SpikingState;
import cerulean.neuro.spiking.learning.TruncatedBackpropagation.Outcome;
import cerulean.neuro.spiking.learning.TruncatedBackpropagation.Piece;
import cerulean.nn.Linear;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruncatedBackpropagationTest {

  private static final int STEPS = 11;

  private final SpikingLayer cells =
      SpikingLayer.of(5, Neuron.leaky(0.9), 1).recurrent(Philox.of(2));
  private final Linear in = Linear.of(3, 5, Philox.of(1));
  private final Parameter weight = in.ownParameters().get("weight");
  private final Tensor sequence = Tensor.uniform(Philox.of(4), 0, 2, STEPS, 2, 3).to(DType.F64);
  private final Tensor wanted = Tensor.uniform(Philox.of(5), 0, 1, STEPS, 2, 5).to(DType.F64);
  private int at;

  TruncatedBackpropagationTest() {
    in.to(DType.F64);
    cells.to(DType.F64);
  }

  private Variable loss(Variable spikes, int from) {
    return spikes
        .sub(Variable.constant(wanted.narrow(0, from, spikes.shape().dim(0))))
        .square()
        .sum();
  }

  private Piece piece(Tensor piece, List<SpikingState> states) {
    SpikingRun run = cells.forward(in.forward(Variable.constant(piece)), states.getFirst());
    Variable loss = loss(run.output(), at);
    at += piece.dim(0);
    return new Piece(loss, List.of(run.last()));
  }

  private double[] windows(int steps) {
    at = 0;
    Outcome outcome =
        TruncatedBackpropagation.run(
            sequence, steps, List.of(cells.start(2, DType.F64)), this::piece, () -> {});
    assertEquals(STEPS, at);
    SpikingRun whole =
        cells.forward(in.forward(Variable.constant(sequence)), cells.start(2, DType.F64));
    // Windows change no spike.
    assertEquals(loss(whole.output(), 0).value().itemDouble(), outcome.loss(), 1e-12);
    assertArrayEquals(
        whole.last().values().value().toDoubleArray(),
        outcome.states().getFirst().values().value().toDoubleArray());
    double[] gradient = weight.grad().toDoubleArray();
    weight.clearGrad();
    return gradient;
  }

  @Test
  void oneWindowIsBackpropagationThroughTime() {
    double[] one = windows(STEPS);
    loss(
            cells
                .forward(in.forward(Variable.constant(sequence)), cells.start(2, DType.F64))
                .output(),
            0)
        .backward();
    assertArrayEquals(weight.grad().toDoubleArray(), one, 1e-12);
  }

  /// The loss by windows of which each has weights of its own: no gradient passes a border.
  @Test
  void gradientsStopAtTheBordersOfWindows() {
    double[] windows = windows(4);
    double[] expected = new double[windows.length];
    SpikingState state = cells.start(2, DType.F64);
    for (int from = 0; from < STEPS; from += 4) {
      int n = Math.min(4, STEPS - from);
      Variable x = in.forward(Variable.constant(sequence.narrow(0, from, n)));
      SpikingRun run =
          cells.forward(
              x,
              new SpikingState(
                  Variable.constant(state.output().value()),
                  Variable.constant(state.values().value()),
                  state.names()));
      double[] part =
          loss(run.output(), from).gradients(List.of(weight)).getFirst().value().toDoubleArray();
      for (int i = 0; i < part.length; i++) {
        expected[i] += part[i];
      }
      state = run.last();
    }
    assertArrayEquals(expected, windows, 1e-12);
    double difference = 0;
    double[] whole = windows(STEPS);
    for (int i = 0; i < whole.length; i++) {
      difference = Math.max(difference, Math.abs(whole[i] - windows[i]));
    }
    assertTrue(difference > 1e-3, "the border makes a difference");
  }

  @Test
  void wrongUseIsASentence() {
    List<SpikingState> states = List.of(cells.start(2, DType.F64));
    assertEquals(
        "TruncatedBackpropagation: a window must have a step; got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> TruncatedBackpropagation.run(sequence, 0, states, this::piece, () -> {}))
            .getMessage());
    assertEquals(
        "TruncatedBackpropagation: a window must give the states of all layers; got 0 after 1"
            + " before",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    TruncatedBackpropagation.run(
                        sequence,
                        3,
                        states,
                        (piece, before) -> new Piece(piece(piece, before).loss(), List.of()),
                        () -> {}))
            .getMessage());
  }
}
