package cerulean.tensor;

/// The Poisson distribution of one mean: `P(k) = e^-mean mean^k / k!`.
///
/// Below mean 10 by inversion: the smallest `k` whose distribution function exceeds a uniform
/// number, found by summing from 0. From 10 on by transformed rejection, algorithm PTRS of Hörmann,
/// "The transformed rejection method for generating Poisson random variables" (Insurance:
/// Mathematics and Economics 12, 1993), with the paper's constants; of the candidates three in four
/// are taken at mean 10 and nearly nine in ten at large means, most without computing a
/// probability.
///
/// Where a probability is needed it is Loader's saddle-point form ("Fast and accurate computation
/// of binomial probabilities", 2000), in which large terms do not cancel: with `log k!` the
/// decision would be noise from a mean of about 1e13 on.
final class PoissonLaw {

  /// From here on rejection is faster, and the constants of PTRS are valid.
  private static final double INVERSION_BELOW = 10;

  /// Beyond, not every count has a `double` of its own.
  static final double GREATEST_MEAN = 1e15;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private final double mean;

  /// `P(0)`, for inversion.
  private final double zero;

  // Names of the paper: the candidate is (2a / (1/2 - |U|) + b) U + mean + 0.43.
  private final double a;
  private final double b;
  private final double inverseAlpha;
  private final double accepted;

  /// The law of a mean from 0 to [#GREATEST_MEAN].
  PoissonLaw(double mean) {
    this.mean = mean;
    if (mean < INVERSION_BELOW) {
      zero = StrictMath.exp(-mean);
      a = b = inverseAlpha = accepted = 0;
    } else {
      zero = 0;
      b = 0.931 + 2.53 * Math.sqrt(mean);
      a = -0.059 + 0.02483 * b;
      inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
      accepted = 0.9277 - 3.6224 / (b - 2);
    }
  }

  /// Returns the next count: two words of the stream below mean 10, otherwise four per candidate.
  long next(Philox random) {
    return mean < INVERSION_BELOW ? invert(random.nextDouble()) : reject(random);
  }

  private long invert(double u) {
    double p = zero;
    double sum = p;
    long k = 0;
    while (u >= sum) {
      k++;
      p *= mean / k;
      double before = sum;
      sum += p;
      if (sum == before && k > mean) {
        // The rounded sum of all probabilities may stay below the greatest u.
        return k;
      }
    }
    return k;
  }

  private long reject(Philox random) {
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double fromEdge = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / fromEdge + b) * u + mean + 0.43);
      if (fromEdge >= 0.07 && v <= accepted) {
        return (long) k;
      }
      if (k < 0 || (fromEdge < 0.013 && v > fromEdge)) {
        continue;
      }
      double density = v * inverseAlpha / (a / (fromEdge * fromEdge) + b);
      if (StrictMath.log(density) <= logProbability(k, mean)) {
        return (long) k;
      }
    }
  }

  /// Returns `log P(k)`.
  static double logProbability(double k, double mean) {
    if (k == 0) {
      return -mean;
    }
    return -deviance(k, mean) - stirlingError(k) - HALF_LOG_TWO_PI - 0.5 * StrictMath.log(k);
  }

  /// Returns `k log(k / mean) + mean - k`, near `mean` by a series in `v = (k - mean) / (k +
  /// mean)`.
  private static double deviance(double k, double mean) {
    double v = (k - mean) / (k + mean);
    if (Math.abs(v) >= 0.1) {
      return k * StrictMath.log(k / mean) + mean - k;
    }
    double sum = (k - mean) * v;
    double power = 2 * k * v;
    for (int odd = 3; ; odd += 2) {
      power *= v * v;
      double next = sum + power / odd;
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  /// Returns `log k!` less Stirling's formula, `k >= 1`: the asymptotic series, whose first term
  /// left out is below 2e-14 at 10; before, by the definition.
  private static double stirlingError(double k) {
    if (k < 10) {
      double factorial = 1;
      for (int i = 2; i <= k; i++) {
        factorial *= i;
      }
      return StrictMath.log(factorial) - (k + 0.5) * StrictMath.log(k) + k - HALF_LOG_TWO_PI;
    }
    double square = k * k;
    return (1.0 / 12
            - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square)
                / square)
        / k;
  }
}
