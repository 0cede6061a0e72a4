package cerulean.data;

/// Changes to whole sets of images, to all channels alike; each returns a new set with the same
/// labels. What changes an image anew whenever it is drawn is an [Augmentation].
public final class ImageTransforms {

  /// Fixed-point numbers have 16 bits after the point.
  private static final double ONE = 65536;

  /// Up to here every corner of a turned image, in fixed point, fits an `int`.
  private static final int LARGEST_SIDE = 16_384;

  private ImageTransforms() {}

  /// Turns every image about its centre, counter-clockwise for positive angles, into a picture of
  /// the same size: nearest pixel, black where nothing was.
  ///
  /// The result equals that of Pillow's `Image.rotate(degrees)` with its defaults, byte for byte;
  /// torchvision's `rotate` on such an image is the same. Centres of pixels lie at `+0.5`, the
  /// centre of the picture at `(width / 2, height / 2)`, and for each pixel of the result the one
  /// of the original is sought under it. Like Pillow this counts in steps of 1/65536 of a pixel and
  /// treats quarter turns, where they keep the size, and half turns as exact moves of pixels. An
  /// image may have at most 16384 pixels to a side.
  public static Images rotate(Images images, double degrees) {
    if (!Double.isFinite(degrees)) {
      throw notAnAngle(degrees);
    }
    int height = images.height();
    int width = images.width();
    if (height > LARGEST_SIDE || width > LARGEST_SIDE) {
      throw tooLarge(images);
    }
    return gather(images, sources(height, width, degrees));
  }

  /// Moves the pixels of every image alike: pixel `p` of the result (counted row after row) is
  /// pixel `permutation[p]` of the original.
  public static Images permute(Images images, int[] permutation) {
    int pixels = images.pixelsPerImage();
    if (permutation.length != pixels) {
      throw wrongLength(permutation.length, images);
    }
    boolean[] seen = new boolean[pixels];
    for (int p = 0; p < pixels; p++) {
      int source = permutation[p];
      if (source < 0 || source >= pixels || seen[source]) {
        throw notAPermutation(p, source, pixels);
      }
      seen[source] = true;
    }
    return gather(images, permutation);
  }

  /// Turns colours to grey by the weights of television, `0.299 red + 0.587 green + 0.114 blue`
  /// (ITU-R BT.601), as Pillow's `convert("L")` does.
  public static Images grey(Images images) {
    if (images.channels() != 3) {
      throw notColoured(images);
    }
    int plane = images.pixelsPerImage();
    byte[] from = images.pixels();
    byte[] to = new byte[images.size() * plane];
    byte[] labels = new byte[images.size()];
    for (int i = 0; i < labels.length; i++) {
      int red = 3 * i * plane;
      for (int p = red; p < red + plane; p++) {
        // The weights in 65536ths.
        int sum =
            19595 * Byte.toUnsignedInt(from[p])
                + 38470 * Byte.toUnsignedInt(from[p + plane])
                + 7471 * Byte.toUnsignedInt(from[p + 2 * plane]);
        to[i * plane + p - red] = (byte) ((sum + 32768) >> 16);
      }
      labels[i] = (byte) images.label(i);
    }
    return Images.of(images.height(), images.width(), images.classes(), to, labels);
  }

  /// For each pixel of a turned image, the pixel of the original that it shows, or -1 for black.
  static int[] sources(int height, int width, double degrees) {
    int[] sources = new int[height * width];
    // In [0, 360), as Python's % leaves it.
    double angle = degrees % 360;
    if (angle < 0) {
      angle += 360;
    }
    boolean exact =
        angle == 0 || angle == 180 || (height == width && (angle == 90 || angle == 270));
    double radians = -Math.toRadians(angle);
    // Pillow rounds to 15 decimals, which makes the cosine of 90 degrees 0.
    double cosine = exact ? quarter(angle + 90) : round15(StrictMath.cos(radians));
    double sine = exact ? -quarter(angle) : round15(StrictMath.sin(radians));
    double centreX = width / 2.0;
    double centreY = height / 2.0;
    double shiftX = cosine * -centreX + sine * -centreY + centreX;
    double shiftY = -sine * -centreX + cosine * -centreY + centreY;
    int stepAlong = fixed(cosine);
    int stepAcross = fixed(sine);
    int startX = fixed(shiftX + cosine * 0.5 + sine * 0.5);
    int startY = fixed(shiftY - sine * 0.5 + cosine * 0.5);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sourceX = (startX + y * stepAcross + x * stepAlong) >> 16;
        int sourceY = (startY + y * stepAlong - x * stepAcross) >> 16;
        boolean inside = sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height;
        sources[y * width + x] = inside ? sourceY * width + sourceX : -1;
      }
    }
    return sources;
  }

  /// The sine of a multiple of 90 degrees, exactly.
  private static double quarter(double angle) {
    return switch ((int) (angle % 360)) {
      case 90 -> 1;
      case 270 -> -1;
      default -> 0;
    };
  }

  private static double round15(double value) {
    return Math.rint(value * 1e15) / 1e15;
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * ONE + 0.5);
  }

  private static Images gather(Images images, int[] sources) {
    byte[] from = images.pixels();
    byte[] to = new byte[from.length];
    int pixels = sources.length;
    for (int start = 0; start < from.length; start += pixels) {
      gather(sources, from, to, start);
    }
    return images.withPixels(to);
  }

  /// Gathers one plane, which starts at `start` in both.
  static void gather(int[] sources, byte[] from, byte[] to, int start) {
    for (int p = 0; p < sources.length; p++) {
      int source = sources[p];
      to[start + p] = source < 0 ? 0 : from[start + source];
    }
  }

  private static IllegalArgumentException notColoured(Images images) {
    return new IllegalArgumentException(
        "grey: images must have red, green and blue; got " + images);
  }

  private static IllegalArgumentException notAnAngle(double degrees) {
    return new IllegalArgumentException(
        "rotate: angle must be a finite number of degrees, got " + degrees);
  }

  private static IllegalArgumentException tooLarge(Images images) {
    return new IllegalArgumentException(
        "rotate: images may have at most 16384 pixels to a side, got " + images);
  }

  private static IllegalArgumentException wrongLength(int length, Images images) {
    return new IllegalArgumentException(
        "permute: permutation must have one number per pixel: it has "
            + length
            + ", an image has "
            + images.pixelsPerImage());
  }

  private static IllegalArgumentException notAPermutation(int place, int source, int pixels) {
    return new IllegalArgumentException(
        "permute: not a permutation: place "
            + place
            + " has "
            + source
            + "; every number from 0 to "
            + (pixels - 1)
            + " must occur once");
  }
}
