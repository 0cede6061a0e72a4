package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the backend tests at hand do not look at in attention.
@Tag("once")
class AttentionOperatorsTest {

  private static final Philox RANDOM = Philox.of(5);

  private static Tensor random(int... shape) {
    return Tensor.uniform(RANDOM, -1, 1, shape).to(DType.F64);
  }

  private static void assertSame(Tensor expected, Tensor got) {
    assertEquals(expected.shape(), got.shape());
    assertArrayEquals(expected.toDoubleArray(), got.toDoubleArray(), 1e-12);
  }

  @Test
  void sharedHeadsAreRepeatedHeads() {
    Tensor q = random(2, 6, 3, 4);
    Tensor k = random(2, 2, 5, 4);
    Tensor v = random(2, 2, 5, 7);
    assertSame(
        Nodes.first(24, "Attention", attributes(), q, k.repeat(1, 3), v.repeat(1, 3)),
        Nodes.first(24, "Attention", attributes(), q, k, v));
  }

  @Test
  void aSequenceInPiecesHasTheAttentionOfTheWhole() {
    Tensor q = random(1, 2, 5, 4);
    Tensor k = random(1, 2, 5, 4);
    Tensor v = random(1, 2, 5, 3);
    Tensor whole = Nodes.first(24, "Attention", attributes("is_causal", 1), q, k, v);
    List<Tensor> first =
        Nodes.run(
            24,
            "Attention",
            attributes("is_causal", 1),
            q.narrow(2, 0, 2),
            k.narrow(2, 0, 2),
            v.narrow(2, 0, 2));
    Tensor rest =
        Nodes.first(
            24,
            "Attention",
            attributes("is_causal", 1),
            q.narrow(2, 2, 3),
            k.narrow(2, 2, 3),
            v.narrow(2, 2, 3),
            null,
            first.get(1),
            first.get(2));
    assertSame(whole, Tensor.concat(2, first.getFirst(), rest));
  }

  @Test
  void halfPrecisionComesBackAsHalfPrecision() {
    Tensor q = random(1, 1, 2, 4);
    Tensor half = q.to(DType.F16);
    Tensor y = Nodes.first(24, "Attention", attributes(), half, half, half);
    assertEquals(DType.F16, y.dtype());
    assertArrayEquals(
        Nodes.first(24, "Attention", attributes(), q, q, q).toDoubleArray(),
        y.to(DType.F64).toDoubleArray(),
        0x1p-10);
  }

  /// A mask of truth values closes what a mask of minus infinities closes, keys behind its end too.
  @Test
  void masksOfBothKindsAgree() {
    Tensor q = random(1, 1, 2, 4);
    Tensor k = random(1, 1, 4, 4);
    boolean[] open = {true, false, true, false, false, false};
    double[] bias = {
      0,
      Double.NEGATIVE_INFINITY,
      0,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    Tensor truth = Tensor.of(open, 2, 3);
    Tensor numbers = Tensor.of(bias, 2, 3);
    Tensor y = Nodes.first(24, "Attention", attributes(), q, k, k, truth);
    assertSame(y, Nodes.first(24, "Attention", attributes(), q, k, k, numbers));
    assertArrayEquals(new double[4], y.select(2, 1).toDoubleArray());
  }

  /// The four update rules, position by position and number by number.
  @Test
  void linearAttentionFollowsItsRecurrence() {
    int positions = 3;
    int d = 2;
    Tensor q = random(1, positions, d);
    Tensor k = random(1, positions, d);
    Tensor v = random(1, positions, d);
    Tensor g = random(1, positions, d);
    Tensor b = random(1, positions, 1);
    for (String rule : List.of("linear", "gated", "delta", "gated_delta")) {
      double[][] state = new double[d][d];
      double[] expected = new double[positions * d];
      for (int t = 0; t < positions; t++) {
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            state[i][j] *= rule.startsWith("gated") ? Math.exp(g.getDouble(0, t, i)) : 1;
          }
        }
        double[] write = new double[d];
        for (int j = 0; j < d; j++) {
          double read = 0;
          for (int i = 0; i < d; i++) {
            read += state[i][j] * k.getDouble(0, t, i);
          }
          double value = v.getDouble(0, t, j);
          write[j] = rule.endsWith("delta") ? b.getDouble(0, t, 0) * (value - read) : value;
        }
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            state[i][j] += k.getDouble(0, t, i) * write[j];
            expected[t * d + j] += q.getDouble(0, t, i) * state[i][j] / Math.sqrt(d);
          }
        }
      }
      Tensor got =
          Nodes.first(
              27,
              "LinearAttention",
              attributes("q_num_heads", 1, "kv_num_heads", 1, "update_rule", rule),
              q,
              k,
              v,
              null,
              g,
              b);
      assertArrayEquals(expected, got.toDoubleArray(), 1e-12, rule);
    }
  }

  @Test
  void turningKeepsLengths() {
    Tensor x = random(2, 3, 8);
    Tensor angles = random(2, 3, 2);
    Tensor y =
        Nodes.first(
            23,
            "RotaryEmbedding",
            attributes("num_heads", 2, "interleaved", 1),
            x,
            angles.cos(),
            angles.sin());
    assertSame(x.square().sum(false, 2), y.square().sum(false, 2));
  }
}
