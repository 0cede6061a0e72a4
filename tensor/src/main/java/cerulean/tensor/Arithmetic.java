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
import cerulean.tensor.kernel.FloatChoice;
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
