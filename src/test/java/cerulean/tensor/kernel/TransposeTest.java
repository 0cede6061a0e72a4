package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Transposition by blocks against its definition, at sizes round the blocks, from rows that lie
/// apart as well; what lies round the result stays.
@Tag("once")
class TransposeTest {

  private static final int[] SIZES = {1, 2, 3, 4, 5, 8, 9, 15, 16, 17, 20, 31, 33, 40};

  private static final int BEFORE = 3;

  private static final float GUARD = 777f;

  static Stream<Arguments> kernels() {
    return Stream.of(
        Arguments.of(Named.of("scalar", new ScalarFloatShiftedProducts())),
        Arguments.of(Named.of("simd", new SimdFloatShiftedProducts())));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exchangesRowsAndColumnsAndTouchesNothingElse(FloatShiftedProducts kernel) {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        for (int row : new int[] {columns, columns + 5}) {
          float[] in = numbered(BEFORE + (rows - 1) * row + columns);
          float[] expected = guarded(rows * columns);
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              expected[BEFORE + j * rows + i] = in[BEFORE + i * row + j];
            }
          }
          float[] out = guarded(rows * columns);
          kernel.transpose(rows, columns, in, BEFORE, row, out, BEFORE);
          assertArrayEquals(expected, out, rows + " x " + columns + ", rows " + row + " apart");
        }
      }
    }
  }

  private static float[] numbered(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static float[] guarded(int n) {
    float[] numbers = new float[BEFORE + n + 2];
    Arrays.fill(numbers, GUARD);
    return numbers;
  }
}
