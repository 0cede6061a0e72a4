package cerulean.studies.gap;

import cerulean.studies.run.Choice;

/// A part of a method that is taken away or moved (later versions of arXiv:2507.14056). Each
/// changes the methods that have the part and leaves the others alone.
public enum Ablation implements Choice {
  /// Gains never move: NGM-SGD with `g = g0`.
  GAIN_FROZEN("the gains of NGM-SGD are frozen at 1"),

  /// A gain on the last layer alone, as the paper has it for convolutional networks.
  HEAD_ONLY("NGM-SGD has a gain on its last layer alone"),

  /// Uncertainty moves the learning rate instead of the gains: NGM-SGD becomes plain descent with
  /// rate `alpha g`, where `g` follows the same dynamics.
  ENTROPY_RATE("the gain of NGM-SGD multiplies the learning rate instead of the weighted sums"),

  /// Momentum and Adam forget their state when a task joins, which needs to be told.
  ORACLE_RESET("SGD with momentum and Adam forget their state whenever a task joins");

  private final String sentence;

  Ablation(String sentence) {
    this.sentence = sentence;
  }

  /// What is different, without capital and full stop.
  String sentence() {
    return sentence;
  }
}
