package cerulean.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A labelled set of images, all of one size, grey or of several channels with 8 bits each.
///
/// Pixels lie image after image, channel after channel (as PyTorch has them, and CIFAR's files),
/// row after row: pixel `(y, x)` of channel `c` of image `i` is `pixels[((i * channels + c) *
/// height + y) * width + x]`, 0 for black to 255 for white. Colours are red, green, blue. Labels
/// are 0 to `classes - 1`, at most 256 classes. The set does not change after it is made; "row"
/// means the place of an image in it.
public final class Images {

  /// Mean of all pixels of MNIST's training images, in units of full white: the form in which
  /// networks get MNIST is `(pixel / 255 - MEAN) / SD`.
  public static final float MNIST_MEAN = 0.1307f;

  /// Standard deviation of all pixels of MNIST's training images, in units of full white.
  public static final float MNIST_SD = 0.3081f;

  /// The standardised value of each of the 256 greys, in single precision throughout: the bits that
  /// torchvision's `ToTensor` and `Normalize` give.
  private static final float[] STANDARDISED = new float[256];

  static {
    for (int grey = 0; grey < 256; grey++) {
      STANDARDISED[grey] = (grey / 255f - MNIST_MEAN) / MNIST_SD;
    }
  }

  private final int channels;
  private final int height;
  private final int width;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  private Images(int channels, int height, int width, int classes, byte[] pixels, byte[] labels) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /// Makes a set of `labels.length` grey images.
  ///
  /// The arrays are not copied (MNIST would need 47 MB twice): whoever calls gives them away and
  /// does not write to them again.
  public static Images of(int height, int width, int classes, byte[] pixels, byte[] labels) {
    return of(1, height, width, classes, pixels, labels);
  }

