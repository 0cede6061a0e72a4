package cerulean.data;

import cerulean.tensor.Philox;
import java.util.Arrays;

/// A change to an image that is drawn anew each time the image is: a network that never sees the
/// same picture twice learns what does not matter about it.
///
/// It works on the pixels, before they are standardised, so black is what lies outside. An
/// example's changes depend on seed, epoch and example alone (see [Dataset#batch]).
@FunctionalInterface
public interface Augmentation {

  /// Writes a changed copy of the image `from` into `to`, whose contents are what they are. Both
  /// hold `channels` planes of `height` rows of `width` pixels; they are different arrays.
  void apply(byte[] from, byte[] to, int channels, int height, int width, Philox random);

  /// The image shifted by up to `padding` pixels along both axes, each shift equally likely: a
  /// window of the image's size cut out of the image with a black frame of that width, as
  /// torchvision's `RandomCrop(size, padding)` does.
  static Augmentation crop(int padding) {
    if (padding < 0) {
      throw new IllegalArgumentException("crop: padding must not be negative; got " + padding);
    }
    return (from, to, channels, height, width, random) -> {
      int down = random.nextInt(2 * padding + 1) - padding;
      int right = random.nextInt(2 * padding + 1) - padding;
      int left = Math.clamp(-right, 0, width);
      int visible = Math.max(0, width - Math.abs(right));
      Arrays.fill(to, (byte) 0);
      for (int row = 0; row < channels * height; row++) {
        int y = row % height + down;
        if (y >= 0 && y < height) {
          int source = (row + down) * width + Math.max(0, right);
          System.arraycopy(from, Math.min(source, from.length), to, row * width + left, visible);
        }
      }
    };
  }

  /// The image or, as often, its mirror image, left and right exchanged.
  static Augmentation flip() {
    return (from, to, channels, height, width, random) -> {
      System.arraycopy(from, 0, to, 0, from.length);
      if (random.nextInt() < 0) {
        for (int row = 0; row < channels * height; row++) {
          for (int x = 0; x < width; x++) {
            to[row * width + x] = from[row * width + width - 1 - x];
          }
        }
      }
    };
  }

  /// The image turned about its centre by up to `degrees` either way, each angle equally likely, as
  /// [ImageTransforms#rotate] turns it.
  static Augmentation rotate(double degrees) {
    if (!(degrees >= 0 && degrees <= 180)) {
      throw new IllegalArgumentException("rotate: degrees must be in [0, 180]; got " + degrees);
    }
    return (from, to, channels, height, width, random) -> {
      double angle = degrees * (2 * random.nextDouble() - 1);
      int[] sources = ImageTransforms.sources(height, width, angle);
      for (int channel = 0; channel < channels; channel++) {
        ImageTransforms.gather(sources, from, to, channel * height * width);
      }
    };
  }
}
