package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What views, indexing, joining and padding say about wrong input, word for word.
@Tag("once")
class ShapeMessageTest {

  private static final Tensor A = Tensor.zeros(3, 4);

  private static final Tensor INDEX = Tensor.of(new long[] {0, 9}, 2);

  private static final Tensor FIRST = Tensor.of(new long[] {0, 0}, 2);

  private static final Tensor MASK = Tensor.of(new boolean[5], 5);

  private static final int MAX = Integer.MAX_VALUE;

  static List<Arguments> views() {
    return List.of(
        row(
            () -> A.reshape(65536, 65536, -1),
            "reshape: 12 elements of [3, 4] do not divide by 4294967296"),
        row(() -> A.reshape(0, -1), "reshape: 12 elements of [3, 4] do not divide by 0"),
        row(
            () -> A.reshape(-2, -1),
            "reshape: sizes must not be negative, but for one -1; got [-2, -1]"),
        row(
            () -> Shape.of(MAX, MAX, MAX),
            "shape: [2147483647, 2147483647, 2147483647] has more elements than a Java array can"
                + " hold; split the tensor"),
        row(() -> Tensor.ones(3).sumTo(Shape.of(2, 3)), "sumTo: [2, 3] does not expand to [3]"),
        row(() -> A.sumTo(Shape.of(3, 2)), "sumTo: [3, 2] does not expand to [3, 4]"),
        row(() -> A.slice(0, 0, 3, 0), "slice: step must not be 0"),
        row(() -> Slice.of(0, 3, 0), "slice: step must not be 0"),
        row(() -> A.slice(2, 0, 3, 1), "slice: no axis 2 in [3, 4]; axes run from 0 to 1"),
        row(() -> A.slice(Slice.at(3)), "slice: index 3 is outside axis 0 of [3, 4]"),
        row(
            () -> A.slice(Slice.all(), Slice.newAxis(), Slice.at(-5)),
            "slice: index -5 is outside axis 2 of [3, 1, 4]"),
        row(
            () -> A.slice(Slice.all(), Slice.all(), Slice.all()),
            "slice: 3 slices for the 2 axes of [3, 4]"),
        row(
            () -> A.slice(Slice.rest(), Slice.rest()),
            "slice: only one Slice.rest() is possible; got 2"),
        row(() -> A.flip(0, -2), "flip: axis -2 is given twice for [3, 4]"),
        row(() -> A.rot90(1, 0, -2), "rot90: axes 0 and -2 of [3, 4] are the same"),
        row(() -> A.diagonal(0, 1, 1), "diagonal: axes 1 and 1 of [3, 4] are the same"),
        row(() -> Tensor.zeros(3).diagonal(), "diagonal: no axis 1 in [3]; axes run from 0 to 0"),
        row(
            () -> A.moveAxis(new int[] {0, 1}, new int[] {1, -1}),
            "moveAxis: [0, 1] to [1, -1] names an axis twice"),
        row(
            () -> A.moveAxis(new int[] {0, 1}, new int[] {1}),
            "moveAxis: 2 axes cannot move to 1 places"),
        row(() -> A.flatten(1, 0), "flatten: axis 0 comes before axis 1 in [3, 4]"),
        row(() -> A.unflatten(1, 3, 2), "unflatten: axis 1 of [3, 4] has 4 entries, not 6"),
        row(() -> A.unflatten(1, 3, -1), "unflatten: 4 elements of [3, 4] do not divide by 3"),
        row(
            () -> A.broadcastTo(3, 5),
            "broadcastTo: [3, 4] does not expand to [3, 5]; only axes of size 1 are repeated"),
        row(() -> A.expand(-1, 3, 4), "shape: sizes must not be negative; got [-1, 3, 4]"),
        row(() -> A.unfold(1, 5, 1), "unfold: windows of 5 do not fit axis 1 of [3, 4]"),
        row(() -> A.unfold(1, 2, 0), "unfold: step must be at least 1; got 0"),
        row(
            () -> A.copy().unfold(1, 3, 1).fillInPlace(1),
            "copyFromInPlace: elements of this view of shape [3, 2, 3] overlap; copy it first"));
  }

