package cerulean.nn;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.GradientCheck;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Forms of attention beyond PyTorch's vectors, rotary positions, stacks.
class AttentionLayersTest implements WordForWord {

  private static final Philox RANDOM = Philox.of(31);

  private static Variable normal(int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape));
  }

  private static Tensor weight(Network of, String name) {
    return of.namedParameters().get(name).value();
  }

  @Test
  void sharedKeysAreEqualKeysOfAGroup() {
    MultiheadAttention shared =
        MultiheadAttention.of(AttentionSettings.of(8, 4).keyHeads(2), RANDOM);
    assertEquals(Shape.of(16, 8), weight(shared, "in_proj_weight").shape());
    MultiheadAttention all = MultiheadAttention.of(8, 4, RANDOM);
    Map<String, Tensor> state = new LinkedHashMap<>(StateDict.of(shared));
    Tensor[] parts = state.get("in_proj_weight").split(0, 8, 4, 4);
    for (int i = 1; i < 3; i++) {
      parts[i] = parts[i].unflatten(0, 2, 2).repeat(0, 2).flatten(0, 1);
    }
    state.put("in_proj_weight", Tensor.concat(0, parts));
    state.put("in_proj_bias", Tensor.zeros(24));
    StateDict.load(all, state);
    Variable x = normal(2, 3, 8);
    assertArrayEquals(
        all.forward(x, AttentionMask.CAUSAL).value().toArray(),
        shared.forward(x, AttentionMask.CAUSAL).value().toArray(),
        1e-6f);
  }

  @Test
  void keysAndValuesMayHaveOtherSizes() {
    MultiheadAttention layer =
        MultiheadAttention.of(AttentionSettings.of(4, 2).sources(3, 5), RANDOM);
    assertEquals(
        List.of(
            "q_proj_weight",
            "k_proj_weight",
            "v_proj_weight",
            "in_proj_bias",
            "out_proj.weight",
            "out_proj.bias"),
        List.copyOf(layer.namedParameters().keySet()));
    MultiheadAttention.Attended y =
        layer.attend(normal(2, 3, 4), normal(2, 6, 3), normal(2, 6, 5), AttentionMask.NONE);
    assertEquals(Shape.of(2, 3, 4), y.output().shape());
    assertArrayEquals(
        Tensor.ones(2, 2, 3).toArray(), y.weights().value().sum(false, 3).toArray(), 1e-6f);
  }

  @Test
  void outputsAreTheSameWithAndWithoutWeights() {
    MultiheadAttention layer = MultiheadAttention.of(4, 2, RANDOM);
    Variable x = normal(2, 3, 4);
    Tensor padding = Tensor.of(new boolean[] {false, false, true, false, true, true}, 2, 3);
    AttentionMask mask = AttentionMask.of(normal(3, 3).value()).withPadding(padding);
    MultiheadAttention.Attended both = layer.attend(x, x, x, mask);
    assertArrayEquals(
        layer.forward(x, mask).value().toArray(), both.output().value().toArray(), 1e-6f);
    assertEquals(0, both.weights().value().select(0, 0).select(2, 2).sum().item());
  }

  @Test
  void aMaskOfNumbersLearns() {
    MultiheadAttention layer = MultiheadAttention.of(4, 2, RANDOM);
    layer.to(DType.F64);
    Tensor x = normal(1, 3, 4).value().to(DType.F64);
    GradientCheck.require(
        in -> layer.forward(Variable.constant(x), AttentionMask.of(in.getFirst())),
        Tensor.normal(RANDOM, 0f, 1f, 2, 3, 3).to(DType.F64));
  }

  /// What a query sees of a key depends on their distance, not on where they are.
  @Test
  void productsOfRotatedPairsDependOnTheDistance() {
    for (RotaryPositions positions :
        List.of(RotaryPositions.of(6), RotaryPositions.ofHalves(6, 100))) {
      Variable q = normal(1, 6).expand(5, 6);
      Variable k = normal(1, 6).expand(5, 6);
      Tensor products = positions.forward(q).matmul(positions.forward(k).transpose()).value();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          assertEquals(products.get(i, j), products.get(i + 1, j + 1), 1e-5);
        }
      }
      assertArrayEquals(
          positions.forward(q).value().narrow(0, 2, 3).toArray(),
          positions.forward(q.narrow(0, 0, 3), 2).value().toArray(),
          1e-6f);
    }
  }

  @Test
  void rotationByHandOfOnePair() {
    Variable x = Variable.constant(Tensor.of(new float[] {9, 9, 1, 0}, 2, 2));
    float[] y = RotaryPositions.of(2).forward(x).value().toArray();
    assertArrayEquals(new float[] {9, 9, (float) Math.cos(1), (float) Math.sin(1)}, y, 1e-6f);
  }

  @Test
  void attentionWithPositionsSeesTheOrder() {
    MultiheadAttention layer =
        MultiheadAttention.of(AttentionSettings.of(4, 1).positions(RotaryPositions.of(4)), RANDOM);
    Variable x = normal(1, 3, 4);
    Tensor there = layer.forward(x).value();
    Tensor back = layer.forward(x.flip(1)).flip(1).value();
    assertTrue(there.sub(back).abs().amax(false).item() > 1e-4);
    MultiheadAttention plain = MultiheadAttention.of(4, 1, RANDOM);
    assertArrayEquals(
        plain.forward(x).value().toArray(),
        plain.forward(x.flip(1)).flip(1).value().toArray(),
        1e-6f);
  }

  @Test
  void aCausalStackDoesNotSeeTheFuture() {
    TransformerEncoder encoder =
        TransformerEncoder.of(
            TransformerSettings.of(4, 2).feedForward(8).dropout(0).withNormFirst(), 2, RANDOM);
    Variable x = normal(1, 5, 4);
    assertArrayEquals(
        encoder.forward(x, AttentionMask.CAUSAL).value().narrow(1, 0, 3).toArray(),
        encoder.forward(x.narrow(1, 0, 3), AttentionMask.CAUSAL).value().toArray(),
        1e-5f);
    assertTrue(encoder.namedParameters().containsKey("layers.1.self_attn.in_proj_weight"));
    assertTrue(encoder.namedParameters().containsKey("norm.weight"));
  }

  @Test
  void aDecoderReadsItsMemory() {
    TransformerDecoder decoder =
        TransformerDecoder.of(TransformerSettings.of(4, 2).feedForward(8).dropout(0), 2, RANDOM);
    Variable targets = normal(1, 3, 4);
    Variable memory = normal(1, 5, 4);
    Tensor y = decoder.forward(targets, memory).value();
    assertEquals(Shape.of(1, 3, 4), y.shape());
    Tensor other = decoder.forward(targets, memory.mul(2)).value();
    assertTrue(y.sub(other).abs().amax(false).item() > 1e-4);
    assertTrue(decoder.namedParameters().containsKey("layers.0.multihead_attn.in_proj_weight"));
    assertEquals(
        "layers.0.norm3.weight",
        decoder.namedParameters().keySet().stream()
            .filter(name -> name.contains("norm3"))
            .findFirst()
            .orElseThrow());
  }

  static List<Arguments> sentences() {
    MultiheadAttention layer = MultiheadAttention.of(4, 2, RANDOM);
    Variable x = normal(2, 3, 4);
    return List.of(
        row(
            () -> layer.forward(x, AttentionMask.ofPadding(Tensor.zeros(DType.I64, 2, 3))),
            "AttentionMask: padding must be truth values, true where none may look, or numbers with a"
                + " fraction, which are added; got I64; compare first, as in ids.eq(padding)"),
        row(
            () -> layer.forward(x, AttentionMask.of(Tensor.zeros(DType.I32, 3, 3))),
            "AttentionMask: scores must be truth values, true where none may look, or numbers with a"
                + " fraction, which are added; got I32; compare first, as in ids.eq(padding)"),
        row(
            () -> layer.forward(x, AttentionMask.ofPadding(Tensor.zeros(DType.BOOL, 3, 3))),
            "AttentionMask: padding must be [batch, sources], [2, 3]; got [3, 3]"),
        row(
            () -> layer.attend(x, x, x, AttentionMask.ofPadding(Tensor.zeros(DType.BOOL, 2, 1, 3))),
            "AttentionMask: padding must be [batch, sources], [2, 3]; got [2, 1, 3]"),
        row(
            () -> layer.forward(x, AttentionMask.of(Tensor.zeros(4, 3))),
            "AttentionMask: scores must broadcast to [batch, heads, targets, sources], [2, 2, 3, 3];"
                + " got [4, 3]"),
        row(
            () -> AttentionSettings.of(8, 4).keyHeads(3),
            "MultiheadAttention: keyHeads must divide 4; got 3"),
        row(
            () -> AttentionSettings.of(8, 4).positions(RotaryPositions.of(4)),
            "MultiheadAttention: positions must be of a head's size, 2; got 4"),
        row(
            () -> RotaryPositions.of(3),
            "RotaryPositions: size must be even and at least 2; got 3"),
        row(
            () -> RotaryPositions.of(4).forward(normal(3, 6)),
            "RotaryPositions: input must be [..., positions, 4]; got [3, 6]"),
        row(
            () -> TransformerSettings.of(4, 2).dropout(-1),
            "Transformer: dropout must be in [0, 1]; got -1.0"),
        row(
            () -> TransformerEncoder.of(TransformerSettings.of(4, 2), 0, RANDOM),
            "TransformerEncoder: layers must be at least 1; got 0"),
        row(
            () -> MultiheadAttention.of(8, 2, RANDOM).forward(normal(1, 5, 7)),
            "MultiheadAttention: input must be [batch, tokens, 8]; got [1, 5, 7]"));
  }
}
