package cerulean.training;

import java.util.LinkedHashMap;
import java.util.Map;

/// Says when a measure has not got better for too long (Prechelt, "Early stopping, but when?", 1998).
///
///     if (stopping.update(validationLoss)) checkpoints.saveBest(step);
///     if (stopping.isOver()) break;
public final class EarlyStopping implements Resumable {

  private final boolean downwards;
  private final int patience;
  private final double leastGain;
  private double best;
  private int withoutGain;

  private EarlyStopping(boolean downwards, int patience, double leastGain) {
    this.downwards = downwards;
    this.patience = patience;
    this.leastGain = leastGain;
    this.best = downwards ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /// For a measure that is better the lower it is; over after `patience` measurements in a row
  /// without a new best.
  public static EarlyStopping lowest(int patience) {
    return of(true, patience, 0);
  }

  /// For a measure that is better the higher it is.
  public static EarlyStopping highest(int patience) {
    return of(false, patience, 0);
  }

  /// The same, but only what is better than the best by more than `gain` counts.
  public EarlyStopping gaining(double gain) {
    return of(downwards, patience, gain);
  }

  private static EarlyStopping of(boolean downwards, int patience, double leastGain) {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "EarlyStopping: patience must be at least 1 measurement; got " + patience);
    }
    if (!(leastGain >= 0) || Double.isInfinite(leastGain)) {
      throw new IllegalArgumentException(
          "EarlyStopping: the gain that counts must be finite and not negative; got " + leastGain);
    }
    return new EarlyStopping(downwards, patience, leastGain);
  }

  /// Takes in a measurement; returns whether it is the best so far. NaN never is.
  public boolean update(double value) {
    boolean better = downwards ? value < best - leastGain : value > best + leastGain;
    if (better) {
      best = value;
    }
    withoutGain = better ? 0 : withoutGain + 1;
    return better;
  }

  /// Whether there was no new best for as many measurements as there is patience.
  public boolean isOver() {
    return withoutGain >= patience;
  }

  /// The best measurement; infinite before the first.
  public double best() {
    return best;
  }

  @Override
  public PartState state() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("best", Double.toString(best));
    values.put("withoutGain", Integer.toString(withoutGain));
    return PartState.ofValues(values);
  }

  @Override
  public void restore(PartState state) {
    double newBest = state.doubleValue("best");
    withoutGain = state.intValue("withoutGain");
    best = newBest;
  }

  @Override
  public String toString() {
    return "best %s, %d of %d measurements without a better one"
        .formatted(best, withoutGain, patience);
  }
}