  static List<Arguments> indexing() {
    return List.of(
        row(() -> A.take(1, INDEX), "take: index 9 is outside axis 1 of [3, 4]"),
        row(() -> A.take(0, A), "take: needs I64; got F32; convert with to(DType.I64)"),
        row(
            () -> A.indexSelect(0, INDEX.reshape(1, 2)),
            "indexSelect: index must have one axis; got [1, 2]"),
        row(
            () -> Indexing.takeFlat(A, Tensor.of(new long[] {-13}, 1)),
            "takeFlat: index -13 is outside axis 0 of [12]"),
        row(
            () -> A.gather(1, INDEX),
            "gather: index [2] must have as many axes as [3, 4] and be no longer, but along axis"
                + " 1"),
        row(() -> A.gather(0, INDEX.reshape(1, 2)), "gather: index 9 is outside axis 0 of [3, 4]"),
        row(
            () -> Indexing.gatherNd(A, Tensor.of(new long[3], 1, 3), 0),
            "gatherNd: index must be [batch..., ..., depth] with 0 batch axes and at most the axes"
                + " that follow them in [3, 4]; got [1, 3]"),
        row(
            () -> Indexing.gatherNd(A, INDEX.reshape(2, 1), 1),
            "gatherNd: index must be [batch..., ..., depth] with 1 batch axes and at most the axes"
                + " that follow them in [3, 4]; got [2, 1]"),
        row(() -> Indexing.index(A, null, INDEX), "index: index 9 is outside axis 1 of [3, 4]"),
        row(
            () -> Indexing.index(A, null, null, FIRST),
            "index: 3 indices for the 2 axes of [3, 4]"),
        row(
            () -> Indexing.index(A, FIRST, Tensor.of(new long[3], 3)),
            "index: [2] and [3] do not broadcast: axis 0 is 2 and 3"),
        row(
            () -> Indexing.index(A, MASK),
            "index: mask [5] does not fit the axes of [3, 4] from 0"),
        row(
            () -> Indexing.index(A, Tensor.scalar(true)),
            "index: mask [] does not fit the axes of [3, 4] from 0"),
        row(
            () -> Indexing.indexPut(A, A, ScatterReduction.NONE, FIRST),
            "indexPut: [3, 4] does not expand to [2, 4]; only axes of size 1 are repeated"),
        row(() -> A.indexAdd(0, FIRST, A), "indexAdd: source must be [2, 4]; got [3, 4]"),
        row(
            () -> A.indexCopy(0, INDEX, A.narrow(0, 0, 2)),
            "indexCopy: index 9 is outside axis 0 of [3, 4]"),
        row(
            () -> A.scatter(1, FIRST.reshape(2, 1), Tensor.zeros(1, 1)),
            "scatter: source [1, 1] does not cover index [2, 1]"),
        row(
            () -> A.scatterAdd(1, INDEX.reshape(1, 2), A),
            "scatterAdd: index 9 is outside axis 1 of [3, 4]"),
        row(
            () -> A.to(DType.F16).scatterAdd(1, FIRST.reshape(1, 2), A.to(DType.F16)),
            "scatterAdd: F16 is for storage; convert with to(DType.F32)"),
        row(
            () -> A.to(DType.U8).scatter(1, FIRST.reshape(1, 2), A),
            "scatter: U8 is for storage; convert with to(DType.I32)"),
        row(
            () -> Indexing.scatterNd(A, FIRST.reshape(2, 1), A, ScatterReduction.ADD),
            "scatterNd: source must be [2, 4]; got [3, 4]"),
        row(
            () -> A.maskedFill(A, 0),
            "maskedFill: needs BOOL; got F32; convert with to(DType.BOOL)"),
        row(
            () -> A.maskedFill(MASK, 0),
            "maskedFill: [3, 4] and [5] do not broadcast: axis 1 is 4 and 5"),
        row(
            () -> INDEX.maskedFill(INDEX.eq(INDEX), 2.5),
            "maskedFill: 2.5 is not a number of type I64; convert with to(DType.F32)"),
        row(
            () -> A.to(DType.U8).maskedFill(A.eq(A), 256),
            "maskedFill: 256.0 is not a number of type U8; convert with to(DType.F32)"),
        row(
            () -> Indexing.maskedScatter(A, A.eq(A), Tensor.zeros(11)),
            "maskedScatter: the mask has 12 true elements, source only 11"),
        row(
            () -> Indexing.compress(A, 1, MASK),
            "compress: mask must have one axis, no longer than axis 1 of [3, 4]; got [5]"),
        row(() -> Tensor.zeros(3).tril(0), "tril: needs matrices; got [3]"),
        row(() -> A.diag(0), "diag: needs a vector; got [3, 4]; use diagonal"),
        row(() -> INDEX.oneHot(0), "oneHot: needs at least one class; got 0"),
        row(() -> FIRST.sub(1).oneHot(3), "oneHot: index -1 is not a class from 0 to 2"));
  }

