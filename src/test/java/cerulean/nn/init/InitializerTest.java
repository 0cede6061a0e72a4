package cerulean.nn.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.GoodnessOfFit;
import cerulean.testing.WordForWord;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest implements WordForWord {

  /// Seeds are fixed; a right law falls below once in a hundred thousand.
  private static final double UNLIKELY = 1e-5;

  /// Filters of 27 inputs per output, 72 outputs per input.
  private static final int[] FILTERS = {8, 3, 3, 3};

  /// A wider one, so that there are enough numbers to tell laws apart.
  private static final int[] WIDE = {64, 30, 3, 3};

  /// A law and its distribution function.
  record Law(String name, Initializer law, DoubleUnaryOperator below) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static DoubleUnaryOperator uniform(double low, double high) {
    return x -> Math.clamp((x - low) / (high - low), 0, 1);
  }

  private static DoubleUnaryOperator normal(double mean, double sd) {
    return x -> GoodnessOfFit.normalLower((x - mean) / sd);
  }

  /// Of [#WIDE], which has 270 inputs and 576 outputs.
  static List<Law> laws() {
    double relu = Math.sqrt(2);
    DoubleUnaryOperator full = normal(0.2, 0.5);
    double below = full.applyAsDouble(-0.3);
    double within = full.applyAsDouble(1.5) - below;
    double byInputs = 1 / Math.sqrt(270);
    return List.of(
        new Law("uniform", Initializer.uniform(-2, 1), uniform(-2, 1)),
        new Law("normal", Initializer.normal(3, 0.5), normal(3, 0.5)),
        new Law(
            "truncatedNormal",
            Initializer.truncatedNormal(0.2, 0.5, -0.3, 1.5),
            x -> Math.clamp((full.applyAsDouble(x) - below) / within, 0, 1)),
        new Law("uniformByInputs", Initializer.uniformByInputs(), uniform(-byInputs, byInputs)),
        new Law("kaimingUniform", kaiming(true), both(Math.sqrt(6 / 270.0))),
        new Law("kaimingNormal", kaiming(false), normal(0, relu / Math.sqrt(270))),
        new Law(
            "kaimingNormal by outputs",
            Initializer.kaimingNormal(1, Fans.Mode.OUT),
            normal(0, 1 / Math.sqrt(576))),
        new Law("xavierUniform", Initializer.xavierUniform(2), both(2 * Math.sqrt(6 / 846.0))),
        new Law("xavierNormal", Initializer.xavierNormal(2), normal(0, 2 * Math.sqrt(2 / 846.0))));
  }

  private static Initializer kaiming(boolean uniform) {
    return uniform
        ? Initializer.kaimingUniform(Nonlinearity.RELU)
        : Initializer.kaimingNormal(Nonlinearity.RELU);
  }

  private static DoubleUnaryOperator both(double bound) {
    return uniform(-bound, bound);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void numbersFollowTheLaw(Law law) {
    double[] drawn = law.law.draw(DType.F64, Philox.of(7), WIDE).toDoubleArray();
    double likely = GoodnessOfFit.kolmogorovSmirnov(drawn, law.below);
    assertTrue(likely > UNLIKELY, "probability " + likely);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aSeedGivesTheSameNumbers(Law law) {
    Tensor first = law.law.draw(Philox.of(5), FILTERS);
    assertEquals(DType.F32, first.dtype());
    assertArrayEquals(first.toArray(), law.law.draw(Philox.of(5), FILTERS).toArray());
    assertTrue(first.ne(law.law.draw(Philox.of(6), FILTERS)).any(false).itemBoolean());
  }

  // ---- Gains and fans

  @Test
  void gainsArePyTorchs() {
    assertEquals(1, Nonlinearity.LINEAR.gain());
    assertEquals(1, Nonlinearity.SIGMOID.gain());
    assertEquals(5 / 3.0, Nonlinearity.TANH.gain());
    assertEquals(Math.sqrt(2), Nonlinearity.RELU.gain());
    assertEquals(Math.sqrt(2 / 1.0001), Nonlinearity.LEAKY_RELU.gain());
    assertEquals(0.75, Nonlinearity.SELU.gain());
    assertEquals(1, Nonlinearity.leakyRelu(1), "slope 1 is linear");
  }

  @Test
  void fansOfFiltersCountTheWindow() {
    Fans fans = Fans.of(FILTERS);
    assertEquals(new Fans(27, 72), fans);
    assertEquals(49.5, fans.by(Fans.Mode.AVERAGE));
  }

  /// The default of dense layers is the uniform Kaiming law of a leaky ReLU of slope sqrt(5), which
  /// is how PyTorch writes it.
  @Test
  void theDefaultOfLayersIsAKaimingLaw() {
    VarianceScaling law =
        Initializer.kaimingUniform(Nonlinearity.leakyRelu(Math.sqrt(5)), Fans.Mode.IN);
    assertEquals(1 / Math.sqrt(27), law.bound(FILTERS), 1e-15);
    assertArrayEquals(
        Initializer.uniformByInputs().draw(Philox.of(3), FILTERS).toArray(),
        law.draw(Philox.of(3), FILTERS).toArray());
  }

  /// What the law is for: a deep network of ReLUs passes on the variance of its input.
  @Test
  void kaimingKeepsTheVarianceThroughManyLayers() {
    Philox random = Philox.of(11);
    Tensor x = Tensor.normal(random, 0, 1, 64, 256);
    for (int layer = 0; layer < 20; layer++) {
      Tensor weight = Initializer.kaimingNormal(Nonlinearity.RELU).draw(random, 256, 256);
      x = x.matmul(weight.transpose()).relu();
    }
    // half of the variance before each ReLU is that of the second moment behind it
    double second = x.mul(x).mean().item();
    assertTrue(second > 0.3 && second < 3, "second moment " + second);
  }

  // ---- Structured laws

  @ParameterizedTest
  @ValueSource(strings = {"7,4", "4,7", "5,5", "6,2,3,3", "1,3", "3,1"})
  void orthogonalRowsOrColumnsHaveTheLengthOfTheGain(String sizes) {
    int[] shape = Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    Tensor weight = Initializer.orthogonal(1.5).draw(DType.F64, Philox.of(2), shape);
    assertArrayEquals(shape, weight.shape().dims());
    Tensor w = weight.reshape(shape[0], -1);
    Tensor gram = w.dim(0) < w.dim(1) ? w.matmul(w.transpose()) : w.transpose().matmul(w);
    Tensor wanted = Tensor.eye(DType.F64, gram.dim(0), gram.dim(0), 0).mul(2.25);
    assertArrayEquals(wanted.toDoubleArray(), gram.toDoubleArray(), 1e-14);
    assertArrayEquals(
        weight.to(DType.F32).toArray(),
        Initializer.orthogonal(1.5).draw(Philox.of(2), shape).toArray(),
        "F32 is F64, rounded");
  }

  /// Uniform among rotations of the plane: the first column is a point of the circle, and half of
  /// the matrices mirror. Without the signs of the triangular factor, angles would be on one side.
  @Test
  void orthogonalMatricesAreUniform() {
    Philox random = Philox.of(9);
    double[] angles = new double[2000];
    int mirrors = 0;
    for (int i = 0; i < angles.length; i++) {
      double[] q = Initializer.orthogonal(1).draw(DType.F64, random, 2, 2).toDoubleArray();
      angles[i] = Math.atan2(q[2], q[0]);
      mirrors += q[0] * q[3] - q[1] * q[2] < 0 ? 1 : 0;
    }
    assertTrue(GoodnessOfFit.kolmogorovSmirnov(angles, uniform(-Math.PI, Math.PI)) > UNLIKELY);
    // four standard deviations of a fair coin
    assertEquals(1000, mirrors, 4 * Math.sqrt(500));
  }

  @Test
  void sparseColumnsHaveTheirPartOfZerosAtRandomRows() {
    Tensor matrix = Initializer.sparse(0.25, 0.01).draw(DType.F64, Philox.of(3), 10, 2000);
    Tensor zeros = matrix.eq(0).to(DType.F64);
    assertArrayEquals(
        new double[] {3, 3},
        new double[] {
          zeros.sum(false, 0).amin(false, 0).itemDouble(),
          zeros.sum(false, 0).amax(false, 0).itemDouble()
        });
    long[] inRows = zeros.sum(false, 1).to(DType.I64).toLongArray();
    double[] even = new double[10];
    Arrays.fill(even, 600);
    assertTrue(GoodnessOfFit.chiSquare(inRows, even) > UNLIKELY);
    double[] others = Arrays.stream(matrix.toDoubleArray()).filter(x -> x != 0).toArray();
    assertTrue(GoodnessOfFit.kolmogorovSmirnov(others, normal(0, 0.01)) > UNLIKELY);
  }

  @Test
  void identityAndConstantDrawNothing() {
    Philox random = Philox.of(1);
    assertEquals("[[1. 0. 0.]\n [0. 1. 0.]]", Initializer.identity().draw(random, 2, 3).toString());
    assertEquals("[2. 2.]", Initializer.constant(2).draw(random, 2).toString());
    assertEquals("[0. 0. 1. 1. 0. 0. 0. 0.]", Initializer.forgetBias(1).draw(random, 8).toString());
    assertEquals(Philox.of(1).state(), random.state());
  }

  @Test
  void diracFiltersCopyTheirInput() {
    Tensor filters = Initializer.dirac(2).draw(Philox.of(1), 4, 2, 3);
    // in each of two groups output i has a 1 at the centre of input i
    Tensor once = Tensor.of(new float[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}, 2, 2, 3);
    assertArrayEquals(Tensor.concat(0, once, once).toArray(), filters.toArray());
    // fewer inputs than outputs: the rest is 0
    assertEquals(2, Initializer.dirac(1).draw(Philox.of(1), 4, 2, 3, 3, 3).sum().item());
  }

  @Test
  void noElementsAreNoFault() {
    assertEquals(0, Initializer.orthogonal(1).draw(Philox.of(1), 0, 3).size());
    assertEquals(0, Initializer.xavierUniform(1).draw(Philox.of(1), 3, 0).size());
  }

  static Stream<Arguments> sentences() {
    Philox random = Philox.of(1);
    return Stream.of(
        WordForWord.row(
            () -> Initializer.xavierNormal(1).draw(random, 3),
            "fans: a weight needs two axes at least, [out, in, ...]; got [3]"),
        WordForWord.row(
            () -> Initializer.kaimingNormal(-1, Fans.Mode.IN),
            "init: the gain must be above 0; got -1.0"),
        WordForWord.row(
            () -> Initializer.uniform(1, 0), "init: low must not be above high; got 1.0 and 0.0"),
        WordForWord.row(
            () -> Initializer.sparse(2, 1), "init: the part of zeros must be from 0 to 1; got 2.0"),
        WordForWord.row(
            () -> Initializer.sparse(0.5, 1).draw(random, 3), "sparse: needs two axes; got [3]"),
        WordForWord.row(
            () -> Initializer.orthogonal(1).draw(random, 3),
            "orthogonal: needs two axes at least; got [3]"),
        WordForWord.row(
            () -> Initializer.identity().draw(random, 3, 3, 3),
            "identity: needs two axes; got [3, 3, 3]"),
        WordForWord.row(
            () -> Initializer.dirac(1).draw(random, 3, 3),
            "dirac: needs filters [out, in, ...] of one axis at least; got [3, 3]"),
        WordForWord.row(
            () -> Initializer.dirac(2).draw(random, 3, 3, 3),
            "dirac: groups must divide the outputs; got 2 for [3, 3, 3]"),
        WordForWord.row(
            () -> Initializer.forgetBias(1).draw(random, 6),
            "forgetBias: needs one axis of four gates; got [6]"));
  }
}
