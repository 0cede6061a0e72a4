package cerulean.bench.peers;

import cerulean.bench.task.Convolve;
import cerulean.bench.task.Lookup;
import cerulean.bench.task.Ordering;
import cerulean.bench.task.Pointwise;
import cerulean.bench.task.Pool;
import cerulean.bench.task.Product;
import cerulean.bench.task.Rowwise;
import cerulean.bench.task.Work;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/// Single operations of PyTorch.
final class TorchOperations {

  private TorchOperations() {}

  /// Work whose every run makes a tensor, which is given back at once.
  @FunctionalInterface
  interface Fresh extends Work {
    Tensor result();

    @Override
    default Object run() {
      try (Tensor result = result()) {
        return result.address();
      }
    }

    @Override
    default float[] numbers() {
      try (Tensor result = result()) {
        return PyTorch.numbers(result);
      }
    }
  }

  /// Work whose every run writes to the same tensor.
  record Given(Tensor out, Runnable step) implements Work {
    @Override
    public Object run() {
      step.run();
      return out;
    }

    @Override
    public float[] numbers() {
      step.run();
      return PyTorch.numbers(out);
    }
  }

  /// Into a given tensor: what PyTorch is fastest at.
  static Work product(Product task) {
    Tensor a = matrix(task.left(), task.m(), task.k(), task.leftTransposed());
    if (task.isVector()) {
      Tensor x = PyTorch.tensor(task.right(), task.k());
      Tensor y = torch.empty(task.m());
      return new Given(y, () -> torch.mv_out(y, a, x));
    }
    Tensor b = matrix(task.right(), task.k(), task.n(), task.rightTransposed());
    Tensor c = torch.empty(task.m(), task.n());
    return new Given(c, () -> torch.mm_out(c, a, b));
  }

  private static Tensor matrix(float[] values, int rows, int columns, boolean transposed) {
    return transposed
        ? PyTorch.tensor(values, columns, rows).t()
        : PyTorch.tensor(values, rows, columns);
  }

  static Work pointwise(Pointwise task) {
    Tensor[] x = new Tensor[task.op().operands()];
    for (int i = 0; i < x.length; i++) {
      x[i] = PyTorch.tensor(task.operand(i), task.size());
    }
    return switch (task.target()) {
      case NEW -> fresh(task.op(), x);
      case GIVEN ->
          given(
              task.op(),
              x,
              task.op() == Pointwise.Op.SUM ? torch.empty(1).reshape() : torch.empty(task.size()));
      case IN_PLACE -> inPlace(task.op(), x);
    };
  }

  private static Fresh fresh(Pointwise.Op op, Tensor[] x) {
    return switch (op) {
      case ADD -> () -> torch.add(x[0], x[1]);
      case MUL -> () -> torch.mul(x[0], x[1]);
      case FMA -> () -> torch.addcmul(x[2], x[0], x[1]);
      case RELU -> () -> torch.relu(x[0]);
      case EXP -> () -> torch.exp(x[0]);
      case TANH -> () -> torch.tanh(x[0]);
      case SIGMOID -> () -> torch.sigmoid(x[0]);
      case GELU -> () -> torch.gelu(x[0]);
      case SUM -> () -> torch.sum(x[0]);
      case ADAM -> throw new AssertionError("Adam works in place");
    };
  }

  private static Work given(Pointwise.Op op, Tensor[] x, Tensor out) {
    Scalar zero = new Scalar(0f);
    return new Given(
        out,
        switch (op) {
          case ADD -> () -> torch.add_out(out, x[0], x[1]);
          case MUL -> () -> torch.mul_out(out, x[0], x[1]);
          case FMA -> () -> torch.addcmul_out(out, x[2], x[0], x[1]);
          // relu_out makes a tensor of its own and copies it.
          case RELU -> () -> torch.clamp_min_out(out, x[0], zero);
          case EXP -> () -> torch.exp_out(out, x[0]);
          case TANH -> () -> torch.tanh_out(out, x[0]);
          case SIGMOID -> () -> torch.sigmoid_out(out, x[0]);
          case GELU -> () -> torch.gelu_out(out, x[0]);
          case SUM -> () -> torch.sum_out(out, x[0]);
          case ADAM -> throw new AssertionError("Adam works in place");
        });
  }

  private static Work inPlace(Pointwise.Op op, Tensor[] x) {
    Scalar scale = new Scalar(Pointwise.SCALE);
    Runnable step =
        switch (op) {
          case ADD -> () -> x[0].add_(x[1]);
          case MUL -> () -> x[0].mul_(x[1]);
          case FMA -> () -> x[0].add_(x[1], scale);
          case ADAM -> adam(x);
          default ->
              throw new IllegalArgumentException("pytorch: " + op + " in place is not timed");
        };
    return new Given(x[0], step);
  }

