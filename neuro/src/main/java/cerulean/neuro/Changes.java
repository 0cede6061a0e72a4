package cerulean.neuro;

/// The loops of the rules that add: a weight plus a factor times a trace, cut at two bounds.
///
/// Sums are in `double`, then rounded to the `float` of the weight. Bounds are `float` as well: a
/// weight cut is one of them exactly.
final class Changes {

  private Changes() {}

  /// The synapses `from .. to` of one source, each with the trace of its target.
  static void row(
      float[] weights,
      int from,
      int to,
      int[] targets,
      int shift,
      double[] traces,
      double factor,
      float min,
      float max) {
    for (int k = from; k < to; k++) {
      float w = (float) (weights[k] + factor * traces[targets[k - shift]]);
      weights[k] = Math.max(min, Math.min(max, w));
    }
  }

  /// The synapses of one target, each with the trace of its source.
  static void column(
      float[] weights,
      int[] synapse,
      int[] place,
      int from,
      int to,
      double[] traces,
      double factor,
      float min,
      float max) {
    for (int n = from; n < to; n++) {
      int k = synapse[n];
      float w = (float) (weights[k] + factor * traces[place[n]]);
      weights[k] = Math.max(min, Math.min(max, w));
    }
  }
}
