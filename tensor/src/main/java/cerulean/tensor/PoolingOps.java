package cerulean.tensor;

import cerulean.tensor.kernel.DoublePooling;
import cerulean.tensor.kernel.FloatPooling;
import cerulean.tensor.kernel.Moves;
import cerulean.tensor.kernel.Spans;
import java.util.Arrays;

/// Pooling image by image: checks, and the cut for threads.
final class PoolingOps {

  /// A kernel on one image of rows of `width` and layers of `height` rows; three spans.
  @FunctionalInterface
  interface Image<A, B> {
    void run(A a, int ao, int height, int width, Spans[] spans, B out, int oo);
  }

  private PoolingOps() {}

  static void requireAxes(String op, Shape x, int axes) {
    if (x.rank() < axes) {
      throw new ShapeException(op, "needs an input with " + axes + " spatial axes; got " + x, x);
    }
  }

  /// The windows that share an axis of `n` among `m` places.
  static Spans[] adaptive(String op, Shape x, int... outputSize) {
    if (outputSize.length < 1 || outputSize.length > 3) {
      throw sizes(op, "must have 1 to 3 axes", outputSize);
    }
    requireAxes(op, x, outputSize.length);
    Spans[] spans = new Spans[outputSize.length];
    for (int axis = 0; axis < spans.length; axis++) {
      long n = x.dim(axis - spans.length);
      int m = outputSize[axis];
      if (m < 1 || n == 0) {
        throw sizes(op, "and input " + x + " must be at least 1", outputSize);
      }
      int[] first = new int[Shape.of(m).size()];
      int[] end = new int[m];
      int[] count = new int[m];
      for (int i = 0; i < m; i++) {
        first[i] = (int) (i * n / m);
        end[i] = (int) (((i + 1) * n + m - 1) / m);
        count[i] = end[i] - first[i];
      }
      spans[axis] = new Spans(first, end, count, 1);
    }
    return spans;
  }

  static Tensor pool(
      String op,
      Tensor x,
      Spans[] spans,
      Image<float[], float[]> single,
      Image<double[], double[]> precise) {
    Tensor images = x.requireFloating(op).contiguous();
    Tensor out = Tensor.empty(x.dtype(), result(x.shape(), spans));
    if (x.dtype() == DType.F32) {
      forImages(images, spans, out, single, images.floats(), out.floats());
    } else {
      forImages(images, spans, out, precise, images.doubles(), out.doubles());
    }
    return out;
  }

  static Tensor argmax(String op, Tensor x, Spans... spans) {
    Tensor images = x.requireFloating(op).contiguous();
    Tensor out = Tensor.empty(DType.I64, result(x.shape(), spans));
    Image<float[], long[]> single =
        (a, ao, h, w, s, o, oo) -> FloatPooling.argmax(a, ao, h, w, s[0], s[1], s[2], o, oo);
    Image<double[], long[]> precise =
        (a, ao, h, w, s, o, oo) -> DoublePooling.argmax(a, ao, h, w, s[0], s[1], s[2], o, oo);
    if (x.dtype() == DType.F32) {
      forImages(images, spans, out, single, images.floats(), out.longs());
    } else {
      forImages(images, spans, out, precise, images.doubles(), out.longs());
    }
    return out;
  }

  private static Shape result(Shape input, Spans... spans) {
    int[] dims = input.dims();
    for (int i = 0; i < spans.length; i++) {
      dims[dims.length - spans.length + i] = spans[i].places();
    }
    return Shape.of(dims);
  }