  static List<Arguments> joining() {
    return List.of(
        row(() -> Tensor.concat(0), "concat: needs at least one tensor"),
        row(
            () -> Tensor.concat(0, A, Tensor.zeros(3, 5)),
            "concat: [3, 4] and [3, 5] differ, and not along axis 0 alone"),
        row(
            () -> Tensor.concat(0, Tensor.scalar(1f)),
            "concat: no axis 0 in []; a scalar has no axes"),
        row(
            () -> Tensor.concat(0, A, A.to(DType.BF16)),
            "concat: BF16 is for storage; convert with to(DType.F32)"),
        row(
            () -> Tensor.concat(0, Tensor.zeros(MAX, 0), Tensor.zeros(1, 0)),
            "concat: axis 0 of [2147483647, 0] would get 2147483648 entries; at most 2147483647"
                + " are possible"),
        row(() -> Tensor.stack(3, A, A), "stack: no place 3 for an axis in [3, 4]"),
        row(() -> Tensor.stack(0, A, A.transpose()), "stack: shapes differ: [3, 4] and [4, 3]"),
        row(() -> A.split(0, 1, 3), "split: sizes [1, 3] do not add up to axis 0 of [3, 4]"),
        row(() -> A.split(0, 4, -1), "split: sizes [4, -1] do not add up to axis 0 of [3, 4]"),
        row(() -> A.chunk(0, 0), "chunk: needs at least one part; got 0"),
        row(() -> A.tile(2, -1), "tile: counts must not be negative; got -1"),
        row(
            () -> A.tile(MAX, 1),
            "tile: axis 0 of [3, 4] would get 6442450941 entries; at most 2147483647 are"
                + " possible"),
        row(() -> A.repeat(0, -1), "repeat: counts must not be negative; got -1"),
        row(
            () -> A.repeat(0, FIRST),
            "repeat: needs a count for each of the 3 entries along axis 0 of [3, 4]; got [2]"),
        row(() -> A.roll(new int[] {1}, new int[] {0, 1}), "roll: 1 shifts for 2 axes"),
        row(
            () -> A.pad(0, MAX, 1),
            "pad: axis 0 of [3, 4] would get 2147483651 entries; at most 2147483647 are possible"),
        row(
            () -> A.pad(new int[1], new int[2], PadMode.CONSTANT, 0),
            "pad: needs sizes for all 2 axes of [3, 4]; got 1 before and 2 after"),
        row(
            () -> A.pad(new int[] {-2, 0}, new int[] {-2, 0}, PadMode.CONSTANT, 0),
            "pad: [-2, 0] and [-2, 0] take away more than axis 0 of [3, 4] has"),
        row(
            () -> Tensor.zeros(0, 4).pad(new int[] {1, 0}, new int[2], PadMode.REFLECT, 0),
            "pad: axis 0 has no entries to repeat in [0, 4]"),
        row(() -> Tensor.meshgrid(A), "meshgrid: needs vectors; got [3, 4]"),
        row(
            () -> Tensor.arange(0, 5, 0),
            "arange: from 0 to 5 by 0 is no range; the step must not be 0, the bounds finite and"
                + " the numbers fewer than 2^31"),
        row(
            () -> Tensor.arange(DType.F32, 0, Double.NaN, 1),
            "arange: from 0.0 to NaN by 1.0 is no range; the step must not be 0, the bounds finite"
                + " and the numbers fewer than 2^31"),
        row(
            () -> Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1),
            "arange: from -9223372036854775808 to 9223372036854775807 by 1 is no range; the step"
                + " must not be 0, the bounds finite and the numbers fewer than 2^31"),
        row(() -> Tensor.linspace(0, 1, -1), "linspace: count must not be negative; got -1"));
  }

  private static Arguments row(Executable call, String sentence) {
    return Arguments.of(call, sentence);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"views", "indexing", "joining"})
  void saysWhatIsWrong(Executable call, String sentence) {
    var thrown = assertThrows(IllegalArgumentException.class, call);
    assertEquals(sentence, thrown.getMessage());
  }
}
