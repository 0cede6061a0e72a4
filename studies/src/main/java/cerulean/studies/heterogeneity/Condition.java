package cerulean.studies.heterogeneity;

import cerulean.studies.plot.Tone;
import cerulean.studies.run.Choice;
import java.util.List;

/// What is compared: whether cells differ, whether their time constants are learned, whom
/// noradrenaline reaches.
enum Condition implements Choice {
  /// All cells of a class are equal.
  EQUAL("equal", false, false, Modulation.NONE, 1, Law.GAMMA, Tone.GREY),

  /// Cells differ; their parameters stay as they were drawn.
  DIFFERENT("different", true, false, Modulation.NONE, 1, Law.GAMMA, Tone.BLUE),

  /// Cells start equal, and each learns its time constants.
  EQUAL_LEARNED("equal, learned", false, true, Modulation.NONE, 1, Law.GAMMA, Tone.ORANGE),

  /// Cells start different, and each learns its time constants.
  DIFFERENT_LEARNED("different, learned", true, true, Modulation.NONE, 1, Law.GAMMA, Tone.GREEN),

  /// Equal cells, noradrenaline on the pyramidal ones.
  EQUAL_NA("equal + NA", false, false, Modulation.EXCITATORY, 1, Law.GAMMA, Tone.PURPLE),

  /// Different cells, noradrenaline on the pyramidal ones.
  DIFFERENT_NA("different + NA", true, false, Modulation.EXCITATORY, 1, Law.GAMMA, Tone.VERMILION),

  /// Different cells, noradrenaline on all of them.
  DIFFERENT_NA_ALL("different + NA on all", true, false, Modulation.ALL, 1, Law.GAMMA, Tone.ORANGE),

  /// Different cells by the other law.
  DIFFERENT_LOG_NORMAL(
      "different, log-normal", true, false, Modulation.NONE, 1, Law.LOG_NORMAL, Tone.BLUE),

  /// Equal cells, half as slow: is it the spread that helps, or another mean?
  EQUAL_HALF("equal, tau x 0.5", false, false, Modulation.NONE, 0.5, Law.GAMMA, Tone.GREY),

  /// Equal cells, twice as slow.
  EQUAL_DOUBLE("equal, tau x 2", false, false, Modulation.NONE, 2, Law.GAMMA, Tone.GREY),

  /// Equal cells, four times as slow.
  EQUAL_FOURFOLD("equal, tau x 4", false, false, Modulation.NONE, 4, Law.GAMMA, Tone.GREY);

  /// Those of a run without options.
  static final List<Condition> USUAL =
      List.of(
          EQUAL,
          DIFFERENT,
          EQUAL_LEARNED,
          DIFFERENT_LEARNED,
          EQUAL_NA,
          DIFFERENT_NA,
          DIFFERENT_NA_ALL);

  private final String title;
  private final boolean different;
  private final boolean learned;
  private final Modulation modulation;
  private final double factor;
  private final Law law;
  private final Tone tone;

  Condition(
      String title,
      boolean different,
      boolean learned,
      Modulation modulation,
      double factor,
      Law law,
      Tone tone) {
    this.title = title;
    this.different = different;
    this.learned = learned;
    this.modulation = modulation;
    this.factor = factor;
    this.law = law;
    this.tone = tone;
  }

  /// The name in tables and figures.
  String title() {
    return title;
  }

  /// Whether cells differ from the start.
  boolean different() {
    return different;
  }

  /// Whether time constants of membranes and adaptation are learned.
  boolean learned() {
    return learned;
  }

  /// Whom noradrenaline reaches.
  Modulation modulation() {
    return modulation;
  }

  /// Factor on the mean time constants of membranes.
  double factor() {
    return factor;
  }

  /// How cells differ.
  Law law() {
    return law;
  }

  /// The colour in figures.
  Tone tone() {
    return tone;
  }
}
