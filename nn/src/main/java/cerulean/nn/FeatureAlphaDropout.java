package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;

/// [AlphaDropout] of whole channels.
///
/// - input: `[batch, channels, ...]`
/// - result: the same shape
///
/// Masks are drawn from the generator that the layer was made with, which goes on: saving its state
/// saves where the masks are, and the same seed gives the same masks. Give a layer that runs beside
/// others on another thread a stream of its own ([Philox#split]).
public final class FeatureAlphaDropout implements Layer {

  private final double p;
  private final Philox random;
  private boolean training = true;

  private FeatureAlphaDropout(double p, Philox random) {
    this.p = p;
    this.random = random;
  }

  /// A layer that drops with probability `p`, in `[0, 1]`.
  public static FeatureAlphaDropout of(double p, Philox random) {
    Hyperparameters.requireShare("FeatureAlphaDropout", "p", p);
    return new FeatureAlphaDropout(p, random);
  }

  @Override
  public Variable forward(Variable input) {
    return training && p > 0
        ? DropMask.alpha(
            input,
            p,
            DropMask.channels("FeatureAlphaDropout", input, input.shape().rank() - 2),
            random)
        : input;
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public String toString() {
    return "FeatureAlphaDropout(" + p + ")";
  }
}
