package cerulean.neuro;

/// The loops of [IzhikevichPopulation], without branches, so that the compiler vectorises them;
/// spikes are looked for in a loop of their own.
///
/// All arrays share one index. Where v is advanced before u, each has its loop: one loop for both
/// was two to four times slower. Sums are written in the order of the reference scripts, to the
/// last bit: `k2 (v v)`, not `(k2 v) v`.
final class IzhikevichKernels {

  private IzhikevichKernels() {}

  /// One Euler step of v, the same terms in every cell.
  static void voltages(
      double h,
      double k2,
      double k1,
      double k0,
      double[] input,
      double[] v,
      double[] u,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double x = v[i];
      v[i] = x + h * (k2 * (x * x) + k1 * x + k0 - u[i] + input[i]);
    }
  }

  /// One Euler step of v, terms per cell.
  static void voltages(
      double h,
      double[] k2,
      double[] k1,
      double[] k0,
      double[] input,
      double[] v,
      double[] u,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double x = v[i];
      v[i] = x + h * (k2[i] * (x * x) + k1[i] * x + k0[i] - u[i] + input[i]);
    }
  }

  /// Two Euler steps of v, each of half of `h`, the same terms in every cell.
  static void voltagesByHalves(
      double h,
      double k2,
      double k1,
      double k0,
      double[] input,
      double[] v,
      double[] u,
      int from,
      int to) {
    double half = 0.5 * h;
    for (int i = from; i < to; i++) {
      double x = v[i];
      x += half * (k2 * (x * x) + k1 * x + k0 - u[i] + input[i]);
      x += half * (k2 * (x * x) + k1 * x + k0 - u[i] + input[i]);
      v[i] = x;
    }
  }

  /// One Euler step of u, the same terms in every cell.
  static void recoveries(
      double h,
      double shift,
      double leak,
      double[] a,
      double[] b,
      double[] v,
      double[] u,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double y = u[i];
      u[i] = y + h * a[i] * (b[i] * (v[i] - shift) - leak * y);
    }
  }

  /// One Euler step of u, terms per cell.
  static void recoveries(
      double h,
      double[] shift,
      double[] leak,
      double[] a,
      double[] b,
      double[] v,
      double[] u,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double y = u[i];
      u[i] = y + h * a[i] * (b[i] * (v[i] - shift[i]) - leak[i] * y);
    }
  }

  /// `RUNGE_KUTTA_4`, terms per cell.
  static void rungeKutta(
      double h,
      double[] k2,
      double[] k1,
      double[] k0,
      double[] shift,
      double[] leak,
      double[] a,
      double[] b,
      double[] input,
      double[] v,
      double[] u,
      int from,
      int to) {
    double half = 0.5 * h;
    double sixth = h / 6;
    for (int i = from; i < to; i++) {
      double x = v[i];
      double y = u[i];
      double constant = k0[i] + input[i];
      double driven = b[i] * shift[i];
      double v1 = k2[i] * (x * x) + k1[i] * x + constant - y;
      double u1 = a[i] * (b[i] * x - driven - leak[i] * y);
      double x2 = x + half * v1;
      double y2 = y + half * u1;
      double v2 = k2[i] * (x2 * x2) + k1[i] * x2 + constant - y2;
      double u2 = a[i] * (b[i] * x2 - driven - leak[i] * y2);
      double x3 = x + half * v2;
      double y3 = y + half * u2;
      double v3 = k2[i] * (x3 * x3) + k1[i] * x3 + constant - y3;
      double u3 = a[i] * (b[i] * x3 - driven - leak[i] * y3);
      double x4 = x + h * v3;
      double y4 = y + h * u3;
      double v4 = k2[i] * (x4 * x4) + k1[i] * x4 + constant - y4;
      double u4 = a[i] * (b[i] * x4 - driven - leak[i] * y4);
      v[i] = x + sixth * (v1 + 2 * (v2 + v3) + v4);
      u[i] = y + sixth * (u1 + 2 * (u2 + u3) + u4);
    }
  }
}
