package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Convolution;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Convolutions against one loop over results and places in the window.
final class ConvolutionRows extends Rows {

  /// The numbers of a window as the oracle takes them, one for each axis.
  private record Slide(int[] stride, int[] before, int[] after, int[] dilation) {

    Slide(int axes, int stride, int padding, int dilation) {
      this(each(axes, stride), each(axes, padding), each(axes, padding), each(axes, dilation));
    }

    private static int[] each(int axes, int value) {
      int[] all = new int[axes];
      Arrays.fill(all, value);
      return all;
    }

    Window over(int... sizes) {
      return Window.of(sizes).stride(stride).pad(before, after).dilation(dilation);
    }
  }

  ConvolutionRows() {
    conv("conv1d", s(2, 3, 8), s(4, 3, 3), 1, true, new Slide(1, 1, 0, 1));
    conv("conv1d", s(2, 2, 11), s(3, 2, 4), 1, true, new Slide(1, 2, 1, 1));
    conv("conv1d", s(2, 2, 11), s(3, 2, 3), 1, false, new Slide(1, 1, 2, 3));
    conv("conv1d", s(2, 4, 7), s(4, 2, 3), 2, true, new Slide(1, 3, 1, 1));
    conv("conv1d", s(3, 8), s(2, 3, 3), 1, true, new Slide(s(1), s(3), s(0), s(1)));
    conv("conv1d", s(1, 2, 600), s(3, 2, 5), 1, true, new Slide(1, 1, 2, 1));
    conv("conv2d", s(2, 3, 6, 5), s(4, 3, 3, 3), 1, true, new Slide(2, 1, 1, 1));
    conv("conv2d", s(2, 2, 8, 8), s(3, 2, 3, 3), 1, false, new Slide(2, 2, 0, 1));
    conv(
        "conv2d",
        s(1, 2, 7, 8),
        s(3, 2, 2, 3),
        1,
        true,
        new Slide(s(2, 1), s(0, 2), s(1, 3), s(1, 2)));
    conv("conv2d", s(2, 4, 6, 5), s(4, 1, 3, 3), 4, true, new Slide(2, 1, 1, 1));
    conv("conv2d", s(2, 3, 6, 5), s(6, 1, 3, 3), 3, true, new Slide(2, 2, 1, 1));
    // Channels by themselves: lines in sevens and lines left over, narrower and wider than vectors.
    conv("conv2d", s(2, 3, 9, 8), s(3, 1, 3, 3), 3, true, new Slide(2, 1, 1, 1));
    conv("conv2d", s(1, 2, 16, 37), s(4, 1, 3, 2), 2, false, new Slide(2, 1, 0, 1));
    conv(
        "conv2d",
        s(2, 2, 11, 20),
        s(2, 1, 5, 3),
        2,
        true,
        new Slide(s(1, 1), s(3, 0), s(1, 4), s(1, 1)));
    conv("conv2d", s(1, 2, 14, 9), s(2, 1, 7, 7), 2, true, new Slide(2, 1, 3, 1));
    conv("conv2d", s(1, 2, 3, 4), s(2, 1, 3, 3), 2, true, new Slide(2, 1, 5, 1));
    conv("conv2d", s(1, 2, 11, 9), s(2, 1, 3, 3), 2, true, new Slide(2, 1, 0, 2));
    conv("conv2d", s(2, 3, 4, 5), s(2, 3, 1, 1), 1, true, new Slide(2, 1, 0, 1));
    conv("conv2d", s(2, 4, 4, 5), s(6, 2, 1, 1), 2, false, new Slide(2, 1, 0, 1));
    conv("conv2d", s(2, 3, 4, 5), s(2, 3, 1, 1), 1, true, new Slide(2, 2, 1, 1));
    conv("conv2d", s(0, 3, 6, 5), s(4, 3, 3, 3), 1, true, new Slide(2, 1, 1, 1));
    conv("conv2d", s(1, 2, 3, 3), s(2, 2, 3, 3), 1, true, new Slide(2, 1, 4, 1));
    conv("conv2d", s(1, 16, 40, 41), s(8, 16, 3, 3), 1, true, new Slide(2, 1, 1, 1));
    conv(
        "conv3d",
        s(2, 2, 5, 5, 4),
        s(3, 2, 3, 2, 3),
        1,
        true,
        new Slide(s(2, 1, 2), s(1, 1, 0), s(1, 0, 2), s(1, 1, 1)));
    conv("conv3d", s(1, 2, 4, 5, 6), s(4, 1, 2, 2, 2), 2, false, new Slide(3, 1, 0, 2));
    row(
        "conv2d",
        "without a window",
        shapes(s(2, 3, 6, 5), s(4, 3, 3, 2), s(4)),
        a -> Convolution.conv2d(a.get(0), a.get(1), a.get(2)),
        a -> forward(a, 1, new Slide(2, 1, 0, 1)),
        a -> a.get(0).conv2d(a.get(1), a.get(2)));
    row(
        "conv1d",
        "without a window",
        shapes(s(2, 3, 6), s(4, 3, 2), s(4)),
        a -> Convolution.conv1d(a.get(0), a.get(1), a.get(2)),
        a -> forward(a, 1, new Slide(1, 1, 0, 1)),
        a -> a.get(0).conv1d(a.get(1), a.get(2)));
    row(
        "conv",
        "",
        shapes(s(2, 3, 6), s(4, 3, 2), s(4)),
        a -> Convolution.conv(a.get(0), a.get(1), a.get(2), Window.of(2).padSame(), 1),
        a -> forward(a, 1, new Slide(s(1), s(0), s(1), s(1))),
        a -> a.get(0).conv(a.get(1), a.get(2), Window.of(2).padSame(), 1));
    gradients(s(2, 3, 8), s(4, 3, 3), 1, new Slide(1, 1, 0, 1));
    gradients(s(2, 2, 12), s(3, 2, 4), 1, new Slide(1, 3, 1, 1));
    gradients(s(3, 8), s(2, 3, 3), 1, new Slide(s(1), s(3), s(0), s(1)));
    gradients(s(2, 2, 5, 4), s(3, 2, 3, 3), 1, new Slide(2, 1, 1, 1));
    gradients(s(2, 2, 7, 8), s(3, 2, 3, 3), 1, new Slide(2, 2, 1, 1));
    gradients(s(1, 2, 7, 8), s(2, 2, 2, 3), 1, new Slide(s(2, 1), s(0, 2), s(1, 3), s(1, 2)));
    gradients(s(2, 4, 5, 4), s(4, 1, 3, 3), 4, new Slide(2, 1, 1, 1));
    gradients(s(2, 3, 8, 9), s(3, 1, 3, 3), 3, new Slide(2, 1, 1, 1));
    gradients(s(1, 2, 9, 18), s(4, 1, 3, 2), 2, new Slide(2, 1, 0, 1));
    gradients(s(1, 2, 10, 8), s(2, 1, 5, 5), 2, new Slide(s(1, 1), s(4, 1), s(0, 3), s(1, 1)));
    gradients(s(2, 1, 13, 8), s(1, 1, 7, 3), 1, new Slide(2, 1, 2, 1));
    gradients(s(1, 2, 7, 7), s(2, 1, 3, 3), 2, new Slide(2, 1, 4, 1));
    gradients(s(2, 4, 5, 6), s(6, 2, 1, 1), 2, new Slide(2, 2, 0, 1));
    gradients(s(2, 2, 1, 1), s(2, 2, 1, 1), 1, new Slide(s(2, 2), s(0, 0), s(1, 1), s(1, 1)));
    gradients(s(0, 2, 4, 4), s(3, 2, 3, 3), 1, new Slide(2, 1, 1, 1));
    gradients(s(1, 2, 3, 4, 3), s(2, 1, 2, 2, 2), 2, new Slide(3, 2, 1, 1));

    transposed("convTranspose1d", s(2, 3, 5), s(3, 2, 3), 1, true, new Slide(1, 1, 0, 1), 0);
    transposed("convTranspose1d", s(2, 2, 5), s(2, 3, 4), 1, true, new Slide(1, 2, 1, 1), 0);
    transposed("convTranspose1d", s(2, 2, 4), s(2, 2, 3), 1, false, new Slide(1, 3, 1, 1), 2);
    transposed("convTranspose2d", s(2, 2, 4, 5), s(2, 3, 3, 3), 1, true, new Slide(2, 1, 0, 1), 0);
    transposed(
        "convTranspose2d",
        s(2, 4, 3, 4),
        s(4, 1, 3, 3),
        2,
        true,
        new Slide(s(2, 1), s(1, 0), s(0, 1), s(1, 2)),
        0);
    transposed("convTranspose2d", s(2, 3, 4), s(2, 2, 3, 3), 1, true, new Slide(2, 2, 1, 1), 1);
    // More than a stride: elements that no window of a convolution would miss.
    transposed("convTranspose1d", s(2, 2, 4), s(2, 2, 3), 1, true, new Slide(1, 2, 1, 1), 5);
    transposed("convTranspose2d", s(0, 2, 3, 4), s(2, 2, 3, 3), 1, true, new Slide(2, 2, 1, 1), 1);
    transposed(
        "convTranspose2d", s(1, 16, 20, 21), s(16, 6, 3, 3), 1, true, new Slide(2, 2, 1, 1), 1);
    transposed(
        "convTranspose3d", s(1, 2, 3, 2, 4), s(2, 3, 2, 3, 2), 1, true, new Slide(3, 2, 1, 1), 0);
    // Of which no window reaches an element, and whose operand is cropped away.
    transposed(
        "convTranspose3d",
        s(1, 1, 1, 7, 8),
        s(1, 1, 1, 3, 3),
        1,
        true,
        new Slide(s(1, 1, 1), s(1, 0, 0), s(0, 0, 0), s(1, 1, 1)),
        1);
    transposed(
        "convTranspose2d",
        s(1, 1, 7, 7),
        s(1, 1, 3, 3),
        1,
        false,
        new Slide(s(1, 1), s(0, 10), s(0, 0), s(1, 1)),
        2);
    row(
        "convTranspose",
        "",
        shapes(s(1, 2, 3), s(2, 3, 2)),
        a -> Convolution.convTranspose(a.get(0), a.get(1), null, Window.of(2), 1),
        a -> backward(a, 1, new Slide(1, 1, 0, 1), 0),
        a -> a.get(0).convTranspose(a.get(1), null, Window.of(2), 1));

    im2col(s(2, 3, 7), s(3), new Slide(1, 2, 1, 1));
    im2col(s(2, 3, 5, 6), s(3, 2), new Slide(s(1, 2), s(1, 0), s(0, 1), s(2, 1)));
    im2col(s(3, 5, 6), s(2, 2), new Slide(2, 1, 1, 1));
    im2col(s(1, 2, 3, 4, 5), s(2, 2, 2), new Slide(3, 2, 1, 1));
    col2im(s(2, 3, 7), s(3), new Slide(1, 2, 1, 1));
    col2im(s(2, 3, 5, 6), s(3, 2), new Slide(s(1, 2), s(1, 0), s(0, 1), s(2, 1)));
    col2im(s(1, 2, 3, 4, 5), s(2, 2, 2), new Slide(3, 2, 1, 1));
  }

