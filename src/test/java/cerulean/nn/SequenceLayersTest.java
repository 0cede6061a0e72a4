package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Recurrent layers, embeddings and transformers. That they compute what PyTorch's do with the same
/// weights is tested with PyTorch's vectors.
class SequenceLayersTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(9);

  private static Variable normal(int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape));
  }

  @Test
  void statesHaveAStepForEachInput() {
    Lstm lstm = Lstm.of(3, 5, 2, RANDOM);
    Lstm.Run run = lstm.run(normal(7, 4, 3));
    assertEquals(Shape.of(7, 4, 5), run.states().shape());
    assertEquals(Shape.of(2, 4, 5), run.hidden().shape());
    assertEquals(Shape.of(2, 4, 5), run.cell().shape());
    assertArrayEquals(
        run.states().value().select(0, 6).toArray(), run.hidden().value().select(0, 1).toArray());
    assertEquals(Shape.of(7, 4, 5), Gru.of(3, 5, RANDOM).forward(normal(7, 4, 3)).shape());
  }

  @Test
  void aSequenceInTwoPartsIsTheSequence() {
    Variable x = normal(6, 2, 3);
    Lstm lstm = Lstm.of(3, 4, 2, RANDOM);
    Lstm.Run first = lstm.run(x.narrow(0, 0, 2));
    Lstm.Run second = lstm.run(x.narrow(0, 2, 4), first.hidden(), first.cell());
    assertArrayEquals(
        lstm.forward(x).value().narrow(0, 2, 4).toArray(),
        second.states().value().toArray(),
        1e-6f);
    Gru gru = Gru.of(3, 4, 2, RANDOM);
    Gru.Run begin = gru.run(x.narrow(0, 0, 2));
    assertArrayEquals(
        gru.forward(x).value().narrow(0, 2, 4).toArray(),
        gru.run(x.narrow(0, 2, 4), begin.hidden()).states().value().toArray(),
        1e-6f);
  }

  @Test
  void noStepsLeaveTheStates() {
    Variable start = normal(1, 2, 4);
    Lstm.Run run = Lstm.of(3, 4, RANDOM).run(normal(0, 2, 3), start, start);
    assertArrayEquals(start.value().toArray(), run.hidden().value().toArray());
    assertArrayEquals(start.value().toArray(), run.cell().value().toArray());
    assertEquals(Shape.of(0, 2, 4), run.states().shape());
  }

  @Test
  void recurrentWeightsStayWithinOneOverTheRootOfTheHiddenUnits() {
    Lstm lstm = Lstm.of(50, 100, 2, RANDOM);
    assertEquals(
        List.of(
            "weight_ih_l0",
            "weight_hh_l0",
            "bias_ih_l0",
            "bias_hh_l0",
            "weight_ih_l1",
            "weight_hh_l1",
            "bias_ih_l1",
            "bias_hh_l1"),
        List.copyOf(lstm.namedParameters().keySet()));
    lstm.ownParameters()
        .forEach((name, p) -> assertTrue(p.value().abs().amax(false).item() <= 0.1f, name));
    assertEquals(
        0.1, lstm.ownParameters().get("weight_hh_l1").value().abs().amax(false).item(), 1e-3);
  }

  @Test
  void anEmbeddingAddsUpTheGradientsOfARow() {
    Embedding table = Embedding.of(4, 2, RANDOM);
    Tensor index = Tensor.of(new long[] {1, 3, 1}, 3);
    Variable rows = table.forward(Variable.constant(index));
    assertArrayEquals(
        table.ownParameters().get("weight").value().select(0, 3).toArray(),
        rows.value().select(0, 1).toArray());
    rows.sum().backward();
    assertArrayEquals(
        new float[] {0, 0, 2, 2, 0, 0, 1, 1}, table.ownParameters().get("weight").grad().toArray());
  }

  @Test
  void aTransformersBlockHasPyTorchsNames() {
    Layer block = TransformerEncoderLayer.preNorm(8, 2, 16, new Gelu(), RANDOM);
    assertEquals(
        List.of(
            "self_attn.in_proj_weight",
            "self_attn.in_proj_bias",
            "self_attn.out_proj.weight",
            "self_attn.out_proj.bias",
            "linear1.weight",
            "linear1.bias",
            "linear2.weight",
            "linear2.bias",
            "norm1.weight",
            "norm1.bias",
            "norm2.weight",
            "norm2.bias"),
        List.copyOf(block.namedParameters().keySet()));
    assertEquals(
        "TransformerEncoderLayer(MultiheadAttention(8, 2 heads), Linear(8 -> 16), Gelu, pre-norm)",
        block.toString());
  }

  @Test
  void paddingIsNotLookedAt() {
    MultiheadAttention attention = MultiheadAttention.of(8, 2, RANDOM);
    Variable x = normal(1, 5, 8);
    Tensor padding = Tensor.of(new boolean[] {false, false, false, true, true}, 1, 5);
    Tensor masked = attention.forward(x, AttentionMask.ofPadding(padding)).value();
    Tensor shorter = attention.forward(x.narrow(1, 0, 3)).value();
    assertArrayEquals(shorter.toArray(), masked.narrow(1, 0, 3).toArray(), 1e-6f);
  }

  @Test
  void attentionToItselfIsAttentionToEqualKeysAndValues() {
    MultiheadAttention attention = MultiheadAttention.of(8, 4, RANDOM);
    Variable x = normal(2, 5, 8);
    Tensor mask = Tensor.ones(5, 5).triu(1).gt(0);
    assertArrayEquals(
        attention.forward(x, AttentionMask.of(mask)).value().toArray(),
        attention.forward(x, x.add(0), x, AttentionMask.CAUSAL).value().toArray(),
        1e-6f);
    Tensor weights = attention.attend(x, x, x, AttentionMask.of(mask)).weights().value();
    assertArrayEquals(Tensor.ones(2, 4, 5).toArray(), weights.sum(false, 3).toArray(), 1e-6f);
    assertEquals(0, weights.get(0, 0, 0, 1));
  }

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> Lstm.of(3, 4, RANDOM).forward(normal(5, 4)),
            "Lstm: input must be [steps, batch, 3] or [steps, 3]; got [5, 4]"),
        row(() -> Gru.of(3, 0, RANDOM), "Recurrent: hidden must be at least 1; got 0"),
        row(
            () -> MultiheadAttention.of(8, 3, RANDOM),
            "MultiheadAttention: size 8 does not divide into 3 heads"),
        row(
            () -> MultiheadAttention.of(8, 2, RANDOM).forward(normal(5, 8)),
            "MultiheadAttention: input must be [batch, tokens, 8]; got [5, 8]"),
        row(
            () -> LayerNorm.withEpsilon(0, 3),
            "LayerNorm: needs one or more sizes and an epsilon above 0; got [3] and 0.0"),
        row(
            () -> Embedding.of(4, 2, RANDOM).forward(normal(2)),
            "take: needs I64; got F32; convert with to(DType.I64)"));
  }
}
