package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.data.GeneratedDigits;
import cerulean.data.Images;
import cerulean.data.Split;
import cerulean.nn.Layer;
import cerulean.nn.gain.Drive;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainDynamics;
import cerulean.nn.gain.GainNetwork;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
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
    Perceptron perceptron = new Perceptron(List.of(784, 400, 400, 10), 0.01, 0.05);
    assertEquals(
        new Protocol(
            iterations, 128, 0.01, new GainDynamics(0.9, 1, eta), perceptron, 1, Regime.ofPaper()),
        benchmark.protocol());
    assertEquals(0.9, Method.MOMENTUM);
  }

  @ParameterizedTest
  @EnumSource(names = {"SPLIT", "PERMUTED", "ROTATED"})
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
  @EnumSource(names = {"SPLIT", "PERMUTED", "ROTATED"})
  void evaluatedImagesAreAtMostSoMany(Benchmark benchmark) {
    TaskStream stream = benchmark.stream(DATA, 10);
    for (int task = 0; task < stream.tasks(); task++) {
      assertEquals(10, stream.test(task).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPLIT_CIFAR10, 5, 0.2, 10",
    "DOMAIN_CIFAR100, 3, 0.1, 20",
    "DOMAIN_CIFAR100_V1, 3, 0.2, 100"
  })
  void thePapersNumbersOfPhotographsArePinned(
      Benchmark benchmark, int contexts, double eta, int classes) {
    assertEquals(contexts, benchmark.contexts());
    assertEquals(
        new Protocol(
            400,
            256,
            0.01,
            new GainDynamics(0.9, 1, eta),
            new SlimResNet(20, 32, classes, 0.05, 0.9),
            1,
            Regime.ofPaper()),
        benchmark.protocol());
  }

  /// Twenty coarse classes of five fine ones each, `n` images of every fine class. Fine class `f`
  /// is of coarse class `f % 20`, and all pixels of its images are `2 f`.
  private static GapData hundred(int n) {
    byte[] fine = new byte[100 * n];
    byte[] coarse = new byte[100 * n];
    byte[] pixels = new byte[100 * n * 3 * 32 * 32];
    for (int i = 0; i < fine.length; i++) {
      fine[i] = (byte) (i % 100);
      coarse[i] = (byte) (fine[i] % 20);
      Arrays.fill(pixels, i * 3072, (i + 1) * 3072, (byte) (2 * fine[i]));
    }
    Images byFine = Images.of(3, 32, 32, 100, pixels, fine);
    Images byCoarse = Images.of(3, 32, 32, 20, pixels, coarse);
    return new GapData(new Split(byFine, byFine), new Split(byCoarse, byCoarse), List.of());
  }

  private static long[] classes(TaskStream stream, int task) {
    return Arrays.stream(stream.test(task).targets().toLongArray()).distinct().sorted().toArray();
  }

  @Test
  void aContextOfDomainsHasOneFineClassOfEveryCoarseOne() {
    TaskStream stream = Benchmark.DOMAIN_CIFAR100.stream(hundred(2), Integer.MAX_VALUE);
    assertEquals(3, stream.tasks());
    for (int task = 0; task < 3; task++) {
      assertEquals(40, stream.size(task));
      assertEquals(20, classes(stream, task).length);
      for (int row = 0; row < 40; row++) {
        int coarse = (int) stream.test(task).targets().getLong(row);
        float red = (2f * (20 * task + coarse) / 255f - 0.4914f) / 0.2470f;
        assertEquals(red, stream.test(task).inputs().get(row, 0), ROUNDING);
      }
    }
  }

  @Test
  void theFirstVersionHasTheFineClassesOfOneCoarseClassAfterAnother() {
    TaskStream stream = Benchmark.DOMAIN_CIFAR100_V1.stream(hundred(2), Integer.MAX_VALUE);
    assertArrayEquals(new long[] {0, 20, 40, 60, 80}, classes(stream, 0));
    assertArrayEquals(new long[] {1, 21, 41, 61, 81}, classes(stream, 1));
    assertArrayEquals(new long[] {2, 22, 42, 62, 82}, classes(stream, 2));
  }

  /// Training images are shifted and mirrored, test images are not.
  @Test
  void photographsChangeWheneverTheyAreTrainedOn() {
    TaskStream stream = Benchmark.DOMAIN_CIFAR100_V1.stream(hundred(1), Integer.MAX_VALUE);
    Batch drawn = stream.draw(1, 200, Philox.of(3));
    int shifted = 0;
    float black = (0 - 0.4914f) / 0.2470f;
    for (int row = 0; row < drawn.size(); row++) {
      if (drawn.targets().getLong(row) > 0 && drawn.inputs().get(row, 0) == black) {
        shifted++;
      }
    }
    // The first pixel is from the frame unless both shifts are inwards: with 4/9 each, 56/81 are.
    assertEquals(160 * 56 / 81.0, shifted, 20);
    Batch again = stream.draw(1, 200, Philox.of(3));
    assertArrayEquals(drawn.inputs().toArray(), again.inputs().toArray());
    assertEquals(5, stream.test(0).size());
  }

  /// The head alone has a gain, and alone no momentum; weights are those of the plain network.
  @Test
  void theGainOfAResNetIsOnItsHead() {
    SlimResNet plan = new SlimResNet(2, 8, 10, 0.05, 0.9);
    Layer plain = plan.plain(Philox.of(4));
    GainNetwork gained =
        GainNetwork.of(
            plan.withGains(
                Philox.of(4), Gain.of(new GainDynamics(0.9, 1, 0.2), Drive.entropy()), false));
    assertEquals(1, gained.modulated().size());
    Variable x = Variable.constant(Tensor.normal(Philox.of(5), 0f, 1f, 3, 3 * 8 * 8));
    plain.train(false);
    gained.train(false);
    assertArrayEquals(plain.forward(x).value().toArray(), gained.forward(x).value().toArray());
    Sgd sgd = plan.modulatedDescent(gained, 0.01);
    assertEquals(0.9, sgd.groups().get(0).config().momentum());
    assertEquals(0, sgd.groups().get(1).config().momentum());
    assertEquals(
        List.of(List.of(10, 16)),
        sgd.groups().get(1).parameters().stream()
            .map(p -> Arrays.stream(p.shape().dims()).boxed().toList())
            .toList());
    assertEquals(gained.parameters().size() - 1, sgd.groups().get(0).parameters().size());
  }
}