  private void conv(String op, int[] x, int[] weight, int groups, boolean bias, Slide slide) {
    Window window = slide.over(Arrays.copyOfRange(weight, 2, weight.length));
    row(
        op,
        Arrays.toString(x) + Arrays.toString(weight) + window + (bias ? " bias" : ""),
        bias ? shapes(x, weight, s(weight[0])) : shapes(x, weight),
        a -> {
          Tensor b = bias ? a.get(2) : null;
          return switch (op) {
            case "conv1d" -> Convolution.conv1d(a.get(0), a.get(1), b, window, groups);
            case "conv2d" -> Convolution.conv2d(a.get(0), a.get(1), b, window, groups);
            default -> Convolution.conv3d(a.get(0), a.get(1), b, window, groups);
          };
        },
        a -> forward(a, groups, slide),
        a -> {
          Variable b = bias ? a.get(2) : null;
          return switch (op) {
            case "conv1d" -> a.get(0).conv1d(a.get(1), b, window, groups);
            case "conv2d" -> a.get(0).conv2d(a.get(1), b, window, groups);
            default -> a.get(0).conv3d(a.get(1), b, window, groups);
          };
        });
  }

  /// The two gradients of a convolution, each from the convolution of all inputs of which one
  /// element is 1 and the others are 0.
  private void gradients(int[] x, int[] weight, int groups, Slide slide) {
    Window window = slide.over(Arrays.copyOfRange(weight, 2, weight.length));
    int axes = window.axes();
    int[] size = Arrays.copyOfRange(x, x.length - axes, x.length);
    int[] y = forward(List.of(zeros(x), zeros(weight)), groups, slide).shape();
    String label = Arrays.toString(x) + Arrays.toString(weight) + window;
    row(
        "convInputGradient",
        label,
        shapes(y, weight),
        a -> Convolution.convInputGradient(a.get(0), a.get(1), window, groups, size),
        a -> slopes(x, e -> forward(List.of(e, a.get(1)), groups, slide), a.get(0)),
        a -> a.get(0).convInputGradient(a.get(1), window, groups, size));
    row(
        "convWeightGradient",
        label,
        shapes(x, y),
        a -> Convolution.convWeightGradient(a.get(0), a.get(1), window, groups),
        a -> slopes(weight, e -> forward(List.of(a.get(0), e), groups, slide), a.get(1)),
        a -> a.get(0).convWeightGradient(a.get(1), window, groups));
  }

