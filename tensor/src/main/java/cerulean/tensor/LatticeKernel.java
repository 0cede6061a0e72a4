package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_SHIFTED_PRODUCTS;
import static cerulean.tensor.kernel.Kernels.SHIFTED_PRODUCTS;

import cerulean.tensor.kernel.DoubleLattice;
import cerulean.tensor.kernel.FloatLattice;
import cerulean.tensor.kernel.Lattice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The kernels of convolutions on a lattice, on storage arrays of F32 or F64, on the calling
/// thread.
final class LatticeKernel {

  private LatticeKernel() {}

  /// `n` points and what the kernels read and write beyond.
  static int padded(DType type, int n) {
    int slack = type == DType.F32 ? SHIFTED_PRODUCTS.slack() : DOUBLE_SHIFTED_PRODUCTS.slack();
    return (n + slack - 1) / slack * slack;
  }

  static void multiply(
      DType type,
      int m,
      int[] runs,
      int n,
      int k,
      Object a,
      int ao,
      int aRow,
      Object b,
      int bo,
      int[] rows,
      Object c,
      int co,
      int cRow,
      int cRun,
      boolean accumulate) {
    if (type == DType.F32) {
      SHIFTED_PRODUCTS.multiply(
          m,
          runs,
          n,
          k,
          (float[]) a,
          ao,
          aRow,
          (float[]) b,
          bo,
          rows,
          (float[]) c,
          co,
          cRow,
          cRun,
          accumulate);
    } else {
      DOUBLE_SHIFTED_PRODUCTS.multiply(
          m,
          runs,
          n,
          k,
          (double[]) a,
          ao,
          aRow,
          (double[]) b,
          bo,
          rows,
          (double[]) c,
          co,
          cRow,
          cRun,
          accumulate);
    }
  }

  static void copyLines(
      DType type,
      int lines,
      int n,
      Object in,
      int io,
      int inLine,
      Object out,
      int oo,
      int outLine) {
    if (type == DType.F32) {
      SHIFTED_PRODUCTS.copyLines(lines, n, (float[]) in, io, inLine, (float[]) out, oo, outLine);
    } else {
      DOUBLE_SHIFTED_PRODUCTS.copyLines(
          lines, n, (double[]) in, io, inLine, (double[]) out, oo, outLine);
    }
  }

  static void transpose(
      DType type, int rows, int columns, Object in, int io, int inRow, Object out, int oo) {
    if (type == DType.F32) {
      SHIFTED_PRODUCTS.transpose(rows, columns, (float[]) in, io, inRow, (float[]) out, oo);
    } else {
      DOUBLE_SHIFTED_PRODUCTS.transpose(
          rows, columns, (double[]) in, io, inRow, (double[]) out, oo);
    }
  }

  static void correlate(
      DType type,
      int m,
      int images,
      int n,
      Object g,
      int go,
      int gRow,
      int gImage,
      Object x,
      int xo,
      int xImage,
      int[] columns,
      Object c,
      int co,
      int cRow) {
    if (type == DType.F32) {
      SHIFTED_PRODUCTS.correlate(
          m,
          images,
          n,
          (float[]) g,
          go,
          gRow,
          gImage,
          (float[]) x,
          xo,
          xImage,
          columns,
          (float[]) c,
          co,
          cRow);
    } else {
      DOUBLE_SHIFTED_PRODUCTS.correlate(
          m,
          images,
          n,
          (double[]) g,
          go,
          gRow,
          gImage,
          (double[]) x,
          xo,
          xImage,
          columns,
          (double[]) c,
          co,
          cRow);
    }
  }

  static void split(
      DType type, Object image, int io, int channels, Lattice lattice, Object out, int oo) {
    if (type == DType.F32) {
      FloatLattice.split((float[]) image, io, channels, lattice, (float[]) out, oo);
    } else {
      DoubleLattice.split((double[]) image, io, channels, lattice, (double[]) out, oo);
    }
  }

  static void place(
      DType type,
      Object values,
      int vo,
      Lattice lattice,
      int[] before,
      int length,
      Object out,
      int oo) {
    if (type == DType.F32) {
      FloatLattice.place((float[]) values, vo, lattice, before, length, (float[]) out, oo);
    } else {
      DoubleLattice.place((double[]) values, vo, lattice, before, length, (double[]) out, oo);
    }
  }

  /// With element `bo` of `bias` added, if there is one.
  static void collect(
      DType type,
      Object values,
      int vo,
      Lattice lattice,
      int bo,
      @Nullable Object bias,
      Object out,
      int oo) {
    if (type == DType.F32) {
      float shift = bias == null ? 0f : ((float[]) bias)[bo];
      FloatLattice.collect((float[]) values, vo, lattice, shift, (float[]) out, oo);
    } else {
      double shift = bias == null ? 0 : ((double[]) bias)[bo];
      DoubleLattice.collect((double[]) values, vo, lattice, shift, (double[]) out, oo);
    }
  }

  static void clear(DType type, Object out, int from, int to) {
    if (type == DType.F32) {
      Arrays.fill((float[]) out, from, to, 0f);
    } else {
      Arrays.fill((double[]) out, from, to, 0);
    }
  }

  static void join(
      DType type,
      Object values,
      int vo,
      Lattice lattice,
      int z,
      int y,
      int x,
      Object image,
      int io) {
    if (type == DType.F32) {
      FloatLattice.join((float[]) values, vo, lattice, z, y, x, (float[]) image, io);
    } else {
      DoubleLattice.join((double[]) values, vo, lattice, z, y, x, (double[]) image, io);
    }
  }
}
