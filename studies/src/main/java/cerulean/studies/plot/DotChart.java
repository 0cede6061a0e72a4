package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Metrics by method: one panel per metric, one row per method with a dot for the mean, a whisker
/// of one standard deviation either side, a hollow diamond for the reported value, and the numbers
/// in words at the right.
///
/// Dots rather than bars: a bar must start at zero, and accuracies between 96 and 99 % then all
/// look alike.
public record DotChart(
    String title, String description, String valueName, String referenceName, List<DotPanel> panels)
    implements Chart {
  private static final double ROW = 22;
  private static final double COLUMN_GAP = 36;

  public DotChart {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(
          "dot chart: it needs at least one panel, got none for '" + title + "'");
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double y = Frame.title(svg, title, width);
    y = key(svg, y, width) + 8;
    int columns = width < 600 ? 1 : Math.min(2, panels.size());
    double column = (width - COLUMN_GAP * (columns - 1)) / columns;
    for (int i = 0; i < panels.size(); i += columns) {
      double lowest = y;
      for (int j = i; j < Math.min(panels.size(), i + columns); j++) {
        double left = (j - i) * (column + COLUMN_GAP);
        lowest = Math.max(lowest, panel(svg, panels.get(j), left, y, column));
      }
      y = lowest + 14;
    }
    return Frame.root(this, width, y, svg, false);
  }

  private double key(Svg svg, double top, int width) {
    double y = top + 16;
    svg.empty("circle", "class", "t-grey fill", "cx", 11.0, "cy", y - 4, "r", 4.0);
    svg.line("whisker t-grey", 0, y - 4, 22, y - 4);
    svg.text(29, y, "name", "start", valueName);
    boolean any =
        panels.stream()
            .flatMap(panel -> panel.dots().stream())
            .anyMatch(dot -> Double.isFinite(dot.reference()));
    if (any) {
      double x = 29 + 0.9 * Svg.width(valueName, Frame.HEAD_SIZE) + 22;
      if (x + 12 + Svg.width(referenceName, Frame.HEAD_SIZE) > width) {
        x = 11;
        y += 20;
      }
      diamond(svg, x, y - 4);
      svg.text(x + (x == 11 ? 18 : 12), y, "name", "start", referenceName);
    }
    return y + 6;
  }

  private double panel(Svg svg, DotPanel panel, double left, double top, double width) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double names = 0;
    double numbers = 0;
    List<String> texts = new ArrayList<>();
    int decimals = panel.dots().stream().mapToInt(DotChart::decimals).max().orElse(0);
    for (Dot dot : panel.dots()) {
      double sd = Double.isFinite(dot.sd()) ? dot.sd() : 0;
      for (double value : new double[] {dot.mean() - sd, dot.mean() + sd, dot.reference()}) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
      low = dot.mean() >= 0 ? Math.max(0, low) : low;
      String text = text(dot, decimals);
      texts.add(text);
      names = Math.max(names, Svg.width(dot.name(), Frame.HEAD_SIZE));
      numbers = Math.max(numbers, Svg.width(text, Frame.TICK_SIZE));
    }
    double y = top + 14;
    svg.text(left, y, "head", "start", panel.axis().label());
    y += 8;
    double from = left + names + 12;
    double to = left + width - numbers - 14;
    double bottom = y + ROW * panel.dots().size();
    Scale scale = Scale.of(panel.axis(), low, high, from + 6, to - 6);
    Ticks ticks = Frame.xTicks(scale, to - from, 6);
    for (int i = 0; i < ticks.values().size(); i++) {
      double x = scale.at(ticks.values().get(i));
      svg.line("grid", x, y, x, bottom);
      svg.text(x, bottom + 16, "tick", "middle", ticks.labels().get(i));
    }
    svg.line("axis", from, bottom, to, bottom);
    for (int i = 0; i < panel.dots().size(); i++) {
      double middle = y + ROW * (i + 0.5);
      row(svg, panel.dots().get(i), scale, middle);
      svg.text(left, middle + 4, "name", "start", panel.dots().get(i).name());
      svg.text(left + width, middle + 4, "tick", "end", texts.get(i));
    }
    return bottom + 20;
  }

  private static void row(Svg svg, Dot dot, Scale scale, double y) {
    String tone = dot.tone().styleClass();
    if (Double.isFinite(dot.mean())) {
      if (Double.isFinite(dot.sd()) && dot.sd() > 0) {
        double from = Math.max(scale.from() - 6, scale.at(dot.mean() - dot.sd()));
        double to = Math.min(scale.to() + 6, scale.at(dot.mean() + dot.sd()));
        svg.line("whisker " + tone, from, y, to, y);
      }
      svg.empty("circle", "class", tone + " fill", "cx", scale.at(dot.mean()), "cy", y, "r", 4.5);
    }
    if (Double.isFinite(dot.reference())) {
      diamond(svg, scale.at(dot.reference()), y);
    }
    svg.raw("\n");
  }

  private static void diamond(Svg svg, double x, double y) {
    StringBuilder path = new StringBuilder("M");
    Svg.number(path, x, 1);
    path.append(' ');
    Svg.number(path, y - 5, 1);
    svg.empty("path", "class", "reference", "d", path.append("l5 5l-5 5l-5 -5Z"));
  }

  /// Three significant digits of the mean, or one of the deviation if that takes more places.
  private static int decimals(Dot dot) {
    int decimals = Math.abs(dot.mean()) >= 10 ? 1 : Math.abs(dot.mean()) >= 1 ? 2 : 3;
    return dot.sd() > 0
        ? Math.clamp((int) Math.ceil(-Math.log10(dot.sd())), decimals, 3)
        : decimals;
  }

  private static String text(Dot dot, int decimals) {
    if (!Double.isFinite(dot.mean())) {
      return "\u2013";
    }
    String form = "%." + decimals + "f";
    String mean = String.format(Locale.ROOT, form, dot.mean());
    return Double.isFinite(dot.sd())
        ? mean + " \u00b1 " + String.format(Locale.ROOT, form, dot.sd())
        : mean;
  }
}