  private static Nd zeros(int... shape) {
    return Nd.fill(shape, p -> 0);
  }

  /// `sum(g * f(e))` for every `e` of this shape with a single 1.
  private static Nd slopes(int[] shape, UnaryOperator<Nd> f, Nd g) {
    double[] slopes = new double[Nd.size(shape)];
    for (int i = 0; i < slopes.length; i++) {
      Nd unit = zeros(shape);
      unit.values()[i] = 1;
      double[] y = f.apply(unit).values();
      slopes[i] = Nd.sum(y.length, k -> y[k] * g.values()[k]);
    }
    return new Nd(shape, slopes);
  }

  private void transposed(
      String op, int[] x, int[] weight, int groups, boolean bias, Slide slide, int more) {
    Window window = slide.over(Arrays.copyOfRange(weight, 2, weight.length));
    row(
        op,
        Arrays.toString(x) + Arrays.toString(weight) + window + (bias ? " bias" : ""),
        bias ? shapes(x, weight, s(weight[1] * groups)) : shapes(x, weight),
        a -> {
          Tensor b = bias ? a.get(2) : null;
          return switch (op) {
            case "convTranspose1d" ->
                Convolution.convTranspose1d(a.get(0), a.get(1), b, window, groups, more);
            case "convTranspose2d" ->
                Convolution.convTranspose2d(a.get(0), a.get(1), b, window, groups, more);
            default -> Convolution.convTranspose3d(a.get(0), a.get(1), b, window, groups, more);
          };
        },
        a -> backward(a, groups, slide, more),
        a -> {
          Variable b = bias ? a.get(2) : null;
          return switch (op) {
            case "convTranspose1d" -> a.get(0).convTranspose1d(a.get(1), b, window, groups, more);
            case "convTranspose2d" -> a.get(0).convTranspose2d(a.get(1), b, window, groups, more);
            default -> a.get(0).convTranspose3d(a.get(1), b, window, groups, more);
          };
        });
  }

