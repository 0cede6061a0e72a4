package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Indexing;
import cerulean.tensor.PadMode;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Elements in another shape, order or number: no element is computed.
///
/// Results may be views of their inputs.
final class ShapeOperators {

  private ShapeOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Shape", Operator.single(ShapeOperators::shape));
    table.put("Size", Operator.single(c -> Tensor.scalar((long) c.input(0).size())));
    table.put("Reshape", Operator.single(ShapeOperators::reshape));
    table.put("Flatten", Operator.single(c -> matrix(c, c.input(0), c.intOr("axis", 1))));
    table.put("Squeeze", Operator.single(ShapeOperators::squeeze));
    table.put("Unsqueeze", Operator.single(ShapeOperators::unsqueeze));
    table.put("Transpose", Operator.single(ShapeOperators::transpose));
    table.put("Expand", Operator.single(ShapeOperators::expand));
    table.put(
        "Concat",
        Operator.single(c -> Tensor.concat(c.intOr("axis", 1), c.all().toArray(Tensor[]::new))));
    table.put("Split", ShapeOperators::split);
    table.put("Slice", Operator.single(ShapeOperators::slice));
    table.put("Tile", Operator.single(ShapeOperators::tile));
    table.put("Pad", Operator.single(ShapeOperators::pad));
    table.put("CenterCropPad", Operator.single(ShapeOperators::centerCropPad));
    table.put("Trilu", Operator.single(ShapeOperators::triangle));
    table.put("DepthToSpace", Operator.single(ShapeOperators::depthToSpace));
    table.put("SpaceToDepth", Operator.single(ShapeOperators::spaceToDepth));
    table.put("ReverseSequence", Operator.single(ShapeOperators::reverseSequence));
  }

  /// The sizes of axes `start .. end`.
  private static Tensor shape(Call call) {
    int[] dims = call.input(0).shape().dims();
    int start = bound(call.node().intOr("start", 0), dims.length);
    int end = bound(call.node().intOr("end", dims.length), dims.length);
    int[] chosen = Arrays.copyOfRange(dims, start, Math.max(start, end));
    return Tensor.of(chosen, chosen.length).to(DType.I64);
  }

  /// A bound that counts from the end if it is negative, cut to the axis.
  private static int bound(long bound, int size) {
    return Math.clamp(bound < 0 ? bound + size : bound, 0, size);
  }

  /// Size 0 keeps that of the input's axis unless `allowzero` says that it means 0; -1 stands for
  /// what is left. The shape is an attribute up to version 4, then an input.
  private static Tensor reshape(Call call) {
    Tensor x = call.input(0);
    int[] dims = call.intsOrAttribute(1, "shape").clone();
    boolean keep = !call.node().flagOr("allowzero", false);
    int open = -1;
    int known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && keep) {
        dims[i] = x.dim(i);
      }
      if (dims[i] == -1) {
        if (open >= 0) {
          throw call.unsupported(
              "shape " + Arrays.toString(dims) + " has more than one -1; only one can be found");
        }
        open = i;
      } else {
        known *= dims[i];
      }
    }
    if (open >= 0 && known > 0) {
      dims[open] = x.size() / known;
    }
    return x.reshape(dims);
  }

  /// All axes before `axis` as one and all from it on as another.
  static Tensor matrix(Call call, Tensor x, int axis) {
    // Behind the last axis, too: then the second size is 1.
    int split = axis == x.rank() ? axis : call.axis("attribute axis", axis, x.rank());
    int[] dims = {1, 1};
    for (int i = 0; i < x.rank(); i++) {
      dims[i < split ? 0 : 1] *= x.dim(i);
    }
    return x.reshape(dims);
  }

  private static Tensor squeeze(Call call) {
    Tensor x = call.input(0);
    int[] axes = call.intsOrAttribute(1, "axes");
    if (axes.length == 0) {
      return x.squeeze();
    }
    Tensor result = x;
    int[] ascending = ascending(x.rank(), axes);
    for (int i = ascending.length - 1; i >= 0; i--) {
      result = result.squeeze(ascending[i]);
    }
    return result;
  }

  /// The axes are counted in the result.
  private static Tensor unsqueeze(Call call) {
    Tensor x = call.input(0);
    int[] axes = call.intsOrAttribute(1, "axes");
    for (int axis : ascending(x.rank() + axes.length, axes)) {
      x = x.unsqueeze(axis);
    }
    return x;
  }

  private static int[] ascending(int rank, int... axes) {
    int[] sorted = axes.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += sorted[i] < 0 ? rank : 0;
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private static Tensor transpose(Call call) {
    Tensor x = call.input(0);
    int[] reversed = new int[x.rank()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = reversed.length - 1 - i;
    }
    return x.permute(call.intsOr("perm", reversed));
  }

  /// The shape that the tensor and the shape asked for have in common: either may be 1 where the
  /// other is not.
  private static Tensor expand(Call call) {
    Tensor x = call.input(0);
    int[] dims = call.ints(1);
    int rank = Math.max(dims.length, x.rank());
    int[] common = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int asked = i <= dims.length ? dims[dims.length - i] : 1;
      common[rank - i] = asked == 1 && i <= x.rank() ? x.dim(x.rank() - i) : asked;
    }
    call.checkShape(common);
    return x.expand(common);
  }

  /// Parts of given sizes, or of equal ones with the rest for the last. Sizes are an attribute up
  /// to version 12, then an input.
  private static List<@Nullable Tensor> split(Call call) {
    Tensor x = call.input(0);
    int axis = call.intOr("axis", 0);
    int[] sizes = call.intsOrAttribute(1, "split");
    if (sizes.length == 0) {
      int parts = call.countOr("num_outputs", call.node().outputs().size());
      if (parts > Math.max(x.dim(axis), call.node().outputs().size())) {
        throw call.unsupported(
            "attribute num_outputs is %d; the axis has %d entries and the node %d outputs"
                .formatted(parts, x.dim(axis), call.node().outputs().size()));
      }
      int size = (x.dim(axis) + parts - 1) / parts;
      sizes = new int[parts];
      int left = x.dim(axis);
      for (int i = 0; i < parts; i++) {
        sizes[i] = Math.min(left, size);
        left -= sizes[i];
      }
    }
    return Operator.outputs(x.split(axis, sizes));
  }

  /// Bounds are attributes up to version 9, then inputs.
  private static Tensor slice(Call call) {
    Tensor x = call.input(0);
    int[] starts = bounds(call, 1, "starts");
    int[] ends = bounds(call, 2, "ends");
    int[] axes = call.intsOrAttribute(3, "axes");
    int[] steps = bounds(call, 4, "steps");
    call.checkLength("ends", ends.length, starts.length);
    if (axes.length > 0) {
      call.checkLength("axes", axes.length, starts.length);
    }
    if (steps.length > 0) {
      call.checkLength("steps", steps.length, starts.length);
    }
    for (int i = 0; i < starts.length; i++) {
      int axis = axes.length > 0 ? axes[i] : i;
      x = x.slice(axis, starts[i], ends[i], steps.length > 0 ? steps[i] : 1);
    }
    return x;
  }

  /// Numbers that may lie far outside of any axis, which then stand for its end.
  private static int[] bounds(Call call, int input, String attribute) {
    long[] values =
        call.has(input)
            ? call.input(input).to(DType.I64).toLongArray()
            : call.node().intsOr(attribute);
    int[] cut = new int[values.length];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = Math.clamp(values[i], Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return cut;
  }

  /// In version 1 one axis is repeated, later each as often as a list says.
  private static Tensor tile(Call call) {
    Tensor x = call.input(0);
    if (call.opset() >= 6) {
      return tile(call, x, call.ints(1));
    }
    int[] times = new int[x.rank()];
    Arrays.fill(times, 1);
    times[call.axis("input 2", call.number(2), x.rank())] = call.number(1);
    return tile(call, x, times);
  }

  private static Tensor tile(Call call, Tensor x, int... times) {
    call.checkLength("repeats", times.length, x.rank());
    long[] dims = new long[times.length];
    Arrays.setAll(dims, i -> (long) x.dim(i) * times[i]);
    call.checkSize(dims);
    return x.tile(times);
  }

  /// Sizes are all those before, then all those behind; attributes up to version 10, then inputs.
  private static Tensor pad(Call call) {
    Tensor x = call.input(0);
    int[] pads = call.has(1) ? call.ints(1) : call.intsOr(call.opset() < 2 ? "paddings" : "pads");
    int[] axes = call.axes("axes", x.rank(), call.has(3) ? call.ints(3) : new int[0]);
    call.checkLength("pads", pads.length, 2 * axes.length);
    double value =
        call.has(2) ? call.input(2).to(DType.F64).itemDouble() : call.node().floatOr("value", 0);
    int[] before = new int[x.rank()];
    int[] behind = new int[x.rank()];
    for (int i = 0; i < axes.length; i++) {
      before[axes[i]] = pads[i];
      behind[axes[i]] = pads[axes.length + i];
    }
    long[] dims = new long[x.rank()];
    Arrays.setAll(dims, i -> (long) before[i] + x.dim(i) + behind[i]);
    call.checkSize(dims);
    return x.pad(before, behind, padMode(call), value);
  }

  private static PadMode padMode(Call call) {
    String mode = call.node().textOr("mode", "constant");
    return switch (mode) {
      case "constant" -> PadMode.CONSTANT;
      case "reflect" -> PadMode.REFLECT;
      case "edge" -> PadMode.REPLICATE;
      case "wrap" -> PadMode.CIRCULAR;
      default -> throw call.unsupported("mode " + mode + " is unknown");
    };
  }

  /// Axes cut or filled with zeros on both sides to a given size, an odd entry at the end.
  private static Tensor centerCropPad(Call call) {
    Tensor x = call.input(0);
    int[] sizes = call.ints(1);
    int[] axes = call.axes("attribute axes", x.rank(), call.intsOr("axes"));
    call.checkLength("sizes", sizes.length, axes.length);
    int[] before = new int[x.rank()];
    int[] behind = new int[x.rank()];
    long[] dims = Arrays.stream(x.shape().dims()).asLongStream().toArray();
    for (int i = 0; i < sizes.length; i++) {
      int axis = axes[i];
      if (sizes[i] < 0) {
        throw call.unsupported("size " + sizes[i] + " is negative");
      }
      dims[axis] = sizes[i];
      // Division cuts towards 0: the smaller half in front, whether it is added or taken away.
      before[axis] = (sizes[i] - x.dim(axis)) / 2;
      behind[axis] = sizes[i] - x.dim(axis) - before[axis];
    }
    call.checkSize(dims);
    return x.pad(before, behind, PadMode.CONSTANT, 0);
  }

  private static Tensor triangle(Call call) {
    int k = call.has(1) ? call.number(1) : 0;
    Tensor x = call.input(0);
    return call.node().flagOr("upper", true) ? x.triu(k) : x.tril(k);
  }

  /// Blocks of channels become squares of pixels. In mode `DCR` the channels of one pixel of the
  /// square stand together, in mode `CRD` the pixels of one channel.
  private static Tensor depthToSpace(Call call) {
    Tensor x = call.ofRank(0, 4);
    int block = call.count("blocksize");
    int depth = x.dim(1) / block / block;
    int height = x.dim(2);
    int width = x.dim(3);
    Tensor parts =
        call.node().textOr("mode", "DCR").equals("CRD")
            ? x.reshape(x.dim(0), depth, block, block, height, width).permute(0, 1, 4, 2, 5, 3)
            : x.reshape(x.dim(0), block, block, depth, height, width).permute(0, 3, 4, 1, 5, 2);
    return parts.reshape(x.dim(0), depth, height * block, width * block);
  }

  private static Tensor spaceToDepth(Call call) {
    Tensor x = call.ofRank(0, 4);
    int block = call.count("blocksize");
    int depth = x.dim(1);
    int height = x.dim(2) / block;
    int width = x.dim(3) / block;
    return x.reshape(x.dim(0), depth, height, block, width, block)
        .permute(0, 3, 5, 1, 2, 4)
        .reshape(x.dim(0), block * block * depth, height, width);
  }

  /// Each sample's first entries in time from last to first, as many as its length says.
  private static Tensor reverseSequence(Call call) {
    int batchAxis = call.intOr("batch_axis", 1);
    int timeAxis = call.intOr("time_axis", 0);
    Tensor x = call.input(0).moveAxis(new int[] {batchAxis, timeAxis}, new int[] {0, 1});
    int[] lengths = call.ints(1);
    call.checkLength("sequence_lens", lengths.length, x.dim(0));
    long[] index = new long[x.dim(0) * x.dim(1)];
    for (int i = 0; i < index.length; i++) {
      int time = i % x.dim(1);
      int length = lengths[i / x.dim(1)];
      index[i] = time < length ? length - 1 - time : time;
    }
    return Indexing.gatherNd(x, Tensor.of(index, x.dim(0), x.dim(1), 1), 1)
        .moveAxis(new int[] {0, 1}, new int[] {batchAxis, timeAxis})
        .contiguous();
  }
}
