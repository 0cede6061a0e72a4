package cerulean.tensor;

import java.util.Objects;

/// Fills arrays with random numbers of the usual distributions.
///
/// Every method that takes an array fills `out[offset]` to `out[offset + n - 1]`, in this order,
/// and leaves the generator behind the last number drawn: filling 3 and then 5 places gives what
/// filling 8 gives. Results have the same bits on every platform, JDK and number of threads.
/// Numbers are computed in double precision; a `float` is the `double` rounded once, unless the
/// method says otherwise.
///
/// | distribution | method | words of the stream per number |
/// |---|---|---|
/// | [uniform](#uniform(Philox,float,float,float[],int,int)) | grid of 2^24 or 2^53 | 1 (`float`), 2 (`double`) |
/// | [integers](#integers(Philox,long,long,long[],int,int)) | Lemire 2019 | 2, rarely more |
/// | [normal](#normal(Philox,float,float,float[],int,int)) | inversion, Wichura 1988 | 2 |
/// | [logNormal](#logNormal(Philox,double,double,double[],int,int)) | inversion | 2 |
/// | [truncatedNormal](#truncatedNormal(Philox,double,double,double,double,double[],int,int)) | rejection, Robert 1995 | varies |
/// | [exponential](#exponential(Philox,double,double[],int,int)) | inversion | 2 |
/// | [gamma](#gamma(Philox,double,double,double[],int,int)) | rejection, Marsaglia & Tsang 2000 | varies |
/// | [beta](#beta(Philox,double,double,double[],int,int)) | from two gamma numbers | varies |
/// | [bernoulli](#bernoulli(Philox,double,float[],int,int)) | comparison on the grid of 2^53 | 2 |
/// | [geometric](#geometric(Philox,double,long[],int,int)) | inversion | 2 |
/// | [poisson](#poisson(Philox,double,long[],int,int)) | inversion below mean 10, else Hörmann 1993 | 2, or varies |
/// | [categorical](#categorical(Philox,double[],long[],int,int)) | inversion by bisection | 2 |
///
/// Where the table has one number of words, long fills run on several threads and
/// [Philox#skip(long)] finds the words of any element. The others run in the calling thread; to
/// spread them, give each piece of work a stream of its own with [Philox#split(long)]. Inversion
/// maps a grid of probabilities: it cannot give results less likely than 2^-53.
///
/// Orders of numbers are drawn by [Philox#permutation(int)].
public final class Distributions {

  private Distributions() {}

  // ---- As tensors

