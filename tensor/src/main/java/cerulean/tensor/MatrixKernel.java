package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_MATMUL;
import static cerulean.tensor.kernel.Kernels.LONG_MATMUL;
import static cerulean.tensor.kernel.Kernels.MATMUL;

import cerulean.tensor.kernel.DoubleEpilogue;
import cerulean.tensor.kernel.FloatEpilogue;
import cerulean.tensor.kernel.LongEpilogue;
import org.jspecify.annotations.Nullable;

/// The matrix product on storage arrays of any computing type, on the calling thread.
final class MatrixKernel {

  private MatrixKernel() {}

  /// A computing type with a product; truth values have none.
  static DType requireNumbers(DType computing) {
    if (computing == DType.BOOL) {
      throw truthValues();
    }
    return computing;
  }

  /// `C = A B`, or `C += A B` with `accumulate`, then the epilogue (of the kernels' kind for this
  /// type), as [cerulean.tensor.kernel.FloatMatMul] has it.
  static void multiply(
      DType type,
      int m,
      int n,
      int k,
      Object a,
      int ao,
      int aRow,
      int aColumn,
      Object b,
      int bo,
      int bRow,
      int bColumn,
      Object c,
      int co,
      int cRow,
      boolean accumulate,
      @Nullable Object epilogue) {
    switch (type) {
      case F32 ->
          MATMUL.multiply(
              m,
              n,
              k,
              (float[]) a,
              ao,
              aRow,
              aColumn,
              (float[]) b,
              bo,
              bRow,
              bColumn,
              (float[]) c,
              co,
              cRow,
              accumulate,
              (FloatEpilogue) epilogue);
      case F64 ->
          DOUBLE_MATMUL.multiply(
              m,
              n,
              k,
              (double[]) a,
              ao,
              aRow,
              aColumn,
              (double[]) b,
              bo,
              bRow,
              bColumn,
              (double[]) c,
              co,
              cRow,
              accumulate,
              (DoubleEpilogue) epilogue);
      case I64 ->
          LONG_MATMUL.multiply(
              m,
              n,
              k,
              (long[]) a,
              ao,
              aRow,
              aColumn,
              (long[]) b,
              bo,
              bRow,
              bColumn,
              (long[]) c,
              co,
              cRow,
              accumulate,
              (LongEpilogue) epilogue);
      case BF16, F16, I32, U8, I8, BOOL -> throw truthValues();
    }
  }

  /// As [#multiply] for operands that both lie along `k`, as
  /// [cerulean.tensor.kernel.FloatMatMul#innerProducts] has it.
  static void innerProducts(
      DType type,
      int m,
      int n,
      int k,
      Object a,
      int ao,
      int aRow,
      Object b,
      int bo,
      int bColumn,
      Object c,
      int co,
      int cRow,
      boolean accumulate) {
    switch (type) {
      case F32 ->
          MATMUL.innerProducts(
              m,
              n,
              k,
              (float[]) a,
              ao,
              aRow,
              (float[]) b,
              bo,
              bColumn,
              (float[]) c,
              co,
              cRow,
              accumulate);
      case F64 ->
          DOUBLE_MATMUL.innerProducts(
              m,
              n,
              k,
              (double[]) a,
              ao,
              aRow,
              (double[]) b,
              bo,
              bColumn,
              (double[]) c,
              co,
              cRow,
              accumulate);
      case I64 ->
          LONG_MATMUL.innerProducts(
              m,
              n,
              k,
              (long[]) a,
              ao,
              aRow,
              (long[]) b,
              bo,
              bColumn,
              (long[]) c,
              co,
              cRow,
              accumulate);
      case BF16, F16, I32, U8, I8, BOOL -> throw truthValues();
    }
  }

  private static IllegalArgumentException truthValues() {
    return new IllegalArgumentException(
        "matmul: is not defined on BOOL; convert with to(DType.F32)");
  }
}
