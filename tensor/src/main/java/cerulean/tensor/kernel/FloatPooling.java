// Specialised at build time for double.
package cerulean.tensor.kernel;

/// One number for each place of a window in an image of three spatial axes `z, y, x`, of which rows
/// have `width` elements and layers `height` rows. Results are adjacent from `out[oo]` on.
public final class FloatPooling {

  private FloatPooling() {}

  /// Largest element, NaN if one is NaN; minus infinity if the window is all padding.
  public static void max(
      float[] a, int ao, int height, int width, Spans zs, Spans ys, Spans xs, float[] out, int oo) {
    if (zs.isOne() && ys.arePairs() && xs.arePairs()) {
      FloatFours.IN_USE.max(a, ao, width, ys.places(), xs.places(), out, oo);
      return;
    }
    int o = oo;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          float max = Float.NEGATIVE_INFINITY;
          for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
            for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
              int row = ao + (z * height + y) * width;
              for (int x = xs.first()[k]; x < xs.end()[k]; x += xs.step()) {
                max = Math.max(max, a[row + x]);
              }
            }
          }
          out[o++] = max;
        }
      }
    }
  }

  /// The place `(z height + y) width + x` in the image of the first largest element, of the first
  /// NaN if there is one; -1 if the window is all padding.
  public static void argmax(
      float[] a, int ao, int height, int width, Spans zs, Spans ys, Spans xs, long[] out, int oo) {
    int o = oo;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          int best = best(a, ao, height, width, zs, i, ys, j, xs, k);
          out[o++] = best;
        }
      }
    }
  }

  /// The place of the largest element of one window; -1 if it is all padding.
  private static int best(
      float[] a, int ao, int height, int width, Spans zs, int i, Spans ys, int j, Spans xs, int k) {
    int left = xs.first()[k];
    int right = xs.end()[k];
    int best = -1;
    for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
      for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
        int row = (z * height + y) * width;
        for (int x = left; x < right; x += xs.step()) {
          if (best < 0 || wins(a[ao + row + x], a[ao + best])) {
            best = row + x;
          }
        }
      }
    }
    return best;
  }

  /// Whether `challenger` takes the place of `max`: NaN beats numbers, nothing beats NaN.
  static boolean wins(float challenger, float max) {
    // Not less or equal: greater, or NaN. What is as good as always so comes first.
    return !Float.isNaN(max) && !(challenger <= max);
  }

  /// Sum, in double precision.
  public static void sum(
      float[] a, int ao, int height, int width, Spans zs, Spans ys, Spans xs, float[] out, int oo) {
    int o = oo;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          double sum = 0;
          for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
            for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
              int row = ao + (z * height + y) * width;
              for (int x = xs.first()[k]; x < xs.end()[k]; x += xs.step()) {
                sum += a[row + x];
              }
            }
          }
          out[o++] = (float) sum;
        }
      }
    }
  }

  /// Mean, over the padding too if `padded`; 0 if the window is all padding.
  public static void mean(
      float[] a,
      int ao,
      int height,
      int width,
      Spans zs,
      Spans ys,
      Spans xs,
      boolean padded,
      float[] out,
      int oo) {
    int o = oo;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          double sum = 0;
          for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
            for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
              int row = ao + (z * height + y) * width;
              for (int x = xs.first()[k]; x < xs.end()[k]; x += xs.step()) {
                sum += a[row + x];
              }
            }
          }
          long count =
              padded
                  ? (long) zs.padded()[i] * ys.padded()[j] * xs.padded()[k]
                  : (long) zs.inside(i) * ys.inside(j) * xs.inside(k);
          out[o++] = (float) (sum / Math.max(1, count));
        }
      }
    }
  }

  /// `(sum |a|^p)^(1/p)`.
  public static void norm(
      float[] a,
      int ao,
      int height,
      int width,
      Spans zs,
      Spans ys,
      Spans xs,
      double p,
      float[] out,
      int oo) {
    int o = oo;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          double sum = 0;
          for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
            for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
              int row = ao + (z * height + y) * width;
              for (int x = xs.first()[k]; x < xs.end()[k]; x += xs.step()) {
                sum += Math.pow(Math.abs(a[row + x]), p);
              }
            }
          }
          out[o++] = (float) Math.pow(sum, 1 / p);
        }
      }
    }
  }

  /// Whether [#maxGradient] writes all elements of an image, whatever was there before.
  public static boolean writesAll(int height, int width, Spans zs, Spans ys, Spans xs) {
    return zs.isOne()
        && ys.arePairs()
        && xs.arePairs()
        && 2 * ys.places() == height
        && 2 * xs.places() == width;
  }

  /// Adds each number of `g` to `out` at the first largest element of its window in the image `a`,
  /// the first NaN if there is one.
  public static void maxGradient(
      float[] a,
      int ao,
      float[] g,
      int go,
      int height,
      int width,
      Spans zs,
      Spans ys,
      Spans xs,
      float[] out,
      int oo) {
    if (zs.isOne() && ys.arePairs() && xs.arePairs()) {
      FloatFours.IN_USE.maxGradient(a, ao, g, go, width, ys.places(), xs.places(), out, oo);
      return;
    }
    int o = go;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          int best = best(a, ao, height, width, zs, i, ys, j, xs, k);
          if (best >= 0) {
            out[oo + best] += g[o];
          }
          o++;
        }
      }
    }
  }

  /// Adds each number of `g` to `out` in equal parts over the elements of its window, of which the
  /// padding counts too if `padded`.
  public static void meanGradient(
      float[] g,
      int go,
      int height,
      int width,
      Spans zs,
      Spans ys,
      Spans xs,
      boolean padded,
      float[] out,
      int oo) {
    int o = go;
    for (int i = 0; i < zs.places(); i++) {
      for (int j = 0; j < ys.places(); j++) {
        for (int k = 0; k < xs.places(); k++) {
          long count =
              padded
                  ? (long) zs.padded()[i] * ys.padded()[j] * xs.padded()[k]
                  : (long) zs.inside(i) * ys.inside(j) * xs.inside(k);
          float part = g[o++] / Math.max(1, count);
          for (int z = zs.first()[i]; z < zs.end()[i]; z += zs.step()) {
            for (int y = ys.first()[j]; y < ys.end()[j]; y += ys.step()) {
              int row = oo + (z * height + y) * width;
              for (int x = xs.first()[k]; x < xs.end()[k]; x += xs.step()) {
                out[row + x] += part;
              }
            }
          }
        }
      }
    }
  }
}
