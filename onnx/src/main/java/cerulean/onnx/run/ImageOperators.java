package cerulean.onnx.run;

import cerulean.tensor.Interpolation;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/// Resizing and sampling of images.
final class ImageOperators {

  private ImageOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Resize", Operator.single(ImageOperators::resize));
    table.put("Upsample", Operator.single(ImageOperators::upsample));
    table.put("GridSample", Operator.single(ImageOperators::gridSample));
    table.put("AffineGrid", Operator.single(ImageOperators::affineGrid));
  }

  /// What is known of the resizing of one axis.
  ///
  /// - `from`, `to`: sizes before and after
  /// - `scale`: their intended quotient, which need not be whole
  /// - `roiStart`, `roiEnd`: the part of the axis to be seen, from 0 to 1
  private record Axis(int from, int to, double scale, double roiStart, double roiEnd) {

    /// Where element `i` of the result lies among those before.
    double position(Call call, String mode, int i) {
      double halfPixel = (i + 0.5) / scale - 0.5;
      return switch (mode) {
        case "half_pixel" -> halfPixel;
        case "half_pixel_symmetric" -> {
          // The result is centred although its size was cut to a whole number.
          double centre = from / 2.0;
          yield centre * (1 - to / (scale * from)) + halfPixel;
        }
        case "pytorch_half_pixel" -> to > 1 ? halfPixel : 0;
        case "align_corners" -> to > 1 ? (double) i * (from - 1) / (to - 1) : 0;
        case "asymmetric" -> i / scale;
        case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
        case "tf_crop_and_resize" ->
            to > 1
                ? roiStart * (from - 1) + i * (roiEnd - roiStart) * (from - 1) / (to - 1)
                : 0.5 * (roiStart + roiEnd) * (from - 1);
        default -> throw call.unsupported("coordinate transformation " + mode + " is unknown");
      };
    }
  }

  /// Version 10 has the input scales at 1; later versions have roi, scales, sizes.
  private static Tensor resize(Call call) {
    Tensor x = call.input(0);
    boolean old = call.opset() < 11;
    int[] axes = call.axes("attribute axes", x.rank(), call.intsOr("axes"));
    double[] scales = call.has(old ? 1 : 2) ? call.input(old ? 1 : 2).toDoubleArray() : null;
    if (scales != null && scales.length == 0) {
      scales = null;
    }
    double[] roi = !old && call.has(1) ? call.input(1).toDoubleArray() : new double[0];
    int[] sizes = new int[axes.length];
    double[] factors = new double[axes.length];
    if (scales != null) {
      call.checkLength("scales", scales.length, axes.length);
      for (int a = 0; a < axes.length; a++) {
        factors[a] = scales[a];
        // Scales are floats: what falls short of a whole size by their rounding is that size.
        sizes[a] = (int) Math.floor((float) (x.dim(axes[a]) * scales[a]));
      }
    } else if (call.has(3)) {
      sizesAndFactors(call, x, axes, sizes, factors);
    } else {
      throw call.unsupported("needs scales or sizes");
    }
    String mode =
        call.node().textOr("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    boolean cropped = mode.equals("tf_crop_and_resize") && roi.length > 0;
    if (cropped) {
      call.checkLength("roi", roi.length, 2 * axes.length);
    }
    Tensor result = x;
    for (int a = 0; a < axes.length; a++) {
      Axis axis =
          new Axis(
              x.dim(axes[a]),
              sizes[a],
              factors[a],
              cropped ? roi[a] : 0,
              cropped ? roi[axes.length + a] : 1);
      if (axis.from() != axis.to() || factors[a] != 1 || cropped) {
        result = along(call, result, axes[a], axis, mode);
      }
    }
    return result;
  }

  private static void sizesAndFactors(
      Call call, Tensor x, int[] axes, int[] sizes, double[] factors) {
    int[] wanted = call.ints(3);
    call.checkLength("sizes", wanted.length, axes.length);
    String policy = call.node().textOr("keep_aspect_ratio_policy", "stretch");
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int a = 0; a < axes.length; a++) {
      factors[a] = (double) wanted[a] / x.dim(axes[a]);
      sizes[a] = wanted[a];
      least = Math.min(least, factors[a]);
      most = Math.max(most, factors[a]);
    }
    if (!policy.equals("stretch")) {
      double common = policy.equals("not_larger") ? least : most;
      for (int a = 0; a < axes.length; a++) {
        factors[a] = common;
        sizes[a] = (int) Math.floor(common * x.dim(axes[a]) + 0.5);
      }
    }
  }

  private static Tensor along(Call call, Tensor x, int number, Axis axis, String mode) {
    if (axis.to() < 0) {
      throw call.unsupported(
          "axis " + number + " would have size " + axis.to() + "; must be at least 0");
    }
    call.checkSize(axis.to(), Math.max(1, x.size() / Math.max(1, axis.from())));
    double[] positions = new double[axis.to()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = axis.position(call, mode, i);
    }
    String method = call.node().textOr("mode", "nearest");
    Tensor result;
    if (method.equals("nearest")) {
      double[] whole = new double[positions.length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = rounded(call, positions[i]);
      }
      result = Interpolation.resample(x, number, whole, Resampling.NEAREST);
    } else {
      result = Interpolation.resample(x, number, positions, filter(call, method, axis));
    }
    return mode.equals("tf_crop_and_resize")
        ? extrapolated(call, result, number, axis, positions)
        : result;
  }

  private static Resampling filter(Call call, String method, Axis axis) {
    Resampling filter =
        switch (method) {
          case "linear", "bilinear", "trilinear" -> Resampling.LINEAR;
          case "cubic", "bicubic" -> Resampling.cubic(call.node().floatOr("cubic_coeff_a", -0.75f));
          default -> throw call.unsupported("mode " + method + " is unknown");
        };
    if (call.node().flagOr("antialias", false) && axis.scale() < 1) {
      filter = filter.stretched(1 / axis.scale());
    }
    return call.node().flagOr("exclude_outside", false) ? filter.excludingOutside() : filter;
  }

  /// Version 10 knows the floor alone, and Upsample too.
  private static double rounded(Call call, double position) {
    String mode =
        call.node().textOr("nearest_mode", call.opset() < 11 ? "floor" : "round_prefer_floor");
    return switch (mode) {
      case "round_prefer_floor" -> Math.ceil(position - 0.5);
      case "round_prefer_ceil" -> Math.floor(position + 0.5);
      case "floor" -> Math.floor(position);
      case "ceil" -> Math.ceil(position);
      default -> throw call.unsupported("nearest mode " + mode + " is unknown");
    };
  }

  /// Entries of positions outside the axis become a constant.
  private static Tensor extrapolated(
      Call call, Tensor result, int number, Axis axis, double... positions) {
    boolean[] outside = new boolean[positions.length];
    for (int i = 0; i < outside.length; i++) {
      outside[i] = positions[i] < 0 || positions[i] > axis.from() - 1;
    }
    int[] shape = new int[result.rank()];
    Arrays.fill(shape, 1);
    shape[number] = outside.length;
    Tensor mask = Tensor.of(outside, shape);
    return result.maskedFill(mask, call.node().floatOr("extrapolation_value", 0f));
  }

  /// The scales are an attribute up to version 8 and then an input.
  private static Tensor upsample(Call call) {
    Tensor x = call.input(0);
    double[] scales;
    if (call.has(1)) {
      scales = call.input(1).toDoubleArray();
    } else {
      float[] attribute = call.node().floatsOr("scales");
      scales = new double[attribute.length];
      Arrays.setAll(scales, i -> attribute[i]);
    }
    call.checkLength("scales", scales.length, x.rank());
    Tensor result = x;
    for (int a = 0; a < scales.length; a++) {
      int to = (int) Math.floor((float) (x.dim(a) * scales[a]));
      if (scales[a] != 1) {
        result = along(call, result, a, new Axis(x.dim(a), to, scales[a], 0, 1), "asymmetric");
      }
    }
    return result;
  }

  private static Tensor gridSample(Call call) {
    String mode = call.node().textOr("mode", call.opset() < 20 ? "bilinear" : "linear");
    Resampling how =
        switch (mode) {
          case "nearest" -> Resampling.NEAREST;
          case "linear", "bilinear" -> Resampling.LINEAR;
          case "cubic", "bicubic" -> Resampling.CUBIC;
          default -> throw call.unsupported("mode " + mode + " is unknown");
        };
    String padding = call.node().textOr("padding_mode", "zeros");
    Outside outside =
        switch (padding) {
          case "zeros" -> Outside.ZEROS;
          case "border" -> Outside.BORDER;
          case "reflection" -> Outside.REFLECTION;
          default -> throw call.unsupported("padding mode " + padding + " is unknown");
        };
    boolean alignCorners = call.node().flagOr("align_corners", false);
    return Interpolation.gridSample(call.input(0), call.input(1), how, outside, alignCorners);
  }

  private static Tensor affineGrid(Call call) {
    int[] size = call.ints(1);
    if (size.length != 4 && size.length != 5) {
      throw call.unsupported("size: " + size.length + " numbers; must be 4 or 5");
    }
    call.checkShape(size);
    boolean alignCorners = call.node().flagOr("align_corners", false);
    int[] sizes = Arrays.copyOfRange(size, 2, size.length);
    return Interpolation.affineGrid(call.input(0), alignCorners, sizes);
  }
}
