package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Philox;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The loops that are made from those of `float`, in both modes: every method of the interfaces,
/// found by reflection, gives the same bits in SIMD and scalar form and leaves alone what lies
/// round the run.
@Tag("once")
class DoubleTwinTest {

  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 65, 207};

  private static final double GUARD = 12345;

  @TestFactory
  Stream<DynamicTest> elementwiseTwinsGiveTheSameBits() {
    return Stream.of(DoubleElementwise.class.getMethods())
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> compare(method)));
  }

  private static void compare(Method method) throws ReflectiveOperationException {
    Philox random = Philox.of(method.getName().hashCode());
    for (int n : LENGTHS) {
      for (int offset : new int[] {0, 1, 3}) {
        double[] a = anyBits(random, n + 8);
        double[] b = anyBits(random, n + 8);
        double[] scalar = guarded(n);
        double[] simd = guarded(n);
        invoke(method, new ScalarDoubleElementwise(), a, offset, b, scalar, n);
        invoke(method, new SimdDoubleElementwise(), a, offset, b, simd, n);
        assertArrayEquals(scalar, simd, method.getName() + " of " + n);
        assertEquals(GUARD, simd[0]);
        assertEquals(GUARD, simd[n + 1]);
      }
    }
  }

  /// Arguments by the types of the parameters: arrays `a`, (`b`, (`b` again,)) `out`, each with its
  /// offset.
  private static void invoke(
      Method method, Object kernel, double[] a, int offset, double[] b, double[] out, int n)
      throws ReflectiveOperationException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments =
        switch (types.length) {
          case 9 -> new Object[] {a, offset, b, 2, b, 3, out, 1, n};
          case 7 -> new Object[] {a, offset, b, 2, out, 1, n};
          case 6 -> new Object[] {a, offset, 1.7, out, 1, n};
          default -> new Object[] {a, offset, out, 1, n};
        };
    method.invoke(kernel, arguments);
  }

  @TestFactory
  Stream<DynamicTest> reductionTwinsAgree() {
    return Arrays.stream(LENGTHS)
        .mapToObj(n -> DynamicTest.dynamicTest("length " + n, () -> compareReductions(n)));
  }

  private static void compareReductions(int n) {
    Philox random = Philox.of(n);
    double[] a = random.doubles(n + 5).map(x -> x - 0.5).toArray();
    double exact = 0;
    for (int i = 0; i < n; i++) {
      exact += a[3 + i];
    }
    for (DoubleReductions kernel :
        List.of(new ScalarDoubleReductions(), new SimdDoubleReductions())) {
      assertEquals(exact, kernel.sum(a, 3, n), 1e-15 * (n + 1));
      double[] run = Arrays.copyOfRange(a, 3, 3 + n);
      assertEquals(Arrays.stream(run).max().orElse(Double.NEGATIVE_INFINITY), kernel.max(a, 3, n));
      assertEquals(Arrays.stream(run).min().orElse(Double.POSITIVE_INFINITY), kernel.min(a, 3, n));
    }
  }

  private static double[] anyBits(Philox random, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (random.nextInt(8)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> 0d;
            case 2 -> -0d;
            default -> random.nextGaussian();
          };
    }
    return values;
  }

  private static double[] guarded(int n) {
    double[] out = new double[n + 2];
    Arrays.fill(out, GUARD);
    return out;
  }
}
