package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attention, linear attention and what transformers put around them.
///
/// Inside an operator queries, keys and values are `[batch, heads, positions, features]`; inputs
/// with three axes have heads and features in one, `[batch, positions, heads * features]`.
final class AttentionOperators {

  private AttentionOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Attention", AttentionOperators::attention);
    table.put("LinearAttention", AttentionOperators::linearAttention);
    table.put("RotaryEmbedding", Operator.single(AttentionOperators::rotaryEmbedding));
    table.put("SwiGLU", Operator.single(AttentionOperators::swiGlu));
  }

  /// `softmax(softcap(q k^T scale) + mask) v` (Vaswani et al. 2017), where groups of query heads
  /// may share a head of keys and values (Ainslie et al. 2023).
  ///
  /// Inputs: query, key, value, mask, past key, past value, number of keys that are no padding.
  /// Outputs: result, all keys, all values, the scores at the stage that an attribute names.
  private static List<@Nullable Tensor> attention(Call call) {
    boolean packed = call.input(0).rank() == 3;
    Tensor q = packed ? heads(call.input(0), call.countOr("q_num_heads", 1)) : call.input(0);
    Tensor k = packed ? heads(call.input(1), call.countOr("kv_num_heads", 1)) : call.input(1);
    Tensor v = packed ? heads(call.input(2), call.countOr("kv_num_heads", 1)) : call.input(2);
    int past = 0;
    if (call.has(4)) {
      past = call.input(4).dim(2);
      k = Tensor.concat(2, call.input(4), k);
      v = Tensor.concat(2, call.input(5), v);
    }
    checkShared(call, q.dim(1), k.dim(1));
    checkShared(call, q.dim(1), v.dim(1));
    DType type = q.dtype();
    int stage = call.intOr("qk_matmul_output_mode", 0);
    float softcap = call.node().floatOr("softcap", 0f);
    double scale = call.node().floatOr("scale", (float) (1 / Math.sqrt(q.dim(3))));
    // Both factors are scaled, so that half-precision products do not overflow.
    double root = Math.sqrt(scale);
    DType computing = computing(type);
    Tensor scaledQ = q.to(computing).mul(root);
    Tensor scaledK = shared(k.to(computing), q.dim(1)).mul(root);
    Tensor scores = scaledQ.matmul(scaledK.swapAxes(2, 3));
    Tensor shown = scores;
    if (softcap > 0) {
      scores = scores.div(softcap).tanh().mul(softcap);
    }
    shown = stage == 1 ? scores : shown;
    scores = masked(call, scores, past);
    shown = stage == 2 ? scores : shown;
    Tensor weights = softmaxOrZero(scores);
    shown = stage == 3 ? weights : shown;
    Tensor y = weights.matmul(shared(v.to(computing), q.dim(1))).to(type);
    return Arrays.asList(packed ? packed(y) : y, k, v, shown.to(type));
  }

  /// Storage types are computed in F32.
  private static DType computing(DType type) {
    return type == DType.F64 ? DType.F64 : DType.F32;
  }

  /// Scores plus the mask, and minus infinity where a query must not look.
  private static Tensor masked(Call call, Tensor scores, int past) {
    int queries = scores.dim(2);
    int keys = scores.dim(3);
    Tensor result = scores;
    if (call.has(3)) {
      Tensor mask = call.input(3);
      int missing = keys - mask.dim(-1);
      if (mask.dtype() == DType.BOOL) {
        Tensor allowed = missing > 0 ? mask.pad(mask.rank() - 1, 0, missing) : mask;
        result = Tensor.where(allowed, result, minusInfinity(scores));
      } else {
        Tensor bias = mask.to(scores.dtype());
        if (missing > 0) {
          int[] shape = bias.shape().dims();
          shape[shape.length - 1] = missing;
          Tensor closed = Tensor.full(bias.dtype(), Double.NEGATIVE_INFINITY, shape);
          bias = Tensor.concat(-1, bias, closed);
        }
        result = result.add(bias);
      }
    }
    Tensor key = Tensor.arange(keys);
    boolean causal = call.node().flagOr("is_causal", false);
    if (call.has(6)) {
      // [batch, 1, 1, 1]: padded keys are not seen, and the last query sees the last other key.
      Tensor lengths = call.input(6).to(DType.I64).reshape(-1, 1, 1, 1);
      result = Tensor.where(key.lt(lengths), result, minusInfinity(scores));
      if (causal) {
        Tensor query = Tensor.arange(queries).reshape(-1, 1).add(lengths).sub(queries);
        result = Tensor.where(key.le(query), result, minusInfinity(scores));
      }
    } else if (causal) {
      Tensor query = Tensor.arange(queries).reshape(-1, 1).add(past);
      result = Tensor.where(key.le(query), result, minusInfinity(scores));
    }
    return result;
  }

  private static Tensor minusInfinity(Tensor like) {
    return Tensor.full(like.dtype(), Double.NEGATIVE_INFINITY);
  }

  /// Rows that may look nowhere are zeros: as if there were no values.
  private static Tensor softmaxOrZero(Tensor scores) {
    Tensor closed = scores.amax(true, 3).eq(Double.NEGATIVE_INFINITY);
    return scores.maskedFill(closed, 0).softmax(3).maskedFill(closed, 0);
  }

  /// `[batch, heads, positions, features]` of `[batch, positions, heads * features]`.
  private static Tensor heads(Tensor x, int count) {
    return x.unflatten(2, count, x.dim(2) / count).swapAxes(1, 2);
  }

  private static Tensor packed(Tensor x) {
    return x.swapAxes(1, 2).contiguous().flatten(2, 3);
  }

  private static void checkShared(Call call, int queryHeads, int heads) {
    if (heads == 0 || queryHeads % heads != 0) {
      throw call.unsupported(
          "%d heads of queries cannot share %d heads of keys and values"
              .formatted(queryHeads, heads));
    }
  }

  /// Each head for as many neighbouring query heads as share it.
  private static Tensor shared(Tensor x, int queryHeads) {
    int times = queryHeads / x.dim(1);
    return times == 1 ? x : x.repeat(1, times);
  }

  /// Attention without softmax, as a state `S` of `[features, value features]` per head that every
  /// position changes and reads (Katharopoulos et al. 2020; Yang et al. 2024):
  ///
  ///     S = decay S + k (beta (v - decay S k))^T,   y = scale S^T q
  ///
  /// with `decay = e^g`. The update rule says which of the parts are there: `gated` the decay,
  /// `delta` what is subtracted from `v`, and `linear` neither.
  private static List<@Nullable Tensor> linearAttention(Call call) {
    int queryHeads = call.countOr("q_num_heads", 1);
    int heads = call.countOr("kv_num_heads", 1);
    checkShared(call, queryHeads, heads);
    String rule = call.node().textOr("update_rule", "gated_delta");
    boolean gated = rule.startsWith("gated");
    boolean delta = rule.endsWith("delta");
    Tensor q = heads(call.input(0), queryHeads);
    DType type = q.dtype();
    DType computing = computing(type);
    Tensor k = heads(call.input(1), heads).to(computing);
    Tensor v = heads(call.input(2), heads).to(computing);
    float given = call.node().floatOr("scale", 0f);
    q = q.to(computing).mul(given == 0 ? 1 / Math.sqrt(q.dim(3)) : given);
    // One decay per feature or one per head; one beta per head or one for all.
    Tensor decay = gated ? heads(call.input(4), heads).to(computing).exp() : null;
    Tensor beta = delta ? call.input(5).to(computing).swapAxes(1, 2).unsqueeze(3) : null;
    int[] shape = {q.dim(0), heads, k.dim(3), v.dim(3)};
    Tensor state = call.has(3) ? call.input(3).to(computing) : Tensor.zeros(computing, shape);
    int positions = q.dim(2);
    Tensor[] results = new Tensor[positions];
    for (int t = 0; t < positions; t++) {
      if (decay != null) {
        state = state.mul(decay.narrow(2, t, 1).swapAxes(2, 3));
      }
      Tensor key = k.narrow(2, t, 1);
      Tensor value = v.narrow(2, t, 1);
      if (beta != null) {
        value = value.sub(key.matmul(state)).mul(beta.narrow(2, t, 1));
      }
      state = state.add(key.swapAxes(2, 3).mul(value));
      results[t] = q.narrow(2, t, 1).matmul(shared(state, queryHeads));
    }
    Tensor y = packed(Tensor.concat(2, results));
    DType stateType = call.has(3) ? call.input(3).dtype() : type;
    return List.of(y.to(type), state.to(stateType));
  }

  /// Pairs of features turned by angles that grow with the position (Su et al. 2021).
  ///
  /// The halves of the features are paired, or neighbours if `interleaved`; features beyond
  /// `rotary_embedding_dim` stay. Cosines and sines are `[batch, positions, features / 2]`, or rows
  /// of a table that the position picks.
  private static Tensor rotaryEmbedding(Call call) {
    Tensor x = call.input(0);
    boolean packed = x.rank() == 3;
    // [batch, positions, heads, features]
    Tensor rows = packed ? x.unflatten(2, call.intOr("num_heads", 1), -1) : x.swapAxes(1, 2);
    Tensor cos = call.input(1);
    Tensor sin = call.input(2);
    if (call.has(3)) {
      Tensor place = call.input(3);
      int[] shape = {place.dim(0), place.dim(1), -1};
      cos = cos.indexSelect(0, place.flatten()).reshape(shape);
      sin = sin.indexSelect(0, place.flatten()).reshape(shape);
    }
    cos = cos.unsqueeze(2);
    sin = sin.unsqueeze(2);
    int features = rows.dim(3);
    int given = call.intOr("rotary_embedding_dim", 0);
    int turned = given == 0 ? features : given;
    boolean interleaved = call.node().flagOr("interleaved", false);
    Tensor part = rows.narrow(3, 0, turned);
    Tensor a = interleaved ? part.slice(3, 0, turned, 2) : part.narrow(3, 0, turned / 2);
    Tensor b = interleaved ? part.slice(3, 1, turned, 2) : part.narrow(3, turned / 2, turned / 2);
    Tensor first = a.mul(cos).sub(b.mul(sin));
    Tensor second = a.mul(sin).add(b.mul(cos));
    Tensor together =
        interleaved
            ? Tensor.stack(4, first, second).flatten(3, 4)
            : Tensor.concat(3, first, second);
    Tensor rest = rows.narrow(3, turned, features - turned);
    Tensor result = Tensor.concat(3, together, rest);
    return packed ? result.flatten(2, 3) : result.swapAxes(1, 2).contiguous();
  }

  /// `a sigmoid(alpha a) b` (Shazeer 2020).
  private static Tensor swiGlu(Call call) {
    Tensor a = call.input(0);
    return a.mul(a.mul(call.node().floatOr("alpha", 1f)).sigmoid()).mul(call.input(1));
  }
}
