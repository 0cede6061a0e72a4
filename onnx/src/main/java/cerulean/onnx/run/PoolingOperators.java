package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Poolings of `[batch, channels, sizes...]`.
final class PoolingOperators {

  private PoolingOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("MaxPool", PoolingOperators::maxPool);
    table.put("MaxUnpool", Operator.single(PoolingOperators::maxUnpool));
    table.put("AveragePool", Operator.single(PoolingOperators::averagePool));
    table.put("LpPool", Operator.single(PoolingOperators::lpPool));
    table.put("GlobalAveragePool", Operator.single(c -> c.input(0).mean(true, spatial(c))));
    table.put("GlobalMaxPool", Operator.single(c -> c.input(0).amax(true, spatial(c))));
    table.put("GlobalLpPool", Operator.single(PoolingOperators::globalLpPool));
  }

  private static int[] spatial(Call call) {
    int[] axes = new int[call.ofRank(0, 3).rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    return axes;
  }

  private static Window window(Call call) {
    return WindowAttributes.of(call, call.intsOr("kernel_shape")).pooling(call);
  }

  /// Indices count the elements of the whole input, image after image, and within an image in
  /// row-major or, `storage_order`, column-major order.
  private static List<@Nullable Tensor> maxPool(Call call) {
    Tensor x = call.ofRank(0, 3);
    // Eight-bit integers are exact as floats.
    Tensor computed = x.dtype().isFloating() ? x : x.to(DType.F32);
    if (!call.wants(1)) {
      return List.of(Pooling.maxPool(computed, window(call)).to(x.dtype()));
    }
    Pooling.Maxima maxima = Pooling.maxPoolWithIndices(computed, window(call));
    int[] sizes = Arrays.copyOfRange(x.shape().dims(), 2, x.rank());
    Tensor indices = maxima.indices();
    if (call.node().flagOr("storage_order", false)) {
      indices = columnMajor(indices, sizes);
    }
    return List.of(maxima.values().to(x.dtype()), indices.add(imageStarts(x, sizes)));
  }

  private static Tensor columnMajor(Tensor rowMajor, int... sizes) {
    Tensor rest = rowMajor;
    Tensor result = rowMajor.mul(0);
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      Tensor size = Tensor.scalar((long) sizes[axis]);
      result = result.add(rest.remainder(size).mul(columnStep(sizes, axis)));
      rest = rest.floorDivide(size);
    }
    return result;
  }

  private static int columnStep(int[] sizes, int axis) {
    int step = 1;
    for (int i = 0; i < axis; i++) {
      step *= sizes[i];
    }
    return step;
  }

  /// The number of the first element of each image, `[batch, channels, 1...]`.
  private static Tensor imageStarts(Tensor x, int... sizes) {
    int[] shape = new int[x.rank()];
    Arrays.fill(shape, 1);
    shape[0] = x.dim(0);
    shape[1] = x.dim(1);
    int size = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return Tensor.arange((long) x.dim(0) * x.dim(1)).mul(size).reshape(shape);
  }

  /// Indices are those of the smallest input that pools to this size; a larger `output_shape` is
  /// reached by zeros behind.
  private static Tensor maxUnpool(Call call) {
    Tensor values = call.input(0);
    int axes = call.ofRank(0, 3).rank() - 2;
    int[] kernel = call.intsOr("kernel_shape");
    call.checkLength("attribute kernel_shape", kernel.length, axes);
    WindowAttributes attributes = WindowAttributes.of(call, kernel);
    int[] sizes = new int[axes];
    int[] whole = values.shape().dims();
    for (int i = 0; i < axes; i++) {
      long size =
          (values.dim(2 + i) - 1L) * attributes.stride(i)
              + attributes.kernel(i)
              - attributes.before(i)
              - attributes.after(i);
      sizes[i] = call.toInt("size of axis " + (2 + i), size);
      whole[2 + i] = sizes[i];
    }
    call.checkShape(whole);
    Tensor indices = call.input(1).sub(imageStarts(values, sizes));
    Tensor result = Pooling.maxUnpool(values, indices, sizes);
    if (call.has(2)) {
      int[] shape = call.ints(2);
      call.checkLength("output_shape", shape.length, 2 + axes);
      call.checkShape(shape);
      for (int i = 0; i < axes; i++) {
        result = result.pad(2 + i, 0, shape[2 + i] - sizes[i]);
      }
    }
    return result;
  }

  private static Tensor averagePool(Call call) {
    boolean countPadding = call.node().flagOr("count_include_pad", false);
    return Pooling.averagePool(call.input(0), window(call), countPadding);
  }

  private static Tensor lpPool(Call call) {
    return Pooling.lpPool(call.input(0), call.intOr("p", 2), window(call));
  }

  private static Tensor globalLpPool(Call call) {
    Tensor x = call.input(0);
    int p = call.intOr("p", 2);
    return x.abs().pow(p).sum(true, spatial(call)).pow(1.0 / p);
  }
}
