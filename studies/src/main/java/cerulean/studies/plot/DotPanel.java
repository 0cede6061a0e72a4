package cerulean.studies.plot;

import java.util.List;

/// One metric of a [DotChart]: its axis and one row per method.
public record DotPanel(Axis axis, List<Dot> dots) {
  public DotPanel {
    dots = List.copyOf(dots);
  }
}
