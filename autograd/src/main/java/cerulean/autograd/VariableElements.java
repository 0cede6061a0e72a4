package cerulean.autograd;

import static cerulean.autograd.Variable.apply;

import cerulean.tensor.FusedProducts;
import org.jspecify.annotations.Nullable;

/// Operations on variables element by element: arithmetic, functions, comparisons.
///
/// A part of [Variable], which is where users find it; the primitives of each family are in its
/// `...Gradients`.
abstract sealed class VariableElements extends VariableSums permits Variable {

  // ---- Elementwise

  /// `this + other`; broadcasts.
  public Variable add(Variable other) {
    return apply(Gradients.ADD, self(), other);
  }

  /// `this - other`; broadcasts.
  public Variable sub(Variable other) {
    return apply(Gradients.SUB, self(), other);
  }

  /// `this * other`, element by element; broadcasts.
  public Variable mul(Variable other) {
    return apply(Gradients.MUL, self(), other);
  }

  /// `this / other`, element by element; broadcasts.
  public Variable div(Variable other) {
    return apply(Gradients.DIV, self(), other);
  }

  /// The larger of two elements; a tie shares the gradient.
  public Variable maximum(Variable other) {
    return apply(Gradients.MAXIMUM, self(), other);
  }

  /// The smaller of two elements; a tie shares the gradient.
  public Variable minimum(Variable other) {
    return apply(Gradients.MINIMUM, self(), other);
  }

  /// Matrix product of `[..., m, k]` and `[..., k, n]`, with the rules of [Tensor#matmul] for
  /// vectors and leading axes.
  public Variable matmul(Variable other) {
    return MatrixGradients.matmul(self(), other);
  }

  /// `this weight^T + bias` with `weight` `[out, in]`, on the last axis.
  public Variable linear(Variable weight, @Nullable Variable bias) {
    return MatrixGradients.linear(self(), weight, bias);
  }

  /// An activation of [#linear(Variable, Variable)], computed in the same pass.
  public Variable linear(
      Variable weight, @Nullable Variable bias, FusedProducts.Activation activation) {
    return MatrixGradients.linear(self(), weight, bias, activation);
  }

  /// Scaled dot-product attention `softmax(scale this key^T + mask) value` (Vaswani et al. 2017)
  /// over the last two axes.
  ///
  /// - `this`: queries `[..., targets, size]`; `key` `[..., sources, size]`; `value` `[...,
  ///   sources, width]`
  /// - `mask`: numbers added to the scores, or truth values that are true where a query may look;
  ///   broadcasts to `[..., targets, sources]`; null for none
  /// - `causal`: query `i` sees sources up to `i` alone
  /// - `scale`: usually `1 / sqrt(size)`
  public Variable attention(
      Variable key, Variable value, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.attention(self(), key, value, mask, causal, scale);
  }

  /// Attention of the tokens of a sequence to each other, see
  /// [cerulean.tensor.Attention#selfAttention]; this is `[batch, tokens, 3 size]`.
  public Variable selfAttention(int heads, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.selfAttention(self(), heads, mask, causal, scale);
  }

  /// See [cerulean.tensor.Attention#selfAttentionGradient]; this is the gradient.
  public Variable selfAttentionGradient(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.selfAttentionGradient(self(), packed, heads, mask, causal, scale);
  }

  /// The weights with which [#attention] sums up its values, `softmax(scale this key^T + mask)`.
  public Variable attentionWeights(
      Variable key, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.weights(self(), key, mask, causal, scale);
  }

  /// `this + number`.
  public Variable add(double number) {
    return apply(Gradients.shift(number), self());
  }

  /// `this * number`.
  public Variable mul(double number) {
    return apply(Gradients.scale(number), self());
  }

  /// `this / number`.
  public Variable div(double number) {
    return apply(Gradients.unscale(number), self());
  }

  /// `-this`.
  public Variable neg() {
    return apply(Gradients.NEG, self());
  }

  /// Absolute value; the gradient at 0 is 0.
  public Variable abs() {
    return apply(Gradients.ABS, self());
  }

  /// Square root.
  public Variable sqrt() {
    return apply(Gradients.SQRT, self());
  }

