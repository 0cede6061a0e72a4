package cerulean.studies.gonogo;

import cerulean.studies.run.Choice;
import cerulean.studies.run.Origin;

/// Which modulators act on the rate level, and on what. Dopamine, the error of the critic, teaches in
/// all of them.
///
///     T = 1 + temperature NA,     rate x (1 + plasticity NA) (1 + acetylcholine ACh)
///     z_Go - serotonin 5HT
///
/// Acetylcholine and serotonin are ours; the paper's review part gives the reasons. In its "classical map"
/// acetylcholine sets the rate of learning (Doya 2002), here driven by expected uncertainty (Yu &
/// Dayan 2005), of which the slow mean of surprise is the measure. Serotonin stands there for the time horizon;
/// a task of single trials has none, so the other classical role is taken, inhibition of action in the
/// face of punishment, opponent to dopamine (Boureau & Dayan 2011).
enum Condition implements Choice {
  DA("da", "DA only", Origin.GIVEN, 0, 0, 15, 0, 0),
  DA_NA("da-na", "DA + NA", Origin.GIVEN, 4, 2, 15, 0, 0),
  TEMPERATURE("temperature", "NA on temperature only", Origin.RECONSTRUCTED, 4, 0, 15, 0, 0),
  PLASTICITY("plasticity", "NA on plasticity only", Origin.RECONSTRUCTED, 0, 2, 15, 0, 0),
  LONG_NA("na-30", "DA + NA, decay 30 trials", Origin.RECONSTRUCTED, 4, 2, 30, 0, 0),
  DA_ACH("da-ach", "DA + ACh", Origin.OURS, 0, 0, 15, 2, 0),
  DA_NA_ACH("da-na-ach", "DA + NA + ACh", Origin.OURS, 4, 2, 15, 2, 0),
  DA_5HT("da-5ht", "DA + 5-HT", Origin.OURS, 0, 0, 15, 0, 2),
  DA_NA_5HT("da-na-5ht", "DA + NA + 5-HT", Origin.OURS, 4, 2, 15, 0, 2);

  private final String key;
  private final String title;
  private final Origin origin;
  private final double temperature;
  private final double plasticity;
  private final double tauTrials;
  private final double acetylcholine;
  private final double serotonin;

  Condition(
      String key,
      String title,
      Origin origin,
      double temperature,
      double plasticity,
      double tauTrials,
      double acetylcholine,
      double serotonin) {
    this.key = key;
    this.title = title;
    this.origin = origin;
    this.temperature = temperature;
    this.plasticity = plasticity;
    this.tauTrials = tauTrials;
    this.acetylcholine = acetylcholine;
    this.serotonin = serotonin;
  }

  @Override
  public String key() {
    return key;
  }

  /// The name in reports.
  String title() {
    return title;
  }

  /// Whether the paper names the condition, the reconstruction added it, or we did.
  Origin origin() {
    return origin;
  }

  /// What noradrenaline adds to the temperature of choice.
  double temperature() {
    return temperature;
  }

  /// What noradrenaline adds to the actor's rate of learning, in parts of it.
  double plasticity() {
    return plasticity;
  }

  /// Decay of noradrenaline, in trials.
  double tauTrials() {
    return tauTrials;
  }

  /// What acetylcholine adds to all rates of learning, in parts of them.
  double acetylcholine() {
    return acetylcholine;
  }

  /// What serotonin takes from the logit of Go.
  double serotonin() {
    return serotonin;
  }

  /// Whether noradrenaline acts on anything.
  boolean hasNoradrenaline() {
    return temperature > 0 || plasticity > 0;
  }
}
