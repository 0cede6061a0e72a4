package cerulean.studies.plot;

import java.util.List;

/// One plotting area of a stack: a quantity, its curves, and how tall it is beside the others.
///
/// The first series is drawn last, on top of the rest. `weight` 1 is the plain height.
public record Panel(Axis y, double weight, List<Series> series) {
  public Panel {
    series = List.copyOf(series);
    if (!(weight > 0)) {
      throw new IllegalArgumentException("panel: weight must be above 0, got " + weight);
    }
  }

  /// Returns a panel of plain height.
  public static Panel of(Axis y, List<Series> series) {
    return new Panel(y, 1, series);
  }

  /// Returns a panel of plain height.
  public static Panel of(Axis y, Series... series) {
    return new Panel(y, 1, List.of(series));
  }

  /// Returns this panel with another height.
  public Panel weighing(double newWeight) {
    return new Panel(y, newWeight, series);
  }
}
