package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.testing.OpRow;
import cerulean.testing.OpTable;
import cerulean.testing.Trials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What holds for every operation whatever its operands look like in memory and whatever their
/// bits.
class OpPropertyTest {

  private interface Pair {
    Tensor apply(Tensor a, Tensor b);
  }

  private interface Single {
    Tensor apply(Tensor a);
  }

  private record Exact2(Pair tensor, DoubleBinaryOperator oracle) {}

  private record Exact1(Single tensor, DoubleUnaryOperator oracle) {}

  /// Operations whose float32 result is the double-precision result rounded once.
  private static final Map<String, Exact2> EXACT_PAIRS = new LinkedHashMap<>();

  private static final Map<String, Exact1> EXACT_SINGLES = new LinkedHashMap<>();

  static {
    pair("add", Tensor::add, (x, y) -> x + y);
    pair("sub", Tensor::sub, (x, y) -> x - y);
    pair("mul", Tensor::mul, (x, y) -> x * y);
    pair("div", Tensor::div, (x, y) -> x / y);
    pair("maximum", Tensor::maximum, Math::max);
    pair("minimum", Tensor::minimum, Math::min);
    pair("fmod", Tensor::fmod, (x, y) -> x % y);
    pair("copySign", Tensor::copySign, Math::copySign);
    pair("pow", Tensor::pow, Math::pow);
    pair("atan2", Tensor::atan2, Math::atan2);
    pair("lt", Tensor::lt, (x, y) -> x < y ? 1 : 0);
    pair("le", Tensor::le, (x, y) -> x <= y ? 1 : 0);
    pair("gt", Tensor::gt, (x, y) -> x > y ? 1 : 0);
    pair("ge", Tensor::ge, (x, y) -> x >= y ? 1 : 0);
    pair("eq", Tensor::eq, (x, y) -> x == y ? 1 : 0);
    pair("ne", Tensor::ne, (x, y) -> x != y ? 1 : 0);
    single("neg", Tensor::neg, x -> -x);
    single("abs", Tensor::abs, Math::abs);
    single("sign", Tensor::sign, a -> Math.signum(a) + 0.0f); // of -0 it is 0
    single("sqrt", Tensor::sqrt, Math::sqrt);
    single("square", Tensor::square, x -> x * x);
    single("reciprocal", Tensor::reciprocal, x -> 1 / x);
    single("floor", Tensor::floor, Math::floor);
    single("ceil", Tensor::ceil, Math::ceil);
    single("round", Tensor::round, Math::rint);
    single("trunc", Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    single("tan", Tensor::tan, Math::tan);
    single("atan", Tensor::atan, Math::atan);
    single("cbrt", Tensor::cbrt, Math::cbrt);
    single("relu", Tensor::relu, x -> Math.max(x, 0));
    single("isNaN", Tensor::isNaN, x -> Double.isNaN(x) ? 1 : 0);
    single("isFinite", Tensor::isFinite, x -> Double.isFinite(x) ? 1 : 0);
  }

  private static void pair(String name, Pair tensor, DoubleBinaryOperator oracle) {
    EXACT_PAIRS.put(name, new Exact2(tensor, oracle));
  }

  private static void single(String name, Single tensor, DoubleUnaryOperator oracle) {
    EXACT_SINGLES.put(name, new Exact1(tensor, oracle));
  }

  /// The place of an element in memory has no influence on any bit of any result, but for inner
  /// products of 64 terms and more (ADR 3), which no row has.
  @TestFactory
  List<DynamicTest> everyArrangementGivesTheSameBits() {
    return OpTable.rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.toString(), () -> compareArrangements(row)))
        .toList();
  }

  private static void compareArrangements(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      List<Tensor> inputs = new ArrayList<>();
      for (int[] shape : row.shapes()) {
        float low = (float) row.low();
        inputs.add(Tensor.uniform(random, low, (float) row.high(), shape).to(type));
      }
      Tensor expected = row.tensor().apply(inputs);
      for (int trial = 0; trial < 3; trial++) {
        List<Tensor> views = inputs.stream().map(a -> Arrangements.random(random, a)).toList();
        assertSameBits(expected, row.tensor().apply(views));
      }
    }
  }

  @TestFactory
  List<DynamicTest> exactPairsAreRightForEveryBitPattern() {
    List<DynamicTest> tests = new ArrayList<>();
    EXACT_PAIRS.forEach((name, op) ->
        Trials.of(
                6,
                random -> {
                  int[] shape = Trials.shape(random, 3);
                  Tensor a = anyBits(random, shape);
                  Tensor b = anyBits(random, Trials.broadcastable(random, shape));
                  Tensor x = a.expand(Shape.broadcast(name, a.shape(), b.shape()));
                  Tensor y = b.expand(x.shape());
                  double[] p = x.toDoubleArray();
                  double[] q = y.toDoubleArray();
                  double[] expected = new double[p.length];
                  for (int i = 0; i < p.length; i++) {
                    expected[i] = (float) op.oracle().applyAsDouble(p[i], q[i]);
                  }
                  Tensor left = Arrangements.random(random, a);
                  Tensor got = op.tensor().apply(left, Arrangements.random(random, b));
                  assertArrayEquals(expected, got.toDoubleArray());
                })
            .forEach(test -> tests.add(named(name, test))));
    return tests;
  }

  @TestFactory
  List<DynamicTest> exactSinglesAreRightForEveryBitPattern() {
    List<DynamicTest> tests = new ArrayList<>();
    EXACT_SINGLES.forEach((name, op) ->
        Trials.of(
                4,
                random -> {
                  Tensor a = anyBits(random, Trials.shape(random, 3));
                  double[] expected = a.toDoubleArray();
                  for (int i = 0; i < expected.length; i++) {
                    expected[i] = (float) op.oracle().applyAsDouble(expected[i]);
                  }
                  Tensor got = op.tensor().apply(Arrangements.random(random, a));
                  assertArrayEquals(expected, got.toDoubleArray());
                })
            .forEach(test -> tests.add(named(name, test))));
    return tests;
  }

  /// Through every pair of types, with random arrangements: what fits is unchanged.
  @TestFactory
  List<DynamicTest> conversionsKeepSmallWholeNumbers() {
    return Trials.of(
        40,
        random -> {
          int[] shape = Trials.shape(random, 3);
          long[] values = new long[Shape.of(shape).size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(100);
          }
          Tensor a = Tensor.of(values, shape);
          for (DType from : DType.values()) {
            for (DType to : DType.values()) {
              if (from != DType.BOOL && to != DType.BOOL) {
                Tensor there = Arrangements.random(random, a.to(from)).to(to);
                assertArrayEquals(values, there.to(DType.I64).toLongArray(), from + " to " + to);
              }
            }
          }
        });
  }

  private static DynamicTest named(String name, DynamicTest test) {
    return DynamicTest.dynamicTest(name + ", " + test.getDisplayName(), test.getExecutable());
  }

  private static Tensor anyBits(Philox random, int... shape) {
    float[] values = new float[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Trials.anyFloat(random);
    }
    return Tensor.wrap(values, shape);
  }

  static void assertSameBits(Tensor expected, Tensor got) {
    assertEquals(expected.shape(), got.shape());
    assertEquals(expected.dtype(), got.dtype());
    assertArrayEquals(expected.toDoubleArray(), got.toDoubleArray());
  }
}
