package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of many elements: sums and norms, extremes and where they are, running sums, the
/// largest and the different ones.
final class ReductionOperators {

  private ReductionOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("ReduceSum", reduction(Tensor::sum));
    table.put("ReduceProd", reduction(Tensor::prod));
    table.put("ReduceMax", reduction(ReductionOperators::max));
    table.put("ReduceMin", reduction(ReductionOperators::min));
    table.put("ReduceL1", reduction((x, keep, axes) -> x.abs().sum(keep, axes)));
    table.put("ReduceSumSquare", reduction((x, keep, axes) -> x.square().sum(keep, axes)));
    table.put("ReduceMean", floating(Tensor::mean));
    table.put("ReduceL2", floating((x, keep, axes) -> x.norm(2, keep, axes)));
    table.put("ReduceLogSum", floating((x, keep, axes) -> x.sum(keep, axes).log()));
    table.put("ReduceLogSumExp", floating(Tensor::logSumExp));
    table.put("ArgMax", Operator.single(c -> extreme(c, (x, axis) -> x.argmax(true, axis))));
    table.put("ArgMin", Operator.single(c -> extreme(c, (x, axis) -> x.argmin(true, axis))));
    table.put("Hardmax", Operator.single(ReductionOperators::hardmax));
    table.put("CumSum", Operator.single(c -> scan(c, Tensor::cumsum, 0)));
    table.put("CumProd", Operator.single(c -> scan(c, Tensor::cumprod, 1)));
    table.put("TopK", ReductionOperators::topK);
    table.put("Unique", ReductionOperators::unique);
  }

  /// A reduction over axes, all if none is given.
  @FunctionalInterface
  private interface Reduction {
    Tensor run(Tensor x, boolean keepDims, int... axes);
  }

  /// What is computed along one axis.
  @FunctionalInterface
  private interface AlongAxis {
    Tensor run(Tensor x, int axis);
  }

  /// Axes are an attribute in early versions, later an input; the result has the type of the data.
  private static Operator reduction(Reduction reduction) {
    return Operator.single(c -> {
      Tensor x = c.input(0);
      int[] axes = c.intsOrAttribute(1, "axes");
      if (axes.length == 0 && c.node().flagOr("noop_with_empty_axes", false)) {
        // Nothing is added up, but what comes before and after the sum is still done.
        return reduction.run(x.unsqueeze(0), false, 0).to(x.dtype());
      }
      return reduction.run(x, c.node().flagOr("keepdims", true), axes).to(x.dtype());
    });
  }

  /// A reduction of floating point; integers pass through double precision.
  private static Operator floating(Reduction reduction) {
    return reduction(
        (x, keep, axes) -> reduction.run(x.dtype().isFloating() ? x : x.to(DType.F64), keep, axes));
  }

  private static Tensor max(Tensor x, boolean keepDims, int... axes) {
    return x.size() > 0 ? x.amax(keepDims, axes) : ofNothing(x, lowest(x.dtype()), keepDims, axes);
  }

  private static Tensor min(Tensor x, boolean keepDims, int... axes) {
    return x.size() > 0 ? x.amin(keepDims, axes) : ofNothing(x, highest(x.dtype()), keepDims, axes);
  }

  private static Tensor ofNothing(Tensor x, Tensor value, boolean keepDims, int... axes) {
    return value.expand(x.sum(keepDims, axes).shape()).copy();
  }

  private static Tensor lowest(DType type) {
    return switch (type) {
      case I64 -> Tensor.scalar(Long.MIN_VALUE);
      case I32 -> Tensor.scalar((long) Integer.MIN_VALUE).to(type);
      case BOOL -> Tensor.scalar(false);
      default -> Tensor.scalar(Double.NEGATIVE_INFINITY).to(type);
    };
  }

  private static Tensor highest(DType type) {
    return switch (type) {
      case I64 -> Tensor.scalar(Long.MAX_VALUE);
      case I32 -> Tensor.scalar((long) Integer.MAX_VALUE).to(type);
      case BOOL -> Tensor.scalar(true);
      default -> Tensor.scalar(Double.POSITIVE_INFINITY).to(type);
    };
  }

  /// The place of the first, or of the last, extreme element along an axis.
  private static Tensor extreme(Call call, AlongAxis first) {
    Tensor x = call.input(0);
    int axis = call.intOr("axis", 0);
    boolean last = call.node().flagOr("select_last_index", false);
    Tensor index =
        last ? first.run(x.flip(axis), axis).neg().add(x.dim(axis) - 1) : first.run(x, axis);
    return call.node().flagOr("keepdims", true) ? index : index.squeeze(axis);
  }

  /// 1 at the first largest element along an axis, else 0. Up to version 12 all axes from `axis` on
  /// are one.
  private static Tensor hardmax(Call call) {
    Tensor x = call.input(0);
    if (call.opset() < 13) {
      int axis = call.intOr("axis", 1);
      return oneAtLargest(ShapeOperators.matrix(call, x, axis), 1).reshape(x.shape().dims());
    }
    return oneAtLargest(x, call.intOr("axis", -1));
  }

  private static Tensor oneAtLargest(Tensor x, int axis) {
    return x.argmax(axis).oneHot(x.dim(axis), x.dtype(), 0, 1).moveAxis(-1, axis).contiguous();
  }

  /// A running sum or product; `exclusive` starts from `neutral` and leaves out the last element.
  private static Tensor scan(Call call, AlongAxis inclusive, double neutral) {
    Tensor x = call.input(0);
    int axis = call.number(1);
    boolean reverse = call.node().flagOr("reverse", false);
    Tensor result = inclusive.run(reverse ? x.flip(axis) : x, axis).to(x.dtype());
    if (call.node().flagOr("exclusive", false) && x.size() > 0) {
      Tensor start = Tensor.full(x.dtype(), neutral).expand(result.narrow(axis, 0, 1).shape());
      result = Tensor.concat(axis, start, result.narrow(axis, 0, x.dim(axis) - 1));
    }
    return reverse ? result.flip(axis).contiguous() : result;
  }

  /// `k` is an attribute in version 1, then an input.
  private static List<@Nullable Tensor> topK(Call call) {
    int k = call.has(1) ? call.number(1) : call.integer("k");
    boolean largest = call.node().flagOr("largest", true);
    Sorting.TopK top = Sorting.topK(call.input(0), k, call.intOr("axis", -1), largest);
    return Operator.outputs(top.values(), top.indices());
  }

  private static List<@Nullable Tensor> unique(Call call) {
    Tensor x = call.input(0);
    boolean sorted = call.node().flagOr("sorted", true);
    Sorting.Unique unique;
    if (call.node().attribute("axis").isPresent()) {
      int axis = call.intOr("axis", 0);
      unique = sorted ? Sorting.unique(x, axis) : Sorting.uniqueInOrder(x, axis);
    } else {
      unique = sorted ? Sorting.unique(x) : Sorting.uniqueInOrder(x);
    }
    Tensor inverse = unique.inverse();
    return Operator.outputs(
        unique.values(), unique.firstIndices(), inverse.reshape(inverse.size()), unique.counts());
  }
}