  private void im2col(int[] x, int[] sizes, Slide slide) {
    row(
        "im2col",
        Arrays.toString(x) + slide.over(sizes),
        shapes(x),
        a -> Convolution.im2col(a.get(0), slide.over(sizes)),
        a -> columns(a.get(0), sizes, slide),
        a -> a.get(0).im2col(slide.over(sizes)));
  }

  /// The sum of the columns at each element of the image: what [#columns] spreads, brought back.
  private void col2im(int[] image, int[] sizes, Slide slide) {
    Nd places = columns(Nd.fill(image, p -> 0), sizes, slide);
    row(
        "col2im",
        Arrays.toString(image) + slide.over(sizes),
        shapes(places.shape()),
        a ->
            Convolution.col2im(
                a.get(0), slide.over(sizes), Arrays.copyOfRange(image, 2, image.length)),
        a -> {
          Nd numbered = columns(numbered(image), sizes, slide);
          Nd out = Nd.fill(image, p -> 0);
          for (int i = 0; i < numbered.values().length; i++) {
            int element = (int) numbered.values()[i] - 1;
            if (element >= 0) {
              out.values()[element] += a.get(0).values()[i];
            }
          }
          return out;
        },
        a -> a.get(0).col2im(slide.over(sizes), Arrays.copyOfRange(image, 2, image.length)));
  }

  /// An image of the numbers 1, 2, 3, ...
  private static Nd numbered(int... shape) {
    double[] values = new double[Nd.size(shape)];
    Arrays.setAll(values, i -> i + 1);
    return new Nd(shape, values);
  }

  private static Nd batched(Nd x, int rank) {
    if (x.shape().length == rank) {
      return x;
    }
    int[] shape = new int[rank];
    shape[0] = 1;
    System.arraycopy(x.shape(), 0, shape, 1, rank - 1);
    return new Nd(shape, x.values());
  }

  private static Nd like(Nd x, int rank, Nd result) {
    return x.shape().length == rank
        ? result
        : new Nd(Arrays.copyOfRange(result.shape(), 1, rank), result.values());
  }

