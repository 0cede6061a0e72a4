package cerulean.tensor;

import static cerulean.tensor.DType.BOOL;
import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;
import static cerulean.tensor.kernel.Kernels.ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.kernel.DoubleFunctions;
import cerulean.tensor.kernel.FloatFunctions;
import cerulean.tensor.kernel.Logic;
import cerulean.tensor.kernel.LongElementwise;

/// Operations of one operand.
final class Functions {

  static final Operation NEG =
      Operation.named("neg")
          .on(F32, ELEMENTWISE::neg)
          .on(F64, DOUBLE_ELEMENTWISE::neg)
          .on(I64, LongElementwise::neg);

  static final Operation ABS =
      Operation.named("abs")
          .on(F32, ELEMENTWISE::abs)
          .on(F64, DOUBLE_ELEMENTWISE::abs)
          .on(I64, LongElementwise::abs);

  static final Operation SIGN =
      Operation.named("sign")
          .on(F32, ELEMENTWISE::sign)
          .on(F64, DOUBLE_ELEMENTWISE::sign)
          .on(I64, LongElementwise::sign);

  static final Operation SQRT =
      Operation.named("sqrt").on(F32, ELEMENTWISE::sqrt).on(F64, DOUBLE_ELEMENTWISE::sqrt);

  static final Operation EXP =
      Operation.named("exp").on(F32, TRANSCENDENTAL::exp).on(F64, DOUBLE_TRANSCENDENTAL::exp);

  static final Operation LOG =
      Operation.named("log").on(F32, TRANSCENDENTAL::log).on(F64, DOUBLE_TRANSCENDENTAL::log);

  static final Operation TANH =
      Operation.named("tanh").on(F32, TRANSCENDENTAL::tanh).on(F64, DOUBLE_TRANSCENDENTAL::tanh);

  static final Operation SIGMOID =
      Operation.named("sigmoid")
          .on(F32, TRANSCENDENTAL::sigmoid)
          .on(F64, DOUBLE_TRANSCENDENTAL::sigmoid);

  static final Operation EXP2 =
      Operation.named("exp2").on(F32, TRANSCENDENTAL::exp2).on(F64, DOUBLE_TRANSCENDENTAL::exp2);

  static final Operation EXPM1 =
      Operation.named("expm1").on(F32, TRANSCENDENTAL::expm1).on(F64, DOUBLE_TRANSCENDENTAL::expm1);

  static final Operation LOG2 =
      Operation.named("log2").on(F32, TRANSCENDENTAL::log2).on(F64, DOUBLE_TRANSCENDENTAL::log2);

  static final Operation LOG10 =
      Operation.named("log10").on(F32, TRANSCENDENTAL::log10).on(F64, DOUBLE_TRANSCENDENTAL::log10);

  static final Operation LOG1P =
      Operation.named("log1p").on(F32, TRANSCENDENTAL::log1p).on(F64, DOUBLE_TRANSCENDENTAL::log1p);

  static final Operation RSQRT =
      Operation.named("rsqrt").on(F32, TRANSCENDENTAL::rsqrt).on(F64, DOUBLE_TRANSCENDENTAL::rsqrt);

  static final Operation CBRT =
      Operation.named("cbrt").on(F32, FloatFunctions::cbrt).on(F64, DoubleFunctions::cbrt);

  static final Operation SIN =
      Operation.named("sin").on(F32, TRANSCENDENTAL::sin).on(F64, DOUBLE_TRANSCENDENTAL::sin);

  static final Operation COS =
      Operation.named("cos").on(F32, TRANSCENDENTAL::cos).on(F64, DOUBLE_TRANSCENDENTAL::cos);

  static final Operation TAN =
      Operation.named("tan").on(F32, FloatFunctions::tan).on(F64, DoubleFunctions::tan);

  static final Operation ASIN =
      Operation.named("asin").on(F32, FloatFunctions::asin).on(F64, DoubleFunctions::asin);

  static final Operation ACOS =
      Operation.named("acos").on(F32, FloatFunctions::acos).on(F64, DoubleFunctions::acos);

