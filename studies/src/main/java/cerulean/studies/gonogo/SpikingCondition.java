package cerulean.studies.gonogo;

import cerulean.studies.run.Choice;
import cerulean.studies.run.Origin;

/// What differs between runs of the spiking level: what noradrenaline acts on, and two choices
/// without which the reconstruction does not learn.
///
/// - **window**: the window of the group's earlier code weakens 1.5 times as much as it
///   strengthens. At the rates of these cells the eligibility is then below 0 on average, so that
///   an error above 0 weakens what led to it: the sign of learning is turned round. Without the
///   weakening half (TD-LTP of Frémaux, Sprekeler & Gerstner 2013, PLoS Computational Biology 9,
///   e1003024) the eligibility is above 0.
/// - **efference**: dopamine reaches the synapses of the chosen group (and of the critic) only, as
///   the rate level's `onehot(a)` has it. Both groups get the same input and fire in volleys, at
///   the onset of a stimulus together; competition in 300 ms does not silence one of them, and
///   without the gate both learn the same.
enum SpikingCondition implements Choice {
  DA("da", "DA only", Origin.RECONSTRUCTED, 0, true, false, false),
  DA_NA("da-na", "DA + NA", Origin.RECONSTRUCTED, 0, true, true, true),
  EXCITABILITY("excitability", "NA on cells only", Origin.OURS, 0, true, true, false),
  PLASTICITY("plasticity", "NA on plasticity only", Origin.OURS, 0, true, false, true),
  TO_THE_LETTER(
      "to-the-letter", "as reconstructed, DA + NA", Origin.RECONSTRUCTED, 1.5, false, true, true),
  ONLY_WINDOW("only-window", "DA, window mended alone", Origin.OURS, 0, false, false, false),
  ONLY_EFFERENCE("only-efference", "DA, efference alone", Origin.OURS, 1.5, true, false, false);

  private final String key;
  private final String title;
  private final Origin origin;
  private final double depression;
  private final boolean efference;
  private final boolean cells;
  private final boolean plasticity;

  SpikingCondition(
      String key,
      String title,
      Origin origin,
      double depression,
      boolean efference,
      boolean cells,
      boolean plasticity) {
    this.key = key;
    this.title = title;
    this.origin = origin;
    this.depression = depression;
    this.efference = efference;
    this.cells = cells;
    this.plasticity = plasticity;
  }

  @Override
  public String key() {
    return key;
  }

  /// The name in reports.
  String title() {
    return title;
  }

  Origin origin() {
    return origin;
  }

  /// The weakening half of the window, in parts of the strengthening one.
  double depression() {
    return depression;
  }

  /// Whether dopamine reaches the chosen group only.
  boolean efference() {
    return efference;
  }

  /// Whether noradrenaline moves c and d of the excitatory cells.
  boolean cells() {
    return cells;
  }

  /// Whether noradrenaline moves the rate of learning.
  boolean plasticity() {
    return plasticity;
  }

  boolean hasNoradrenaline() {
    return cells || plasticity;
  }
}
