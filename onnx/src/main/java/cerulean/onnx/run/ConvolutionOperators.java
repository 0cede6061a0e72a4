package cerulean.onnx.run;

import cerulean.tensor.Convolution;
import cerulean.tensor.DType;
import cerulean.tensor.Interpolation;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Convolutions.
final class ConvolutionOperators {

  private ConvolutionOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Conv", Operator.single(ConvolutionOperators::conv));
    table.put("ConvTranspose", Operator.single(ConvolutionOperators::convTranspose));
    table.put("DeformConv", Operator.single(ConvolutionOperators::deformConv));
    table.put("Col2Im", Operator.single(ConvolutionOperators::col2Im));
    table.put("CausalConvWithState", ConvolutionOperators::causalConv);
  }

  private static @Nullable Tensor orNull(Call call, int input) {
    return call.optional(input).orElse(null);
  }

  /// The window's sizes, which are those of the weight.
  private static int[] kernel(Call call) {
    int[] weight = call.ofRank(1, 3).shape().dims();
    return call.intsOr("kernel_shape", Arrays.copyOfRange(weight, 2, weight.length));
  }

  private static Tensor conv(Call call) {
    Window window = WindowAttributes.of(call, kernel(call)).window();
    int groups = call.countOr("group", 1);
    return Convolution.conv(call.input(0), call.input(1), orNull(call, 2), window, groups);
  }

  /// The size of the result follows from the padding, or the padding from the size that
  /// `output_shape` gives or that is strides times the input's with `auto_pad`.
  private static Tensor convTranspose(Call call) {
    Tensor x = call.input(0);
    int[] kernel = kernel(call);
    int axes = kernel.length;
    WindowAttributes attributes = WindowAttributes.of(call, kernel);
    call.ofRank(0, 2 + axes);
    int[] more = call.intsOr("output_padding", new int[axes]);
    call.checkLength("attribute output_padding", more.length, axes);
    String automatic = call.node().textOr("auto_pad", "NOTSET");
    int[] wanted = call.intsOr("output_shape");
    if (wanted.length > axes) {
      wanted = Arrays.copyOfRange(wanted, wanted.length - axes, wanted.length);
    }
    if (wanted.length > 0) {
      call.checkLength("attribute output_shape", wanted.length, axes);
    }
    if (wanted.length > 0 || automatic.startsWith("SAME")) {
      int[] before = new int[axes];
      int[] after = new int[axes];
      more = more.clone();
      for (int i = 0; i < axes; i++) {
        int stride = attributes.stride(i);
        int size = wanted.length > 0 ? wanted[i] : x.dim(2 + i) * stride;
        long open = (long) stride * (x.dim(2 + i) - 1) + more[i] + attributes.reach(i);
        int total = call.toInt("padding", open - size);
        if (total < 0) {
          // Nothing to cut off: the end is continued.
          more[i] -= total;
          total = 0;
        }
        before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        after[i] = total - before[i];
      }
      attributes = attributes.padded(before, after);
    }
    int groups = call.countOr("group", 1);
    long[] result = {x.dim(0), (long) call.input(1).dim(1) * groups, 1, 1, 1};
    for (int i = 0; i < Math.min(axes, 3); i++) {
      long open = (long) attributes.stride(i) * (x.dim(2 + i) - 1) + attributes.reach(i);
      result[2 + i] = open + more[i] - attributes.before(i) - attributes.after(i);
    }
    call.checkSize(result);
    return Convolution.convTranspose(
        x, call.input(1), orNull(call, 2), attributes.window(), groups, more);
  }

  private static Tensor col2Im(Call call) {
    int[] image = call.ints(1);
    int[] block = call.ints(2);
    call.checkShape(image);
    WindowAttributes attributes = WindowAttributes.of(call, block);
    return Convolution.col2im(call.input(0), attributes.window(), image);
  }

  /// A convolution whose window's elements are moved, at every place, by offsets that are an input,
  /// to points between elements, and weighted by a mask (Dai et al. 2017, Zhu et al. 2019).
  ///
  /// Inputs: image, weight, offsets `[batch, groups * window * axes, places...]`, bias, mask
  /// `[batch, groups * window, places...]`.
  private static Tensor deformConv(Call call) {
    Tensor x = call.input(0);
    Tensor weight = call.input(1);
    WindowAttributes attributes = WindowAttributes.of(call, kernel(call));
    int axes = attributes.axes();
    call.ofRank(0, 2 + axes);
    call.ofRank(2, 2 + axes);
    int batch = x.dim(0);
    int window = attributes.size();
    int offsetGroups = call.countOr("offset_group", 1);
    int channels = x.dim(1) / offsetGroups;
    int[] places = Arrays.copyOfRange(call.input(2).shape().dims(), 2, 2 + axes);
    Tensor offsets = call.input(2).to(DType.F64).unflatten(1, offsetGroups, window, axes);
    Tensor[] patches = new Tensor[offsetGroups * window];
    for (int group = 0; group < offsetGroups; group++) {
      Tensor image = x.narrow(1, group * channels, channels);
      for (int t = 0; t < window; t++) {
        // [batch, axes, places...]
        Tensor moved = offsets.select(1, group).select(1, t);
        Tensor grid = points(attributes, t, moved, x.shape().dims());
        Tensor patch =
            Interpolation.gridSample(
                image, grid, Resampling.LINEAR, Interpolation.Outside.ZEROS, false);
        if (call.has(4)) {
          patch = patch.mul(call.input(4).narrow(1, group * window + t, 1));
        }
        patches[group * window + t] = patch;
      }
    }
    // [batch, offset groups, window, channels, places] to [batch, channels of all, window, places]
    Tensor stacked = Tensor.stack(1, patches).flatten(3, -1).unflatten(1, offsetGroups, window);
    int groups = call.countOr("group", 1);
    Tensor columns = stacked.flatten(4, -1).swapAxes(2, 3).contiguous();
    Tensor grouped = columns.reshape(batch, groups, x.dim(1) / groups * window, -1);
    Tensor weights = weight.reshape(groups, weight.dim(0) / groups, -1);
    int[] shape = new int[2 + axes];
    shape[0] = batch;
    shape[1] = weight.dim(0);
    System.arraycopy(places, 0, shape, 2, axes);
    Tensor result = weights.matmul(grouped).reshape(shape);
    if (!call.has(3)) {
      return result;
    }
    int[] perChannel = WindowAttributes.ones(1 + axes);
    perChannel[0] = -1;
    return result.add(call.input(3).reshape(perChannel));
  }

  /// The points `[batch, places..., axes]` at which element `t` of the window reads, in the
  /// coordinates of [Interpolation#gridSample].
  private static Tensor points(WindowAttributes attributes, int t, Tensor moved, int... image) {
    int axes = attributes.axes();
    Tensor[] coordinates = new Tensor[axes];
    int rest = t;
    for (int axis = axes - 1; axis >= 0; axis--) {
      int places = moved.dim(2 + axis);
      int first =
          rest % attributes.kernel(axis) * attributes.dilation(axis) - attributes.before(axis);
      rest /= attributes.kernel(axis);
      int[] along = WindowAttributes.ones(axes);
      along[axis] = places;
      Tensor start = Tensor.arange(places).mul(attributes.stride(axis)).add(first).reshape(along);
      Tensor position = moved.select(1, axis).add(start);
      // The last axis comes first.
      coordinates[axes - 1 - axis] = position.mul(2).add(1).div(image[2 + axis]).sub(1);
    }
    return Tensor.stack(axes + 1, coordinates);
  }

  /// Each channel convolved with its own window over what came before, where the last elements of
  /// an earlier call stand before the first: `[batch, channels, positions]`. Returns the last
  /// elements for the next call too.
  private static List<@Nullable Tensor> causalConv(Call call) {
    Tensor x = call.input(0);
    Tensor weight = call.input(1);
    int before = weight.dim(2) - 1;
    Tensor past = call.has(3) ? call.input(3) : Tensor.zeros(x.dtype(), x.dim(0), x.dim(1), before);
    Tensor all = Tensor.concat(2, past, x);
    Tensor y = Convolution.conv1d(all, weight, orNull(call, 2), Window.over(weight), x.dim(1));
    String activation = call.node().textOr("activation", "none");
    y =
        switch (activation) {
          case "none" -> y;
          case "silu", "swish" -> y.mul(y.sigmoid());
          default -> throw call.unsupported("activation " + activation + " is unknown");
        };
    return List.of(y, all.narrow(2, all.dim(2) - before, before).copy());
  }
}
