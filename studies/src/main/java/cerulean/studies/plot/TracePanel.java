package cerulean.studies.plot;

import org.jspecify.annotations.Nullable;

/// One area of a [TraceChart]: its name, its curves, and what was put in, which is drawn below the
/// curves on a scale of its own.
public record TracePanel(String name, Panel panel, @Nullable Series input) {

  /// Returns an area without an input.
  public static TracePanel of(String name, Axis y, Series... traces) {
    return new TracePanel(name, Panel.of(y, traces), null);
  }

  /// Returns this area with an input below.
  public TracePanel with(Series below) {
    return new TracePanel(name, panel, below);
  }
}