  /// Makes a set of `labels.length` images of `channels` channels; takes over the arrays, too.
  public static Images of(
      int channels, int height, int width, int classes, byte[] pixels, byte[] labels) {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw wrongSize(height, width);
    }
    if (channels < 1 || (long) channels * height * width > Integer.MAX_VALUE) {
      throw wrongChannels(channels, height, width);
    }
    if (classes < 1 || classes > 256) {
      throw wrongClasses(classes);
    }
    if ((long) labels.length * channels * height * width != pixels.length) {
      throw wrongPixels(channels, height, width, pixels.length, labels.length);
    }
    for (int i = 0; i < labels.length; i++) {
      if (Byte.toUnsignedInt(labels[i]) >= classes) {
        throw wrongLabel(Byte.toUnsignedInt(labels[i]), i, classes);
      }
    }
    return new Images(channels, height, width, classes, pixels, labels);
  }

  /// Returns one set with the images of all `parts`, in that order.
  public static Images concat(List<Images> parts) {
    if (parts.isEmpty()) {
      throw nothingToJoin();
    }
    Images first = parts.getFirst();
    long images = 0;
    for (Images part : parts) {
      if (!part.isLike(first)) {
        throw unlike(first, part);
      }
      images += part.size();
    }
    if (images * first.valuesPerImage() > Integer.MAX_VALUE) {
      throw tooMany(images, first);
    }
    byte[] pixels = new byte[(int) images * first.valuesPerImage()];
    byte[] labels = new byte[(int) images];
    int at = 0;
    for (Images part : parts) {
      System.arraycopy(part.pixels, 0, pixels, at * first.valuesPerImage(), part.pixels.length);
      System.arraycopy(part.labels, 0, labels, at, part.size());
      at += part.size();
    }
    return new Images(first.channels, first.height, first.width, first.classes, pixels, labels);
  }

  /// Number of images.
  public int size() {
    return labels.length;
  }

  /// Values of a pixel: 1 for grey, 3 for colours.
  public int channels() {
    return channels;
  }

  /// Pixels from top to bottom.
  public int height() {
    return height;
  }

  /// Pixels from left to right.
  public int width() {
    return width;
  }

  /// `height * width`.
  public int pixelsPerImage() {
    return height * width;
  }

  /// `channels * height * width`: what an image takes of the pixels, and of a network's input.
  public int valuesPerImage() {
    return channels * height * width;
  }

  /// Number of classes; labels are below it, and not every class need occur.
  public int classes() {
    return classes;
  }

  /// The label of the image in that row.
  public int label(int row) {
    return Byte.toUnsignedInt(labels[Objects.checkIndex(row, labels.length)]);
  }

  /// The grey, 0 to 255, of pixel `(y, x)` of the image in that row; its first channel.
  public int pixel(int row, int y, int x) {
    return pixel(row, 0, y, x);
  }

  /// The value, 0 to 255, of pixel `(y, x)` in that channel of the image in that row.
  public int pixel(int row, int channel, int y, int x) {
    Objects.checkIndex(row, labels.length);
    Objects.checkIndex(channel, channels);
    Objects.checkIndex(y, height);
    Objects.checkIndex(x, width);
    return Byte.toUnsignedInt(pixels[((row * channels + channel) * height + y) * width + x]);
  }

  /// Returns how many images each class has, by label.
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (byte label : labels) {
      counts[Byte.toUnsignedInt(label)]++;
    }
    return counts;
  }

  /// Returns the set of the images in those rows, in that order; a row may be named more than once.
  public Images select(int[] rows) {
    int n = valuesPerImage();
    if ((long) rows.length * n > Integer.MAX_VALUE) {
      throw tooMany(rows.length, this);
    }
    byte[] chosenPixels = new byte[rows.length * n];
    byte[] chosenLabels = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = Objects.checkIndex(rows[i], labels.length);
      System.arraycopy(pixels, row * n, chosenPixels, i * n, n);
      chosenLabels[i] = labels[row];
    }
    return new Images(channels, height, width, classes, chosenPixels, chosenLabels);
  }

  /// Returns the rows, in ascending order, whose label is one of `wanted`.
  public int[] rowsOf(int... wanted) {
    boolean[] isWanted = new boolean[classes];
    for (int label : wanted) {
      isWanted[Objects.checkIndex(label, classes)] = true;
    }
    int[] rows = new int[labels.length];
    int found = 0;
    for (int row = 0; row < labels.length; row++) {
      if (isWanted[Byte.toUnsignedInt(labels[row])]) {
        rows[found++] = row;
      }
    }
    return Arrays.copyOf(rows, found);
  }

  /// Returns the set of the images whose label is one of `wanted`, in their order here. Labels and
  /// the number of classes stay as they are.
  public Images ofClasses(int... wanted) {
    return select(rowsOf(wanted));
  }

  /// Writes `(pixel / 255 - MNIST_MEAN) / MNIST_SD` of the images in rows `rows[from]` to
  /// `rows[from + n - 1]` into `out`, image after image from `out[at]` on: `n * valuesPerImage`
  /// floats. Other means and deviations are in [Standardization].
  public void standardise(int[] rows, int from, int n, float[] out, int at) {
    Objects.checkFromIndexSize(from, n, rows.length);
    int size = valuesPerImage();
    if (at < 0 || (long) at + (long) n * size > out.length) {
      throw tooSmall("standardise", n + " images of " + size, at, out.length);
    }
    for (int i = 0; i < n; i++) {
      int source = Objects.checkIndex(rows[from + i], labels.length) * size;
      int target = at + i * size;
      for (int p = 0; p < size; p++) {
        out[target + p] = STANDARDISED[Byte.toUnsignedInt(pixels[source + p])];
      }
    }
  }

  /// Writes the labels of rows `rows[from]` to `rows[from + n - 1]` into `out` from `out[at]` on.
  public void copyLabels(int[] rows, int from, int n, int[] out, int at) {
    Objects.checkFromIndexSize(from, n, rows.length);
    if (at < 0 || (long) at + n > out.length) {
      throw tooSmall("copyLabels", n + " labels", at, out.length);
    }
    for (int i = 0; i < n; i++) {
      out[at + i] = label(rows[from + i]);
    }
  }

  /// A set with other pixels and the same labels and form; takes over `changed`.
  Images withPixels(byte[] changed) {
    return new Images(channels, height, width, classes, changed, labels);
  }

  /// The pixels themselves, for reading only.
  byte[] pixels() {
    return pixels;
  }

  /// Number and form, as in `60000 images [28, 28] of 10 classes`; of several channels as in `50000
  /// images [3, 32, 32] of 10 classes`.
  @Override
  public String toString() {
    return labels.length
        + " images "
        + form(channels, height, width)
        + " of "
        + classes
        + " classes";
  }

  /// Whether images of both sets have the same size and channels, and labels the same range.
  boolean isLike(Images other) {
    return channels == other.channels
        && height == other.height
        && width == other.width
        && classes == other.classes;
  }

  private static String form(int channels, int height, int width) {
    return "[" + (channels == 1 ? "" : channels + ", ") + height + ", " + width + "]";
  }

  private static IllegalArgumentException wrongSize(int height, int width) {
    return new IllegalArgumentException(
        "Images: height and width must be positive and an image at most 2147483647 pixels, got ["
            + height
            + ", "
            + width
            + "]");
  }

  private static IllegalArgumentException wrongClasses(int classes) {
    return new IllegalArgumentException(
        "Images: classes must be 1 to 256, since a label is one byte; got " + classes);
  }

  private static IllegalArgumentException wrongChannels(int channels, int height, int width) {
    return new IllegalArgumentException(
        "Images: there must be a channel and an image have at most 2147483647 values, got ["
            + channels
            + ", "
            + height
            + ", "
            + width
            + "]");
  }

  private static IllegalArgumentException wrongPixels(
      int channels, int height, int width, int pixels, int labels) {
    return new IllegalArgumentException(
        "Images: pixels do not match labels: "
            + labels
            + " images "
            + form(channels, height, width)
            + " have "
            + (long) labels * channels * height * width
            + (channels == 1 ? " pixels" : " values")
            + ", got "
            + pixels);
  }

  private static IllegalArgumentException wrongLabel(int label, int row, int classes) {
    return new IllegalArgumentException(
        "Images: label out of range: row "
            + row
            + " has label "
            + label
            + ", labels must be 0 to "
            + (classes - 1));
  }

  private static IllegalArgumentException nothingToJoin() {
    return new IllegalArgumentException(
        "concat: no sets given; an empty set would have no image size");
  }

  private static IllegalArgumentException unlike(Images first, Images part) {
    return new IllegalArgumentException(
        "concat: sets differ in form: first is " + first + ", another is " + part);
  }

  private static IllegalArgumentException tooMany(long images, Images form) {
    return new IllegalArgumentException(
        "Images: too many for one set: "
            + images
            + " images "
            + form(form.channels, form.height, form.width)
            + " exceed 2147483647 pixels; use several sets");
  }

  private static IllegalArgumentException tooSmall(String op, String what, int at, int length) {
    return new IllegalArgumentException(
        op + ": out is too small: " + what + " from " + at + " on, out has " + length);
  }
}
