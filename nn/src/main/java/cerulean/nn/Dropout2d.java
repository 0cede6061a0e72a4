package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;

/// While it trains, zeros in whole random channels and the rest times `1 / (1 - p)` (Tompson et al.
/// 2015), since neighbours in a channel say the same; in evaluation the input itself.
///
/// - input: `[batch, channels, height, width]`, or without the batch
/// - result: the same shape
///
/// Masks are drawn from the generator that the layer was made with, which goes on: saving its state
/// saves where the masks are, and the same seed gives the same masks. Give a layer that runs beside
/// others on another thread a stream of its own ([Philox#split]).
public final class Dropout2d implements Layer {

  private final double p;
  private final Philox random;
  private boolean training = true;

  private Dropout2d(double p, Philox random) {
    this.p = p;
    this.random = random;
  }

  /// A layer that drops with probability `p`, in `[0, 1]`.
  public static Dropout2d of(double p, Philox random) {
    Hyperparameters.requireShare("Dropout2d", "p", p);
    return new Dropout2d(p, random);
  }

  @Override
  public Variable forward(Variable input) {
    return training && p > 0
        ? DropMask.apply(input, p, DropMask.channels("Dropout2d", input, 2), random)
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
    return "Dropout2d(" + p + ")";
  }
}
