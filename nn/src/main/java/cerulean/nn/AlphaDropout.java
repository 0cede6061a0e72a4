package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;

/// Dropout that keeps mean and variance of what [Selu] gives (Klambauer et al. 2017): while it
/// trains, random places get what the unit approaches below, `a' = -1.7580993408473766`, and all
/// become `a x
/// + b` with `a = 1 / sqrt((1 - p) (1 + p a'^2))` and `b = -a p a'`; in evaluation the input
///   itself.
///
/// - input: any shape
/// - result: the same shape
///
/// Masks are drawn from the generator that the layer was made with, which goes on: saving its state
/// saves where the masks are, and the same seed gives the same masks. Give a layer that runs beside
/// others on another thread a stream of its own ([Philox#split]).
public final class AlphaDropout implements Layer {

  private final double p;
  private final Philox random;
  private boolean training = true;

  private AlphaDropout(double p, Philox random) {
    this.p = p;
    this.random = random;
  }

  /// A layer that drops with probability `p`, in `[0, 1]`.
  public static AlphaDropout of(double p, Philox random) {
    Hyperparameters.requireShare("AlphaDropout", "p", p);
    return new AlphaDropout(p, random);
  }

  @Override
  public Variable forward(Variable input) {
    return training && p > 0 ? DropMask.alpha(input, p, DropMask.elements(input), random) : input;
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
    return "AlphaDropout(" + p + ")";
  }
}
