package cerulean.tensor;

/// Special functions, and arithmetic that avoids overflow or cancellation, element by element.
///
/// As all functions, on F32 and F64; integers become F32.
public final class Special {

  private Special() {}

  /// Complementary error function `1 - erf(x)`, accurate in the tail.
  public static Tensor erfc(Tensor x) {
    return ElementwiseOps.apply(Functions.ERFC, x);
  }

  /// Inverse error function; infinite at -1 and 1, NaN outside.
  public static Tensor erfinv(Tensor x) {
    return ElementwiseOps.apply(Functions.ERFINV, x);
  }

  /// `ln |Gamma(x)|`; infinite at 0 and the negative integers.
  public static Tensor lgamma(Tensor x) {
    return ElementwiseOps.apply(Functions.LGAMMA, x);
  }

  /// Digamma function, the derivative of `ln Gamma(x)`; NaN at the negative integers.
  public static Tensor digamma(Tensor x) {
    return ElementwiseOps.apply(Functions.DIGAMMA, x);
  }

  /// `sin(pi x) / (pi x)`, 1 at 0.
  public static Tensor sinc(Tensor x) {
    return ElementwiseOps.apply(Functions.SINC, x);
  }

  /// `ln(x / (1 - x))`: the inverse of the logistic function; NaN outside 0 to 1.
  public static Tensor logit(Tensor x) {
    // In this form no digits are lost on either side of one half.
    return x.log().sub(x.neg().log1p());
  }

  /// As [#logit(Tensor)], of elements moved to `epsilon .. 1 - epsilon`.
  public static Tensor logit(Tensor x, double epsilon) {
    return logit(x.clamp(epsilon, 1 - epsilon));
  }

  /// `x ln y`, 0 where `x` is 0 and `y` is not NaN.
  public static Tensor xlogy(Tensor x, Tensor y) {
    return ElementwiseOps.apply(Arithmetic.XLOGY, x, y);
  }

  /// `ln(e^x + e^y)` without overflow on the way.
  public static Tensor logAddExp(Tensor x, Tensor y) {
    return ElementwiseOps.apply(Arithmetic.LOGADDEXP, x, y);
  }

  /// The neighbour of `x` in the direction of `y`.
  public static Tensor nextAfter(Tensor x, Tensor y) {
    return ElementwiseOps.apply(Arithmetic.NEXT_AFTER, x, y);
  }

  /// Whether the sign bit is set: below 0 or -0.
  public static Tensor signBit(Tensor x) {
    return ElementwiseOps.apply(Comparisons.SIGN_BIT, x);
  }

  /// NaN replaced by `nan`, plus infinity by `high` and minus infinity by `low`.
  public static Tensor nanToNum(Tensor x, double nan, double high, double low) {
    DType type = x.requireFloating("nanToNum").dtype();
    Tensor numbers = Tensor.where(x.isNaN(), Tensor.full(type, nan), x);
    Tensor bounded = Tensor.where(x.eq(Double.POSITIVE_INFINITY), Tensor.full(type, high), numbers);
    return Tensor.where(x.eq(Double.NEGATIVE_INFINITY), Tensor.full(type, low), bounded);
  }

  /// Rounded to `decimals` digits behind the point, or in front of it if negative; integers stay
  /// integers of their type.
  public static Tensor round(Tensor x, int decimals) {
    double scale = Math.pow(10, Math.abs((double) decimals));
    if (decimals < 0) {
      Tensor whole = (x.dtype().isInteger() ? x.to(DType.F64) : x).div(scale).round();
      // 0 times a scale that has overflowed would be NaN.
      return Tensor.where(whole.eq(0), whole, whole.mul(scale)).to(x.dtype());
    }
    if (!x.dtype().isFloating()) {
      return x.round();
    }
    Tensor scaled = x.mul(scale);
    // A number that overflows has no digits behind the point, or none so far behind it.
    return Tensor.where(scaled.isFinite(), scaled.round().div(scale), x);
  }
}
