package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.GradientCheck;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Sequences of different lengths in one batch, both directions, and forms of input.
class RecurrentLengthsTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(21);

  private static final int[] LENGTHS = {2, 5, 1, 5, 3};

  private static Variable normal(int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape));
  }

  /// Each sequence by itself gives what it gives in the batch, and beyond its end there are zeros.
  @Test
  void aSequenceInABatchIsTheSequenceAlone() {
    Lstm lstm = Lstm.of(Recurrent.of(3, 4).layers(2).inBothDirections(), RANDOM);
    Variable x = normal(6, 5, 3);
    Variable hidden = normal(4, 5, 4);
    Variable cell = normal(4, 5, 4);
    Lstm.Run all = lstm.run(x, hidden, cell, LENGTHS);
    assertEquals(Shape.of(6, 5, 8), all.states().shape());
    for (int i = 0; i < LENGTHS.length; i++) {
      Variable own = x.narrow(1, i, 1).narrow(0, 0, LENGTHS[i]);
      Lstm.Run alone = lstm.run(own, hidden.narrow(1, i, 1), cell.narrow(1, i, 1));
      Tensor states = all.states().value().narrow(1, i, 1);
      assertArrayEquals(
          alone.states().value().toArray(), states.narrow(0, 0, LENGTHS[i]).toArray(), 1e-6f);
      assertEquals(
          0, states.narrow(0, LENGTHS[i], 6 - LENGTHS[i]).abs().sum().item(), "beyond the end");
      assertArrayEquals(
          alone.hidden().value().toArray(), all.hidden().value().narrow(1, i, 1).toArray(), 1e-6f);
      assertArrayEquals(
          alone.cell().value().toArray(), all.cell().value().narrow(1, i, 1).toArray(), 1e-6f);
    }
  }

  @Test
  void theOtherLayersHaveLengthsToo() {
    Variable x = normal(6, 5, 3);
    Gru gru = Gru.of(Recurrent.of(3, 4).inBothDirections(), RANDOM);
    Rnn rnn = Rnn.of(Recurrent.of(3, 4).inBothDirections(), RANDOM);
    Gru.Run ofGru = gru.run(x, LENGTHS);
    Rnn.Run ofRnn = rnn.run(x, LENGTHS);
    Variable third = x.narrow(1, 4, 1).narrow(0, 0, 3);
    assertArrayEquals(
        gru.run(third).hidden().value().toArray(),
        ofGru.hidden().value().narrow(1, 4, 1).toArray(),
        1e-6f);
    assertArrayEquals(
        rnn.run(third).hidden().value().toArray(),
        ofRnn.hidden().value().narrow(1, 4, 1).toArray(),
        1e-6f);
  }

  @Test
  void whatIsBeyondTheEndDoesNotMatterNotEvenIfItIsNotANumber() {
    Gru gru = Gru.of(3, 4, RANDOM);
    Tensor x = Tensor.normal(RANDOM, 0f, 1f, 4, 2, 3);
    Tensor spoilt = x.copy();
    spoilt.narrow(0, 2, 2).narrow(1, 0, 1).copyFromInPlace(Tensor.full(Float.NaN, 2, 1, 3));
    assertArrayEquals(
        gru.run(Variable.constant(x), 2, 4).states().value().toArray(),
        gru.run(Variable.constant(spoilt), 2, 4).states().value().toArray());
  }

  @Test
  void derivativesWithLengthsAreThoseOfDifferences() {
    Lstm lstm = Lstm.of(Recurrent.of(2, 2).inBothDirections(), RANDOM);
    lstm.to(DType.F64);
    Tensor x = Tensor.normal(RANDOM, 0f, 1f, 3, 2, 2).to(DType.F64);
    GradientCheck.require(
        in -> {
          Lstm.Run run = lstm.run(in.getFirst(), 1, 3);
          return Variable.concat(0, run.states().flatten(), run.hidden().flatten());
        },
        x);
  }

  @Test
  void theSecondDirectionIsTheFirstOfTheReversedSequence() {
    Gru both = Gru.of(Recurrent.of(3, 4).inBothDirections(), RANDOM);
    Gru one = Gru.of(3, 4, RANDOM);
    both.ownParameters()
        .forEach((name, p) -> {
          if (name.endsWith("_reverse")) {
            String own = name.replace("_reverse", "");
            one.ownParameters().get(own).value().copyFromInPlace(p.value());
          }
        });
    Variable x = normal(5, 2, 3);
    assertArrayEquals(
        one.forward(x.flip(0)).flip(0).value().toArray(),
        both.forward(x).narrow(2, 4, 4).value().toArray());
  }

  @Test
  void batchesMayBeFirstOrMissing() {
    Lstm steps = Lstm.of(3, 4, RANDOM);
    Lstm batches = Lstm.of(Recurrent.of(3, 4).withBatchFirst(), RANDOM);
    StateDict.load(batches, StateDict.of(steps));
    Variable x = normal(5, 2, 3);
    Lstm.Run run = batches.run(x.swapAxes(0, 1));
    assertArrayEquals(
        steps.forward(x).value().toArray(), run.states().swapAxes(0, 1).value().toArray(), 1e-6f);
    assertEquals(Shape.of(1, 2, 4), run.hidden().shape());
    Lstm.Run alone = steps.run(x.select(1, 0));
    assertEquals(Shape.of(5, 4), alone.states().shape());
    assertEquals(Shape.of(1, 4), alone.cell().shape());
    assertArrayEquals(
        steps.forward(x).value().select(1, 0).toArray(), alone.states().value().toArray(), 1e-6f);
  }

  @Test
  void aCellIsAStepOfItsLayer() {
    Gru layer = Gru.of(3, 4, RANDOM);
    GruCell cell = GruCell.of(3, 4, RANDOM);
    cell.ownParameters()
        .forEach((name, p) ->
            p.value().copyFromInPlace(layer.ownParameters().get(name + "_l0").value()));
    Variable x = normal(2, 5, 3);
    Variable first = cell.forward(x.select(0, 0));
    Variable second = cell.forward(x.select(0, 1), first);
    assertArrayEquals(
        layer.run(x).hidden().select(0, 0).value().toArray(), second.value().toArray(), 1e-6f);
    assertArrayEquals(
        first.select(0, 1).value().toArray(),
        cell.forward(x.select(0, 0).select(0, 1)).value().toArray(),
        1e-6f);
    LstmCell lstm = LstmCell.of(3, 4, RANDOM);
    Variable one = x.select(0, 0).select(0, 1);
    assertArrayEquals(
        lstm.forward(x.select(0, 0)).select(0, 1).value().toArray(),
        lstm.forward(one).value().toArray(),
        1e-6f);
  }

  static List<Arguments> sentences() {
    Lstm lstm = Lstm.of(3, 4, RANDOM);
    Variable x = Variable.constant(Tensor.ones(6, 2, 3));
    return List.of(
        row(
            () -> lstm.run(x, 7, 1),
            "Lstm: lengths must be 1 to 6, one for each of 2 examples; got [7, 1]"),
        row(
            () -> lstm.run(x, 0, 1),
            "Lstm: lengths must be 1 to 6, one for each of 2 examples; got [0, 1]"),
        row(
            () -> lstm.run(x, 3),
            "Lstm: lengths must be 1 to 6, one for each of 2 examples; got [3]"),
        row(
            () -> lstm.run(x, Variable.constant(Tensor.ones(2, 4)), x),
            "Lstm: a state must be [layers, batch, size], [1, 2, 4]; got [2, 4]"),
        row(
            () -> Rnn.of(3, 4, RANDOM).forward(Variable.constant(Tensor.ones(3))),
            "Rnn: input must be [steps, batch, 3] or [steps, 3]; got [3]"),
        row(
            () -> Gru.of(Recurrent.of(3, 4).projection(2), RANDOM),
            "Gru: has no projection; got 2; an Lstm has"),
        row(
            () -> Recurrent.of(3, 4).projection(4),
            "Recurrent: projection must be 0 or less than hidden, 4; got 4"),
        row(() -> Recurrent.of(3, 4).layers(0), "Recurrent: layers must be at least 1; got 0"),
        row(
            () -> GruCell.of(3, 4, RANDOM).forward(Variable.constant(Tensor.ones(2, 4))),
            "GruCell: input must be [batch, 3] or [3]; got [2, 4]"),
        row(
            () ->
                RnnCell.of(3, 4, RANDOM)
                    .forward(
                        Variable.constant(Tensor.ones(2, 3)), Variable.constant(Tensor.ones(1, 4))),
            "RnnCell: a state must have 4 numbers for each row of the input [2, 3]; got [1, 4]"));
  }
}