  static final Operation ATAN =
      Operation.named("atan").on(F32, FloatFunctions::atan).on(F64, DoubleFunctions::atan);

  static final Operation SINH =
      Operation.named("sinh").on(F32, FloatFunctions::sinh).on(F64, DoubleFunctions::sinh);

  static final Operation COSH =
      Operation.named("cosh").on(F32, FloatFunctions::cosh).on(F64, DoubleFunctions::cosh);

  static final Operation ASINH =
      Operation.named("asinh").on(F32, FloatFunctions::asinh).on(F64, DoubleFunctions::asinh);

  static final Operation ACOSH =
      Operation.named("acosh").on(F32, FloatFunctions::acosh).on(F64, DoubleFunctions::acosh);

  static final Operation ATANH =
      Operation.named("atanh").on(F32, FloatFunctions::atanh).on(F64, DoubleFunctions::atanh);

  static final Operation ERF =
      Operation.named("erf").on(F32, TRANSCENDENTAL::erf).on(F64, DOUBLE_TRANSCENDENTAL::erf);

  static final Operation ERFC =
      Operation.named("erfc").on(F32, TRANSCENDENTAL::erfc).on(F64, DOUBLE_TRANSCENDENTAL::erfc);

  static final Operation ERFINV =
      Operation.named("erfinv").on(F32, FloatFunctions::erfinv).on(F64, DoubleFunctions::erfinv);

  static final Operation LGAMMA =
      Operation.named("lgamma").on(F32, FloatFunctions::lgamma).on(F64, DoubleFunctions::lgamma);

  static final Operation DIGAMMA =
      Operation.named("digamma").on(F32, FloatFunctions::digamma).on(F64, DoubleFunctions::digamma);

  static final Operation SINC =
      Operation.named("sinc").on(F32, FloatFunctions::sinc).on(F64, DoubleFunctions::sinc);

  static final Operation LOG_SIGMOID =
      Operation.named("logSigmoid")
          .on(F32, ACTIVATIONS::logSigmoid)
          .on(F64, DOUBLE_ACTIVATIONS::logSigmoid);

  static final Operation FLOOR =
      Operation.named("floor")
          .on(F32, FloatFunctions::floor)
          .on(F64, DoubleFunctions::floor)
          .on(I64, LongElementwise::same);

  static final Operation CEIL =
      Operation.named("ceil")
          .on(F32, FloatFunctions::ceil)
          .on(F64, DoubleFunctions::ceil)
          .on(I64, LongElementwise::same);

  static final Operation ROUND =
      Operation.named("round")
          .on(F32, FloatFunctions::round)
          .on(F64, DoubleFunctions::round)
          .on(I64, LongElementwise::same);

  static final Operation TRUNC =
      Operation.named("trunc")
          .on(F32, FloatFunctions::trunc)
          .on(F64, DoubleFunctions::trunc)
          .on(I64, LongElementwise::same);

  static final Operation RECIPROCAL =
      Operation.named("reciprocal")
          .on(
              F32,
              (float[] a, int ao, float[] out, int oo, int n) ->
                  ELEMENTWISE.scalarDiv(a, ao, 1f, out, oo, n))
          .on(
              F64,
              (double[] a, int ao, double[] out, int oo, int n) ->
                  DOUBLE_ELEMENTWISE.scalarDiv(a, ao, 1, out, oo, n));

  static final Operation SQUARE =
      Operation.named("square")
          .on(
              F32,
              (float[] a, int ao, float[] out, int oo, int n) ->
                  ELEMENTWISE.mul(a, ao, a, ao, out, oo, n))
          .on(
              F64,
              (double[] a, int ao, double[] out, int oo, int n) ->
                  DOUBLE_ELEMENTWISE.mul(a, ao, a, ao, out, oo, n))
          .on(I64, LongElementwise::square);

  static final Operation BITWISE_NOT =
      Operation.named("bitwiseNot").on(I64, LongElementwise::not).on(BOOL, Logic::not);

  private Functions() {}
}
