package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Transposes a block of 16 x 16 floats in registers.
///
/// Eklundh's method: four rounds that swap sub-blocks of 8, 4, 2 and 1 lanes between pairs of rows,
/// two permutations of two sources each, 64 in all against 256 single loads and stores. Written out
/// because the compiler keeps only local variables in registers.
final class Transpose16 {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_512;

  private static final FloatVector LOW8 = low(8);
  private static final FloatVector HIGH8 = high(8);
  private static final FloatVector LOW4 = low(4);
  private static final FloatVector HIGH4 = high(4);
  private static final FloatVector LOW2 = low(2);
  private static final FloatVector HIGH2 = high(2);
  private static final FloatVector LOW1 = low(1);
  private static final FloatVector HIGH1 = high(1);

  private Transpose16() {}

  /// Lanes of the upper row of a pair after the swap; numbers from 16 on are lanes of the lower
  /// row.
  private static FloatVector low(int step) {
    float[] lanes = new float[16];
    for (int i = 0; i < 16; i++) {
      lanes[i] = (i & step) == 0 ? i : 16 + i - step;
    }
    return FloatVector.fromArray(LANES, lanes, 0);
  }

  private static FloatVector high(int step) {
    float[] lanes = new float[16];
    for (int i = 0; i < 16; i++) {
      lanes[i] = (i & step) == 0 ? i + step : 16 + i;
    }
    return FloatVector.fromArray(LANES, lanes, 0);
  }

