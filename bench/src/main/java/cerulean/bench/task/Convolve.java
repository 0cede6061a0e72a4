package cerulean.bench.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A convolution of images over two axes, or one of its gradients, without a bias.
///
/// | component | meaning |
/// |---|---|
/// | `direction` | `forward`, `input` (gradient of the input) or `weight` (gradient of the weight) |
/// | `batch`, `in`, `out` | images, channels of an image, channels of the result |
/// | `side` | height and width of an image |
/// | `kernel`, `stride`, `padding` | of the window, the same on both axes |
/// | `groups` | of channels; as many as there are channels for a depthwise one |
public record Convolve(
    String direction,
    int batch,
    int in,
    int side,
    int out,
    int kernel,
    int stride,
    int padding,
    int groups)
    implements Task {

  /// The name of the group.
  public static final String GROUP = "conv";

  private static final Pattern WORK =
      Pattern.compile(
          "(forward|input|weight) (\\d+)x(\\d+)x(\\d+) to (\\d+) k(\\d+)s(\\d+)p(\\d+)(?:g(\\d+))?");

  /// The task with that name, as in `forward 64x32x26 to 64 k3s1p0`: 64 images of 32 channels, 26 x
  /// 26, to 64 channels by a 3 x 3 window with stride 1 and no padding.
  public static Convolve of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "conv: a task is named as in forward 64x32x26 to 64 k3s1p0; got " + work);
    }
    int[] numbers = new int[8];
    for (int i = 0; i < numbers.length; i++) {
      String number = parts.group(2 + i);
      numbers[i] = number == null ? 1 : Integer.parseInt(number);
    }
    return new Convolve(
        parts.group(1),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7]);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return (direction + " " + batch + "x" + in + "x" + side + " to " + out)
        + (" k" + kernel + "s" + stride + "p" + padding)
        + (groups == 1 ? "" : "g" + groups);
  }

  /// Height and width of the result.
  public int outSide() {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  /// The images `[batch, in, side, side]`.
  public float[] images() {
    return Inputs.uniform(1, batch * in * side * side, 1);
  }

  /// The weight `[out, in / groups, kernel, kernel]`.
  public float[] weight() {
    return Inputs.uniform(2, out * (in / groups) * kernel * kernel, 1);
  }

  /// The gradient of the result `[batch, out, outSide, outSide]`.
  public float[] gradient() {
    return Inputs.uniform(3, batch * out * outSide() * outSide(), 1);
  }

  @Override
  public Unit unit() {
    return Unit.GFLOPS;
  }

  @Override
  public double flops() {
    int channels = in / groups;
    return 2.0 * batch * out * outSide() * outSide() * channels * kernel * kernel;
  }

  @Override
  public double limitNanos(Limits limits) {
    double moved = (double) batch * in * side * side + (double) batch * out * outSide() * outSide();
    double memory = limits.nanos(Limits.Loop.COPY, 1, (int) Math.min(moved, Integer.MAX_VALUE));
    return Math.max(limits.nanos(flops()), memory);
  }

  /// As of a product; gradients of weights sum over all places of all images.
  @Override
  public double tolerance() {
    return 1e-4;
  }

  @Override
  public void check(float[] numbers) {
    float[] x = images();
    float[] w = weight();
    float[] g = gradient();
    int[] places = {0, numbers.length / 2, numbers.length - 1};
    float[] expected = new float[places.length];
    float[] found = new float[places.length];
    for (int t = 0; t < places.length; t++) {
      int at = places[t];
      expected[t] =
          (float)
              switch (direction) {
                case "forward" -> forward(x, w, at);
                case "input" -> inputGradient(g, w, at);
                default -> weightGradient(x, g, at);
              };
      found[t] = numbers[at];
    }
    compare("the convolution", expected, found);
  }

  private double forward(float[] x, float[] w, int at) {
    int o = outSide();
    int column = at % o;
    int row = at / o % o;
    int channel = at / (o * o) % out;
    int image = at / (o * o * out);
    double sum = 0;
    for (int c = 0; c < in / groups; c++) {
      for (int i = 0; i < kernel; i++) {
        for (int j = 0; j < kernel; j++) {
          sum +=
              pixel(x, image, firstChannel(channel) + c, row * stride + i, column * stride + j)
                  * (double) w[((channel * (in / groups) + c) * kernel + i) * kernel + j];
        }
      }
    }
    return sum;
  }

  private double weightGradient(float[] x, float[] g, int at) {
    int o = outSide();
    int j = at % kernel;
    int i = at / kernel % kernel;
    int c = at / (kernel * kernel) % (in / groups);
    int channel = at / (kernel * kernel * (in / groups));
    double sum = 0;
    for (int image = 0; image < batch; image++) {
      for (int row = 0; row < o; row++) {
        for (int column = 0; column < o; column++) {
          sum +=
              pixel(x, image, firstChannel(channel) + c, row * stride + i, column * stride + j)
                  * (double) g[((image * out + channel) * o + row) * o + column];
        }
      }
    }
    return sum;
  }

  private double inputGradient(float[] g, float[] w, int at) {
    int o = outSide();
    int column = at % side;
    int row = at / side % side;
    int c = at / (side * side) % in;
    int image = at / (side * side * in);
    double sum = 0;
    for (int channel = 0; channel < out; channel++) {
      int within = c - firstChannel(channel);
      if (within < 0 || within >= in / groups) {
        continue;
      }
      for (int i = 0; i < kernel; i++) {
        for (int j = 0; j < kernel; j++) {
          int top = row + padding - i;
          int left = column + padding - j;
          if (top % stride == 0 && left % stride == 0 && top >= 0 && left >= 0) {
            int y = top / stride;
            int z = left / stride;
            if (y < o && z < o) {
              sum +=
                  (double) g[((image * out + channel) * o + y) * o + z]
                      * w[((channel * (in / groups) + within) * kernel + i) * kernel + j];
            }
          }
        }
      }
    }
    return sum;
  }

  /// The first channel of the images that a channel of the result looks at.
  private int firstChannel(int channel) {
    return channel / (out / groups) * (in / groups);
  }

  /// A pixel of the padded images.
  private double pixel(float[] x, int image, int channel, int row, int column) {
    int i = row - padding;
    int j = column - padding;
    boolean outside = i < 0 || j < 0 || i >= side || j >= side;
    return outside ? 0 : x[((image * in + channel) * side + i) * side + j];
  }
}
