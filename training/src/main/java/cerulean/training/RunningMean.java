package cerulean.training;

import java.util.LinkedHashMap;
import java.util.Map;

/// The mean of numbers that come one by one, each with a weight: losses of batches, weighted by
/// their examples.
public final class RunningMean implements Resumable {

  private double sum;
  private double weights;

  /// The mean of no numbers yet.
  public RunningMean() {}

  /// Takes in a number of weight 1.
  public void add(double value) {
    add(value, 1);
  }

  /// Takes in a number that stands for `weight` others.
  public void add(double value, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "RunningMean: a weight must be finite and not negative; got " + weight);
    }
    sum += weight * value;
    weights += weight;
  }

  /// The mean; NaN if nothing was added.
  public double value() {
    return sum / weights;
  }

  /// The weight of all that was added.
  public double weight() {
    return weights;
  }

  /// Forgets everything.
  public void reset() {
    sum = 0;
    weights = 0;
  }

  @Override
  public PartState state() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("sum", Double.toString(sum));
    values.put("weight", Double.toString(weights));
    return PartState.ofValues(values);
  }

  @Override
  public void restore(PartState state) {
    double newSum = state.doubleValue("sum");
    weights = state.doubleValue("weight");
    sum = newSum;
  }

  @Override
  public String toString() {
    return value() + " of weight " + weights;
  }
}
