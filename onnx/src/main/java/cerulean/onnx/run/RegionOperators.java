package cerulean.onnx.run;

import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Choosing and pooling of boxes in images.
final class RegionOperators {

  private RegionOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("NonMaxSuppression", Operator.single(RegionOperators::nonMaxSuppression));
    table.put("RoiAlign", Operator.single(RegionOperators::roiAlign));
    table.put("MaxRoiPool", Operator.single(RegionOperators::maxRoiPool));
  }

  /// Boxes in the order of their scores, without those that overlap a better one too much; rows of
  /// batch, class and box.
  private static Tensor nonMaxSuppression(Call call) {
    double[] boxes = call.input(0).toDoubleArray();
    double[] scores = call.input(1).toDoubleArray();
    int batches = call.input(1).dim(0);
    int classes = call.input(1).dim(1);
    int count = call.input(1).dim(2);
    call.checkDims(1, batches, classes, count);
    call.checkDims(0, batches, count, 4);
    long most = call.has(2) ? call.input(2).itemLong() : 0;
    double overlap = call.has(3) ? call.input(3).itemDouble() : 0;
    double least = call.has(4) ? call.input(4).itemDouble() : Double.NEGATIVE_INFINITY;
    boolean centred = call.node().flagOr("center_point_box", false);
    List<Long> selected = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      for (int c = 0; c < classes; c++) {
        int row = (batch * classes + c) * count;
        int[] order =
            IntStream.range(0, count)
                .filter(i -> scores[row + i] > least || !call.has(4))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[row + i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<double[]> kept = new ArrayList<>();
        for (int i : order) {
          double[] box = corners(boxes, 4 * (batch * count + i), centred);
          if (kept.size() < most
              && kept.stream().allMatch(other -> overlap(box, other) <= overlap)) {
            kept.add(box);
            selected.addAll(List.of((long) batch, (long) c, (long) i));
          }
        }
      }
    }
    long[] rows = selected.stream().mapToLong(Long::longValue).toArray();
    return Tensor.wrap(rows, rows.length / 3, 3);
  }

  /// Low and high corner of a box given by any two opposite corners or by centre and size.
  private static double[] corners(double[] boxes, int at, boolean centred) {
    double a = boxes[at];
    double b = boxes[at + 1];
    double c = boxes[at + 2];
    double d = boxes[at + 3];
    return centred
        ? new double[] {a - c / 2, b - d / 2, a + c / 2, b + d / 2}
        : new double[] {Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)};
  }

  /// The area of the intersection over that of the union; 0 for boxes without area.
  private static double overlap(double[] a, double[] b) {
    double height = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    double width = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    if (height <= 0 || width <= 0) {
      return 0;
    }
    double common = height * width;
    double all = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - common;
    return common / all;
  }

  /// Regions cut into bins, and each bin pooled from points in it that lie between elements (He et
  /// al. 2017).
  private static Tensor roiAlign(Call call) {
    Tensor x = call.input(0);
    double[] image = x.toDoubleArray();
    double[] rois = call.input(1).toDoubleArray();
    int[] batch = call.ints(2);
    call.checkDims(0, -1, -1, -1, -1);
    call.checkDims(1, batch.length, 4);
    checkImages(call, batch);
    int channels = x.dim(1);
    int height = x.dim(2);
    int width = x.dim(3);
    int binsY = call.countOr("output_height", 1);
    int binsX = call.countOr("output_width", 1);
    call.checkSize(batch.length, channels, binsY, binsX);
    int ratio = call.intOr("sampling_ratio", 0);
    double scale = call.node().floatOr("spatial_scale", 1f);
    String latest = call.opset() < 16 ? "output_half_pixel" : "half_pixel";
    boolean halfPixel =
        call.node().textOr("coordinate_transformation_mode", latest).equals("half_pixel");
    boolean max = call.node().textOr("mode", "avg").equals("max");
    double offset = halfPixel ? 0.5 : 0;
    double[] out = new double[batch.length * channels * binsY * binsX];
    for (int r = 0; r < batch.length; r++) {
      double startX = rois[4 * r] * scale - offset;
      double startY = rois[4 * r + 1] * scale - offset;
      double roiWidth = rois[4 * r + 2] * scale - offset - startX;
      double roiHeight = rois[4 * r + 3] * scale - offset - startY;
      if (!halfPixel) {
        roiWidth = Math.max(roiWidth, 1);
        roiHeight = Math.max(roiHeight, 1);
      }
      double binWidth = roiWidth / binsX;
      double binHeight = roiHeight / binsY;
      int pointsX = ratio > 0 ? ratio : (int) Math.max(0, Math.ceil(binWidth));
      int pointsY = ratio > 0 ? ratio : (int) Math.max(0, Math.ceil(binHeight));
      call.checkSize(binsY, binsX, pointsY, pointsX);
      for (int c = 0; c < channels; c++) {
        int plane = (batch[r] * channels + c) * height * width;
        for (int bin = 0; bin < binsY * binsX; bin++) {
          double sum = 0;
          double greatest = Double.NEGATIVE_INFINITY;
          for (int point = 0; point < pointsY * pointsX; point++) {
            int row = point / pointsX;
            int column = point % pointsX;
            double py = Math.floorDiv(bin, binsX) + (row + 0.5) / pointsY;
            double px = bin % binsX + (column + 0.5) / pointsX;
            double[] four =
                around(
                    image, plane, height, width, startY + py * binHeight, startX + px * binWidth);
            sum += four[0] + four[1] + four[2] + four[3];
            for (double one : four) {
              greatest = Math.max(greatest, one);
            }
          }
          int count = Math.max(1, pointsX * pointsY);
          out[(r * channels + c) * binsY * binsX + bin] =
              max ? (pointsX * pointsY == 0 ? 0 : greatest) : sum / count;
        }
      }
    }
    return Tensor.wrap(out, batch.length, channels, binsY, binsX).to(x.dtype());
  }

  /// Refuses regions of images that are not there, and images without elements.
  private static void checkImages(Call call, int... images) {
    Tensor x = call.input(0);
    if (x.size() == 0 && images.length > 0) {
      throw call.unsupported("input 0 has shape " + x.shape() + "; must have elements");
    }
    for (int image : images) {
      if (image < 0 || image >= x.dim(0)) {
        throw call.unsupported("a region is in image " + image + " of " + x.dim(0));
      }
    }
  }

  /// The four elements around a point, each times its weight: their sum is the number at the point.
  /// With mode `max` the operator takes the greatest of these products, not of such numbers.
  private static double[] around(
      double[] image, int plane, int height, int width, double y, double x) {
    if (y < -1 || y > height || x < -1 || x > width) {
      return new double[4];
    }
    double insideY = Math.max(0, Math.min(y, height - 1));
    double insideX = Math.max(0, Math.min(x, width - 1));
    int y0 = (int) insideY;
    int x0 = (int) insideX;
    int y1 = Math.min(y0 + 1, height - 1);
    int x1 = Math.min(x0 + 1, width - 1);
    double dy = insideY - y0;
    double dx = insideX - x0;
    return new double[] {
      (1 - dy) * (1 - dx) * image[plane + y0 * width + x0],
      (1 - dy) * dx * image[plane + y0 * width + x1],
      dy * (1 - dx) * image[plane + y1 * width + x0],
      dy * dx * image[plane + y1 * width + x1]
    };
  }

  /// Regions on whole elements cut into bins that may overlap by one element; the greatest element
  /// of each, 0 where it is empty (Girshick 2015).
  private static Tensor maxRoiPool(Call call) {
    Tensor x = call.input(0);
    double[] image = x.toDoubleArray();
    double[] rois = call.input(1).toDoubleArray();
    int[] bins = call.intsOr("pooled_shape");
    double scale = call.node().floatOr("spatial_scale", 1f);
    call.checkDims(0, -1, -1, -1, -1);
    call.checkDims(1, -1, 5);
    call.checkLength("attribute pooled_shape", bins.length, 2);
    int count = call.input(1).dim(0);
    checkImages(call, IntStream.range(0, count).map(r -> (int) rois[5 * r]).toArray());
    int channels = x.dim(1);
    int height = x.dim(2);
    int width = x.dim(3);
    if (Math.min(bins[0], bins[1]) < 1) {
      throw call.unsupported(
          "attribute pooled_shape is " + Arrays.toString(bins) + "; must be at least 1");
    }
    call.checkSize(count, channels, bins[0], bins[1]);
    double[] out = new double[count * channels * bins[0] * bins[1]];
    for (int r = 0; r < count; r++) {
      int startX = (int) Math.round(rois[5 * r + 1] * scale);
      int startY = (int) Math.round(rois[5 * r + 2] * scale);
      int roiWidth = Math.max(1, (int) Math.round(rois[5 * r + 3] * scale) - startX + 1);
      int roiHeight = Math.max(1, (int) Math.round(rois[5 * r + 4] * scale) - startY + 1);
      for (int c = 0; c < channels; c++) {
        int entry = (int) rois[5 * r];
        int plane = (entry * channels + c) * height * width;
        for (int bin = 0; bin < bins[0] * bins[1]; bin++) {
          int y0 = edge(bin / bins[1], roiHeight, bins[0], false, startY, height);
          int y1 = edge(bin / bins[1] + 1, roiHeight, bins[0], true, startY, height);
          int x0 = edge(bin % bins[1], roiWidth, bins[1], false, startX, width);
          int x1 = edge(bin % bins[1] + 1, roiWidth, bins[1], true, startX, width);
          double greatest = y0 < y1 && x0 < x1 ? Double.NEGATIVE_INFINITY : 0;
          for (int y = y0; y < y1; y++) {
            for (int column = x0; column < x1; column++) {
              greatest = Math.max(greatest, image[plane + y * width + column]);
            }
          }
          out[(r * channels + c) * bins[0] * bins[1] + bin] = greatest;
        }
      }
    }
    return Tensor.wrap(out, count, channels, bins[0], bins[1]).to(x.dtype());
  }

  private static int edge(int bin, int size, int bins, boolean end, int start, int limit) {
    int offset = end ? (bin * size + bins - 1) / bins : bin * size / bins;
    return Math.max(0, Math.min(start + offset, limit));
  }
}
