package cerulean.studies.plot;

/// What an axis shows and where it begins and ends.
///
/// | component | meaning |
/// |---|---|
/// | `label` | quantity with its unit, as in `task-1 accuracy (%)` |
/// | `min`, `max` | limits in data units; NaN lets the data decide |
/// | `log` | logarithmic when true; values at or below zero then sit on the lower edge |
public record Axis(String label, double min, double max, boolean log) {
  public Axis {
    if (min >= max) {
      throw new IllegalArgumentException(
          "axis: min must be below max, got " + min + " and " + max + " for '" + label + "'");
    }
    if (log && min <= 0) {
      throw new IllegalArgumentException(
          "axis: a logarithmic axis starts above zero, got " + min + " for '" + label + "'");
    }
  }

  /// Returns a linear axis whose limits follow the data.
  public static Axis of(String label) {
    return new Axis(label, Double.NaN, Double.NaN, false);
  }

  /// Returns this axis with fixed limits; what lies outside is cut off at the edge.
  public Axis between(double newMin, double newMax) {
    return new Axis(label, newMin, newMax, log);
  }

  /// Returns this axis with a logarithmic scale.
  public Axis logarithmic() {
    return new Axis(label, min, max, true);
  }
}
