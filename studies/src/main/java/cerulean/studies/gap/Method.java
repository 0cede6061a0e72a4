package cerulean.studies.gap;

import cerulean.studies.run.Choice;

/// The compared learners; all train the same network.
public enum Method implements Choice {
  /// Noradrenergic gain modulation: plain gradient descent, gains driven by uncertainty.
  NGM("NGM-SGD"),

  /// Gradient descent with momentum 0.9.
  MSGD("SGD + momentum"),

  /// Adam with the defaults of its paper.
  ADAM("Adam"),

  /// Plain gradient descent.
  SGD("SGD");

  /// Momentum of [#MSGD] in the paper.
  static final double MOMENTUM = 0.9;

  private final String title;

  Method(String title) {
    this.title = title;
  }

  /// The name in tables and figures.
  public String title() {
    return title;
  }

  /// Whether the optimizer remembers past gradients.
  boolean hasState() {
    return this == MSGD || this == ADAM;
  }
}
