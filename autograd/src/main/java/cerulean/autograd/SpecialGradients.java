package cerulean.autograd;

import static cerulean.autograd.Gradients.kept;
import static cerulean.autograd.Gradients.one;
import static cerulean.autograd.Primitive.elementwise;

import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Special functions and their derivatives.
final class SpecialGradients {

  private SpecialGradients() {}

  /// `d erfc(x) = -2 / sqrt(pi) e^(-x^2) dx`.
  static final Primitive ERFC =
      elementwise(
          "erfc",
          Special::erfc,
          (g, x, y) -> g.mul(x.square().neg().exp()).mul(-2 / Math.sqrt(Math.PI)));

  /// `d erfinv(x) = sqrt(pi) / 2 e^(y^2) dx`.
  static final Primitive ERFINV =
      elementwise(
          "erfinv",
          Special::erfinv,
          (g, x, y) -> g.mul(y.square().exp()).mul(Math.sqrt(Math.PI) / 2));

  static final Primitive LGAMMA =
      elementwise("lgamma", Special::lgamma, (g, x, y) -> g.mul(x.digamma()));

  static final Primitive DIGAMMA =
      elementwise("digamma", Special::digamma, (g, x, y) -> g.mul(trigamma(x)));

  /// The derivative of the digamma function, `sum 1 / (x + k)^2` over all `k >= 0`: eight terms and
  /// an asymptotic series for the rest (Abramowitz & Stegun 1964, 6.4.12), good to `1e-14`; below
  /// 1/2 by the reflection `pi^2 / sin^2(pi x) - trigamma(1 - x)` (6.4.7). Written in operations,
  /// so that it has derivatives of every order.
  private static Variable trigamma(Variable x) {
    Variable left = x.lt(0.5);
    Variable right = Variable.where(left, x.neg().add(1), x);
    Variable sum = right.square().reciprocal();
    for (int k = 1; k < 8; k++) {
      sum = sum.add(right.add(k).square().reciprocal());
    }
    // 1/z + 1/(2 z^2) + 1/(6 z^3) - 1/(30 z^5) + 1/(42 z^7) - 1/(30 z^9) + 5/(66 z^11) - ...
    Variable r = right.add(8).reciprocal();
    Variable s = r.square();
    Variable series = s.mul(7.0 / 6).sub(691.0 / 2730);
    for (double number : new double[] {5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6}) {
      series = series.mul(s).add(number);
    }
    Variable rest = series.mul(s).add(1).add(r.mul(0.5)).mul(r);
    Variable positive = sum.add(rest);
    // The sine at the distance from the next whole number, which is exact for large numbers too.
    Variable sine = x.sub(x.round()).mul(Math.PI).sin();
    Variable poles =
        Variable.where(left, sine, one(x)).square().reciprocal().mul(Math.PI * Math.PI);
    return Variable.where(left, poles.sub(positive), positive);
  }

  /// Where `|x|` is below this the difference in the derivative of [#SINC] loses digits, and its
  /// series has `1e-13` of its value left.
  private static final double SINC_SERIES = 0.1;

  /// `d sinc(x) = (cos(pi x) - sinc(x)) / x dx`.
  static final Primitive SINC =
      elementwise(
          "sinc",
          Special::sinc,
          (g, x, y) -> {
            Variable near = x.abs().lt(SINC_SERIES);
            Variable far = Variable.where(near, one(x), x);
            Variable quotient = far.mul(Math.PI).cos().sub(y).div(far);
            Variable s = x.mul(Math.PI).square();
            Variable series = s.mul(-1.0 / 3991680).add(1.0 / 45360);
            for (double coefficient : new double[] {-1.0 / 840, 1.0 / 30, -1.0 / 3}) {
              series = series.mul(s).add(coefficient);
            }
            Variable slope = series.mul(x).mul(Math.PI * Math.PI);
            return g.mul(Variable.where(near, slope, quotient));
          });

  /// `d ln(x / (1 - x)) = dx / (x (1 - x))`; NaN outside 0 to 1, as the value.
  static final Primitive LOGIT =
      elementwise(
          "logit",
          Special::logit,
          (g, x, y) -> {
            Variable slope = g.div(x.mul(x.neg().add(1)));
            Variable nan = Variable.constant(Tensor.full(x.dtype(), Double.NaN));
            return Variable.where(x.ge(0).logicalAnd(x.le(1)), slope, nan);
          });

  /// 0 where the element was moved.
  static Primitive logit(double epsilon) {
    return elementwise(
        "logit",
        x -> Special.logit(x, epsilon),
        (g, x, y) -> {
          Variable inside = x.ge(epsilon).logicalAnd(x.le(1 - epsilon));
          return kept(g.div(x.mul(x.neg().add(1))), inside);
        });
  }

  /// `d x ln(y) = ln(y) dx + x / y dy`; where `x` is 0 and `y` not above 0, 0 for the infinite
  /// logarithm.
  static final Primitive XLOGY =
      elementwise(
          "xlogy",
          Special::xlogy,
          (g, a, b, y) -> {
            Variable flat = a.eq(0).logicalAnd(b.le(0));
            return g.xlogy(Variable.where(flat, one(b), b));
          },
          (g, a, b, y) -> g.mul(a).div(b));

  /// `d ln(e^x + e^y) = s(x - y) dx + s(y - x) dy` with `s` the logistic function.
  static final Primitive LOG_ADD_EXP =
      elementwise(
          "logAddExp",
          Special::logAddExp,
          (g, a, b, y) -> g.mul(a.sub(b).sigmoid()),
          (g, a, b, y) -> g.mul(b.sub(a).sigmoid()));

  static Primitive nanToNum(double nan, double high, double low) {
    return elementwise(
        "nanToNum", x -> Special.nanToNum(x, nan, high, low), (g, x, y) -> kept(g, x.isFinite()));
  }
}
