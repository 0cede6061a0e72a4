package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product: one tile of the result, held in registers.
///
/// `C[h, w] (+)= A[h, k] B[k, w]` for a height `h` of 4, 8 or 12 rows and a width `w` of one or two
/// vectors. `A` is packed `k`-major (`a[ao + p * A_STRIDE + row]`), `B` likewise (`b[bo + p * w +
/// column]`); `C` is row-major with `stride` floats between rows. Every accumulator is a local
/// variable of its own: the compiler keeps locals in registers, never the elements of an array. The
/// inner loop does `h * w` fused multiply-adds for `h` broadcasts and `w` loads, which is more
/// arithmetic than loads from height 4 on.
///
/// Heights 8 and 12 by two vectors need more than 16 vector registers; [SimdFloatMatMul] asks for
/// them only where there are 32.
final class MatMulTiles {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// Floats in one vector.
  static final int HALF = LANES.length();

  /// Floats in the two vectors of a full-width tile.
  static final int WIDTH = 2 * HALF;

  /// Floats from one `k` to the next in a packed panel of `A`: 12 rows, rounded up so that the
  /// panel can be written in whole vectors.
  static final int A_STRIDE = 16;

  private MatMulTiles() {}

  /// 4 rows by 1 vector.
  static void tile4x1(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
    }
    c0_0.intoArray(c, co);
    c1_0.intoArray(c, co + 1 * stride);
    c2_0.intoArray(c, co + 2 * stride);
    c3_0.intoArray(c, co + 3 * stride);
  }

  /// 4 rows by 2 vectors.
  static void tile4x2(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c0_1 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c1_1 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c2_1 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    FloatVector c3_1 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bo + p * WIDTH + HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      c0_1 = x.fma(b1, c0_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      c1_1 = x.fma(b1, c1_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      c2_1 = x.fma(b1, c2_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
      c3_1 = x.fma(b1, c3_1);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c0_1 = c0_1.add(FloatVector.fromArray(LANES, c, co + HALF));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c1_1 = c1_1.add(FloatVector.fromArray(LANES, c, co + 1 * stride + HALF));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c2_1 = c2_1.add(FloatVector.fromArray(LANES, c, co + 2 * stride + HALF));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
      c3_1 = c3_1.add(FloatVector.fromArray(LANES, c, co + 3 * stride + HALF));
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + HALF);
    c1_0.intoArray(c, co + 1 * stride);
    c1_1.intoArray(c, co + 1 * stride + HALF);
    c2_0.intoArray(c, co + 2 * stride);
    c2_1.intoArray(c, co + 2 * stride + HALF);
    c3_0.intoArray(c, co + 3 * stride);
    c3_1.intoArray(c, co + 3 * stride + HALF);
  }

  /// 8 rows by 1 vector.
  static void tile8x1(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    FloatVector c4_0 = FloatVector.zero(LANES);
    FloatVector c5_0 = FloatVector.zero(LANES);
    FloatVector c6_0 = FloatVector.zero(LANES);
    FloatVector c7_0 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 4]);
      c4_0 = x.fma(b0, c4_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 5]);
      c5_0 = x.fma(b0, c5_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 6]);
      c6_0 = x.fma(b0, c6_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 7]);
      c7_0 = x.fma(b0, c7_0);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
      c4_0 = c4_0.add(FloatVector.fromArray(LANES, c, co + 4 * stride));
      c5_0 = c5_0.add(FloatVector.fromArray(LANES, c, co + 5 * stride));
      c6_0 = c6_0.add(FloatVector.fromArray(LANES, c, co + 6 * stride));
      c7_0 = c7_0.add(FloatVector.fromArray(LANES, c, co + 7 * stride));
    }
    c0_0.intoArray(c, co);
    c1_0.intoArray(c, co + 1 * stride);
    c2_0.intoArray(c, co + 2 * stride);
    c3_0.intoArray(c, co + 3 * stride);
    c4_0.intoArray(c, co + 4 * stride);
    c5_0.intoArray(c, co + 5 * stride);
    c6_0.intoArray(c, co + 6 * stride);
    c7_0.intoArray(c, co + 7 * stride);
  }

  /// 8 rows by 2 vectors.
  static void tile8x2(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c0_1 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c1_1 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c2_1 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    FloatVector c3_1 = FloatVector.zero(LANES);
    FloatVector c4_0 = FloatVector.zero(LANES);
    FloatVector c4_1 = FloatVector.zero(LANES);
    FloatVector c5_0 = FloatVector.zero(LANES);
    FloatVector c5_1 = FloatVector.zero(LANES);
    FloatVector c6_0 = FloatVector.zero(LANES);
    FloatVector c6_1 = FloatVector.zero(LANES);
    FloatVector c7_0 = FloatVector.zero(LANES);
    FloatVector c7_1 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bo + p * WIDTH + HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      c0_1 = x.fma(b1, c0_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      c1_1 = x.fma(b1, c1_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      c2_1 = x.fma(b1, c2_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
      c3_1 = x.fma(b1, c3_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 4]);
      c4_0 = x.fma(b0, c4_0);
      c4_1 = x.fma(b1, c4_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 5]);
      c5_0 = x.fma(b0, c5_0);
      c5_1 = x.fma(b1, c5_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 6]);
      c6_0 = x.fma(b0, c6_0);
      c6_1 = x.fma(b1, c6_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 7]);
      c7_0 = x.fma(b0, c7_0);
      c7_1 = x.fma(b1, c7_1);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c0_1 = c0_1.add(FloatVector.fromArray(LANES, c, co + HALF));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c1_1 = c1_1.add(FloatVector.fromArray(LANES, c, co + 1 * stride + HALF));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c2_1 = c2_1.add(FloatVector.fromArray(LANES, c, co + 2 * stride + HALF));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
      c3_1 = c3_1.add(FloatVector.fromArray(LANES, c, co + 3 * stride + HALF));
      c4_0 = c4_0.add(FloatVector.fromArray(LANES, c, co + 4 * stride));
      c4_1 = c4_1.add(FloatVector.fromArray(LANES, c, co + 4 * stride + HALF));
      c5_0 = c5_0.add(FloatVector.fromArray(LANES, c, co + 5 * stride));
      c5_1 = c5_1.add(FloatVector.fromArray(LANES, c, co + 5 * stride + HALF));
      c6_0 = c6_0.add(FloatVector.fromArray(LANES, c, co + 6 * stride));
      c6_1 = c6_1.add(FloatVector.fromArray(LANES, c, co + 6 * stride + HALF));
      c7_0 = c7_0.add(FloatVector.fromArray(LANES, c, co + 7 * stride));
      c7_1 = c7_1.add(FloatVector.fromArray(LANES, c, co + 7 * stride + HALF));
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + HALF);
    c1_0.intoArray(c, co + 1 * stride);
    c1_1.intoArray(c, co + 1 * stride + HALF);
    c2_0.intoArray(c, co + 2 * stride);
    c2_1.intoArray(c, co + 2 * stride + HALF);
    c3_0.intoArray(c, co + 3 * stride);
    c3_1.intoArray(c, co + 3 * stride + HALF);
    c4_0.intoArray(c, co + 4 * stride);
    c4_1.intoArray(c, co + 4 * stride + HALF);
    c5_0.intoArray(c, co + 5 * stride);
    c5_1.intoArray(c, co + 5 * stride + HALF);
    c6_0.intoArray(c, co + 6 * stride);
    c6_1.intoArray(c, co + 6 * stride + HALF);
    c7_0.intoArray(c, co + 7 * stride);
    c7_1.intoArray(c, co + 7 * stride + HALF);
  }

  /// 12 rows by 1 vector.
  static void tile12x1(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    FloatVector c4_0 = FloatVector.zero(LANES);
    FloatVector c5_0 = FloatVector.zero(LANES);
    FloatVector c6_0 = FloatVector.zero(LANES);
    FloatVector c7_0 = FloatVector.zero(LANES);
    FloatVector c8_0 = FloatVector.zero(LANES);
    FloatVector c9_0 = FloatVector.zero(LANES);
    FloatVector c10_0 = FloatVector.zero(LANES);
    FloatVector c11_0 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 4]);
      c4_0 = x.fma(b0, c4_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 5]);
      c5_0 = x.fma(b0, c5_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 6]);
      c6_0 = x.fma(b0, c6_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 7]);
      c7_0 = x.fma(b0, c7_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 8]);
      c8_0 = x.fma(b0, c8_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 9]);
      c9_0 = x.fma(b0, c9_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 10]);
      c10_0 = x.fma(b0, c10_0);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 11]);
      c11_0 = x.fma(b0, c11_0);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
      c4_0 = c4_0.add(FloatVector.fromArray(LANES, c, co + 4 * stride));
      c5_0 = c5_0.add(FloatVector.fromArray(LANES, c, co + 5 * stride));
      c6_0 = c6_0.add(FloatVector.fromArray(LANES, c, co + 6 * stride));
      c7_0 = c7_0.add(FloatVector.fromArray(LANES, c, co + 7 * stride));
      c8_0 = c8_0.add(FloatVector.fromArray(LANES, c, co + 8 * stride));
      c9_0 = c9_0.add(FloatVector.fromArray(LANES, c, co + 9 * stride));
      c10_0 = c10_0.add(FloatVector.fromArray(LANES, c, co + 10 * stride));
      c11_0 = c11_0.add(FloatVector.fromArray(LANES, c, co + 11 * stride));
    }
    c0_0.intoArray(c, co);
    c1_0.intoArray(c, co + 1 * stride);
    c2_0.intoArray(c, co + 2 * stride);
    c3_0.intoArray(c, co + 3 * stride);
    c4_0.intoArray(c, co + 4 * stride);
    c5_0.intoArray(c, co + 5 * stride);
    c6_0.intoArray(c, co + 6 * stride);
    c7_0.intoArray(c, co + 7 * stride);
    c8_0.intoArray(c, co + 8 * stride);
    c9_0.intoArray(c, co + 9 * stride);
    c10_0.intoArray(c, co + 10 * stride);
    c11_0.intoArray(c, co + 11 * stride);
  }

  /// 12 rows by 2 vectors.
  static void tile12x2(
      float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int stride, boolean add) {
    FloatVector c0_0 = FloatVector.zero(LANES);
    FloatVector c0_1 = FloatVector.zero(LANES);
    FloatVector c1_0 = FloatVector.zero(LANES);
    FloatVector c1_1 = FloatVector.zero(LANES);
    FloatVector c2_0 = FloatVector.zero(LANES);
    FloatVector c2_1 = FloatVector.zero(LANES);
    FloatVector c3_0 = FloatVector.zero(LANES);
    FloatVector c3_1 = FloatVector.zero(LANES);
    FloatVector c4_0 = FloatVector.zero(LANES);
    FloatVector c4_1 = FloatVector.zero(LANES);
    FloatVector c5_0 = FloatVector.zero(LANES);
    FloatVector c5_1 = FloatVector.zero(LANES);
    FloatVector c6_0 = FloatVector.zero(LANES);
    FloatVector c6_1 = FloatVector.zero(LANES);
    FloatVector c7_0 = FloatVector.zero(LANES);
    FloatVector c7_1 = FloatVector.zero(LANES);
    FloatVector c8_0 = FloatVector.zero(LANES);
    FloatVector c8_1 = FloatVector.zero(LANES);
    FloatVector c9_0 = FloatVector.zero(LANES);
    FloatVector c9_1 = FloatVector.zero(LANES);
    FloatVector c10_0 = FloatVector.zero(LANES);
    FloatVector c10_1 = FloatVector.zero(LANES);
    FloatVector c11_0 = FloatVector.zero(LANES);
    FloatVector c11_1 = FloatVector.zero(LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bo + p * WIDTH + HALF);
      FloatVector x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE]);
      c0_0 = x.fma(b0, c0_0);
      c0_1 = x.fma(b1, c0_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 1]);
      c1_0 = x.fma(b0, c1_0);
      c1_1 = x.fma(b1, c1_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 2]);
      c2_0 = x.fma(b0, c2_0);
      c2_1 = x.fma(b1, c2_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 3]);
      c3_0 = x.fma(b0, c3_0);
      c3_1 = x.fma(b1, c3_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 4]);
      c4_0 = x.fma(b0, c4_0);
      c4_1 = x.fma(b1, c4_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 5]);
      c5_0 = x.fma(b0, c5_0);
      c5_1 = x.fma(b1, c5_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 6]);
      c6_0 = x.fma(b0, c6_0);
      c6_1 = x.fma(b1, c6_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 7]);
      c7_0 = x.fma(b0, c7_0);
      c7_1 = x.fma(b1, c7_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 8]);
      c8_0 = x.fma(b0, c8_0);
      c8_1 = x.fma(b1, c8_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 9]);
      c9_0 = x.fma(b0, c9_0);
      c9_1 = x.fma(b1, c9_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 10]);
      c10_0 = x.fma(b0, c10_0);
      c10_1 = x.fma(b1, c10_1);
      x = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + 11]);
      c11_0 = x.fma(b0, c11_0);
      c11_1 = x.fma(b1, c11_1);
    }
    if (add) {
      c0_0 = c0_0.add(FloatVector.fromArray(LANES, c, co));
      c0_1 = c0_1.add(FloatVector.fromArray(LANES, c, co + HALF));
      c1_0 = c1_0.add(FloatVector.fromArray(LANES, c, co + 1 * stride));
      c1_1 = c1_1.add(FloatVector.fromArray(LANES, c, co + 1 * stride + HALF));
      c2_0 = c2_0.add(FloatVector.fromArray(LANES, c, co + 2 * stride));
      c2_1 = c2_1.add(FloatVector.fromArray(LANES, c, co + 2 * stride + HALF));
      c3_0 = c3_0.add(FloatVector.fromArray(LANES, c, co + 3 * stride));
      c3_1 = c3_1.add(FloatVector.fromArray(LANES, c, co + 3 * stride + HALF));
      c4_0 = c4_0.add(FloatVector.fromArray(LANES, c, co + 4 * stride));
      c4_1 = c4_1.add(FloatVector.fromArray(LANES, c, co + 4 * stride + HALF));
      c5_0 = c5_0.add(FloatVector.fromArray(LANES, c, co + 5 * stride));
      c5_1 = c5_1.add(FloatVector.fromArray(LANES, c, co + 5 * stride + HALF));
      c6_0 = c6_0.add(FloatVector.fromArray(LANES, c, co + 6 * stride));
      c6_1 = c6_1.add(FloatVector.fromArray(LANES, c, co + 6 * stride + HALF));
      c7_0 = c7_0.add(FloatVector.fromArray(LANES, c, co + 7 * stride));
      c7_1 = c7_1.add(FloatVector.fromArray(LANES, c, co + 7 * stride + HALF));
      c8_0 = c8_0.add(FloatVector.fromArray(LANES, c, co + 8 * stride));
      c8_1 = c8_1.add(FloatVector.fromArray(LANES, c, co + 8 * stride + HALF));
      c9_0 = c9_0.add(FloatVector.fromArray(LANES, c, co + 9 * stride));
      c9_1 = c9_1.add(FloatVector.fromArray(LANES, c, co + 9 * stride + HALF));
      c10_0 = c10_0.add(FloatVector.fromArray(LANES, c, co + 10 * stride));
      c10_1 = c10_1.add(FloatVector.fromArray(LANES, c, co + 10 * stride + HALF));
      c11_0 = c11_0.add(FloatVector.fromArray(LANES, c, co + 11 * stride));
      c11_1 = c11_1.add(FloatVector.fromArray(LANES, c, co + 11 * stride + HALF));
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + HALF);
    c1_0.intoArray(c, co + 1 * stride);
    c1_1.intoArray(c, co + 1 * stride + HALF);
    c2_0.intoArray(c, co + 2 * stride);
    c2_1.intoArray(c, co + 2 * stride + HALF);
    c3_0.intoArray(c, co + 3 * stride);
    c3_1.intoArray(c, co + 3 * stride + HALF);
    c4_0.intoArray(c, co + 4 * stride);
    c4_1.intoArray(c, co + 4 * stride + HALF);
    c5_0.intoArray(c, co + 5 * stride);
    c5_1.intoArray(c, co + 5 * stride + HALF);
    c6_0.intoArray(c, co + 6 * stride);
    c6_1.intoArray(c, co + 6 * stride + HALF);
    c7_0.intoArray(c, co + 7 * stride);
    c7_1.intoArray(c, co + 7 * stride + HALF);
    c8_0.intoArray(c, co + 8 * stride);
    c8_1.intoArray(c, co + 8 * stride + HALF);
    c9_0.intoArray(c, co + 9 * stride);
    c9_1.intoArray(c, co + 9 * stride + HALF);
    c10_0.intoArray(c, co + 10 * stride);
    c10_1.intoArray(c, co + 10 * stride + HALF);
    c11_0.intoArray(c, co + 11 * stride);
    c11_1.intoArray(c, co + 11 * stride + HALF);
  }
}
