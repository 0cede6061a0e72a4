package cerulean.studies.plot;

import java.util.Locale;

/// The colour role of a series.
///
/// The hues are those of Okabe and Ito (2008), which readers with any common colour deficiency tell
/// apart; lightness is adapted so that every tone keeps a contrast of at least 3:1 on its
/// background, light or dark.
public enum Tone {
  BLUE("#0072b2", "#5ab4f0"),
  VERMILION("#d55e00", "#f58a45"),
  GREEN("#008562", "#2fc79a"),
  PURPLE("#b2528f", "#e59cc8"),
  ORANGE("#b07900", "#f0bd45"),
  GREY("#66717c", "#a7b2bd");

  private final String light;
  private final String dark;

  Tone(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /// The colour on a light background, as `#rrggbb`.
  public String light() {
    return light;
  }

  /// The colour on a dark background, as `#rrggbb`.
  public String dark() {
    return dark;
  }

  /// The style class that gives an element this tone.
  String styleClass() {
    return "t-" + name().toLowerCase(Locale.ROOT);
  }

  /// Plain rules, no custom properties: several SVG viewers outside browsers do not know those.
  static String style() {
    StringBuilder css = new StringBuilder(STRUCTURE);
    rules(css, "#ffffff", "#1d2730", "#57636e", "#e3e8ec", "#8a96a1", false);
    css.append("\n@media (prefers-color-scheme: dark) {");
    rules(css, "#12181e", "#e6ebef", "#a3aeb8", "#2a343d", "#76828d", true);
    return css.append("\n}\n").toString();
  }

  private static void rules(
      StringBuilder css,
      String surface,
      String ink,
      String soft,
      String grid,
      String frame,
      boolean dark) {
    css.append("\n.cer-plot .surface { fill: ").append(surface).append("; }");
    css.append("\n.cer-plot text { fill: ").append(soft).append("; }");
    css.append("\n.cer-plot .title, .cer-plot .head, .cer-plot .name { fill: ");
    css.append(ink).append("; }");
    css.append("\n.cer-plot .grid { stroke: ").append(grid).append("; }");
    css.append("\n.cer-plot .axis { stroke: ").append(frame).append("; }");
    css.append("\n.cer-plot .switch, .cer-plot .cross { stroke: ").append(frame).append("; }");
    css.append("\n.cer-plot .reference { stroke: ").append(ink).append("; }");
    for (Tone tone : values()) {
      String colour = dark ? tone.dark : tone.light;
      String selector = "\n.cer-plot ." + tone.styleClass();
      css.append(selector).append(" { stroke: ").append(colour).append("; }");
      css.append(selector).append(".fill { fill: ").append(colour);
      css.append("; stroke: none; }");
    }
    Shades.rules(css, dark);
  }

  private static final String STRUCTURE =
      """

      .cer-plot text { font: 11.5px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
        Arial, sans-serif; font-variant-numeric: tabular-nums; stroke: none; }
      .cer-plot .title { font-size: 15px; font-weight: 600; }
      .cer-plot .head { font-size: 12.5px; font-weight: 600; }
      .cer-plot .name { font-size: 12.5px; }
      .cer-plot .grid, .cer-plot .axis { stroke-width: 1; shape-rendering: crispEdges; }
      .cer-plot .switch { stroke-width: 1; stroke-dasharray: 3 3; shape-rendering: crispEdges; }
      .cer-plot .mean { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
      .cer-plot .strong { stroke-width: 2.2; }
      .cer-plot .band { fill-opacity: 0.17; }
      .cer-plot .bars { fill-opacity: 0.45; }
      .cer-plot .points { fill-opacity: 0.6; }
      .cer-plot .spikes { fill: none; }
      .cer-plot .cells { shape-rendering: crispEdges; stroke: none; }
      .cer-plot .whisker { stroke-width: 2; stroke-linecap: round; }
      .cer-plot .reference { fill: none; stroke-width: 1.4; }\
      """;
}
