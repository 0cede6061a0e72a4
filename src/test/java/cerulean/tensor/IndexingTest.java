package cerulean.tensor;

import static cerulean.tensor.ViewTest.counting;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Slices, gathers, scatters, joins: all element types, no elements, no axes, many threads.
class IndexingTest {

  private static final Tensor MASK =
      Tensor.of(new boolean[] {true, false, false, true, true, false}, 2, 3);

  private static final Tensor ENDS = Tensor.of(new long[] {-1, 0, 1, 1}, 4);

  private final int threads = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.configure(threads);
  }

  // ---- Slices

  @Test
  void boundsAreCutToTheAxis() {
    Tensor a = Tensor.arange(5);
    assertArrayEquals(new long[] {0, 1, 2, 3, 4}, a.slice(0, -99, 99, 1).toLongArray());
    assertArrayEquals(new long[] {3, 4}, a.slice(0, -2, 99, 1).toLongArray());
    assertArrayEquals(new long[0], a.slice(0, 3, 3, 1).toLongArray());
    assertArrayEquals(new long[0], a.slice(0, 4, -1, -1).toLongArray());
    assertArrayEquals(new long[] {4, 2, 0}, a.slice(0, 99, Integer.MIN_VALUE, -2).toLongArray());
    assertArrayEquals(
        new long[] {4}, a.slice(0, 4, Integer.MIN_VALUE, Integer.MIN_VALUE).toLongArray());
    assertArrayEquals(new long[] {1}, a.slice(0, 1, 5, Integer.MAX_VALUE).toLongArray());
    assertEquals(Shape.of(0), Tensor.zeros(0).slice(Slice.every(-1)).shape());
  }

  @Test
  void slicesAreViewsThatCanBeWritten() {
    Tensor a = Tensor.zeros(6);
    a.slice(0, 5, 0, -2).copyFromInPlace(Tensor.of(new float[] {1, 2, 3}, 3));
    assertArrayEquals(new float[] {0, 3, 0, 2, 0, 1}, a.toArray());
    Tensor b = Tensor.zeros(2, 2);
    b.diagonal().fillInPlace(1);
    assertArrayEquals(new float[] {1, 0, 0, 1}, b.toArray());
  }

  @Test
  void diagonalsBeyondTheMatrixAreEmpty() {
    assertEquals(Shape.of(0), counting(2, 3).diagonal(3, 0, 1).shape());
    assertEquals(Shape.of(0), counting(2, 3).diagonal(Integer.MIN_VALUE, 0, 1).shape());
    assertArrayEquals(new float[] {2}, counting(2, 3).diagonal(2, 0, 1).toArray());
  }

  @Test
  void reshapeOfAGroupWithAnAxisOfSizeOneIsAView() {
    Tensor a = counting(4, 6).narrow(1, 0, 3);
    // The strides of the axis of size 1 say nothing: [2, 1, 2] is one group all the same.
    Tensor b = a.reshape(2, 2, 3).unsqueeze(1).reshape(4, 3);
    a.fillInPlace(0);
    assertArrayEquals(new float[12], b.toArray());
  }

  @Test
  void onlyOverlappingViewsOverlap() {
    Tensor a = counting(4, 6);
    assertFalse(a.layout().overlaps());
    assertFalse(a.transpose().flip(0).slice(0, 0, 6, 2).layout().overlaps());
    assertFalse(counting(2, 3, 3).diagonal(0, 1, 2).layout().overlaps());
    assertFalse(a.unfold(1, 2, 2).layout().overlaps());
    assertTrue(a.unfold(1, 3, 2).layout().overlaps());
    assertTrue(a.narrow(0, 0, 1).expand(4, 6).layout().overlaps());
  }

  // ---- All types

  @ParameterizedTest
  @EnumSource(DType.class)
  void moversTakeEveryType(DType type) {
    Tensor a = Tensor.arange(6).reshape(2, 3);
    Tensor b = a.add(1).transpose().contiguous().transpose();
    Tensor lines = Tensor.of(new int[] {1, 0, 1}, 1, 3);
    List<UnaryOperator<Tensor>> movers =
        List.of(
            x -> x.take(1, ENDS),
            x -> x.indexSelect(0, ENDS),
            x -> Indexing.takeFlat(x, ENDS),
            x -> x.gather(0, lines),
            x -> Indexing.gatherNd(x, ENDS.reshape(2, 2), 0),
            x -> Indexing.index(x, null, ENDS),
            x -> Indexing.indexPut(x, b.to(x.dtype()).select(0, 0), ScatterReduction.NONE, ENDS),
            x -> x.indexCopy(0, ENDS.narrow(0, 1, 2), b.to(x.dtype())),
            x -> x.scatter(0, lines, b.to(x.dtype())),
            x ->
                Indexing.scatterNd(
                    x,
                    ENDS.narrow(0, 1, 1).reshape(1, 1),
                    b.to(x.dtype()).narrow(0, 1, 1),
                    ScatterReduction.NONE),
            x -> x.maskedFill(MASK, 1),
            x -> x.maskedSelect(MASK),
            x -> Indexing.maskedScatter(x, MASK, b.to(x.dtype())),
            x -> Indexing.compress(x, 0, Tensor.of(new boolean[] {false, true}, 2)),
            x -> x.tril(0),
            x -> x.triu(1),
            x -> x.select(0, 1).diag(-1),
            x -> Tensor.concat(1, x, b.to(x.dtype())),
            x -> Tensor.stack(1, x, b.to(x.dtype())),
            x -> x.tile(2, 2),
            x -> x.repeat(1, 2),
            x -> x.roll(1, 1),
            x -> x.flip().unfold(1, 2, 1).contiguous(),
            x -> x.pad(new int[] {1, 2}, new int[] {0, 1}, PadMode.CONSTANT, 1),
            x -> x.pad(new int[] {1, 2}, new int[] {0, 1}, PadMode.REFLECT, 0));
    for (int i = 0; i < movers.size(); i++) {
      Tensor moved = movers.get(i).apply(a.to(type));
      Tensor expected = movers.get(i).apply(a).to(type);
      assertEquals(type, moved.dtype());
      assertEquals(expected.shape(), moved.shape(), "mover " + i);
      assertArrayEquals(expected.toDoubleArray(), moved.toDoubleArray(), "mover " + i);
    }
  }

  @Test
  void typesPromote() {
    Tensor i = Tensor.arange(2);
    Tensor f = Tensor.of(new float[] {0.5f, 1.5f}, 2);
    assertEquals(DType.F32, Tensor.concat(0, i, f).dtype());
    assertArrayEquals(new double[] {0, 1, 0.5, 1.5}, Tensor.concat(0, i, f).toDoubleArray());
    assertEquals(DType.F32, i.scatterAdd(0, i, f).dtype());
    assertArrayEquals(new double[] {0.5, 2.5}, i.scatterAdd(0, i, f).toDoubleArray());
  }

  @Test
  void reductionsOfTruthValuesAndSmallIntegers() {
    Tensor twice = Tensor.of(new long[] {0, 0, 1, 1}, 4);
    Tensor truth = Tensor.of(new boolean[] {true, true, false, true}, 4);
    Tensor base = Tensor.of(new boolean[] {false, true}, 2);
    for (ScatterReduction reduction : ScatterReduction.values()) {
      boolean[] expected =
          switch (reduction) {
            case NONE, ADD, MAX -> new boolean[] {true, true};
            case MUL, MIN -> new boolean[] {false, false};
          };
      Tensor out = base.scatter(0, twice, truth, reduction);
      assertEquals(DType.BOOL, out.dtype());
      assertArrayEquals(expected, out.toBooleanArray(), reduction.toString());
    }
    Tensor large = Tensor.of(new int[] {Integer.MAX_VALUE, 5}, 2);
    assertArrayEquals(
        new int[] {Integer.MIN_VALUE, 5},
        large.scatterAdd(0, Tensor.of(new int[] {0}, 1), Tensor.of(new int[] {1}, 1)).toIntArray());
  }

  @Test
  void extremesKeepNaN() {
    Tensor a = Tensor.of(new float[] {1, Float.NaN, 3}, 3);
    Tensor source = Tensor.of(new float[] {Float.NaN, 2, 2}, 3);
    Tensor places = Tensor.arange(3);
    assertArrayEquals(
        new float[] {Float.NaN, Float.NaN, 3},
        a.scatter(0, places, source, ScatterReduction.MAX).toArray());
    assertArrayEquals(
        new float[] {Float.NaN, Float.NaN, 2},
        a.scatter(0, places, source, ScatterReduction.MIN).toArray());
  }

  // ---- No elements, no axes

  @Test
  void nothingIsMovedWhereThereIsNothing() {
    Tensor none = Tensor.of(new long[0], 0);
    Tensor a = counting(2, 3);
    assertEquals(Shape.of(2, 0), a.take(1, none).shape());
    assertEquals(Shape.of(0, 3), Indexing.index(a, none).shape());
    assertEquals(Shape.of(0, 3), Indexing.gatherNd(a, none.reshape(0, 1), 0).shape());
    assertEquals(Shape.of(5, 2, 3), Indexing.gatherNd(a, Tensor.zeros(DType.I64, 5, 0), 0).shape());
    assertArrayEquals(a.toArray(), a.scatterAdd(1, none.reshape(2, 0), a).toArray());
    assertArrayEquals(a.toArray(), a.indexAdd(0, none, Tensor.zeros(0, 3)).toArray());
    assertEquals(Shape.of(0, 0), Tensor.zeros(0, 0).tril(0).shape());
    assertEquals(Shape.of(0, 2), Tensor.zeros(2, 2).nonZero().shape());
    assertEquals(Shape.of(0), a.maskedSelect(a.lt(a)).shape());
    assertEquals(Shape.of(0, 6), a.tile(0, 2).shape());
    assertEquals(Shape.of(2, 0), a.repeat(1, Tensor.zeros(DType.I64, 3)).shape());
    assertEquals(Shape.of(0, 3), Tensor.zeros(0, 3).roll(1, 0).shape());
    assertEquals(Shape.of(2, 3), Tensor.zeros(0, 3).pad(0, 1, 1).shape());
    assertEquals(Shape.of(0, 0, 2), Tensor.zeros(0, 4).unfold(1, 2, 1).narrow(1, 0, 0).shape());
    assertEquals(1, Tensor.zeros(0, 3).chunk(0, 4).length);
    assertEquals(0, Tensor.zeros(0, 3).unbind(0).length);
    assertEquals(Shape.of(0, 2), Tensor.zeros(2, 0).rot90(1, 0, 1).shape());
  }

  @Test
  void tensorsWithoutAxesHaveOneElement() {
    Tensor one = Tensor.scalar(5f);
    Tensor zero = Tensor.scalar(0L);
    assertEquals(5f, counting(6).take(0, Tensor.scalar(-1L)).item());
    assertEquals(Shape.of(3), counting(2, 3).take(0, zero).shape());
    assertEquals(5f, Indexing.takeFlat(one, zero).item());
    assertEquals(5f, Indexing.index(one).item());
    assertEquals(5f, one.slice(Slice.rest()).item());
    assertEquals(Shape.of(1), one.slice(Slice.newAxis()).shape());
    assertEquals(7f, one.maskedFill(Tensor.scalar(true), 7).item());
    assertArrayEquals(new float[] {5}, one.maskedSelect(Tensor.scalar(true)).toArray());
    assertEquals(Shape.of(1, 0), one.nonZero().shape());
    assertEquals(Shape.of(2, 1), one.tile(2, 1).shape());
    assertArrayEquals(new float[] {5, 5}, Tensor.stack(0, one, one).toArray());
    assertEquals(5f, one.pad(new int[0], new int[0], PadMode.REFLECT, 0).item());
    assertEquals(5f, one.roll(new int[0], new int[0]).item());
    assertEquals(5f, one.flip().item());
    assertArrayEquals(
        new float[] {5, 1, 5, 3},
        counting(4).scatter(0, Tensor.of(new long[] {0, 2}, 2), one).toArray());
  }

  // ---- What repeats, what is short

  @Test
  void ofSeveralAtOnePlaceTheLastStays() {
    Tensor same = Tensor.zeros(DType.I64, 5);
    Tensor source = Tensor.arange(5);
    assertArrayEquals(
        new long[] {4, 9}, Tensor.full(DType.I64, 9, 2).scatter(0, same, source).toLongArray());
    assertArrayEquals(
        new long[] {4, 9}, Tensor.full(DType.I64, 9, 2).indexCopy(0, same, source).toLongArray());
  }

  @Test
  void aMaskTooShortTakesNothingOfTheRest() {
    assertArrayEquals(
        new float[] {0},
        Indexing.compress(counting(5), 0, Tensor.of(new boolean[] {true, false}, 2)).toArray());
  }

  @Test
  void chunksAreOfOneSizeButTheLast() {
    assertArrayEquals(
        new int[] {2, 2, 2, 1},
        Arrays.stream(counting(7).chunk(0, 4)).mapToInt(Tensor::size).toArray());
    assertArrayEquals(
        new int[] {2, 2, 1},
        Arrays.stream(counting(5).chunk(0, 4)).mapToInt(Tensor::size).toArray());
    assertArrayEquals(
        new int[] {1, 1}, Arrays.stream(counting(2).chunk(0, 9)).mapToInt(Tensor::size).toArray());
  }

  @Test
  void aSingleEntryIsItsOwnMirror() {
    Tensor one = Tensor.of(new float[] {3}, 1);
    for (PadMode mode : List.of(PadMode.REFLECT, PadMode.REPLICATE, PadMode.CIRCULAR)) {
      assertArrayEquals(
          new float[] {3, 3, 3, 3}, one.pad(new int[] {2}, new int[] {1}, mode, 0).toArray());
    }
  }

  @Test
  void paddingKeepsTheSignOfZero() {
    float padded = counting(1).pad(new int[] {1}, new int[1], PadMode.CONSTANT, -0.0).get(0);
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(padded));
  }

  // ---- Creation

  @Test
  void rangesEndBeforeTheirStop() {
    assertArrayEquals(new long[] {0, 1, 2}, Tensor.arange(3).toLongArray());
    assertArrayEquals(new long[] {5, 3}, Tensor.arange(5, 1, -2).toLongArray());
    assertArrayEquals(new long[0], Tensor.arange(5, 1, 2).toLongArray());
    assertArrayEquals(
        new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 1},
        Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongArray());
    assertArrayEquals(
        new float[] {0.5f, 0.9f, 1.3f, 1.7f, 2.1f, 2.5f, 2.9f},
        Tensor.arange(DType.F32, 0.5, 3, 0.4).toArray());
    assertEquals(0, Tensor.arange(DType.F64, 1, 0, 0.5).size());
    assertEquals(DType.I32, Tensor.arange(DType.I32, 0, 4, 1).dtype());
  }

  @Test
  void evenlySpacedNumbersMeetBothEnds() {
    assertArrayEquals(new float[] {1, 1.5f, 2}, Tensor.linspace(1, 2, 3).toArray());
    assertArrayEquals(new float[] {1}, Tensor.linspace(1, 2, 1).toArray());
    assertArrayEquals(new float[0], Tensor.linspace(1, 2, 0).toArray());
    double[] tenths = Tensor.linspace(DType.F64, 0, 0.7, 8).toDoubleArray();
    assertEquals(0.7, tenths[7]);
    assertArrayEquals(new float[] {1, 10, 100}, Tensor.logspace(0, 2, 3, 10).toArray());
  }

  @Test
  void unitMatricesHaveOnesOnADiagonal() {
    assertArrayEquals(new float[] {1, 0, 0, 1}, Tensor.eye(2).toArray());
    assertArrayEquals(new long[] {0, 1, 0, 0, 0, 1}, Tensor.eye(DType.I32, 2, 3, 1).toLongArray());
    assertArrayEquals(
        new boolean[] {false, false, true, false, false, true},
        Tensor.eye(DType.BOOL, 3, 2, -1).toBooleanArray());
    assertArrayEquals(new float[6], Tensor.eye(DType.F32, 2, 3, 7).toArray());
  }

  // ---- Many elements, several threads

  @Test
  void threadsDoNotChangeResults() {
    Philox random = Philox.of(5);
    int n = 300_000;
    Tensor flat = Tensor.uniform(random, -1, 1, n);
    Tensor wide = flat.reshape(300, 1000);
    Tensor places = Tensor.permutation(random, n).mul(7).to(DType.F64).div(n).to(DType.I64);
    Tensor rows = places.narrow(0, 0, 1000);
    Tensor columns = places.reshape(300, 1000);
    Tensor mask = flat.lt(Tensor.scalar(0f));
    List<UnaryOperator<Tensor>> operations =
        List.of(
            x -> x.scatterAdd(0, places, flat),
            x -> x.reshape(300, 1000).scatterAdd(0, columns, wide),
            x -> x.reshape(300, 1000).scatterAdd(1, columns, wide),
            x -> x.reshape(300, 1000).scatter(0, columns, wide),
            x -> x.reshape(300, 1000).gather(0, columns),
            x -> x.reshape(300, 1000).gather(1, columns),
            x -> x.reshape(300, 1000).take(0, rows),
            x -> x.reshape(300, 1000).transpose().take(1, rows),
            x -> x.reshape(300, 1000).indexAdd(0, rows.narrow(0, 0, 300), wide),
            x -> x.reshape(300, 1000).indexAdd(1, rows, wide),
            x ->
                x.reshape(3, 100, 1000)
                    .indexAdd(1, rows.narrow(0, 0, 100), wide.reshape(3, 100, 1000)),
            x -> Indexing.takeFlat(x, places),
            x -> x.maskedSelect(mask),
            x -> x.maskedFill(mask, 2),
            x -> x.lt(Tensor.scalar(0f)).nonZero(),
            x -> x.reshape(300, 1000).tril(5));
    for (int i = 0; i < operations.size(); i++) {
      Parallel.configure(1);
      Tensor alone = operations.get(i).apply(flat);
      Parallel.configure(4);
      Tensor together = operations.get(i).apply(flat);
      assertArrayEquals(alone.toDoubleArray(), together.toDoubleArray(), "operation " + i);
    }
  }

  @Test
  void manyElementsAreSelectedInOrder() {
    int n = 200_001;
    Tensor numbers = Tensor.arange(n);
    Tensor thirds = numbers.sub(numbers.div(3).to(DType.I64).mul(3)).eq(Tensor.scalar(0L));
    long[] expected = Tensor.arange(0, n, 3).toLongArray();
    assertArrayEquals(expected, numbers.maskedSelect(thirds).toLongArray());
    assertArrayEquals(expected, thirds.nonZero().flatten().toLongArray());
  }
}
