package cerulean.conformance;

import cerulean.tensor.Convolution;
import cerulean.tensor.Interpolation;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/// Section B8 but for distances: resampling and patches.
final class TorchMiscellany {

  private TorchMiscellany() {}

  static void addTo(Adapters to) {
    to.single("unfold", in -> Convolution.im2col(in.x(), TorchConvolutions.patches(in)));
    to.single(
        "fold",
        in ->
            Convolution.col2im(in.x(), TorchConvolutions.patches(in), in.integers("output_size")));
    to.single("pixel_shuffle", in -> shuffled(in.x(), in.integer("r")));
    to.single("pixel_unshuffle", in -> unshuffled(in.x(), in.integer("r")));
    to.single(
        "channel_shuffle",
        in -> {
          Tensor groups = in.x().unflatten(1, in.integer("groups"), -1);
          return groups.swapAxes(1, 2).flatten(1, 2);
        });
    to.single("interpolate", TorchMiscellany::interpolate);
    to.single(
        "grid_sample",
        in ->
            Interpolation.gridSample(
                in.x(),
                in.in("grid"),
                in.text("mode").equals("nearest") ? Resampling.NEAREST : Resampling.LINEAR,
                Interpolation.Outside.valueOf(in.text("padding_mode").toUpperCase(Locale.ROOT)),
                in.flag("align_corners")));
    to.single(
        "affine_grid",
        in -> {
          int[] size = in.integers("size");
          return Interpolation.affineGrid(
              in.in("theta"), in.flag("align_corners"), Arrays.copyOfRange(size, 2, size.length));
        });
  }

  /// `[n, c r r, h, w]` to `[n, c, h r, w r]`.
  private static Tensor shuffled(Tensor x, int r) {
    return x.unflatten(1, -1, r, r).permute(0, 1, 4, 2, 5, 3).flatten(4, 5).flatten(2, 3);
  }

  private static Tensor unshuffled(Tensor x, int r) {
    return x.unflatten(3, -1, r).unflatten(2, -1, r).permute(0, 1, 3, 5, 2, 4).flatten(1, 3);
  }

  private static Tensor interpolate(Arguments in) {
    Tensor x = in.x();
    int[] axes = new int[x.rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    if (in.text("mode").equals("area")) {
      return Interpolation.resizeArea(x, axes, in.integers("size"));
    }
    Resampling how =
        switch (in.text("mode")) {
          case "nearest" -> Resampling.NEAREST;
          case "bicubic" -> Resampling.CUBIC;
          default -> Resampling.LINEAR;
        };
    boolean corners = !in.isNull("align_corners") && in.flag("align_corners");
    if (in.isNull("size")) {
      double[] factors = new double[axes.length];
      Arrays.fill(factors, in.number("scale_factor"));
      return Interpolation.resizeBy(x, axes, factors, how, corners);
    }
    return Interpolation.resize(x, axes, in.integers("size"), how, corners);
  }
}
