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

  static void requireAxes(String op, Tensor x, int axes) {
    x.requireFloating(op);
    if (x.rank() < axes) {
      throw new ShapeException(
          op, "needs an input with " + axes + " spatial axes; got " + x.shape(), x.shape());
    }
  }

  /// The windows that share an axis of `n` among `m` places.
  static Spans[] adaptive(String op, Tensor x, int... outputSize) {
    if (outputSize.length < 1 || outputSize.length > 3) {
      throw sizes(op, "must have 1 to 3 axes", outputSize);
    }
    requireAxes(op, x, outputSize.length);
    Spans[] spans = new Spans[outputSize.length];
    for (int axis = 0; axis < spans.length; axis++) {
      long n = x.dim(axis - spans.length);
      int m = outputSize[axis];
      if (m < 1 || n == 0) {
        throw sizes(op, "and input " + x.shape() + " must be at least 1", outputSize);
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
    Spans[] three = {Spans.NONE, Spans.NONE, Spans.NONE};
    System.arraycopy(spans, 0, three, 3 - spans.length, spans.length);
    int axes = spans.length;
    int width = images.dim(-1);
    int height = axes > 1 ? images.dim(-2) : 1;
    int area = width * height * (axes > 2 ? images.dim(-3) : 1);
    int places = three[0].places() * three[1].places() * three[2].places();
    int start = images.layout().offset();
    Parallel.forRange(
        out.size() / places,
        Math.max(1, Runs.GRAIN / Math.max(1, area)),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            kernel.run(source, start + i * area, height, width, three, target, i * places);
          }
        });
  }

  static Tensor unpool(Tensor values, Tensor indices, int... outputSize) {
    String op = "maxUnpool";
    int axes = outputSize.length;
    requireAxes(op, values, axes);
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
