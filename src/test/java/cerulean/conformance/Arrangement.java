package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.StridedTensors;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// How the elements of the inputs of a case lie in memory.
enum Arrangement {

  /// In row-major order.
  CONTIGUOUS {
    @Override
    Tensor of(VectorCase.Input input) {
      return input.tensor();
    }
  },

  /// By offset and strides where the case states them.
  STATED {
    @Override
    Tensor of(VectorCase.Input input) {
      if (input.layout().isEmpty()) {
        return input.tensor();
      }
      VectorCase.StridedLayout layout = input.layout().get();
      int[] shape = input.tensor().shape().dims();
      double[] values = input.tensor().toDoubleArray();
      double[] storage = new double[layout.storageSize()];
      Arrays.fill(storage, Double.NaN);
      for (int i = 0; i < values.length; i++) {
        storage[layout.place(i, shape)] = values[i];
      }
      Tensor all = Tensor.wrap(storage, storage.length);
      return StridedTensors.view(all, layout.offset(), shape, layout.strides());
    }
  },

  /// Every second element of the inner part of a larger tensor.
  SLICED {
    @Override
    Tensor of(VectorCase.Input input) {
      return sliced(input.tensor());
    }
  },

  /// With the first axis adjacent in memory.
  COLUMN_MAJOR {
    @Override
    Tensor of(VectorCase.Input input) {
      Tensor tensor = input.tensor();
      int[] reversed = new int[tensor.rank()];
      for (int i = 0; i < reversed.length; i++) {
        reversed[i] = reversed.length - 1 - i;
      }
      return tensor.permute(reversed).contiguous().permute(reversed);
    }
  };

  /// What an operation must not read where there is no NaN.
  private static final double SENTINEL = 77;

  /// The input in this arrangement.
  abstract Tensor of(VectorCase.Input input);

  /// The same elements as every second element of the inner part of a larger tensor, which holds
  /// NaN (77 in integers, true in truth values) elsewhere.
  static Tensor sliced(Tensor tensor) {
    int[] larger = Arrays.copyOf(tensor.shape().dims(), tensor.rank() + 1);
    for (int i = 0; i < tensor.rank(); i++) {
      larger[i] += 2;
    }
    larger[tensor.rank()] = 2;
    DType type = tensor.dtype();
    double filler = type.isFloating() ? Double.NaN : type == DType.BOOL ? 1 : SENTINEL;
    Tensor view = Tensor.full(type, filler, larger).select(-1, 1);
    for (int i = 0; i < tensor.rank(); i++) {
      view = view.narrow(i, 1, tensor.dim(i));
    }
    view.copyFromInPlace(tensor);
    return view;
  }
}