  private static Runnable adam(Tensor[] x) {
    TorchUpdates updates =
        TorchUpdates.adam(
            new Tensor[] {x[0]},
            new Tensor[] {x[2]},
            new Tensor[] {x[3]},
            Pointwise.LR,
            Pointwise.BETA1,
            Pointwise.BETA2,
            Pointwise.EPSILON);
    Tensor[] gradients = {x[1]};
    return () -> updates.step(gradients);
  }

  static Work rows(Rowwise task) {
    Tensor x = PyTorch.tensor(task.input(), task.rows(), task.columns());
    if (task.isSoftmax()) {
      return (Fresh) () -> torch.softmax(x, 1);
    }
    TensorOptional weight = new TensorOptional(PyTorch.tensor(task.weight(), task.columns()));
    TensorOptional bias = new TensorOptional(PyTorch.tensor(task.bias(), task.columns()));
    long[] shape = {task.columns()};
    return (Fresh) () -> torch.layer_norm(x, shape, weight, bias, Rowwise.EPSILON, true);
  }

  /// On images whose rows are adjacent; the gradient of the largest is given their places.
  static Work pool(Pool task) {
    Tensor x =
        PyTorch.tensor(task.images(), task.batch(), task.channels(), task.side(), task.side());
    Tensor g =
        PyTorch.tensor(
            task.gradient(), task.batch(), task.channels(), task.places(), task.places());
    long[] kernel = {task.kernel(), task.kernel()};
    long[] stride = {task.stride(), task.stride()};
    long[] padding = {task.padding(), task.padding()};
    long[] dilation = {1, 1};
    LongOptional none = new LongOptional();
    if (!task.isMax()) {
      return task.isGradient()
          ? (Fresh)
              () -> torch.avg_pool2d_backward(g, x, kernel, stride, padding, false, true, none)
          : (Fresh) () -> torch.avg_pool2d(x, kernel, stride, padding, false, true, none);
    }
    if (!task.isGradient()) {
      return (Fresh) () -> torch.max_pool2d(x, kernel, stride, padding, dilation, false);
    }
    Tensor places =
        torch.max_pool2d_with_indices(x, kernel, stride, padding, dilation, false).get1();
    return (Fresh)
        () ->
            torch.max_pool2d_with_indices_backward(
                g, x, kernel, stride, padding, dilation, false, places);
  }

  /// Elements and indices, of which the indices are given back at once.
  static Work order(Ordering task) {
    Tensor x = PyTorch.tensor(task.input(), task.rows(), task.columns());
    BoolOptional stable = new BoolOptional(true);
    return (Fresh)
        () -> {
          try (T_TensorTensor_T both =
              task.isSort()
                  ? torch.sort(x, stable, 1, false)
                  : torch.topk(x, Ordering.KEPT, 1, true, true)) {
            both.get1().close();
            return new Tensor(both.get0());
          }
        };
  }

  static Work lookUp(Lookup task) {
    Tensor index = AbstractTensor.create(task.index(), task.taken());
    if (task.isSelect()) {
      Tensor table = PyTorch.tensor(task.table(), task.rows(), task.columns());
      return (Fresh) () -> torch.embedding(table, index);
    }
    Tensor gradient = PyTorch.tensor(task.gradient(), task.taken(), task.columns());
    return (Fresh) () -> torch.embedding_dense_backward(gradient, index, task.rows(), -1, false);
  }

  /// On channels-last images and weights, which oneDNN likes best.
  static Work convolve(Convolve task) {
    int k = task.kernel();
    Tensor weight =
        channelsLast(PyTorch.tensor(task.weight(), task.out(), task.in() / task.groups(), k, k));
    Tensor images =
        channelsLast(
            PyTorch.tensor(task.images(), task.batch(), task.in(), task.side(), task.side()));
    long[] stride = {task.stride(), task.stride()};
    long[] padding = {task.padding(), task.padding()};
    long[] dilation = {1, 1};
    if (task.direction().equals("forward")) {
      TensorOptional none = new TensorOptional();
      return (Fresh)
          () -> torch.conv2d(images, weight, none, stride, padding, dilation, task.groups());
    }
    int o = task.outSide();
    Tensor gradient = channelsLast(PyTorch.tensor(task.gradient(), task.batch(), task.out(), o, o));
    boolean ofInput = task.direction().equals("input");
    BoolPointer wanted = new BoolPointer(3).put(0, ofInput).put(1, !ofInput).put(2, false);
    long[] noBias = {};
    long[] noPadding = {0, 0};
    return (Fresh)
        () -> {
          T_TensorTensorTensor_T all =
              torch.convolution_backward(
                  gradient,
                  images,
                  weight,
                  noBias,
                  stride,
                  padding,
                  dilation,
                  false,
                  noPadding,
                  task.groups(),
                  wanted);
          return new Tensor(ofInput ? all.get0() : all.get1());
        };
  }

  static Tensor channelsLast(Tensor images) {
    return images.contiguous(MemoryFormat.ChannelsLast);
  }
}
