package cerulean.tensor;

import java.util.Arrays;

/// One line on a tensor's form and one on its elements.
final class Description {

  private Description() {}

  static String of(Tensor tensor) {
    Layout layout = tensor.layout();
    int[] strides = new int[tensor.rank()];
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = layout.stride(axis);
    }
    return tensor.dtype()
        + " "
        + tensor.shape()
        + ", strides "
        + Arrays.toString(strides)
        + (layout.offset() == 0 ? "" : ", offset " + layout.offset())
        + (tensor.isContiguous() ? ", contiguous" : ", view")
        + "\n"
        + elements(tensor);
  }

  private static String elements(Tensor tensor) {
    if (tensor.size() == 0) {
      return "no elements";
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int nan = 0;
    for (double x : tensor.toDoubleArray()) {
      if (Double.isNaN(x)) {
        nan++;
      } else {
        min = Math.min(min, x);
        max = Math.max(max, x);
        sum += x;
      }
    }
    int numbers = tensor.size() - nan;
    // Digits enough for a log, unless F32 might overflow.
    DType meanType = tensor.dtype() == DType.F64 ? DType.F64 : DType.F32;
    String count =
        tensor.size() + (tensor.size() == 1 ? " element, " : " elements, ") + nan + " NaN";
    return numbers == 0
        ? count
        : "min %s, mean %s, max %s; %s"
            .formatted(
                number(tensor.dtype(), min),
                NumberFormat.alone(meanType, sum / numbers),
                number(tensor.dtype(), max),
                count);
  }

  private static String number(DType type, double x) {
    return type.isFloating() ? NumberFormat.alone(type, x) : Long.toString((long) x);
  }
}