  /// An F32 tensor of log-normal numbers.
  public static Tensor logNormal(Philox random, double mean, double sd, int... shape) {
    Tensor out = Tensor.zeros(shape);
    logNormal(random, mean, sd, out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of numbers of the normal distribution within `[low, high]`.
  public static Tensor truncatedNormal(
      Philox random, double mean, double sd, float low, float high, int... shape) {
    Tensor out = Tensor.zeros(shape);
    truncatedNormal(random, mean, sd, low, high, out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of exponentially distributed numbers of mean `scale`.
  public static Tensor exponential(Philox random, double scale, int... shape) {
    Tensor out = Tensor.zeros(shape);
    exponential(random, scale, out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of numbers of the gamma distribution with exponent `alpha`, of mean `alpha
  /// scale`.
  public static Tensor gamma(Philox random, double alpha, double scale, int... shape) {
    Tensor out = Tensor.zeros(shape);
    gamma(random, alpha, scale, out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of numbers of the beta distribution, of mean `a / (a + b)`.
  public static Tensor beta(Philox random, double a, double b, int... shape) {
    Tensor out = Tensor.zeros(shape);
    beta(random, a, b, out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of the shape of `probabilities` (F32): 1 with the probability, otherwise 0.
  public static Tensor bernoulli(Philox random, Tensor probabilities) {
    Tensor p = probabilities.requireType("bernoulli", DType.F32).contiguous();
    Tensor out = Tensor.zeros(p.shape().dims());
    bernoulli(random, p.floats(), p.layout().offset(), out.floats(), 0, out.size());
    return out;
  }

  /// An F32 tensor of the shape of `means` (F32): Poisson numbers with these means.
  public static Tensor poisson(Philox random, Tensor means) {
    Tensor m = means.requireType("poisson", DType.F32).contiguous();
    Tensor out = Tensor.zeros(m.shape().dims());
    poisson(random, m.floats(), m.layout().offset(), out.floats(), 0, out.size());
    return out;
  }

  /// An I64 tensor of indices, each drawn with a probability proportional to its weight.
  public static Tensor categorical(Philox random, double[] weights, int... shape) {
    Tensor out = Tensor.zeros(DType.I64, shape);
    categorical(random, weights, out.longs(), 0, out.size());
    return out;
  }

  /// An I64 tensor of whole numbers from `low` to `high - 1`.
  public static Tensor integers(Philox random, long low, long high, int... shape) {
    Tensor out = Tensor.zeros(DType.I64, shape);
    integers(random, low, high, out.longs(), 0, out.size());
    return out;
  }

  // ---- As arrays

  /// Fills with numbers of the uniform distribution on `[low, high)`, both finite, multiples of
  /// 2^-24 of the width.
  public static void uniform(Philox random, float low, float high, float[] out, int offset, int n) {
    random.fillUniform(out, offset, n, low, high);
  }

  /// Fills with numbers of the uniform distribution on `[low, high)`, both finite, multiples of
  /// 2^-53 of the width.
  public static void uniform(
      Philox random, double low, double high, double[] out, int offset, int n) {
    random.fillUniform(out, offset, n, low, high);
  }

  /// Fills with whole numbers from `low` to `high - 1`, each equally likely. The range may be wider
  /// than the greatest `long`.
  public static void integers(Philox random, long low, long high, long[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    if (low >= high) {
      throw noIntegers(low, high);
    }
    for (int i = offset; i < offset + n; i++) {
      out[i] = low + random.nextLongBelow(high - low);
    }
  }

  /// Fills with numbers of the normal distribution, see [Philox#nextGaussian()]. `sd` may be 0.
  public static void normal(Philox random, float mean, float sd, float[] out, int offset, int n) {
    random.fillNormal(out, offset, n, mean, sd);
  }

  /// Fills with numbers of the normal distribution, see [Philox#nextGaussian()]. `sd` may be 0.
  public static void normal(
      Philox random, double mean, double sd, double[] out, int offset, int n) {
    random.fillNormal(out, offset, n, mean, sd);
  }

  /// Fills with numbers whose logarithms have the normal distribution with this mean and `sd`. The
  /// mean of the numbers themselves is `e^(mean + sd^2 / 2)`.
  public static void logNormal(
      Philox random, double mean, double sd, double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkLogNormal(mean, sd);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = StrictMath.exp(mean + sd * part.nextGaussian());
          }
        });
  }

  /// The `float` form of [#logNormal(Philox,double,double,double[],int,int)].
  public static void logNormal(
      Philox random, double mean, double sd, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkLogNormal(mean, sd);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = (float) StrictMath.exp(mean + sd * part.nextGaussian());
          }
        });
  }

  /// Fills with numbers of the normal distribution under the condition that they lie in `[low,
  /// high]`. `mean` and `sd` are those before the condition. An end may be infinite; the interval
  /// may lie far from the mean. Four words per candidate, two if the interval holds the mean and is
  /// wide; close to one candidate in two is taken, or more.
  public static void truncatedNormal(
      Philox random,
      double mean,
      double sd,
      double low,
      double high,
      double[] out,
      int offset,
      int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    TruncatedNormalLaw law = truncatedNormalLaw(mean, sd, low, high);
    for (int i = offset; i < offset + n; i++) {
      out[i] = law.next(random);
    }
  }

  /// The `float` form of [#truncatedNormal(Philox,double,double,double,double,double[],int,int)].
  /// The ends are `float` too, so that rounding does not lead out of the interval.
  public static void truncatedNormal(
      Philox random,
      double mean,
      double sd,
      float low,
      float high,
      float[] out,
      int offset,
      int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    TruncatedNormalLaw law = truncatedNormalLaw(mean, sd, low, high);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (float) law.next(random);
    }
  }

  /// Fills with numbers of the exponential distribution, whose mean is `scale`; `scale` is 1 over
  /// the rate and may be 0.
  public static void exponential(Philox random, double scale, double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkScale("exponential", scale);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = scale * part.nextExponential();
          }
        });
  }

  /// The `float` form of [#exponential(Philox,double,double[],int,int)].
  public static void exponential(Philox random, double scale, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkScale("exponential", scale);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = (float) (scale * part.nextExponential());
          }
        });
  }

  /// Fills with numbers of the gamma distribution, whose mean is `shape` times `scale`; `scale` is
  /// 1 over the rate and may be 0. Four words per candidate, more than 95 of 100 of which are
  /// taken, and two more if `shape` is below 1. A tiny `shape` gives zeros where the true number is
  /// smaller than the smallest `double` (or `float`).
  public static void gamma(
      Philox random, double shape, double scale, double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    GammaLaw law = gammaLaw(shape, scale);
    for (int i = offset; i < offset + n; i++) {
      out[i] = scale * law.next(random);
    }
  }

  /// The `float` form of [#gamma(Philox,double,double,double[],int,int)].
  public static void gamma(
      Philox random, double shape, double scale, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    GammaLaw law = gammaLaw(shape, scale);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (float) (scale * law.next(random));
    }
  }

  /// Fills with numbers of the beta distribution, whose mean is `a / (a + b)`. Eight words or more
  /// per number. Results closer to an end than its nearest `double` (or `float`) are rounded to the
  /// end.
  public static void beta(Philox random, double a, double b, double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    BetaLaw law = betaLaw(a, b);
    for (int i = offset; i < offset + n; i++) {
      out[i] = law.next(random);
    }
  }

  /// The `float` form of [#beta(Philox,double,double,double[],int,int)].
  public static void beta(Philox random, double a, double b, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    BetaLaw law = betaLaw(a, b);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (float) law.next(random);
    }
  }

  /// Fills with 1 with this probability, otherwise 0.
  public static void bernoulli(Philox random, double probability, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkProbability("bernoulli", probability);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = part.nextDouble() < probability ? 1 : 0;
          }
        });
  }

  /// Fills `out[offset + i]` with 1 with probability `probabilities[from + i]`, otherwise 0: one
  /// step of neurons that fire at given rates. `out` may be `probabilities` if `offset` is `from`.
  public static void bernoulli(
      Philox random, float[] probabilities, int from, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(from, n, probabilities.length);
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = from; i < from + n; i++) {
      checkProbability("bernoulli", probabilities[i]);
    }
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = part.nextDouble() < probabilities[from + i] ? 1 : 0;
          }
        });
  }

  /// Fills with the number of trials up to the first success, 1 or more, each trial succeeding with
  /// this probability, which is above 0. The mean is `1 / probability`.
  public static void geometric(Philox random, double probability, long[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkProbability("geometric", probability);
    if (probability == 0) {
      throw neverSuccessful();
    }
    double logFailure = StrictMath.log1p(-probability);
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            // A wait of more than 2^63 trials is given as 2^63 - 1.
            out[offset + i] = Math.max(1, (long) Math.ceil(-part.nextExponential() / logFailure));
          }
        });
  }

  /// Fills with counts of the Poisson distribution with this mean, from 0 to 1e15. Two words per
  /// count below mean 10; otherwise four per candidate, of which three in four or more are taken.
  public static void poisson(Philox random, double mean, long[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    checkMean(mean);
    PoissonLaw law = new PoissonLaw(mean);
    for (int i = offset; i < offset + n; i++) {
      out[i] = law.next(random);
    }
  }

  /// Fills `out[offset + i]` with a count of mean `means[from + i]`: photons of an image, spikes of
  /// neurons. Counts above 2^24 are rounded. `out` may be `means` if `offset` is `from`.
  public static void poisson(
      Philox random, float[] means, int from, float[] out, int offset, int n) {
    Objects.checkFromIndexSize(from, n, means.length);
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = from; i < from + n; i++) {
      checkMean(means[i]);
    }
    for (int i = 0; i < n; i++) {
      out[offset + i] = new PoissonLaw(means[from + i]).next(random);
    }
  }

  /// Fills with numbers from 0 to `weights.length - 1`, each as likely as its weight. Weights need
  /// not sum to 1; a weight of 0 is never drawn.
  public static void categorical(Philox random, double[] weights, long[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw wrongWeight(i, weights[i]);
      }
    }
    CategoricalLaw law = new CategoricalLaw(weights);
    if (!(law.sum() > 0) || Double.isInfinite(law.sum())) {
      throw wrongSum(weights.length, law.sum());
    }
    random.spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[offset + i] = law.next(part);
          }
        });
  }

  private static TruncatedNormalLaw truncatedNormalLaw(
      double mean, double sd, double low, double high) {
    if (!(sd > 0) || !Double.isFinite(sd) || !Double.isFinite(mean)) {
      throw notTruncatedNormal(mean, sd);
    }
    if (!(low < high)) {
      throw emptyInterval(low, high);
    }
    if (Double.isInfinite(TruncatedNormalLaw.distance(mean, sd, low, high))) {
      throw tooFar(mean, sd, low, high);
    }
    return new TruncatedNormalLaw(mean, sd, low, high);
  }

  private static GammaLaw gammaLaw(double shape, double scale) {
    if (!(shape > 0) || Double.isInfinite(shape)) {
      throw wrongShape(shape);
    }
    checkScale("gamma", scale);
    return new GammaLaw(shape);
  }

  private static BetaLaw betaLaw(double a, double b) {
    boolean least = a >= BetaLaw.LEAST_SHAPE && b >= BetaLaw.LEAST_SHAPE;
    if (!least || !Double.isFinite(a) || !Double.isFinite(b)) {
      throw wrongShapes(a, b);
    }
    return new BetaLaw(a, b);
  }

  private static void checkLogNormal(double mean, double sd) {
    if (!(sd >= 0) || !Double.isFinite(sd) || !Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "logNormal: mean must be finite and sd finite and not negative, got mean "
              + mean
              + ", sd "
              + sd);
    }
  }

  private static void checkScale(String op, double scale) {
    if (!(scale >= 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          op + ": scale must be finite and not negative, got " + scale);
    }
  }

  private static void checkProbability(String op, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          op + ": probability must be from 0 to 1, got " + probability);
    }
  }

  private static void checkMean(double mean) {
    if (!(mean >= 0 && mean <= PoissonLaw.GREATEST_MEAN)) {
      throw new IllegalArgumentException("poisson: mean must be from 0 to 1e15, got " + mean);
    }
  }

  private static IllegalArgumentException noIntegers(long low, long high) {
    return new IllegalArgumentException(
        "integers: low must be below high, got [" + low + ", " + high + ")");
  }

  private static IllegalArgumentException notTruncatedNormal(double mean, double sd) {
    return new IllegalArgumentException(
        "truncatedNormal: mean must be finite and sd finite and positive, got mean "
            + mean
            + ", sd "
            + sd);
  }

  private static IllegalArgumentException emptyInterval(double low, double high) {
    return new IllegalArgumentException(
        "truncatedNormal: low must be below high, got [" + low + ", " + high + "]");
  }

  private static IllegalArgumentException tooFar(double mean, double sd, double low, double high) {
    return new IllegalArgumentException(
        "truncatedNormal: ["
            + low
            + ", "
            + high
            + "] must be within a finite number of standard deviations from the mean, got mean "
            + mean
            + ", sd "
            + sd);
  }

  private static IllegalArgumentException wrongShape(double shape) {
    return new IllegalArgumentException("gamma: shape must be finite and positive, got " + shape);
  }

  private static IllegalArgumentException wrongShapes(double a, double b) {
    return new IllegalArgumentException(
        "beta: shapes must be finite and at least 1e-300, got " + a + " and " + b);
  }

  private static IllegalArgumentException neverSuccessful() {
    return new IllegalArgumentException(
        "geometric: probability must be above 0, got 0; the first success would never come");
  }

  private static IllegalArgumentException wrongWeight(int i, double weight) {
    return new IllegalArgumentException(
        "categorical: weights must be finite and not negative, got " + weight + " at " + i);
  }

  private static IllegalArgumentException wrongSum(int n, double sum) {
    return new IllegalArgumentException(
        "categorical: weights must have a finite, positive sum, got "
            + n
            + " weights of sum "
            + sum);
  }
}
