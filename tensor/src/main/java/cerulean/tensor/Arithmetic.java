package cerulean.tensor;

import static cerulean.tensor.DType.BOOL;
import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;

import cerulean.tensor.Operation.Binary;
import cerulean.tensor.kernel.ByteChoice;
import cerulean.tensor.kernel.DoubleChoice;
import cerulean.tensor.kernel.DoublePairFunctions;
import cerulean.tensor.kernel.FloatChoice;
import cerulean.tensor.kernel.FloatPairFunctions;
import cerulean.tensor.kernel.Logic;
import cerulean.tensor.kernel.LongChoice;
import cerulean.tensor.kernel.LongElementwise;

/// Operations of two operands, and the choice between two.
final class Arithmetic {

  static final Operation ADD =
      Operation.named("add")
          .on(F32, ELEMENTWISE::add, first(ELEMENTWISE::addScalar), second(ELEMENTWISE::addScalar))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::add,
              firstDouble(DOUBLE_ELEMENTWISE::addScalar),
              secondDouble(DOUBLE_ELEMENTWISE::addScalar))
          .on(I64, LongElementwise::add)
          .on(BOOL, Logic::or);

  static final Operation SUB =
      Operation.named("sub")
          .on(
              F32,
              ELEMENTWISE::sub,
              first(ELEMENTWISE::scalarSub),
              (a, ao, b, bo, out, oo, n) -> ELEMENTWISE.addScalar(a, ao, -b[bo], out, oo, n))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::sub,
              firstDouble(DOUBLE_ELEMENTWISE::scalarSub),
              (a, ao, b, bo, out, oo, n) -> DOUBLE_ELEMENTWISE.addScalar(a, ao, -b[bo], out, oo, n))
          .on(I64, LongElementwise::sub);

  static final Operation MUL =
      Operation.named("mul")
          .on(F32, ELEMENTWISE::mul, first(ELEMENTWISE::mulScalar), second(ELEMENTWISE::mulScalar))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::mul,
              firstDouble(DOUBLE_ELEMENTWISE::mulScalar),
              secondDouble(DOUBLE_ELEMENTWISE::mulScalar))
          .on(I64, LongElementwise::mul)
          .on(BOOL, Logic::and);

  static final Operation MUL_ADD =
      Operation.named("mulAdd")
          .onThree(F32, ELEMENTWISE::mulAdd)
          .onThree(F64, DOUBLE_ELEMENTWISE::mulAdd)
          .onThree(I64, LongElementwise::mulAdd);

  static final Operation DIV =
      Operation.named("div")
          .on(F32, ELEMENTWISE::div, first(ELEMENTWISE::scalarDiv), second(ELEMENTWISE::divScalar))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::div,
              firstDouble(DOUBLE_ELEMENTWISE::scalarDiv),
              secondDouble(DOUBLE_ELEMENTWISE::divScalar));

  static final Operation MAXIMUM =
      Operation.named("maximum")
          .on(
              F32,
              ELEMENTWISE::maximum,
              first(ELEMENTWISE::maximumScalar),
              second(ELEMENTWISE::maximumScalar))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::maximum,
              firstDouble(DOUBLE_ELEMENTWISE::maximumScalar),
              secondDouble(DOUBLE_ELEMENTWISE::maximumScalar))
          .on(I64, LongElementwise::maximum)
          .on(BOOL, Logic::or);

  static final Operation MINIMUM =
      Operation.named("minimum")
          .on(
              F32,
              ELEMENTWISE::minimum,
              first(ELEMENTWISE::minimumScalar),
              second(ELEMENTWISE::minimumScalar))
          .on(
              F64,
              DOUBLE_ELEMENTWISE::minimum,
              firstDouble(DOUBLE_ELEMENTWISE::minimumScalar),
              secondDouble(DOUBLE_ELEMENTWISE::minimumScalar))
          .on(I64, LongElementwise::minimum)
          .on(BOOL, Logic::and);

  static final Operation WHERE_POSITIVE =
      Operation.named("wherePositive")
          .on(F32, ELEMENTWISE::wherePositive)
          .on(F64, DOUBLE_ELEMENTWISE::wherePositive);

  static final Operation WHERE =
      Operation.masked("where")
          .on(F32, FloatChoice::where)
          .on(F64, DoubleChoice::where)
          .on(I64, LongChoice::where)
          .on(BOOL, ByteChoice::where);

  static final Operation POW =
      Operation.named("pow")
          .on(F32, FloatPairFunctions::pow)
          .on(F64, DoublePairFunctions::pow)
          .on(I64, LongElementwise::pow);

  static final Operation ATAN2 =
      Operation.named("atan2")
          .on(F32, FloatPairFunctions::atan2)
          .on(F64, DoublePairFunctions::atan2);

  static final Operation HYPOT =
      Operation.named("hypot")
          .on(F32, FloatPairFunctions::hypot)
          .on(F64, DoublePairFunctions::hypot);

  static final Operation LOGADDEXP =
      Operation.named("logAddExp")
          .on(F32, FloatPairFunctions::logaddexp)
          .on(F64, DoublePairFunctions::logaddexp);

  static final Operation XLOGY =
      Operation.named("xlogy")
          .on(F32, FloatPairFunctions::xlogy)
          .on(F64, DoublePairFunctions::xlogy);

  static final Operation FMOD =
      Operation.named("fmod")
          .on(F32, FloatPairFunctions::fmod)
          .on(F64, DoublePairFunctions::fmod)
          .on(I64, LongElementwise::fmod);

  static final Operation REMAINDER =
      Operation.named("remainder")
          .on(F32, FloatPairFunctions::remainder)
          .on(F64, DoublePairFunctions::remainder)
          .on(I64, LongElementwise::remainder);

  static final Operation FLOOR_DIVIDE =
      Operation.named("floorDivide")
          .on(F32, FloatPairFunctions::floorDivide)
          .on(F64, DoublePairFunctions::floorDivide)
          .on(I64, LongElementwise::floorDivide);

  static final Operation FMAX =
      Operation.named("fmax")
          .on(F32, FloatPairFunctions::fmax)
          .on(F64, DoublePairFunctions::fmax)
          .on(I64, LongElementwise::maximum);

  static final Operation FMIN =
      Operation.named("fmin")
          .on(F32, FloatPairFunctions::fmin)
          .on(F64, DoublePairFunctions::fmin)
          .on(I64, LongElementwise::minimum);

  static final Operation COPY_SIGN =
      Operation.named("copySign")
          .on(F32, FloatPairFunctions::copySign)
          .on(F64, DoublePairFunctions::copySign);

  static final Operation NEXT_AFTER =
      Operation.named("nextAfter")
          .on(F32, FloatPairFunctions::nextAfter)
          .on(F64, DoublePairFunctions::nextAfter);

  static final Operation BITWISE_AND =
      Operation.named("bitwiseAnd").on(I64, LongElementwise::and).on(BOOL, Logic::and);

  static final Operation BITWISE_OR =
      Operation.named("bitwiseOr").on(I64, LongElementwise::or).on(BOOL, Logic::or);

  static final Operation BITWISE_XOR =
      Operation.named("bitwiseXor").on(I64, LongElementwise::xor).on(BOOL, Logic::xor);

  static final Operation SHIFT_LEFT =
      Operation.named("shiftLeft").on(I64, LongElementwise::shiftLeft);

  static final Operation SHIFT_RIGHT =
      Operation.named("shiftRight").on(I64, LongElementwise::shiftRight);

  private Arithmetic() {}

  /// A loop over an array and a number.
  @FunctionalInterface
  private interface WithFloat {
    void run(float[] a, int ao, float b, float[] out, int oo, int n);
  }

  /// A loop over an array and a number.
  @FunctionalInterface
  private interface WithDouble {
    void run(double[] a, int ao, double b, double[] out, int oo, int n);
  }

  private static Binary<float[], float[]> first(WithFloat loop) {
    return (a, ao, b, bo, out, oo, n) -> loop.run(b, bo, a[ao], out, oo, n);
  }

  private static Binary<float[], float[]> second(WithFloat loop) {
    return (a, ao, b, bo, out, oo, n) -> loop.run(a, ao, b[bo], out, oo, n);
  }

  private static Binary<double[], double[]> firstDouble(WithDouble loop) {
    return (a, ao, b, bo, out, oo, n) -> loop.run(b, bo, a[ao], out, oo, n);
  }

  private static Binary<double[], double[]> secondDouble(WithDouble loop) {
    return (a, ao, b, bo, out, oo, n) -> loop.run(a, ao, b[bo], out, oo, n);
  }
}