  /// `e^this`.
  public Variable exp() {
    return apply(Gradients.EXP, self());
  }

  /// Natural logarithm.
  public Variable log() {
    return apply(Gradients.LOG, self());
  }

  /// Hyperbolic tangent.
  public Variable tanh() {
    return apply(Gradients.TANH, self());
  }

  /// Logistic function.
  public Variable sigmoid() {
    return apply(Gradients.SIGMOID, self());
  }

  /// `max(this, 0)`; the gradient at 0 is 0.
  public Variable relu() {
    return apply(Gradients.RELU, self());
  }

  /// Error function.
  public Variable erf() {
    return apply(ActivationGradients.ERF, self());
  }

  /// `x Phi(x)`, see [cerulean.tensor.Activations#gelu].
  public Variable gelu() {
    return apply(ActivationGradients.GELU, self());
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public Variable geluTanh() {
    return apply(ActivationGradients.GELU_TANH, self());
  }

  /// `x / (1 + e^-x)`.
  public Variable silu() {
    return apply(ActivationGradients.SILU, self());
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public Variable softplus(double beta, double threshold) {
    return apply(ActivationGradients.softplus(beta, threshold), self());
  }

  /// This where `condition > 0`, else 0; no gradient flows to the condition.
  public Variable wherePositive(Variable condition) {
    return apply(Gradients.WHERE_POSITIVE, self(), condition);
  }

  /// -1, 0 or 1 by the sign; its gradient is 0 everywhere.
  public Variable sign() {
    return apply(Gradients.SIGN, self());
  }

  /// `this - number`.
  public Variable sub(double number) {
    return apply(Gradients.unshift(number), self());
  }

  /// The larger of an element and `number`; of a tie the element gets half the gradient.
  public Variable maximum(double number) {
    return apply(Gradients.maximum(number), self());
  }

  /// The smaller of an element and `number`; of a tie the element gets half the gradient.
  public Variable minimum(double number) {
    return apply(Gradients.minimum(number), self());
  }

  /// The larger of two elements, or the one that is not NaN; a tie gives the gradient to this.
  public Variable fmax(Variable other) {
    return apply(Gradients.FMAX, self(), other);
  }

  /// The smaller of two elements, or the one that is not NaN; a tie gives the gradient to this.
  public Variable fmin(Variable other) {
    return apply(Gradients.FMIN, self(), other);
  }

  /// `this^exponent`. The gradient of `0^0` is 0, and that of the exponent is 0 at `this = 0` where
  /// the exponent is not negative; for `this < 0` it is NaN.
  public Variable pow(Variable exponent) {
    return apply(Gradients.POW, self(), exponent);
  }

  /// `this^exponent`; the gradient for exponent 0 is 0.
  public Variable pow(double exponent) {
    return apply(FunctionGradients.pow(exponent), self());
  }

  /// `floor(this / other)`; no gradient flows through it.
  public Variable floorDivide(Variable other) {
    return apply(Gradients.FLOOR_DIVIDE, self(), other);
  }

  /// `this - floor(this / other) * other`; the gradient at a jump is that of the formula with the
  /// rounded quotient held still.
  public Variable remainder(Variable other) {
    return apply(Gradients.REMAINDER, self(), other);
  }

  /// `this - trunc(this / other) * other`; its gradient as that of [#remainder].
  public Variable fmod(Variable other) {
    return apply(Gradients.FMOD, self(), other);
  }

  /// The angle of the point `(x, this)`; the gradient at `(0, 0)` is NaN.
  public Variable atan2(Variable x) {
    return apply(Gradients.ATAN2, self(), x);
  }

  /// `sqrt(this^2 + other^2)`; the gradient at `(0, 0)` is NaN.
  public Variable hypot(Variable other) {
    return apply(Gradients.HYPOT, self(), other);
  }

  /// The magnitude of this with the sign of `other`; the gradient at 0 is 0, and none flows to
  /// `other`.
  public Variable copySign(Variable other) {
    return apply(Gradients.COPY_SIGN, self(), other);
  }

  /// `min(max(this, low), high)`; on the bounds the gradient is 1.
  public Variable clamp(double low, double high) {
    return apply(Gradients.clamp(low, high), self());
  }

  /// `min(max(this, low), high)`, element by element. On the bounds the gradient goes to this;
  /// where `high < low` it goes to `high`.
  public Variable clamp(Variable low, Variable high) {
    return apply(Gradients.CLAMP, self(), low, high);
  }

  /// `this + weight * (end - this)`.
  public Variable lerp(Variable end, Variable weight) {
    return apply(Gradients.LERP, self(), end, weight);
  }

  // ---- Functions

  /// `e^this - 1`.
  public Variable expm1() {
    return apply(FunctionGradients.EXPM1, self());
  }

  /// `2^this`.
  public Variable exp2() {
    return apply(FunctionGradients.EXP2, self());
  }

  /// `ln(1 + this)`.
  public Variable log1p() {
    return apply(FunctionGradients.LOG1P, self());
  }

  /// Binary logarithm.
  public Variable log2() {
    return apply(FunctionGradients.LOG2, self());
  }

  /// Decimal logarithm.
  public Variable log10() {
    return apply(FunctionGradients.LOG10, self());
  }

  /// `1 / sqrt(this)`.
  public Variable rsqrt() {
    return apply(FunctionGradients.RSQRT, self());
  }

  /// Cube root; the gradient at 0 is infinite.
  public Variable cbrt() {
    return apply(FunctionGradients.CBRT, self());
  }

  /// `1 / this`.
  public Variable reciprocal() {
    return apply(FunctionGradients.RECIPROCAL, self());
  }

  /// `this^2`.
  public Variable square() {
    return apply(FunctionGradients.SQUARE, self());
  }

  /// Sine of an angle in radians.
  public Variable sin() {
    return apply(FunctionGradients.SIN, self());
  }

  /// Cosine of an angle in radians.
  public Variable cos() {
    return apply(FunctionGradients.COS, self());
  }

  /// Tangent of an angle in radians.
  public Variable tan() {
    return apply(FunctionGradients.TAN, self());
  }

  /// Inverse sine; the gradient at -1 and 1 is infinite.
  public Variable asin() {
    return apply(FunctionGradients.ASIN, self());
  }

  /// Inverse cosine; the gradient at -1 and 1 is infinite.
  public Variable acos() {
    return apply(FunctionGradients.ACOS, self());
  }

  /// Inverse tangent.
  public Variable atan() {
    return apply(FunctionGradients.ATAN, self());
  }

  /// Hyperbolic sine.
  public Variable sinh() {
    return apply(FunctionGradients.SINH, self());
  }

  /// Hyperbolic cosine.
  public Variable cosh() {
    return apply(FunctionGradients.COSH, self());
  }

  /// Inverse hyperbolic sine.
  public Variable asinh() {
    return apply(FunctionGradients.ASINH, self());
  }

  /// Inverse hyperbolic cosine; the gradient at 1 is infinite.
  public Variable acosh() {
    return apply(FunctionGradients.ACOSH, self());
  }

  /// Inverse hyperbolic tangent; the gradient at -1 and 1 is infinite.
  public Variable atanh() {
    return apply(FunctionGradients.ATANH, self());
  }

  /// The next whole number below; its gradient is 0 everywhere.
  public Variable floor() {
    return apply(FunctionGradients.FLOOR, self());
  }

  /// The next whole number above; its gradient is 0 everywhere.
  public Variable ceil() {
    return apply(FunctionGradients.CEIL, self());
  }

  /// The nearest whole number; its gradient is 0 everywhere.
  public Variable round() {
    return apply(FunctionGradients.ROUND, self());
  }

  /// Rounded to `decimals` digits behind the point, see [cerulean.tensor.Special#round(Tensor,
  /// int)]; its gradient is 0 everywhere.
  public Variable round(int decimals) {
    return apply(FunctionGradients.round(decimals), self());
  }

  /// The whole number towards 0; its gradient is 0 everywhere.
  public Variable trunc() {
    return apply(FunctionGradients.TRUNC, self());
  }

  /// `1 - erf(this)`, accurate in the tail.
  public Variable erfc() {
    return apply(SpecialGradients.ERFC, self());
  }

  /// Inverse error function.
  public Variable erfinv() {
    return apply(SpecialGradients.ERFINV, self());
  }

  /// `ln |Gamma(this)|`.
  public Variable lgamma() {
    return apply(SpecialGradients.LGAMMA, self());
  }

  /// Digamma function, the derivative of `ln Gamma`.
  public Variable digamma() {
    return apply(SpecialGradients.DIGAMMA, self());
  }

  /// `sin(pi this) / (pi this)`, 1 at 0, where the gradient is 0.
  public Variable sinc() {
    return apply(SpecialGradients.SINC, self());
  }

  /// `ln(this / (1 - this))`; value and gradient are NaN outside 0 to 1.
  public Variable logit() {
    return apply(SpecialGradients.LOGIT, self());
  }

  /// As [#logit()], of elements moved to `epsilon .. 1 - epsilon`; those that are moved get no
  /// gradient.
  public Variable logit(double epsilon) {
    return apply(SpecialGradients.logit(epsilon), self());
  }

  /// `this ln(y)`, 0 where this is 0 and `y` is not NaN; the gradient of this is 0 where it is 0
  /// and `y` is not above 0.
  public Variable xlogy(Variable y) {
    return apply(SpecialGradients.XLOGY, self(), y);
  }

  /// `ln(e^this + e^other)` without overflow on the way; the gradient is NaN where both are the
  /// same infinity.
  public Variable logAddExp(Variable other) {
    return apply(SpecialGradients.LOG_ADD_EXP, self(), other);
  }

  /// NaN replaced by `nan`, plus infinity by `high` and minus infinity by `low`; what is replaced
  /// gets no gradient.
  public Variable nanToNum(double nan, double high, double low) {
    return apply(SpecialGradients.nanToNum(nan, high, low), self());
  }

  // ---- Comparisons, which have no gradient

  /// Where `this == other`; broadcasts.
  public Variable eq(Variable other) {
    return apply(Gradients.EQ, self(), other);
  }

  /// Where `this > other`; broadcasts.
  public Variable gt(Variable other) {
    return apply(Gradients.GT, self(), other);
  }

  /// Where `this <= number`.
  public Variable le(double number) {
    return apply(Gradients.le(number), self());
  }

  /// Where `this != other`; broadcasts.
  public Variable ne(Variable other) {
    return apply(Gradients.NE, self(), other);
  }

  /// Where `this < other`; broadcasts.
  public Variable lt(Variable other) {
    return apply(Gradients.LT, self(), other);
  }

  /// Where `this <= other`; broadcasts.
  public Variable le(Variable other) {
    return apply(Gradients.LE, self(), other);
  }

  /// Where `this >= other`; broadcasts.
  public Variable ge(Variable other) {
    return apply(Gradients.GE, self(), other);
  }

  /// Where `this == number`.
  public Variable eq(double number) {
    return apply(Gradients.eq(number), self());
  }

  /// Where `this != number`.
  public Variable ne(double number) {
    return apply(Gradients.ne(number), self());
  }

  /// Where `this < number`.
  public Variable lt(double number) {
    return apply(Gradients.lt(number), self());
  }

  /// Where `this > number`.
  public Variable gt(double number) {
    return apply(Gradients.gt(number), self());
  }

  /// Where `this >= number`.
  public Variable ge(double number) {
    return apply(Gradients.ge(number), self());
  }

  /// Where this is NaN.
  public Variable isNaN() {
    return apply(Gradients.IS_NAN, self());
  }

  /// Where this is plus or minus infinity.
  public Variable isInfinite() {
    return apply(Gradients.IS_INFINITE, self());
  }

  /// Where this is neither NaN nor infinite.
  public Variable isFinite() {
    return apply(Gradients.IS_FINITE, self());
  }

  /// Whether both are true; numbers are true where they are not 0. Broadcasts.
  public Variable logicalAnd(Variable other) {
    return apply(Gradients.AND, self(), other);
  }

  /// Whether one of both is true; broadcasts.
  public Variable logicalOr(Variable other) {
    return apply(Gradients.OR, self(), other);
  }

  /// Whether one of both is true, and not the other; broadcasts.
  public Variable logicalXor(Variable other) {
    return apply(Gradients.XOR, self(), other);
  }

  /// Whether this is not true.
  public Variable logicalNot() {
    return apply(Gradients.NOT, self());
  }
}
