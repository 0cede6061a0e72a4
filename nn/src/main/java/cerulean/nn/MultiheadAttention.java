package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention in several heads (Vaswani et al. 2017, section 3.2).
///
/// - queries: `[batch, targets, size]`; keys and values: `[batch, sources, size]`, or of other
///   sizes
/// - result: `[batch, targets, size]`
///
/// Each head attends with `size / heads` of the projected numbers. `in_proj_weight` `[3 size,
/// size]` has the rows of queries, keys and values (fewer of the latter two where heads share
/// them); where keys or values have another size these are `q_proj_weight`, `k_proj_weight` and
/// `v_proj_weight`. They are drawn from `U(-k, k)` with `k = sqrt(6 / (rows + columns))` (Glorot &
/// Bengio 2010); `in_proj_bias` and `out_proj.bias` are zeros, `out_proj.weight` is drawn as
/// [Linear]'s.
public final class MultiheadAttention implements Layer {

  private static final String NAME = "MultiheadAttention";

  /// What attention gives.
  ///
  /// @param output `[batch, targets, size]`
  /// @param weights with which targets look at sources, `[batch, heads, targets, sources]`;
  ///   averaged over heads by `mean(false, 1)`
  public record Attended(Variable output, Variable weights) {}

  private final AttentionSettings settings;

  /// One for all, or one each for queries, keys and values.
  private final List<Parameter> projections;

  private final @Nullable Parameter bias;
  private final Linear out;
  private final Philox random;
  private boolean training = true;

  private MultiheadAttention(AttentionSettings settings, Philox random) {
    int size = settings.size();
    int keys = settings.keys();
    this.settings = settings;
    this.projections =
        settings.isPacked()
            ? List.of(draw(size + 2 * keys, size, random))
            : List.of(
                draw(size, size, random),
                draw(keys, settings.keySize(), random),
                draw(keys, settings.valueSize(), random));
    this.bias = settings.bias() ? Parameter.of(Tensor.zeros(size + 2 * keys)) : null;
    this.out =
        settings.bias()
            ? Linear.withZeroBias(size, size, random)
            : Linear.withoutBias(size, size, random);
    this.random = random;
  }

  /// A layer of `heads` heads, which divide `size`.
  public static MultiheadAttention of(int size, int heads, Philox random) {
    return of(AttentionSettings.of(size, heads), random);
  }

  /// A layer of any form; masks of dropout are drawn from `random` as in [Dropout].
  public static MultiheadAttention of(AttentionSettings settings, Philox random) {
    return new MultiheadAttention(settings, random);
  }

  private static Parameter draw(int rows, int columns, Philox random) {
    float k = (float) Math.sqrt(6.0 / (rows + columns));
    return Parameter.of(Tensor.uniform(random, -k, k, rows, columns));
  }

  /// Every token attends to all of its sequence.
  @Override
  public Variable forward(Variable input) {
    return mixed(input, input, input, AttentionMask.NONE);
  }

  /// Tokens attend to those of their sequence that the mask lets them see.
  public Variable forward(Variable input, AttentionMask mask) {
    return forward(input, input, input, mask);
  }

  /// Queries attend to other keys and values.
  public Variable forward(Variable query, Variable key, Variable value, AttentionMask mask) {
    return Observed.seen(this, query, mixed(query, key, value, mask), work(query, key));
  }

  private Variable mixed(Variable query, Variable key, Variable value, AttentionMask mask) {
    require(query, key, value);
    boolean itself = query == key && key == value;
    boolean plain = settings.isPacked() && settings.keyHeads() == settings.heads();
    if (itself && plain && settings.positions() == null && !isDropping()) {
      Variable packed = query.linear(projections.getFirst(), bias);
      Variable added = added(mask, query, key);
      return out.call(packed.selfAttention(settings.heads(), added, mask.causal(), scale()));
    }
    Variable[] heads = heads(query, key, value);
    if (isDropping()) {
      Variable weights = weights(heads, added(mask, query, key), mask.causal());
      Variable kept = DropMask.apply(weights, settings.dropout(), weights.shape().dims(), random);
      return out.call(together(kept.matmul(heads[2])));
    }
    Variable added = added(mask, query, key);
    Variable y = heads[0].attention(heads[1], heads[2], added, mask.causal(), scale());
    return out.call(together(y));
  }

