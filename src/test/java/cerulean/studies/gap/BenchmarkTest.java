package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.data.GeneratedDigits;
import cerulean.data.Images;
import cerulean.data.Split;
import cerulean.nn.gain.GainDynamics;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The protocols of arXiv:2507.14056, first version, as its authors' scripts have them; checked on
/// a few images that are drawn here.
@Tag("once")
class BenchmarkTest {

  private static final Split DATA = GeneratedDigits.generate(300, 200, 5);

  private static TaskStream stream(Benchmark benchmark) {
    return benchmark.stream(DATA, Integer.MAX_VALUE);
  }

  /// Pixels of an image as a network takes them: from 0 to 1, less 0.1307, over 0.3081.
  private static float[] standardised(Images images, int row) {
    float[] pixels = new float[784];
    for (int p = 0; p < 784; p++) {
      pixels[p] = (images.pixel(row, p / 28, p % 28) / 255f - 0.1307f) / 0.3081f;
    }
    return pixels;
  }

  private static float[] tested(TaskStream stream, int task, int row) {
    return stream.test(task).inputs().select(0, row).toArray();
  }

  /// One rounding more or less, of numbers below 3.
  private static final float ROUNDING = 4 * 0x1p-22f;

  @ParameterizedTest
  @CsvSource({"SPLIT, 5, 200, 0.4", "PERMUTED, 3, 200, 0.3", "ROTATED, 3, 400, 0.5"})
  void thePapersNumbersArePinned(Benchmark benchmark, int contexts, int iterations, double eta) {
    assertEquals(contexts, benchmark.contexts());
    assertEquals(contexts, stream(benchmark).tasks());
    NetworkPlan perceptron = new NetworkPlan(List.of(784, 400, 400, 10), 0.01, 0.05);
    assertEquals(
        new Protocol(
            iterations, 128, 0.01, new GainDynamics(0.9, 1, eta), perceptron, 1, Regime.ofPaper()),
        benchmark.protocol());
    assertEquals(0.9, Method.MOMENTUM);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstTasksTestImagesAreThemselves(Benchmark benchmark) {
    Images first = benchmark == Benchmark.SPLIT ? DATA.test().ofClasses(0, 1) : DATA.test();
    TaskStream stream = stream(benchmark);
    assertEquals(first.size(), stream.test().size());
    for (int row = 0; row < first.size(); row++) {
      assertEquals(first.label(row), stream.test().targets().getLong(row));
    }
    assertArrayEquals(standardised(first, 7), tested(stream, 0, 7), ROUNDING);
  }

  @Test
  void splittingGivesEachContextTwoMoreClasses() {
    TaskStream stream = stream(Benchmark.SPLIT);
    int all = 0;
    for (int task = 0; task < 5; task++) {
      all += stream.size(task);
      long[] classes = stream.test(task).targets().toLongArray();
      assertArrayEquals(
          new long[] {2L * task, 2L * task + 1},
          Arrays.stream(classes).distinct().sorted().toArray());
    }
    assertEquals(300, all);
  }

  /// The first and last numbers of NumPy's two first draws of `RandomState(42).permutation(784)`.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 598",
    "1, 1, 590",
    "1, 4, 174",
    "1, 783, 102",
    "2, 0, 205",
    "2, 1, 29",
    "2, 783, 42",
  })
  void permutedPixelsAreWhereNumPyPutsThem(int task, int place, int source) {
    TaskStream stream = stream(Benchmark.PERMUTED);
    for (int row = 0; row < 20; row++) {
      float expected = standardised(DATA.test(), row)[source];
      assertEquals(expected, tested(stream, task, row)[place], ROUNDING);
    }
  }

  /// The corner of an image that is turned comes from outside, which is black. How pixels turn is
  /// tested with [cerulean.data.ImageTransforms].
  @Test
  void turnedImagesHaveBlackCorners() {
    TaskStream stream = stream(Benchmark.ROTATED);
    float black = (0 - 0.1307f) / 0.3081f;
    for (int task = 1; task < 3; task++) {
      assertEquals(DATA.test().size(), stream.test(task).size());
      assertEquals(black, tested(stream, task, 3)[0], ROUNDING);
      assertEquals(black, tested(stream, task, 3)[783], ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluatedImagesAreAtMostSoMany(Benchmark benchmark) {
    TaskStream stream = benchmark.stream(DATA, 10);
    for (int task = 0; task < stream.tasks(); task++) {
      assertEquals(10, stream.test(task).size());
    }
  }
}
