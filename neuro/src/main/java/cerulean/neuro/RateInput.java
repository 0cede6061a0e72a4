package cerulean.neuro;

/// Input from rate units through a matrix of weights: into unit or cell i flows the sum over j of
/// `weights[i][j] r_j`, with the rates at the start of the step.
///
///     sim.stimulate("recurrent", units, RateInput.of(units, weights));
public final class RateInput extends Stimulus {

  private final RatePopulation source;
  private final double[][] weights;
  private double[] sums = new double[0];

  private RateInput(RatePopulation source, double[][] weights) {
    this.source = source;
    this.weights = weights;
  }

  /// - `source`: the units whose rates are read
  /// - `weights`: `[targets][sources]`, finite, in the unit of the target's current per unit of
  ///   rate
  public static RateInput of(RatePopulation source, double[][] weights) {
    double[][] own = new double[weights.length][];
    for (int i = 0; i < own.length; i++) {
      own[i] = weights[i].clone();
      if (own[i].length != source.size()) {
        throw new IllegalArgumentException(
            "RateInput: one weight for each of the "
                + source.size()
                + " sources is needed; row "
                + i
                + " has "
                + own[i].length);
      }
      for (int j = 0; j < own[i].length; j++) {
        Checks.finite("RateInput: weights[" + i + "][" + j + "]", own[i][j]);
      }
    }
    return new RateInput(source, own);
  }

  @Override
  protected void attached(int size) {
    if (weights.length != size) {
      throw new IllegalArgumentException(
          "RateInput: one row for each of the "
              + size
              + " targets is needed; got "
              + weights.length);
    }
    sums = new double[size];
  }

  @Override
  protected void begin(long step, double dtMs) {
    double[] r = source.state("r");
    for (int i = 0; i < sums.length; i++) {
      double[] row = weights[i];
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * r[j];
      }
      sums[i] = sum;
    }
  }

  @Override
  protected void add(double[] current, int from, int to) {
    for (int i = from; i < to; i++) {
      current[i] += sums[i];
    }
  }

  @Override
  public String description() {
    return "rates of " + source.name() + " through a matrix";
  }
}
