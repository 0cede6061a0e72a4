package cerulean.tensor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/// How the elements of one tensor are written: with digits enough to tell each from its neighbours,
/// at most eight behind the point, and all of one width, so that columns line up.
///
/// The rules are those of NumPy's `array2string` with its default options: exponents are used if
/// the largest magnitude is 1e8 or more, the smallest below 1e-4, or their ratio above 1000.
final class NumberFormat {

  private static final int PRECISION = 8;

  private final DType type;
  private final boolean exponents;

  /// Characters before the point and behind it; the exponent counts to the latter.
  private int left;

  private int right;

  private int exponentDigits;
  private int mantissaDigits;

  private NumberFormat(DType type, boolean exponents) {
    this.type = type;
    this.exponents = exponents;
  }

  /// The format for elements of a type; the elements are those that will be written.
  static NumberFormat of(DType type, double... elements) {
    double[] finite = Arrays.stream(elements).filter(Double::isFinite).toArray();
    NumberFormat format = new NumberFormat(type, needsExponents(finite));
    if (format.exponents) {
      format.fitExponents(finite);
    } else {
      format.fitPositions(finite);
    }
    if (finite.length < elements.length) {
      boolean negative = Arrays.stream(elements).anyMatch(x -> x == Double.NEGATIVE_INFINITY);
      int width = negative ? "-inf".length() : "nan".length();
      format.left = Math.max(format.left, width - format.right - 1);
    }
    return format;
  }

  private static boolean needsExponents(double... finite) {
    double[] magnitudes = Arrays.stream(finite).map(Math::abs).filter(x -> x > 0).toArray();
    if (magnitudes.length == 0) {
      return false;
    }
    double max = Arrays.stream(magnitudes).max().getAsDouble();
    double min = Arrays.stream(magnitudes).min().getAsDouble();
    return max >= 1e8 || min < 1e-4 || max / min > 1000;
  }

  private void fitPositions(double... finite) {
    for (double x : finite) {
      String text = positional(x);
      int point = text.indexOf('.');
      left = Math.max(left, point);
      right = Math.max(right, text.length() - point - 1);
    }
  }

  private void fitExponents(double... finite) {
    for (double x : finite) {
      BigDecimal digits = rounded(shortest(x), PRECISION + 1);
      left = Math.max(left, x < 0 || isNegativeZero(x) ? 2 : 1);
      mantissaDigits = Math.max(mantissaDigits, digits.precision() - 1);
      exponentDigits =
          Math.max(exponentDigits, Integer.toString(Math.abs(exponent(digits))).length());
    }
    exponentDigits = Math.max(2, exponentDigits);
    right = mantissaDigits + "e+".length() + exponentDigits;
  }

  /// An element, as wide as all others.
  String text(double x) {
    String text;
    if (!Double.isFinite(x)) {
      text = Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
      return " ".repeat(Math.max(0, left + right + 1 - text.length())) + text;
    }
    text = exponents ? scientific(x) : positional(x);
    int point = text.indexOf('.');
    return " ".repeat(left - point) + text + " ".repeat(right - (text.length() - point - 1));
  }

  /// A single element, with as many digits as it takes.
  static String alone(DType type, double x) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
    }
    double magnitude = Math.abs(x);
    NumberFormat format = new NumberFormat(type, x != 0 && (magnitude >= 1e16 || magnitude < 1e-4));
    if (format.exponents) {
      format.fitExponents(x);
      BigDecimal digits = format.shortest(x);
      format.mantissaDigits = digits.precision() - 1;
      String text = format.scientific(digits, x);
      return text.replace(".e", "e");
    }
    String text = format.shortest(x).toPlainString();
    String sign = isNegativeZero(x) ? "-" : "";
    return sign + (text.contains(".") ? text : text + ".0");
  }

  private String positional(double x) {
    BigDecimal digits = shortest(x);
    if (digits.scale() > PRECISION) {
      digits = stripped(new BigDecimal(x).setScale(PRECISION, RoundingMode.HALF_EVEN));
    }
    String text = digits.toPlainString();
    String sign = (x < 0 && digits.signum() == 0) || isNegativeZero(x) ? "-" : "";
    return sign + (text.contains(".") ? text : text + ".");
  }

  private String scientific(double x) {
    return scientific(rounded(shortest(x), PRECISION + 1), x);
  }

  private String scientific(BigDecimal digits, double x) {
    String all = digits.unscaledValue().abs().toString();
    int exponent = exponent(digits);
    String size = Integer.toString(Math.abs(exponent));
    return (x < 0 || isNegativeZero(x) ? "-" : "")
        + all.charAt(0)
        + "."
        + all.substring(1)
        + "0".repeat(Math.max(0, mantissaDigits - all.length() + 1))
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, exponentDigits - size.length()))
        + size;
  }

  private static int exponent(BigDecimal digits) {
    return digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
  }

  private static BigDecimal rounded(BigDecimal digits, int precision) {
    return stripped(
        digits.precision() <= precision
            ? digits
            : digits.round(new java.math.MathContext(precision, RoundingMode.HALF_EVEN)));
  }

  private static BigDecimal stripped(BigDecimal digits) {
    BigDecimal stripped = digits.stripTrailingZeros();
    return stripped.signum() == 0 ? BigDecimal.ZERO : stripped;
  }

  /// The shortest decimal that rounds to the element in its type.
  private BigDecimal shortest(double x) {
    return stripped(
        switch (type) {
          case F64 -> new BigDecimal(Double.toString(x));
          case F16, BF16 -> shortestOf16Bits(x);
          default -> new BigDecimal(Float.toString((float) x));
        });
  }

  private BigDecimal shortestOf16Bits(double x) {
    BigDecimal exact = new BigDecimal(x);
    for (int precision = 1; precision < 6; precision++) {
      BigDecimal candidate =
          exact.round(new java.math.MathContext(precision, RoundingMode.HALF_EVEN));
      if (Tensor.scalar(candidate.doubleValue()).to(type).itemDouble() == x) {
        return candidate;
      }
    }
    return exact;
  }

  private static boolean isNegativeZero(double x) {
    return x == 0 && 1 / x < 0;
  }
}