  /// As [#forward(Variable, Variable, Variable, AttentionMask)], and the weights; nothing is
  /// dropped.
  public Attended attend(Variable query, Variable key, Variable value, AttentionMask mask) {
    require(query, key, value);
    Variable[] heads = heads(query, key, value);
    Variable weights = weights(heads, added(mask, query, key), mask.causal());
    Variable output = out.call(together(weights.matmul(heads[2])));
    return new Attended(Observed.seen(this, query, output, work(query, key)), weights);
  }

  private Variable weights(Variable[] heads, @Nullable Variable added, boolean causal) {
    return heads[0].attentionWeights(heads[1], added, causal, scale());
  }

  private @Nullable Variable added(AttentionMask mask, Variable query, Variable key) {
    DType type = projections.getFirst().dtype();
    int batch = query.shape().dim(0);
    return mask.added(type, batch, settings.heads(), query.shape().dim(1), key.shape().dim(1));
  }

  private boolean isDropping() {
    return training && settings.dropout() > 0;
  }

  private double scale() {
    return 1 / Math.sqrt(settings.headSize());
  }

  /// Projected queries, keys and values, `[batch, heads, tokens, size / heads]` each.
  private Variable[] heads(Variable query, Variable key, Variable value) {
    int[] rows = {settings.size(), settings.keys(), settings.keys()};
    Variable[] weights =
        settings.isPacked()
            ? projections.getFirst().split(0, rows)
            : projections.toArray(Variable[]::new);
    Variable[] biases = bias == null ? new Variable[3] : bias.split(0, rows);
    Variable[] tokens = {query, key, value};
    Variable[] heads = new Variable[3];
    for (int i = 0; i < heads.length; i++) {
      Variable projected = tokens[i].linear(weights[i], biases[i]);
      int count = i == 0 ? settings.heads() : settings.keyHeads();
      heads[i] = projected.unflatten(2, count, settings.headSize()).swapAxes(1, 2);
    }
    RotaryPositions positions = settings.positions();
    if (positions != null) {
      heads[0] = positions.call(heads[0]);
      heads[1] = positions.call(heads[1]);
    }
    int group = settings.heads() / settings.keyHeads();
    if (group > 1) {
      heads[1] = heads[1].repeat(1, group);
      heads[2] = heads[2].repeat(1, group);
    }
    return heads;
  }

  private static Variable together(Variable heads) {
    return heads.swapAxes(1, 2).flatten(2, 3);
  }

  private void require(Variable query, Variable key, Variable value) {
    requireTokens(query, settings.size());
    requireTokens(key, settings.keySize());
    requireTokens(value, settings.valueSize());
  }

  private static void requireTokens(Variable input, int size) {
    if (input.shape().rank() != 3 || input.shape().dim(2) != size) {
      throw notTokens(input, size);
    }
  }

  /// Of projections, scores and weighted sums, in self-attention.
  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return work(input, input);
  }

  /// The same of queries `[batch, targets, size]` that look at keys `[batch, sources, size]`.
  private long work(Variable query, Variable key) {
    long targets = (long) query.shape().dim(0) * query.shape().dim(1);
    long sources = (long) key.shape().dim(0) * key.shape().dim(1);
    long size = settings.size();
    long toQueries = size * size;
    long all = projections.stream().mapToLong(p -> p.shape().size()).sum();
    return targets * toQueries
        + sources * (all - toQueries)
        + 2 * targets * key.shape().dim(1) * size;
  }

  @Override
  public void train(boolean on) {
    training = on;
    out.train(on);
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    if (settings.isPacked()) {
      own.put("in_proj_weight", projections.getFirst());
    } else {
      own.put("q_proj_weight", projections.get(0));
      own.put("k_proj_weight", projections.get(1));
      own.put("v_proj_weight", projections.get(2));
    }
    if (bias != null) {
      own.put("in_proj_bias", bias);
    }
    return own;
  }

  @Override
  public Map<String, Layer> children() {
    return Map.of("out_proj", out);
  }

  @Override
  public String toString() {
    String shared =
        settings.keyHeads() == settings.heads() ? "" : " on " + settings.keyHeads() + " of keys";
    return NAME + "(" + settings.size() + ", " + settings.heads() + " heads" + shared + ")";
  }

  private static ShapeException notTokens(Variable input, int size) {
    return new ShapeException(
        NAME, "input must be [batch, tokens, " + size + "]; got " + input.shape(), input.shape());
  }
}
