package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Statistics of batches, and gradients of normalisations against differences.
class NormalizationGradientTest implements WordForWord {

  private static final double EPSILON = 1e-3;

  private static Tensor draw(long seed, int... shape) {
    return Tensor.normal(Philox.of(seed), 0.5f, 1f, shape).to(DType.F64);
  }

  static List<int[]> batches() {
    return List.of(
        new int[] {4, 3},
        new int[] {5, 2, 7},
        new int[] {3, 2, 6, 7},
        new int[] {1, 3, 2, 2, 2},
        new int[] {2, 3, 65},
        new int[] {2, 1, 3000},
        new int[] {300, 40});
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batchMomentsAreThoseOverAllButTheChannels(int[] shape) {
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Tensor x = draw(1, shape).to(type);
      int[] axes = allButChannels(shape.length);
      Normalization.Moments moments = Normalization.batchMoments(x);
      double unit = type == DType.F32 ? 1e-6 : 1e-13;
      Tensor wide = x.to(DType.F64);
      assertArrayEquals(
          wide.mean(false, axes).toDoubleArray(), moments.mean().toDoubleArray(), unit);
      assertArrayEquals(
          wide.var(0, false, axes).toDoubleArray(), moments.variance().toDoubleArray(), 4 * unit);
      assertEquals(type, moments.mean().dtype());
    }
  }

