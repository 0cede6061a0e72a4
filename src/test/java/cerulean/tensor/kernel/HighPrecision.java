package cerulean.tensor.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Slow functions with a chosen number of digits, by series that share nothing with the fast ones.
final class HighPrecision {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.TWO;

  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510582097494459230781640629");

  /// The gamma functions are shifted this far up before Stirling's series, whose error with 20
  /// terms is then below `1e-45`.
  private static final int SHIFT = 40;

  private static final int BERNOULLI_TERMS = 20;

  /// `B(2), B(4), ...`
  private static final List<BigDecimal> BERNOULLI = new ArrayList<>();

  private final MathContext digits;

  HighPrecision(int digits) {
    this.digits = new MathContext(digits);
  }

  /// How far `got` is from the exact value, in units of the last place of the latter.
  static double ulps(double got, BigDecimal exact) {
    BigDecimal ulp = new BigDecimal(Math.ulp(exact.doubleValue()));
    return new BigDecimal(got)
        .subtract(exact)
        .abs()
        .divide(ulp, MathContext.DECIMAL32)
        .doubleValue();
  }

  BigDecimal exp(BigDecimal x) {
    // Eight digits more, since squaring 2^k times costs k bits.
    MathContext more = new MathContext(digits.getPrecision() + 8);
    int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 5);
    BigDecimal y = x.divide(TWO.pow(halvings), more);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int n = 1; isVisible(term, sum); n++) {
      term = term.multiply(y).divide(BigDecimal.valueOf(n), more);
      sum = sum.add(term, more);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, more);
    }
    return sum;
  }

  /// Halley's method for `e^y = x`, which triples the digits of the start.
  BigDecimal log(BigDecimal x) {
    int power = x.precision() - x.scale();
    double start = Math.log(x.movePointLeft(power).doubleValue()) + power * Math.log(10);
    BigDecimal y = new BigDecimal(start);
    for (int correct = 14; correct < digits.getPrecision(); correct *= 3) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), digits));
    }
    return y;
  }

  BigDecimal sqrt(BigDecimal x) {
    return x.sqrt(digits);
  }

  /// `sin(pi x)` for `|x| <= 4`, where Taylor's series loses few digits.
  BigDecimal sinPi(BigDecimal x) {
    BigDecimal y = x.multiply(PI, digits);
    BigDecimal square = y.multiply(y, digits).negate();
    BigDecimal sum = y;
    BigDecimal term = y;
    for (int n = 2; isVisible(term, sum); n += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf((long) n * (n + 1)), digits);
      sum = sum.add(term, digits);
    }
    return sum;
  }

  BigDecimal sinc(BigDecimal x) {
    return sinPi(x).divide(x.multiply(PI), digits);
  }

  /// Series of positive terms (DLMF 7.6.2).
  BigDecimal erf(BigDecimal x) {
    BigDecimal twiceSquare = TWO.multiply(x).multiply(x);
    BigDecimal sum = x;
    BigDecimal term = x;
    for (int n = 3; isVisible(term, sum); n += 2) {
      term = term.multiply(twiceSquare).divide(BigDecimal.valueOf(n), digits);
      sum = sum.add(term, digits);
    }
    BigDecimal factor = TWO.multiply(exp(x.multiply(x).negate())).divide(sqrt(PI), digits);
    return factor.multiply(sum, digits);
  }

  /// The continued fraction DLMF 7.9.1 from the far end, for `x >= 2`.
  BigDecimal erfc(BigDecimal x) {
    BigDecimal fraction = x;
    for (int n = 1500; n >= 1; n--) {
      fraction = x.add(BigDecimal.valueOf(n * 0.5).divide(fraction, digits));
    }
    return exp(x.multiply(x).negate()).divide(fraction.multiply(sqrt(PI)), digits);
  }

  /// Stirling's series (DLMF 5.11.1) after a shift, for `x > 0`.
  BigDecimal lgamma(BigDecimal x) {
    BigDecimal product = x;
    for (int i = 1; i < SHIFT; i++) {
      product = product.multiply(x.add(BigDecimal.valueOf(i)), digits);
    }
    BigDecimal y = x.add(BigDecimal.valueOf(SHIFT));
    BigDecimal sum = y.subtract(new BigDecimal("0.5")).multiply(log(y)).subtract(y);
    sum = sum.add(log(TWO.multiply(PI)).divide(TWO));
    BigDecimal power = y;
    for (int k = 1; k <= BERNOULLI_TERMS; k++) {
      BigDecimal divisor = power.multiply(BigDecimal.valueOf(2L * k * (2L * k - 1)));
      sum = sum.add(bernoulli(k).divide(divisor, digits));
      power = power.multiply(y).multiply(y).round(digits);
    }
    return sum.subtract(log(product));
  }

  /// The derivative of the same (DLMF 5.11.2).
  BigDecimal digamma(BigDecimal x) {
    BigDecimal shift = BigDecimal.ZERO;
    for (int i = 0; i < SHIFT; i++) {
      shift = shift.add(ONE.divide(x.add(BigDecimal.valueOf(i)), digits));
    }
    BigDecimal y = x.add(BigDecimal.valueOf(SHIFT));
    BigDecimal sum = log(y).subtract(ONE.divide(TWO.multiply(y), digits));
    BigDecimal power = ONE;
    for (int k = 1; k <= BERNOULLI_TERMS; k++) {
      power = power.multiply(y).multiply(y).round(digits);
      BigDecimal divisor = power.multiply(BigDecimal.valueOf(2L * k));
      sum = sum.subtract(bernoulli(k).divide(divisor, digits));
    }
    return sum.subtract(shift);
  }

  private boolean isVisible(BigDecimal term, BigDecimal sum) {
    if (term.signum() == 0) {
      return false;
    }
    int gap = (sum.precision() - sum.scale()) - (term.precision() - term.scale());
    return gap < digits.getPrecision() + 8;
  }

  /// `B(2k) = -sum_(j < 2k) C(2k + 1, j) B(j) / (2k + 1)`, with 80 digits.
  private static BigDecimal bernoulli(int k) {
    MathContext many = new MathContext(80);
    while (BERNOULLI.size() < k) {
      int n = 2 * (BERNOULLI.size() + 1);
      // j = 0 and j = 1 give 1 - (n + 1) / 2; the other odd ones are zero.
      BigDecimal sum = ONE.subtract(BigDecimal.valueOf(n + 1).divide(TWO));
      BigDecimal choose = BigDecimal.valueOf(n + 1);
      for (int j = 2; j < n; j++) {
        choose = choose.multiply(BigDecimal.valueOf(n + 2 - j)).divide(BigDecimal.valueOf(j));
        if (j % 2 == 0) {
          sum = sum.add(choose.multiply(BERNOULLI.get(j / 2 - 1)));
        }
      }
      BERNOULLI.add(sum.negate().divide(BigDecimal.valueOf(n + 1), many));
    }
    return BERNOULLI.get(k - 1);
  }
}
