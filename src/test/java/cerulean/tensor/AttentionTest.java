package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class AttentionTest implements WordForWord {

  private static final Tensor X = Tensor.normal(Philox.of(3), 0f, 1f, 2, 4, 3);

  @Test
  void aCausalQuerySeesSourcesUpToItself() {
    Tensor y = Attention.attention(X, X, X, null, true, 0.5);
    Tensor first = Attention.attention(X, X.narrow(1, 0, 2), X.narrow(1, 0, 2), null, false, 0.5);
    assertArrayEquals(X.select(1, 0).toArray(), y.select(1, 0).toArray());
    assertArrayEquals(
        first.select(1, 1).contiguous().toArray(), y.select(1, 1).contiguous().toArray(), 1e-6f);
  }

  @Test
  void truthValuesSayWhereAQueryMayLook() {
    Tensor only = Tensor.of(new boolean[] {false, true, false, false}, 4);
    Tensor y = Attention.attention(X, X, X, only, false, 0.5);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(X.select(1, 1).toArray(), y.select(1, i).toArray());
    }
  }

  @Test
  void aQueryThatMayLookNowhereGetsNaN() {
    Tensor y = Attention.attention(X, X, X, Tensor.scalar(false), false, 0.5);
    assertTrue(y.isNaN().all(false).itemBoolean());
  }

  @Test
  void noSourcesGiveZeros() {
    Tensor none = Tensor.zeros(2, 0, 3);
    assertArrayEquals(new float[24], Attention.attention(X, none, none, null, false, 1).toArray());
    var d = Attention.attentionGradients(X, X, none, none, null, false, 1);
    assertArrayEquals(new float[24], d.query().toArray());
    assertEquals(none.shape(), d.key().shape());
  }

  @Test
  void blocksOfQueriesAddUpToTheSameGradients() {
    // 400 sources: a block has 327 queries.
    Tensor q = Tensor.normal(Philox.of(4), 0f, 1f, 2, 500, 5);
    Tensor k = Tensor.normal(Philox.of(5), 0f, 1f, 2, 400, 5);
    Tensor v = Tensor.normal(Philox.of(6), 0f, 1f, 2, 400, 7);
    Tensor g = Tensor.normal(Philox.of(7), 0f, 1f, 2, 500, 7);
    for (boolean causal : new boolean[] {false, true}) {
      var whole = Attention.attentionGradients(g, q, k, v, null, causal, 0.4);
      Tensor dk = Tensor.zeros(2, 400, 5);
      Tensor dv = Tensor.zeros(2, 400, 7);
      for (int i = 0; i < 500; i++) {
        int seen = causal ? Math.min(400, i + 1) : 400;
        var one =
            Attention.attentionGradients(
                g.narrow(1, i, 1),
                q.narrow(1, i, 1),
                k.narrow(1, 0, seen),
                v.narrow(1, 0, seen),
                null,
                false,
                0.4);
        dk.narrow(1, 0, seen).addInPlace(one.key());
        dv.narrow(1, 0, seen).addInPlace(one.value());
        assertArrayEquals(one.query().toArray(), whole.query().narrow(1, i, 1).toArray(), 1e-5f);
      }
      // Sums of 500 terms of size 1 in another order.
      assertArrayEquals(dk.toArray(), whole.key().toArray(), 1e-4f);
      assertArrayEquals(dv.toArray(), whole.value().toArray(), 1e-4f);
    }
  }

  static List<Arguments> sentences() {
    Tensor packed = Tensor.zeros(2, 4, 12);
    return List.of(
        row(
            () -> Attention.attention(X, X.narrow(1, 0, 3), X, null, false, 1),
            "attention: queries must be [..., targets, size], keys [..., sources, size] and values"
                + " [..., sources, width] with the same first axes; got [2, 4, 3], [2, 3, 3] and"
                + " [2, 4, 3]"),
        row(
            () -> Attention.attention(X, X.to(DType.F64), X, null, false, 1),
            "attention: needs F32; got F64; convert with to(DType.F32)"),
        row(
            () -> Attention.selfAttention(packed, 3, null, false, 1),
            "selfAttention: input must be [batch, tokens, 3 size] with a size that divides into 3"
                + " heads; got [2, 4, 12]"),
        row(
            () -> Attention.selfAttentionGradient(X, packed, 2, null, false, 1),
            "selfAttentionGradient: the gradient must have the shape of the result, [2, 4, 4]; got"
                + " [2, 4, 3]"),
        row(
            () -> Attention.attention(X, X, X, Tensor.zeros(3, 4), false, 1),
            "attention: mask must broadcast to [2, 4, 4]; got [3, 4]"));
  }
}