  @Test
  void aMeanFarAboveTheSpreadCostsNoDigitsInABatch() {
    Tensor near = Tensor.arange(6000).remainder(Tensor.scalar(101L)).to(DType.F32);
    Tensor far = near.add(0x1p22).reshape(2, 1, 3000);
    Normalization.Moments moments = Normalization.batchMoments(far);
    double expected = near.to(DType.F64).var(0, false).itemDouble();
    assertEquals(expected, moments.variance().itemDouble(), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batchGradientsEqualDifferences(int[] shape) {
    Tensor x = draw(2, shape);
    Tensor g = draw(3, shape);
    Tensor w = draw(4, shape[1]);
    Normalization.Moments moments = Normalization.batchMoments(x);
    Normalization.Gradients gradients =
        Normalization.batchNormGradients(g, x, moments.mean(), moments.variance(), w, EPSILON);
    checkSlopes(x, gradients.input(), t -> batch(t, w).mul(g).sum().itemDouble());
    checkSlopes(w, gradients.weight(), t -> batch(x, t).mul(g).sum().itemDouble());
    Tensor sums = g.sum(false, allButChannels(shape.length));
    assertArrayEquals(sums.toDoubleArray(), gradients.bias().toDoubleArray(), 1e-11);
    Normalization.Gradients single =
        Normalization.batchNormGradients(
            g.to(DType.F32),
            x.to(DType.F32),
            moments.mean().to(DType.F32),
            moments.variance().to(DType.F32),
            w.to(DType.F32),
            EPSILON);
    checkSingle(gradients, single);
  }

  private static Tensor batch(Tensor x, Tensor weight) {
    Normalization.Moments moments = Normalization.batchMoments(x);
    return Normalization.batchNorm(x, moments.mean(), moments.variance(), weight, null, EPSILON);
  }

  static List<Arguments> layers() {
    return List.of(
        Arguments.of(new int[] {3, 5}, 1),
        Arguments.of(new int[] {2, 3, 4}, 2),
        Arguments.of(new int[] {2, 67}, 1),
        Arguments.of(new int[] {1, 300}, 1),
        Arguments.of(new int[] {700, 129}, 1));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerGradientsEqualDifferences(int[] shape, int axes) {
    Tensor x = draw(5, shape);
    Tensor g = draw(6, shape);
    Tensor w = draw(7, java.util.Arrays.copyOfRange(shape, shape.length - axes, shape.length));
    Normalization.Gradients layer = Normalization.layerNormGradients(g, x, axes, w, EPSILON);
    checkSlopes(x, layer.input(), t -> layer(t, axes, w).mul(g).sum().itemDouble());
    checkSlopes(w, layer.weight(), t -> layer(x, axes, t).mul(g).sum().itemDouble());
    assertArrayEquals(g.sumTo(w.shape()).toDoubleArray(), layer.bias().toDoubleArray(), 1e-11);
    Normalization.Gradients rms = Normalization.rmsNormGradients(g, x, axes, w, EPSILON);
    checkSlopes(x, rms.input(), t -> rms(t, axes, w).mul(g).sum().itemDouble());
    checkSlopes(w, rms.weight(), t -> rms(x, axes, t).mul(g).sum().itemDouble());
    assertNull(rms.bias());
    checkSingle(
        layer,
        Normalization.layerNormGradients(
            g.to(DType.F32), x.to(DType.F32), axes, w.to(DType.F32), EPSILON));
    checkSingle(
        rms,
        Normalization.rmsNormGradients(
            g.to(DType.F32), x.to(DType.F32), axes, w.to(DType.F32), EPSILON));
  }

  private static Tensor layer(Tensor x, int axes, Tensor weight) {
    return Normalization.layerNorm(x, axes, weight, null, EPSILON);
  }

  private static Tensor rms(Tensor x, int axes, Tensor weight) {
    return Normalization.rmsNorm(x, axes, weight, EPSILON);
  }

  @Test
  void viewsHaveTheGradientsOfTheirCopies() {
    Tensor x = draw(8, 6, 9).to(DType.F32).transpose();
    Tensor g = draw(9, 6, 9).to(DType.F32).transpose();
    assertArrayEquals(
        Normalization.layerNormGradients(g.copy(), x.copy(), 1, null, 1).input().toArray(),
        Normalization.layerNormGradients(g, x, 1, null, 1).input().toArray());
    Normalization.Moments moments = Normalization.batchMoments(x);
    assertArrayEquals(
        Normalization.batchMoments(x.copy()).variance().toArray(), moments.variance().toArray());
    assertArrayEquals(
        Normalization.batchNormGradients(
                g.copy(), x.copy(), moments.mean(), moments.variance(), null, 1)
            .input()
            .toArray(),
        Normalization.batchNormGradients(g, x, moments.mean(), moments.variance(), null, 1)
            .input()
            .toArray());
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Tensor x = draw(10, 512, 300).to(DType.F32);
    Tensor g = draw(11, 512, 300).to(DType.F32);
    int threads = Parallel.threads();
    float[][] weights = new float[2][];
    try {
      for (int i = 0; i < 2; i++) {
        Parallel.configure(i == 0 ? 1 : 3);
        weights[i] = Normalization.layerNormGradients(g, x, 1, null, 1e-5).weight().toArray();
      }
    } finally {
      Parallel.configure(threads);
    }
    assertArrayEquals(weights[0], weights[1]);
  }

  @Test
  void emptyInputsHaveEmptyGradients() {
    Tensor none = Tensor.zeros(0, 4);
    Normalization.Gradients gradients = Normalization.layerNormGradients(none, none, 1, null, 1);
    assertEquals(Shape.of(0, 4), gradients.input().shape());
    assertArrayEquals(new float[4], gradients.weight().toArray());
    Tensor four = Tensor.ones(4);
    gradients = Normalization.batchNormGradients(none, none, four, four, null, 1);
    assertEquals(Shape.of(0, 4), gradients.input().shape());
    assertArrayEquals(new float[4], gradients.bias().toArray());
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(2, 6, 4);
    Tensor six = Tensor.ones(6);
    return List.of(
        row(
            () -> Normalization.batchMoments(Tensor.zeros(0, 3)),
            "batchMoments: no elements to a channel in [0, 3]"),
        row(
            () -> Normalization.batchMoments(six),
            "batchMoments: input must be [batch, channels, ...]; got [6]"),
        row(
            () -> Normalization.batchNormGradients(six, x, six, six, null, 1),
            "batchNormGradients: gradient must be [2, 6, 4]; got [6]"),
        row(
            () -> Normalization.batchNormGradients(x, x, Tensor.ones(4), six, null, 1),
            "batchNormGradients: mean must be [6]; got [4]"),
        row(
            () -> Normalization.layerNormGradients(x, x, 1, six, 1),
            "layerNormGradients: weight must be [4]; got [6]"),
        row(
            () -> Normalization.rmsNormGradients(x.to(DType.F64), x, 1, null, 1),
            "rmsNormGradients: needs F32; got F64; convert with to(DType.F32)"));
  }

  private static int[] allButChannels(int rank) {
    int[] axes = new int[rank - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return axes;
  }

  /// Central differences at up to 40 elements.
  private static void checkSlopes(Tensor at, Tensor slopes, Function<Tensor, Double> loss) {
    assertEquals(at.shape(), slopes.shape());
    double[] point = at.toDoubleArray();
    double[] got = slopes.toDoubleArray();
    double step = 1e-5;
    for (int i = 0; i < point.length; i += Math.max(1, point.length / 40)) {
      double[] ahead = point.clone();
      double[] behind = point.clone();
      ahead[i] += step;
      behind[i] -= step;
      double slope =
          (loss.apply(Tensor.of(ahead, at.shape().dims()))
                  - loss.apply(Tensor.of(behind, at.shape().dims())))
              / (2 * step);
      assertEquals(slope, got[i], 1e-6 * Math.max(1, Math.abs(slope)), "element " + i);
    }
  }

  /// F32 within the rounding of its inputs, which are not those of F64.
  private static void checkSingle(Normalization.Gradients expected, Normalization.Gradients got) {
    close(expected.input(), got.input());
    close(expected.weight(), got.weight());
    if (expected.bias() != null) {
      close(expected.bias(), got.bias());
    }
  }

  private static void close(Tensor expected, Tensor got) {
    assertEquals(DType.F32, got.dtype());
    double scale = Math.max(1, expected.abs().amax(false).itemDouble());
    double error = expected.sub(got.to(DType.F64)).abs().amax(false).itemDouble();
    assertTrue(error <= 2e-5 * scale, () -> error + " of " + scale);
  }
}
