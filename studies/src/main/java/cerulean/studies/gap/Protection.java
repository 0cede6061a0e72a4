package cerulean.studies.gap;

import cerulean.studies.run.Choice;

/// What keeps the first tasks beside the data; see [cerulean.studies.continual].
///
/// The strengths are starting points and were not searched for.
public enum Protection implements Choice {
  /// Nothing.
  NONE("none", 0),

  /// A-GEM: gradients that oppose those on the memory are projected. It has no strength.
  AGEM("A-GEM", 0),

  /// Elastic weight consolidation; the strength is `lambda`.
  EWC("EWC", 100),

  /// Synaptic intelligence; the strength is `c`, 0.1 as its authors have it for permuted MNIST.
  SI("SI", 0.1),

  /// Learning without forgetting; the strength is the weight of the old answers, 1 as in its paper.
  LWF("LwF", 1);

  private final String title;
  private final double strength;

  Protection(String title, double strength) {
    this.title = title;
    this.strength = strength;
  }

  /// The name in texts.
  public String title() {
    return title;
  }

  /// The strength unless another is given.
  public double usualStrength() {
    return strength;
  }
}
