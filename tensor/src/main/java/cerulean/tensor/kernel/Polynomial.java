package cerulean.tensor.kernel;

/// Polynomials by Horner's rule.
final class Polynomial {

  private Polynomial() {}

  /// Returns `c[0] + c[1] x + ... + c[n-1] x^(n-1)`, `n >= 1`.
  static double at(double x, double[] c) {
    double sum = c[c.length - 1];
    for (int i = c.length - 2; i >= 0; i--) {
      sum = sum * x + c[i];
    }
    return sum;
  }
}