  /// The element at `place * stride + tap * dilation - before`, 0 outside.
  private static double at(Nd x, int n, int channel, int[] place, int[] tap, Slide slide) {
    int[] position = new int[place.length + 2];
    position[0] = n;
    position[1] = channel;
    for (int i = 0; i < place.length; i++) {
      int element = place[i] * slide.stride[i] + tap[i] * slide.dilation[i] - slide.before[i];
      if (element < 0 || element >= x.shape()[i + 2]) {
        return 0;
      }
      position[i + 2] = element;
    }
    return x.at(position);
  }

  private static int places(int size, int window, int axis, Slide slide) {
    int reach = slide.dilation[axis] * (window - 1) + 1;
    return (size + slide.before[axis] + slide.after[axis] - reach) / slide.stride[axis] + 1;
  }

  private static Nd forward(List<Nd> inputs, int groups, Slide slide) {
    Nd w = inputs.get(1);
    int rank = w.shape().length;
    Nd x = batched(inputs.get(0), rank);
    int[] window = Arrays.copyOfRange(w.shape(), 2, rank);
    int[] shape = w.shape().clone();
    shape[0] = x.shape()[0];
    shape[1] = w.shape()[0];
    for (int i = 0; i < window.length; i++) {
      shape[i + 2] = places(x.shape()[i + 2], window[i], i, slide);
    }
    int perGroup = w.shape()[1];
    int taps = Nd.size(window);
    Nd y =
        Nd.fill(
            shape,
            p -> {
              int[] place = Arrays.copyOfRange(p, 2, rank);
              int first = p[1] / (w.shape()[0] / groups) * perGroup;
              double sum =
                  Nd.sum(
                      perGroup * taps,
                      k -> {
                        int[] tap = Nd.position(k % taps, window);
                        double weight = w.values()[p[1] * perGroup * taps + k];
                        return weight * at(x, p[0], first + k / taps, place, tap, slide);
                      });
              return sum + (inputs.size() > 2 ? inputs.get(2).at(p[1]) : 0);
            });
    return like(inputs.get(0), rank, y);
  }

  private static Nd backward(List<Nd> inputs, int groups, Slide slide, int more) {
    Nd w = inputs.get(1);
    int rank = w.shape().length;
    Nd x = batched(inputs.get(0), rank);
    int[] window = Arrays.copyOfRange(w.shape(), 2, rank);
    int perGroup = w.shape()[1];
    int[] shape = x.shape().clone();
    shape[1] = perGroup * groups;
    for (int i = 0; i < window.length; i++) {
      int reach = slide.dilation[i] * (window[i] - 1) + 1;
      shape[i + 2] =
          (shape[i + 2] - 1) * slide.stride[i] + reach - slide.before[i] - slide.after[i] + more;
    }
    Nd y = Nd.fill(shape, p -> inputs.size() > 2 ? inputs.get(2).at(p[1]) : 0);
    for (int flat = 0; flat < x.values().length; flat++) {
      int[] p = Nd.position(flat, x.shape());
      int group = p[1] / (x.shape()[1] / groups);
      for (int k = 0; k < perGroup * Nd.size(window); k++) {
        int[] tap = Nd.position(k % Nd.size(window), window);
        int to = p[0] * shape[1] + group * perGroup + k / Nd.size(window);
        boolean inside = true;
        for (int i = 0; i < window.length; i++) {
          int element = p[i + 2] * slide.stride[i] + tap[i] * slide.dilation[i] - slide.before[i];
          inside &= element >= 0 && element < shape[i + 2];
          to = to * shape[i + 2] + element;
        }
        if (inside) {
          double weight = w.values()[p[1] * perGroup * Nd.size(window) + k];
          y.values()[to] += weight * x.values()[flat];
        }
      }
    }
    return like(inputs.get(0), rank, y);
  }

  private static Nd columns(Nd input, int[] window, Slide slide) {
    int rank = window.length + 2;
    Nd x = batched(input, rank);
    int[] places = new int[window.length];
    for (int i = 0; i < window.length; i++) {
      places[i] = places(x.shape()[i + 2], window[i], i, slide);
    }
    int taps = Nd.size(window);
    int[] shape = {x.shape()[0], x.shape()[1] * taps, Nd.size(places)};
    Nd columns =
        Nd.fill(
            shape,
            p -> {
              int[] tap = Nd.position(p[1] % taps, window);
              return at(x, p[0], p[1] / taps, Nd.position(p[2], places), tap, slide);
            });
    return input.shape().length == rank ? columns : new Nd(s(shape[1], shape[2]), columns.values());
  }
}
