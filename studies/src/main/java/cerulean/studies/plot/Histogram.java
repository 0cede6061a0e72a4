package cerulean.studies.plot;

/// The bars of one [HistogramChart]: bar `k` reaches from `edges[k]` to `edges[k + 1]` and is
/// `heights[k]` high.
public final class Histogram {
  private final String name;
  private final Tone tone;
  private final double[] edges;
  private final double[] heights;

  private Histogram(String name, Tone tone, double[] edges, double[] heights) {
    this.name = name;
    this.tone = tone;
    this.edges = edges;
    this.heights = heights;
  }

  /// Returns bars between ascending edges, one more than there are heights.
  public static Histogram of(String name, Tone tone, double[] edges, double[] heights) {
    if (edges.length != heights.length + 1) {
      throw new IllegalArgumentException(
          "histogram: one edge more than bars is needed; got "
              + edges.length
              + " edges and "
              + heights.length
              + " bars in '"
              + name
              + "'");
    }
    for (int k = 1; k < edges.length; k++) {
      if (!(edges[k] > edges[k - 1])) {
        throw new IllegalArgumentException(
            "histogram: edges must ascend, got "
                + edges[k]
                + " after "
                + edges[k - 1]
                + " in '"
                + name
                + "'");
      }
    }
    return new Histogram(name, tone, edges.clone(), heights.clone());
  }

  /// The name in the legend.
  public String name() {
    return name;
  }

  /// The colour role.
  public Tone tone() {
    return tone;
  }

  double[] edges() {
    return edges;
  }

  double[] heights() {
    return heights;
  }
}
