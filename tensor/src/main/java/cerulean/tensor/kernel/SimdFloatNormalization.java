// Functions of vectors are written into the loops at build time.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.WideLanes.STEP;
import static cerulean.tensor.kernel.WideLanes.load;
import static cerulean.tensor.kernel.WideLanes.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatNormalization] on vectors of doubles, each half as many as the floats they are made from.
///
/// Maps have the bits of the plain loops but for [#scaled], which is within 3 ulp of its largest
/// term; sums are taken in another order.
public final class SimdFloatNormalization implements FloatNormalization {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private static final SimdFloatReductions REDUCTIONS = new SimdFloatReductions();

  @Override
  public void moments(float[] a, int ao, int n, double[] out) {
    double mean = centre(a, ao, n);
    DoubleVector d0 = DoubleVector.zero(WideLanes.DOUBLES);
    DoubleVector d1 = d0;
    DoubleVector q0 = d0;
    DoubleVector q1 = d0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      DoubleVector x = load(a, ao + i).sub(mean);
      DoubleVector y = load(a, ao + i + STEP).sub(mean);
      d0 = d0.add(x);
      d1 = d1.add(y);
      q0 = x.fma(x, q0);
      q1 = y.fma(y, q1);
    }
    double deviations = SimdDoubleReductions.sumLanes(d0.add(d1));
    double squares = SimdDoubleReductions.sumLanes(q0.add(q1));
    for (; i < n; i++) {
      double x = a[ao + i] - mean;
      deviations += x;
      squares += x * x;
    }
    double rest = deviations / n;
    out[0] = mean;
    out[1] = Math.max(0, squares / n - rest * rest);
    out[2] = rest;
  }

  /// Close to the mean: deviations are taken from it, and their own mean is kept as the remainder.
  private static double centre(float[] a, int ao, int n) {
    float mean = REDUCTIONS.sum(a, ao, n) / n;
    if (Math.abs(mean) <= Float.MAX_VALUE) {
      return mean;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[ao + i];
    }
    return sum / n;
  }

  @Override
  public double meanSquare(float[] a, int ao, int n) {
    DoubleVector q0 = DoubleVector.zero(WideLanes.DOUBLES);
    DoubleVector q1 = q0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      DoubleVector x = load(a, ao + i);
      DoubleVector y = load(a, ao + i + STEP);
      q0 = x.fma(x, q0);
      q1 = y.fma(y, q1);
    }
    double sum = SimdDoubleReductions.sumLanes(q0.add(q1));
    for (; i < n; i++) {
      sum += (double) a[ao + i] * a[ao + i];
    }
    return sum / n;
  }

  @Override
  public void affine(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      double shift,
      float[] out,
      int oo,
      int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      store(load(a, ao + i).sub(mean).sub(rest).mul(factor).add(shift), out, oo + i);
    }
    for (; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean - rest) * factor + shift);
    }
  }

  @Override
  public void scaled(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      float[] bias,
      int bo,
      float[] out,
      int oo,
      int n) {
    // In floats, which take half the time: the distance from a rounded mean loses nothing where the
    // mean is large beside it, and the remainder makes up for the rounding.
    float centre = (float) mean;
    float lost = (float) (mean - centre + rest);
    float scale = (float) factor;
    int step = FLOATS.length();
    int i = 0;
    for (; i <= n - step; i += step) {
      FloatVector z = FloatVector.fromArray(FLOATS, a, ao + i).sub(centre).sub(lost).mul(scale);
      FloatVector shift = FloatVector.fromArray(FLOATS, bias, bo + i);
      z.fma(FloatVector.fromArray(FLOATS, weight, wo + i), shift).intoArray(out, oo + i);
    }
    for (; i < n; i++) {
      float z = (a[ao + i] - centre - lost) * scale;
      out[oo + i] = Math.fma(z, weight[wo + i], bias[bo + i]);
    }
  }

  @Override
  public void gradientSums(float[] g, int go, float[] a, int ao, double mean, int n, double[] out) {
    DoubleVector s0 = DoubleVector.zero(WideLanes.DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector p0 = s0;
    DoubleVector p1 = s0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      DoubleVector g0 = load(g, go + i);
      DoubleVector g1 = load(g, go + i + STEP);
      s0 = s0.add(g0);
      s1 = s1.add(g1);
      p0 = g0.fma(load(a, ao + i).sub(mean), p0);
      p1 = g1.fma(load(a, ao + i + STEP).sub(mean), p1);
    }
    double sum = SimdDoubleReductions.sumLanes(s0.add(s1));
    double product = SimdDoubleReductions.sumLanes(p0.add(p1));
    for (; i < n; i++) {
      sum += g[go + i];
      product += g[go + i] * (a[ao + i] - mean);
    }
    out[0] = sum;
    out[1] = product;
  }

  @Override
  public void gradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double scale,
      double slope,
      double shift,
      float[] out,
      int oo,
      int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector own = load(g, go + i).mul(scale);
      store(own.add(load(a, ao + i).sub(mean).mul(slope)).add(shift), out, oo + i);
    }
    for (; i < n; i++) {
      out[oo + i] = (float) (g[go + i] * scale + (a[ao + i] - mean) * slope + shift);
    }
  }

  @Override
  public void scaledGradientSums(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double[] weights,
      double[] biases,
      int po,
      int n,
      double[] out) {
    DoubleVector s = DoubleVector.zero(WideLanes.DOUBLES);
    DoubleVector p = s;
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector z = load(a, ao + i).sub(mean).sub(rest).mul(factor);
      DoubleVector own = load(g, go + i);
      DoubleVector gw = own.mul(load(weight, wo + i));
      s = s.add(gw);
      p = gw.fma(z, p);
      DoubleVector w = DoubleVector.fromArray(WideLanes.DOUBLES, weights, po + i);
      w.add(own.mul(z)).intoArray(weights, po + i);
      DoubleVector b = DoubleVector.fromArray(WideLanes.DOUBLES, biases, po + i);
      b.add(own).intoArray(biases, po + i);
    }
    double sum = SimdDoubleReductions.sumLanes(s);
    double product = SimdDoubleReductions.sumLanes(p);
    for (; i < n; i++) {
      double z = (a[ao + i] - mean - rest) * factor;
      double w = weight[wo + i];
      double gw = g[go + i] * w;
      sum += gw;
      product += gw * z;
      weights[po + i] += g[go + i] * z;
      biases[po + i] += g[go + i];
    }
    out[0] = sum;
    out[1] = product;
  }

  @Override
  public void scaledGradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double shift,
      double slope,
      float[] out,
      int oo,
      int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      DoubleVector z = load(a, ao + i).sub(mean).sub(rest).mul(factor);
      DoubleVector gw = load(g, go + i).mul(load(weight, wo + i));
      store(gw.sub(shift).sub(z.mul(slope)).mul(factor), out, oo + i);
    }
    for (; i < n; i++) {
      double z = (a[ao + i] - mean - rest) * factor;
      double w = weight[wo + i];
      double gw = g[go + i] * w;
      out[oo + i] = (float) ((gw - shift - z * slope) * factor);
    }
  }
}
