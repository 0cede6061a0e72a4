package cerulean.testing;

import cerulean.tensor.Attention;
import java.util.Arrays;
import java.util.List;

/// Attention against its formula, query by query.
final class AttentionRows extends Rows {

  AttentionRows() {
    for (int[] sizes : new int[][] {{2, 3, 5, 4}, {1, 7, 7, 3}, {3, 1, 2, 1}, {0, 3, 3, 2}}) {
      int[] q = s(sizes[0], 2, sizes[1], sizes[3]);
      int[] k = s(sizes[0], 2, sizes[2], sizes[3]);
      int[] v = s(sizes[0], 2, sizes[2], 3);
      for (boolean causal : new boolean[] {false, true}) {
        row(
            "attention",
            Arrays.toString(sizes) + (causal ? " causal" : ""),
            shapes(q, k, v),
            a -> Attention.attention(a.get(0), a.get(1), a.get(2), null, causal, 0.7),
            a -> attention(a, causal, 0.7),
            a -> a.get(0).attention(a.get(1), a.get(2), null, causal, 0.7));
      }
    }
    row(
        "attention",
        "one head with a mask",
        shapes(s(4, 3), s(6, 3), s(6, 2), s(6)),
        a -> Attention.attention(a.get(0), a.get(1), a.get(2), a.get(3), false, 0.5),
        a -> attention(a, false, 0.5),
        a -> a.get(0).attention(a.get(1), a.get(2), a.get(3), false, 0.5));
    // More scores than a block has.
    row(
        "attention",
        "in blocks",
        shapes(s(300, 2), s(600, 2), s(600, 2)),
        a -> Attention.attention(a.get(0), a.get(1), a.get(2), null, true, 0.5),
        a -> attention(a, true, 0.5),
        a -> a.get(0).attention(a.get(1), a.get(2), null, true, 0.5));
    for (int heads : new int[] {1, 2, 6}) {
      row(
          "selfAttention",
          heads + " heads",
          shapes(s(2, 5, 18)),
          a -> Attention.selfAttention(a.get(0), heads, null, false, 0.6),
          a -> selfAttention(a.get(0), heads, 0.6),
          a -> a.get(0).selfAttention(heads, null, false, 0.6));
    }
    row(
        "selfAttentionGradient",
        "",
        shapes(s(2, 3, 4), s(2, 3, 12)),
        a -> Attention.selfAttentionGradient(a.get(0), a.get(1), 2, null, false, 0.6),
        a -> slopes(a.get(0), a.get(1), 2, 0.6),
        a -> a.get(0).selfAttentionGradient(a.get(1), 2, null, false, 0.6));
  }

  private static Nd attention(List<Nd> in, boolean causal, double scale) {
    Nd q = in.get(0);
    Nd k = in.get(1);
    Nd v = in.get(2);
    int rank = q.shape().length;
    int sources = k.shape()[rank - 2];
    int[] shape = q.shape().clone();
    shape[rank - 1] = v.shape()[rank - 1];
    return Nd.fill(
        shape,
        p -> {
          double total = 0;
          double sum = 0;
          for (int j = 0; j < sources; j++) {
            if (causal && j > p[rank - 2]) {
              break;
            }
            int[] query = p.clone();
            int[] source = p.clone();
            source[rank - 2] = j;
            double score = 0;
            for (int d = 0; d < q.shape()[rank - 1]; d++) {
              query[rank - 1] = d;
              source[rank - 1] = d;
              score += q.at(query) * k.at(source);
            }
            double weight = Math.exp(scale * score + (in.size() > 3 ? in.get(3).at(j) : 0));
            source[rank - 1] = p[rank - 1];
            total += weight;
            sum += weight * v.at(source);
          }
          return sum / total;
        });
  }

  private static Nd selfAttention(Nd packed, int heads, double scale) {
    int[] shape = packed.shape().clone();
    int size = shape[2] / 3;
    int each = size / heads;
    Nd[] parts = new Nd[3];
    for (int i = 0; i < 3; i++) {
      int first = i * size;
      parts[i] =
          Nd.fill(
              new int[] {shape[0], heads, shape[1], each},
              p -> packed.at(p[0], p[2], first + p[1] * each + p[3]));
    }
    Nd y = attention(List.of(parts), false, scale);
    return Nd.fill(
        new int[] {shape[0], shape[1], size}, p -> y.at(p[0], p[2] / each, p[1], p[2] % each));
  }

  /// With weights `P` and `dP = g v^T`: `dS = scale P (dP - sum(P dP))`, `dq = dS k`, `dk = dS^T
  /// q`, `dv = P^T g`.
  private static Nd slopes(Nd g, Nd packed, int heads, double scale) {
    int tokens = g.shape()[1];
    int size = g.shape()[2];
    int each = size / heads;
    Nd out = Nd.fill(packed.shape(), p -> 0);
    for (int head = 0; head < g.shape()[0] * heads; head++) {
      int b = head / heads;
      int first = head % heads * each;
      for (int i = 0; i < tokens; i++) {
        double[] p = new double[tokens];
        double[] d = new double[tokens];
        for (int j = 0; j < tokens; j++) {
          for (int e = first; e < first + each; e++) {
            p[j] += scale * packed.at(b, i, e) * packed.at(b, j, size + e);
            d[j] += g.at(b, i, e) * packed.at(b, j, 2 * size + e);
          }
          p[j] = Math.exp(p[j]);
        }
        double total = Arrays.stream(p).sum();
        double mean = 0;
        for (int j = 0; j < tokens; j++) {
          p[j] /= total;
          mean += p[j] * d[j];
        }
        for (int j = 0; j < tokens; j++) {
          double slope = scale * p[j] * (d[j] - mean);
          for (int e = first; e < first + each; e++) {
            out.values()[(b * tokens + i) * 3 * size + e] += slope * packed.at(b, j, size + e);
            out.values()[(b * tokens + j) * 3 * size + size + e] += slope * packed.at(b, i, e);
            out.values()[(b * tokens + j) * 3 * size + 2 * size + e] += p[j] * g.at(b, i, e);
          }
        }
      }
    }
    return out;
  }
}