  private static <A, B> void forImages(
      Tensor images, Spans[] spans, Tensor out, Image<A, B> kernel, A source, B target) {
    if (out.size() == 0) {
      return;
    }
    Frame frame = Frame.of(images.shape(), spans);
    int start = images.layout().offset();
    Parallel.forRange(
        out.size() / frame.places(),
        Math.max(1, Runs.GRAIN / Math.max(1, frame.area())),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int a = start + i * frame.area();
            kernel.run(
                source,
                a,
                frame.height(),
                frame.width(),
                frame.spans(),
                target,
                i * frame.places());
          }
        });
  }

  /// The shape with other last axes.
  static Shape resized(String op, Shape shape, int... sizes) {
    requireAxes(op, shape, sizes.length);
    int[] dims = shape.dims();
    System.arraycopy(sizes, 0, dims, dims.length - sizes.length, sizes.length);
    return Shape.of(dims);
  }

  static Tensor maxGradient(String op, Tensor x, Tensor gradient, Spans... spans) {
    DType type = x.dtype();
    requireGradient(op, gradient.requireType(op, type), result(x.shape(), spans));
    Tensor images = x.contiguous();
    Tensor g = gradient.contiguous();
    int go = g.layout().offset();
    Frame frame = Frame.of(x.shape(), spans);
    Tensor out =
        frame.isWritten() ? Tensor.empty(type, x.shape()) : Tensor.zeros(type, x.shape().dims());
    if (g.size() == 0) {
      return out;
    }
    int start = images.layout().offset();
    Parallel.forRange(
        out.size() / frame.area(),
        Math.max(1, Runs.GRAIN / frame.area()),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int o = i * frame.area();
            int source = go + i * frame.places();
            Spans[] s = frame.spans();
            if (type == DType.F32) {
              FloatPooling.maxGradient(
                  images.floats(),
                  start + o,
                  g.floats(),
                  source,
                  frame.height(),
                  frame.width(),
                  s[0],
                  s[1],
                  s[2],
                  out.floats(),
                  o);
            } else {
              DoublePooling.maxGradient(
                  images.doubles(),
                  start + o,
                  g.doubles(),
                  source,
                  frame.height(),
                  frame.width(),
                  s[0],
                  s[1],
                  s[2],
                  out.doubles(),
                  o);
            }
          }
        });
    return out;
  }

  static Tensor meanGradient(
      String op, Tensor gradient, int[] inputSize, Spans[] spans, boolean padded) {
    DType type = gradient.requireFloating(op).dtype();
    Shape shape = resized(op, gradient.shape(), inputSize);
    requireGradient(op, gradient, result(shape, spans));
    Tensor g = gradient.contiguous();
    int go = g.layout().offset();
    Tensor out = Tensor.zeros(type, shape.dims());
    Frame frame = Frame.of(shape, spans);
    if (g.size() == 0) {
      return out;
    }
    Parallel.forRange(
        out.size() / frame.area(),
        Math.max(1, Runs.GRAIN / frame.area()),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int o = i * frame.area();
            int source = go + i * frame.places();
            Spans[] s = frame.spans();
            if (type == DType.F32) {
              FloatPooling.meanGradient(
                  g.floats(),
                  source,
                  frame.height(),
                  frame.width(),
                  s[0],
                  s[1],
                  s[2],
                  padded,
                  out.floats(),
                  o);
            } else {
              DoublePooling.meanGradient(
                  g.doubles(),
                  source,
                  frame.height(),
                  frame.width(),
                  s[0],
                  s[1],
                  s[2],
                  padded,
                  out.doubles(),
                  o);
            }
          }
        });
    return out;
  }

  private static void requireGradient(String op, Tensor gradient, Shape places) {
    if (!gradient.shape().equals(places)) {
      throw new ShapeException(
          op,
          "the gradient must have the shape of the result, " + places + "; got " + gradient.shape(),
          places,
          gradient.shape());
    }
  }

  /// An image and its windows, as the kernels take them.
  @SuppressWarnings("ArrayRecordComponent") // Made for one operation, never written.
  private record Frame(int width, int height, int area, int places, Spans... spans) {

    static Frame of(Shape shape, Spans... spans) {
      Spans[] three = {Spans.NONE, Spans.NONE, Spans.NONE};
      System.arraycopy(spans, 0, three, 3 - spans.length, spans.length);
      int width = shape.dim(-1);
      int height = spans.length > 1 ? shape.dim(-2) : 1;
      int area = width * height * (spans.length > 2 ? shape.dim(-3) : 1);
      int places = three[0].places() * three[1].places() * three[2].places();
      return new Frame(width, height, area, places, three);
    }

    /// Whether the gradient of the largest elements is written without being added to zeros.
    boolean isWritten() {
      return area == width * height
          && FloatPooling.writesAll(height, width, spans[0], spans[1], spans[2]);
    }
  }

  static Tensor unpool(Tensor values, Tensor indices, int... outputSize) {
    String op = "maxUnpool";
    int axes = outputSize.length;
    requireAxes(op, values.requireFloating(op).shape(), axes);
    if (!values.shape().equals(indices.shape())) {
      throw new ShapeException(
          op,
          "values and indices differ in shape: " + values.shape() + " and " + indices.shape(),
          values.shape(),
          indices.shape());
    }
    int[] dims = values.shape().dims();
    System.arraycopy(outputSize, 0, dims, dims.length - axes, axes);
    Tensor out = Tensor.zeros(values.dtype(), dims);
    int area = Shape.of(outputSize).size();
    int places = 1;
    for (int i = 1; i <= axes; i++) {
      places *= values.dim(-i);
    }
    long[] index = indices.requireIndices(op).toLongArray();
    Tensor source = values.contiguous();
    Moves moves = Storage.moves(values.dtype());
    for (int i = 0; i < index.length; i++) {
      if (index[i] < -1 || index[i] >= area) {
        throw outside(index[i], outputSize);
      }
      if (index[i] >= 0) {
        int to = i / places * area + (int) index[i];
        moves.copy(source.array(), source.layout().offset() + i, 1, out.array(), to, 1, 1);
      }
    }
    return out;
  }

  private static IllegalArgumentException outside(long index, int... outputSize) {
    return new IllegalArgumentException(
        "maxUnpool: index " + index + " is outside an image of " + Arrays.toString(outputSize));
  }

  private static IllegalArgumentException sizes(String op, String rule, int... outputSize) {
    return new IllegalArgumentException(
        op + ": output size " + Arrays.toString(outputSize) + " " + rule);
  }
}
