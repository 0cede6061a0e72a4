package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Wrong input is a sentence, word for word.
@Tag("once")
class MessageTest implements WordForWord {

  private static final Tensor A = Tensor.zeros(3, 4);

  private static final Tensor INDEX = Tensor.of(new long[] {0, 9}, 2);

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> Tensor.zeros(64, 128).matmul(Tensor.zeros(100, 10)),
            "matmul: inner sizes differ: left [64, 128] axis 1 is 128, right [100, 10] axis 0 is"
                + " 100"),
        row(
            () -> Tensor.zeros(2, 3, 4).matmul(Tensor.zeros(3)),
            "matmul: inner sizes differ: left [2, 3, 4] axis 2 is 4, right [3] axis 0 is 3"),
        row(
            () -> A.matmul(Tensor.scalar(2f)),
            "matmul: operands must have axes; got [3, 4] and []; use mul"),
        row(
            () -> Tensor.zeros(2, 3, 4).matmul(Tensor.zeros(5, 4, 3)),
            "matmul: leading axes of [2, 3, 4] and [5, 4, 3] do not broadcast: 2 and 5; sizes must"
                + " be equal or 1"),
        row(
            () -> INDEX.lt(INDEX).matmul(INDEX.lt(INDEX)),
            "matmul: is not defined on BOOL; convert with to(DType.F32)"),
        row(
            () -> A.inner(Tensor.zeros(3)),
            "inner: sizes of summed axes differ: left [3, 4] axis 1 is 4, right [3] axis 0 is 3"),
        row(
            () -> A.tensordot(A, 3),
            "tensordot: [3, 4] and [3, 4] do not share 3 axes; give 0 to 2"),
        row(
            () -> A.tensordot(A, new int[] {0, 1}, new int[] {0}),
            "tensordot: axes come in pairs; got [0, 1] of [3, 4] and [0] of [3, 4]"),
        row(
            () -> A.tensordot(A, new int[] {0, 0}, new int[] {0, 1}),
            "tensordot: axis 0 is given twice for [3, 4]"),
        row(
            () -> A.add(Tensor.zeros(2, 4)),
            "add: [3, 4] and [2, 4] do not broadcast: axis 0 is 3 and 2"),
        row(() -> A.reshape(4), "reshape: [3, 4] has 12 elements, [4] needs 4"),
        row(() -> A.reshape(5, -1), "reshape: 12 elements of [3, 4] do not divide by 5"),
        row(() -> A.reshape(-1, -1), "reshape: only one size may be -1"),
        row(() -> A.sum(false, 2), "sum: no axis 2 in [3, 4]; axes run from 0 to 1"),
        row(() -> A.sum(false, 1, -1), "sum: axis -1 is given twice for [3, 4]"),
        row(() -> Tensor.scalar(1f).softmax(0), "softmax: no axis 0 in []; a scalar has no axes"),
        row(
            () -> Tensor.zeros(0, 2).amax(false, 0),
            "amax: axis 0 of [0, 2] is empty and has no extreme"),
        row(
            () -> A.permute(0, 0),
            "permute: [0, 0] is not a permutation of the axes of [3, 4]; name each once"),
        row(
            () -> A.expand(3, 5),
            "expand: [3, 4] does not expand to [3, 5]; only axes of size 1 are repeated"),
        row(() -> A.toShortArray(), "toShortArray: needs F16; got F32; convert with to(DType.F16)"),
        row(() -> A.toByteArray(), "toByteArray: needs U8; got F32; convert with to(DType.U8)"),
        row(() -> A.narrow(1, 2, 3), "narrow: rows 2 to 5 are outside axis 1 of [3, 4]"),
        row(() -> A.select(0, 3), "select: index 3 is outside axis 0 of [3, 4]"),
        row(() -> A.squeeze(1), "squeeze: axis 1 of [3, 4] is not 1"),
        row(() -> A.get(1), "get: position [1] is not in [3, 4]"),
        row(() -> A.item(), "item: [3, 4] has 12 elements, not one"),
        row(
            () -> Tensor.zeros(2, 3, 4).transpose(),
            "transpose: needs a matrix; got [2, 3, 4]; use permute"),
        row(() -> A.indexSelect(0, INDEX), "indexSelect: index 9 is outside axis 0 of [3, 4]"),
        row(
            () -> A.indexSelect(0, A),
            "indexSelect: needs I64; got F32; convert with to(DType.I64)"),
        row(() -> A.to(DType.BF16).exp(), "exp: BF16 is for storage; convert with to(DType.F32)"),
        row(() -> A.add(A.to(DType.U8)), "add: U8 is for storage; convert with to(DType.I32)"),
        row(() -> INDEX.lt(INDEX).neg(), "neg: is not defined on BOOL; convert with to(DType.I32)"),
        row(
            () -> INDEX.add(2.5),
            "add: 2.5 is not a whole number and the tensor is I64; convert with to(DType.F32)"),
        row(
            () -> INDEX.lt(INDEX).mul(2),
            "mul: 2.0 is not a truth value and the tensor is BOOL; convert with to(DType.F32)"),
        row(
            () -> INDEX.copy().addInPlace(A.select(0, 0).narrow(0, 0, 2)),
            "addInPlace: the result is F32, the tensor written to I64; convert first"),
        row(() -> Tensor.where(A, A, A), "where: needs BOOL; got F32; convert with to(DType.BOOL)"),
        row(() -> INDEX.item(), "item: needs F32; got I64; convert with to(DType.F32)"),
        row(
            () -> Tensor.wrap(DType.F32, new byte[4], 4),
            "wrap: F32 has 32 bits; got elements of 8"),
        row(() -> INDEX.oneHot(5), "oneHot: index 9 is not a class from 0 to 4"),
        row(
            () -> A.crossEntropy(INDEX),
            "crossEntropy: logits must be [rows, classes] and targets [rows]; got [3, 4] and [2]"),
        row(
            () -> Tensor.zeros(2, 4).crossEntropy(INDEX),
            "crossEntropy: target 9 of row 1 is not a class from 0 to 3"),
        row(() -> A.pad(0, -1, 0), "pad: sizes must not be negative; got -1 before and 0 after"),
        row(
            () -> Tensor.scalar(1f).expand(3).addScaledInPlace(Tensor.zeros(3), 1f),
            "addScaledInPlace: an expanded view of shape [3] cannot be written; copy it first"),
        row(
            () -> A.addScaledInPlace(Tensor.zeros(4), 1f),
            "addScaledInPlace: shapes differ: [3, 4] and [4]"),
        row(
            () -> Tensor.of(new float[3], 2, 2),
            "tensor: 3 values do not fill [2, 2], which has 4"),
        row(() -> Tensor.zeros(-1), "shape: sizes must not be negative; got [-1]"),
        row(
            () -> Tensor.zeros(1 << 16, 1 << 16),
            "shape: [65536, 65536] has more elements than a Java array can hold; split the tensor"),
        row(
            () -> Parallel.forRange(5, 0, (from, to) -> {}),
            "forRange: grain must be at least 1; got 0"),
        row(
            () -> INDEX.var(1, false),
            "var: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(() -> A.norm(Double.NaN, false), "norm: the order must be a number; got NaN"),
        row(
            () -> Tensor.zeros(0, 2).norm(Double.POSITIVE_INFINITY, false, 0),
            "norm: axis 0 of [0, 2] is empty and has no extreme"),
        row(
            () -> Tensor.zeros(0, 2).median(false, 0),
            "median: axis 0 of [0, 2] is empty and has no middle"),
        row(
            () -> Tensor.zeros(0, 2).lowerMedian(false),
            "lowerMedian: axis 0 of [0, 2] is empty and has no middle"),
        row(() -> Tensor.zeros(0).argmax(), "argmax: axis 0 of [0] is empty and has no extreme"),
        row(() -> A.cumsum(2), "cumsum: no axis 2 in [3, 4]; axes run from 0 to 1"),
        row(
            () -> INDEX.logCumSumExp(0),
            "logCumSumExp: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(
            () -> A.to(DType.U8).cumsum(0),
            "cumsum: U8 is for storage; convert with to(DType.I32)"),
        row(() -> A.diff(-1, 0), "diff: n must not be negative; got -1"),
        row(() -> Sorting.sort(A, 2), "sort: no axis 2 in [3, 4]; axes run from 0 to 1"),
        row(
            () -> Sorting.topK(A, 5, 1, true),
            "topK: k must be from 0 to 4, the size of axis 1 of [3, 4]; got 5"),
        row(
            () -> Sorting.kthValue(A, 0, -1, false),
            "kthValue: k must be from 1 to 4, the size of axis 1 of [3, 4]; got 0"),
        row(
            () -> Sorting.searchSorted(A, Tensor.zeros(2, 4), false),
            "searchSorted: sorted must have one axis or the axes of values but the last; got"
                + " [3, 4] and [2, 4]"),
        row(
            () -> Sorting.bincount(A, 0),
            "bincount: needs I64; got F32; convert with to(DType.I64)"),
        row(
            () -> Sorting.bincount(INDEX.neg(), 0),
            "bincount: elements must not be negative; got -9"),
        row(
            () -> Sorting.bincount(INDEX.add(0x7fffffff), 0),
            "bincount: element 2147483656 needs more counts than a Java array can hold"),
        row(
            () -> Sorting.bincount(INDEX.reshape(1, 2), 0),
            "bincount: elements must have one axis; got [1, 2]"),
        row(() -> Sorting.bincount(INDEX, -1), "bincount: minLength must not be negative; got -1"),
        row(
            () -> Sorting.bincount(INDEX, A, 0),
            "bincount: weights must have the shape of the elements; got [3, 4] for [2]"),
        row(() -> Parallel.configure(0), "threads: must be at least 1; got 0"));
  }

  @Test
  void theExceptionNamesOperationAndShapes() {
    var thrown = assertThrows(ShapeException.class, () -> A.matmul(Tensor.zeros(5, 6)));
    assertEquals("matmul", thrown.op());
    assertEquals(List.of(Shape.of(3, 4), Shape.of(5, 6)), thrown.shapes());
  }
}
