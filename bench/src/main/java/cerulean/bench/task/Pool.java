package cerulean.bench.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The largest or the mean element in each window of square images, or the gradient of the images.
///
/// - `op`: `max`, `max gradient`, `mean` (over the padding too) or `mean gradient`
public record Pool(
    String op, int batch, int channels, int side, int kernel, int stride, int padding)
    implements Task {

  /// The name of the group.
  public static final String GROUP = "pooling";

  private static final Pattern WORK =
      Pattern.compile("((?:max|mean)(?: gradient)?) (\\d+)x(\\d+)x(\\d+) k(\\d)s(\\d)p(\\d)");

  /// The task with that name, as in `max 64x64x24 k2s2p0`.
  public static Pool of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "pooling: a task is named as in max 64x64x24 k2s2p0; got " + work);
    }
    int[] n = new int[6];
    for (int i = 0; i < n.length; i++) {
      n[i] = Integer.parseInt(parts.group(2 + i));
    }
    return new Pool(parts.group(1), n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return op
        + (" " + batch + "x" + channels + "x" + side)
        + (" k" + kernel + "s" + stride + "p" + padding);
  }

  /// Whether it is the largest element, not the mean.
  public boolean isMax() {
    return op.startsWith("max");
  }

  /// Whether it is the gradient.
  public boolean isGradient() {
    return op.endsWith("gradient");
  }

  /// The places of a window along an axis.
  public int places() {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  /// The images, row by row.
  public float[] images() {
    return Inputs.uniform(1, batch * channels * side * side, 1);
  }

  /// The gradient of the result.
  public float[] gradient() {
    return Inputs.uniform(2, batch * channels * places() * places(), 1);
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public double flops() {
    return 0;
  }

  /// Images and results are read or written once; the gradient of the largest reads and writes
  /// images.
  @Override
  public double limitNanos(Limits limits) {
    double results = (double) places() * places() / (side * side);
    return limits.nanos(
        Limits.Loop.COPY,
        results + (isMax() && isGradient() ? 2 : 1),
        batch * channels * side * side);
  }

  @Override
  public double tolerance() {
    return 1e-6;
  }

  @Override
  public void check(float[] numbers) {
    int image = batch * channels - 1;
    int size = side * side;
    float[] x = images();
    float[] g = gradient();
    float[] expected = new float[isGradient() ? size : places() * places()];
    for (int j = 0; j < places() * places(); j++) {
      int best = -1;
      double sum = 0;
      float part = g[image * places() * places() + j];
      for (int k = 0; k < kernel * kernel; k++) {
        int y = j / places() * stride - padding + k / kernel;
        int z = j % places() * stride - padding + k % kernel;
        if (y < 0 || y >= side || z < 0 || z >= side) {
          continue;
        }
        int at = image * size + y * side + z;
        best = best < 0 || x[at] > x[best] ? at : best;
        sum += x[at];
        if (isGradient() && !isMax()) {
          expected[at - image * size] += part / (kernel * kernel);
        }
      }
      if (!isGradient()) {
        expected[j] = isMax() ? x[best] : (float) (sum / (kernel * kernel));
      } else if (isMax()) {
        expected[best - image * size] += part;
      }
    }
    float[] found = new float[expected.length];
    System.arraycopy(numbers, image * found.length, found, 0, found.length);
    compare("the last image", expected, found);
  }
}