  /// Writes `out[oo + j * outStride + i] = in[io + i * inStride + j]` for `0 <= j < 16` and `0 <= i
  /// < rows`; lanes from `rows` to 15 repeat the last row.
  static void transpose(
      float[] in, int io, int inStride, int rows, float[] out, int oo, int outStride) {
    int last = rows - 1;
    FloatVector r0 = FloatVector.fromArray(LANES, in, io);
    FloatVector r1 = FloatVector.fromArray(LANES, in, io + Math.min(1, last) * inStride);
    FloatVector r2 = FloatVector.fromArray(LANES, in, io + Math.min(2, last) * inStride);
    FloatVector r3 = FloatVector.fromArray(LANES, in, io + Math.min(3, last) * inStride);
    FloatVector r4 = FloatVector.fromArray(LANES, in, io + Math.min(4, last) * inStride);
    FloatVector r5 = FloatVector.fromArray(LANES, in, io + Math.min(5, last) * inStride);
    FloatVector r6 = FloatVector.fromArray(LANES, in, io + Math.min(6, last) * inStride);
    FloatVector r7 = FloatVector.fromArray(LANES, in, io + Math.min(7, last) * inStride);
    FloatVector r8 = FloatVector.fromArray(LANES, in, io + Math.min(8, last) * inStride);
    FloatVector r9 = FloatVector.fromArray(LANES, in, io + Math.min(9, last) * inStride);
    FloatVector r10 = FloatVector.fromArray(LANES, in, io + Math.min(10, last) * inStride);
    FloatVector r11 = FloatVector.fromArray(LANES, in, io + Math.min(11, last) * inStride);
    FloatVector r12 = FloatVector.fromArray(LANES, in, io + Math.min(12, last) * inStride);
    FloatVector r13 = FloatVector.fromArray(LANES, in, io + Math.min(13, last) * inStride);
    FloatVector r14 = FloatVector.fromArray(LANES, in, io + Math.min(14, last) * inStride);
    FloatVector r15 = FloatVector.fromArray(LANES, in, io + Math.min(15, last) * inStride);
    FloatVector upper;
    upper = LOW8.selectFrom(r0, r8);
    r8 = HIGH8.selectFrom(r0, r8);
    r0 = upper;
    upper = LOW8.selectFrom(r1, r9);
    r9 = HIGH8.selectFrom(r1, r9);
    r1 = upper;
    upper = LOW8.selectFrom(r2, r10);
    r10 = HIGH8.selectFrom(r2, r10);
    r2 = upper;
    upper = LOW8.selectFrom(r3, r11);
    r11 = HIGH8.selectFrom(r3, r11);
    r3 = upper;
    upper = LOW8.selectFrom(r4, r12);
    r12 = HIGH8.selectFrom(r4, r12);
    r4 = upper;
    upper = LOW8.selectFrom(r5, r13);
    r13 = HIGH8.selectFrom(r5, r13);
    r5 = upper;
    upper = LOW8.selectFrom(r6, r14);
    r14 = HIGH8.selectFrom(r6, r14);
    r6 = upper;
    upper = LOW8.selectFrom(r7, r15);
    r15 = HIGH8.selectFrom(r7, r15);
    r7 = upper;
    upper = LOW4.selectFrom(r0, r4);
    r4 = HIGH4.selectFrom(r0, r4);
    r0 = upper;
    upper = LOW4.selectFrom(r1, r5);
    r5 = HIGH4.selectFrom(r1, r5);
    r1 = upper;
    upper = LOW4.selectFrom(r2, r6);
    r6 = HIGH4.selectFrom(r2, r6);
    r2 = upper;
    upper = LOW4.selectFrom(r3, r7);
    r7 = HIGH4.selectFrom(r3, r7);
    r3 = upper;
    upper = LOW4.selectFrom(r8, r12);
    r12 = HIGH4.selectFrom(r8, r12);
    r8 = upper;
    upper = LOW4.selectFrom(r9, r13);
    r13 = HIGH4.selectFrom(r9, r13);
    r9 = upper;
    upper = LOW4.selectFrom(r10, r14);
    r14 = HIGH4.selectFrom(r10, r14);
    r10 = upper;
    upper = LOW4.selectFrom(r11, r15);
    r15 = HIGH4.selectFrom(r11, r15);
    r11 = upper;
    upper = LOW2.selectFrom(r0, r2);
    r2 = HIGH2.selectFrom(r0, r2);
    r0 = upper;
    upper = LOW2.selectFrom(r1, r3);
    r3 = HIGH2.selectFrom(r1, r3);
    r1 = upper;
    upper = LOW2.selectFrom(r4, r6);
    r6 = HIGH2.selectFrom(r4, r6);
    r4 = upper;
    upper = LOW2.selectFrom(r5, r7);
    r7 = HIGH2.selectFrom(r5, r7);
    r5 = upper;
    upper = LOW2.selectFrom(r8, r10);
    r10 = HIGH2.selectFrom(r8, r10);
    r8 = upper;
    upper = LOW2.selectFrom(r9, r11);
    r11 = HIGH2.selectFrom(r9, r11);
    r9 = upper;
    upper = LOW2.selectFrom(r12, r14);
    r14 = HIGH2.selectFrom(r12, r14);
    r12 = upper;
    upper = LOW2.selectFrom(r13, r15);
    r15 = HIGH2.selectFrom(r13, r15);
    r13 = upper;
    upper = LOW1.selectFrom(r0, r1);
    r1 = HIGH1.selectFrom(r0, r1);
    r0 = upper;
    upper = LOW1.selectFrom(r2, r3);
    r3 = HIGH1.selectFrom(r2, r3);
    r2 = upper;
    upper = LOW1.selectFrom(r4, r5);
    r5 = HIGH1.selectFrom(r4, r5);
    r4 = upper;
    upper = LOW1.selectFrom(r6, r7);
    r7 = HIGH1.selectFrom(r6, r7);
    r6 = upper;
    upper = LOW1.selectFrom(r8, r9);
    r9 = HIGH1.selectFrom(r8, r9);
    r8 = upper;
    upper = LOW1.selectFrom(r10, r11);
    r11 = HIGH1.selectFrom(r10, r11);
    r10 = upper;
    upper = LOW1.selectFrom(r12, r13);
    r13 = HIGH1.selectFrom(r12, r13);
    r12 = upper;
    upper = LOW1.selectFrom(r14, r15);
    r15 = HIGH1.selectFrom(r14, r15);
    r14 = upper;
    r0.intoArray(out, oo);
    r1.intoArray(out, oo + 1 * outStride);
    r2.intoArray(out, oo + 2 * outStride);
    r3.intoArray(out, oo + 3 * outStride);
    r4.intoArray(out, oo + 4 * outStride);
    r5.intoArray(out, oo + 5 * outStride);
    r6.intoArray(out, oo + 6 * outStride);
    r7.intoArray(out, oo + 7 * outStride);
    r8.intoArray(out, oo + 8 * outStride);
    r9.intoArray(out, oo + 9 * outStride);
    r10.intoArray(out, oo + 10 * outStride);
    r11.intoArray(out, oo + 11 * outStride);
    r12.intoArray(out, oo + 12 * outStride);
    r13.intoArray(out, oo + 13 * outStride);
    r14.intoArray(out, oo + 14 * outStride);
    r15.intoArray(out, oo + 15 * outStride);
  }
}
