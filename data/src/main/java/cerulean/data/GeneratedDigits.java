package cerulean.data;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;

/// Handwritten digits drawn by this program: a stand-in for MNIST in its exact form (28 by 28 grey
/// pixels, ten classes, light ink on black), for tests and studies where nothing can be fetched.
///
/// Each image takes one way of writing its digit ([DigitStrokes]) and then, as a hand would, varies
/// it: the points of the curves are moved, the whole is scaled, slanted, turned and shifted, and a
/// smooth random field bends it (elastic distortion, after Simard, Steinkraus & Platt, "Best
/// practices for convolutional neural networks", ICDAR 2003). A round pen of changing width and
/// softness draws it in ink of varying strength; a faint grain covers the picture, and some
/// pictures carry a stray mark.
///
/// Image `i` of a seed is the same whatever the size of the set and whoever draws it, for every
/// image has a random stream of its own. Labels are drawn too, so classes are about equally
/// frequent. A set is split in training and test images by stream, so the two never share one.
public final class GeneratedDigits {

  /// Pixels to a side.
  public static final int SIDE = 28;

  private static final int PIXELS = SIDE * SIDE;
  private static final int CLASSES = 10;

  /// Images per piece of work: enough that making a writer costs nothing, few enough to share
  /// evenly.
  private static final int BATCH = 256;

  // Streams below the seed.
  private static final int TRAIN = 0;
  private static final int TEST = 1;

  private GeneratedDigits() {}

  /// Draws `trainSize` and `testSize` images; the result does not depend on the number of threads.
  public static Split generate(int trainSize, int testSize, long seed) {
    Philox root = Philox.of(seed);
    return new Split(draw(trainSize, root.split(TRAIN)), draw(testSize, root.split(TEST)));
  }

  private static Images draw(int size, Philox root) {
    if (size < 0 || (long) size * PIXELS > Integer.MAX_VALUE) {
      throw wrongSize(size);
    }
    byte[] pixels = new byte[size * PIXELS];
    byte[] labels = new byte[size];
    Parallel.forRange(
        size,
        BATCH,
        (from, to) -> {
          DigitWriter writer = new DigitWriter();
          for (int i = from; i < to; i++) {
            Philox random = root.split(i);
            int digit = random.nextInt(CLASSES);
            labels[i] = (byte) digit;
            writer.write(digit, random, pixels, i * PIXELS);
          }
        });
    return Images.of(SIDE, SIDE, CLASSES, pixels, labels);
  }

  private static IllegalArgumentException wrongSize(int size) {
    return new IllegalArgumentException(
        "GeneratedDigits: size must be 0 to "
            + Integer.MAX_VALUE / PIXELS
            + " images, got "
            + size);
  }
}
