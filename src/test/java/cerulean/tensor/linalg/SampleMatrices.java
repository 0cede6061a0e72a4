package cerulean.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Matrices for the tests of decompositions, and the residuals they are judged by.
final class SampleMatrices {

  static final double EPS = 0x1p-52;

  /// The reciprocal of the integer 365356847125734485878112256000000, to the precision of a double.
  static final double HILBERT_8_DETERMINANT = 1 / 3.653568471257345e32;

  private SampleMatrices() {}

  /// A named matrix.
  record Sample(String name, int rows, int columns, double[] elements) {
    @Override
    public String toString() {
      return name + " " + rows + "x" + columns;
    }
  }

  /// Square, tall and wide, of all sizes up to 64 in steps, full and deficient, tiny and huge.
  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>(square());
    for (int[] size : new int[][] {{0, 3}, {3, 0}, {1, 7}, {7, 1}, {9, 4}, {4, 9}, {64, 17}}) {
      int m = size[0];
      int n = size[1];
      samples.add(new Sample("random", m, n, random(m * 100 + n, m, n)));
    }
    samples.add(new Sample("rank 2", 12, 7, product(random(1, 12, 2), random(2, 2, 7), 12, 2, 7)));
    samples.add(new Sample("rank 2", 7, 12, product(random(1, 7, 2), random(2, 2, 12), 7, 2, 12)));
    samples.add(new Sample("zero", 5, 3, new double[15]));
    samples.add(new Sample("tiny", 8, 5, scaled(random(3, 8, 5), 1e-300)));
    samples.add(new Sample("subnormal", 5, 8, scaled(random(3, 5, 8), 1e-312)));
    samples.add(new Sample("huge", 8, 5, scaled(random(3, 8, 5), 1e300)));
    samples.add(new Sample("zero column", 6, 4, withoutColumn(random(4, 6, 4), 6, 4, 1)));
    return samples;
  }

  static List<Sample> square() {
    List<Sample> samples = new ArrayList<>();
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 13, 16, 31, 33, 64}) {
      samples.add(new Sample("random", n, n, random(n, n, n)));
    }
    samples.add(new Sample("Hilbert", 8, 8, hilbert(8)));
    samples.add(new Sample("identity", 6, 6, MatrixProduct.identity(6, 6)));
    samples.add(new Sample("zero", 4, 4, new double[16]));
    double[] ones = new double[64];
    java.util.Arrays.fill(ones, 1);
    samples.add(new Sample("ones", 8, 8, ones));
    samples.add(new Sample("rank 3", 9, 9, product(random(5, 9, 3), random(6, 3, 9), 9, 3, 9)));
    samples.add(new Sample("tiny", 10, 10, scaled(random(7, 10, 10), 1e-300)));
    samples.add(new Sample("huge", 10, 10, scaled(random(7, 10, 10), 1e300)));
    samples.add(new Sample("near overflow", 3, 3, scaled(orthogonal(8, 3), Double.MAX_VALUE / 2)));
    samples.add(new Sample("graded", 12, 12, graded(12, 1e-20)));
    samples.add(new Sample("wildly graded", 12, 12, graded(12, 1e-200)));
    return samples;
  }

  /// Symmetric matrices.
  static List<Sample> symmetric() {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : square()) {
      int n = sample.rows();
      double[] a = scaled(sample.elements(), 0.5);
      double[] t = MatrixProduct.transposed(a, n, n);
      for (int i = 0; i < a.length; i++) {
        a[i] += t[i];
      }
      samples.add(new Sample("symmetric " + sample.name(), n, n, a));
    }
    double[] values = {1, 1, 1, 1 + 1e-15, 1 - 1e-14, 2, 2, -3, -3, -3, 0, 0, 1e-17};
    samples.add(withEigenvalues("clusters", values));
    double[] ten = new double[40];
    java.util.Arrays.fill(ten, 10);
    ten[7] = -10;
    samples.add(withEigenvalues("one big cluster", ten));
    samples.add(new Sample("Wilkinson", 21, 21, wilkinson(21)));
    return samples;
  }

  private static Sample withEigenvalues(String name, double[] values) {
    int n = values.length;
    double[] q = orthogonal(99, n);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i * n + j] += q[i * n + k] * values[k] * q[j * n + k];
        }
      }
    }
    return new Sample(name, n, n, a);
  }

  /// Wilkinson's tridiagonal matrix, whose large eigenvalues come in pairs that agree to 14 digits.
  static double[] wilkinson(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(i - n / 2);
      if (i + 1 < n) {
        a[i * n + i + 1] = 1;
        a[(i + 1) * n + i] = 1;
      }
    }
    return a;
  }

  /// Normal deviates.
  static double[] random(long seed, int m, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = new double[m * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    return a;
  }

  static double[] hilbert(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = 1.0 / (i + j + 1);
      }
    }
    return a;
  }

  static double[] orthogonal(long seed, int n) {
    return QrDecomposition.of(random(seed, n, n), n, n).completeQ();
  }

  /// A random orthogonal matrix with columns scaled from 1 down to `last`.
  static double[] graded(int n, double last) {
    double[] a = orthogonal(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] *= Math.pow(last, (double) j / (n - 1));
      }
    }
    return a;
  }

  static double[] scaled(double[] a, double factor) {
    double[] b = a.clone();
    for (int i = 0; i < b.length; i++) {
      b[i] *= factor;
    }
    return b;
  }

  private static double[] withoutColumn(double[] a, int m, int n, int column) {
    for (int i = 0; i < m; i++) {
      a[i * n + column] = 0;
    }
    return a;
  }

  /// The product, by the definition.
  static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          c[i * n + j] += a[i * k + p] * b[p * n + j];
        }
      }
    }
    return c;
  }

  static double largest(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Double.isNaN(x) ? x : Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  /// That two matrices differ by at most `factor * size * eps` times the largest element of the
  /// first, or by the smallest subnormal number times `size`.
  static void assertClose(
      double[] expected, double[] actual, int size, double factor, String what) {
    assertEquals(expected.length, actual.length, what);
    double scale = largest(expected);
    double bound = factor * Math.max(1, size) * Math.max(EPS * scale, Double.MIN_VALUE);
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - actual[i]);
      assertTrue(error <= bound, what + " [" + i + "]: " + error + " > " + bound);
    }
  }

  /// That the columns of an `m x n` matrix are orthonormal.
  static void assertOrthonormalColumns(double[] q, int m, int n, double factor, String what) {
    double[] gram = product(MatrixProduct.transposed(q, m, n), q, n, m, n);
    assertClose(MatrixProduct.identity(n, n), gram, Math.max(m, n), factor, what);
  }
}
