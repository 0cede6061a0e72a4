package cerulean.data;

import java.util.Arrays;

/// Turns pixels into the numbers that networks get: `(pixel / 255 - mean) / sd`, channel by
/// channel, in single precision, with the bits of torchvision's `ToTensor` and `Normalize`.
public final class Standardization {

  /// MNIST's own figures.
  public static final Standardization MNIST =
      of(new float[] {Images.MNIST_MEAN}, new float[] {Images.MNIST_SD});

  /// Those of CIFAR-10's training images, as most programs have them.
  public static final Standardization CIFAR10 =
      of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f});

  /// Those of CIFAR-100's training images, as most programs have them.
  public static final Standardization CIFAR100 =
      of(new float[] {0.5071f, 0.4865f, 0.4409f}, new float[] {0.2673f, 0.2564f, 0.2762f});

  private final float[] means;
  private final float[] deviations;

  /// For each channel the number of each of the 256 values of a pixel.
  private final float[][] numbers;

  private Standardization(float[] means, float[] deviations) {
    this.means = means;
    this.deviations = deviations;
    this.numbers = new float[means.length][256];
    for (int channel = 0; channel < means.length; channel++) {
      for (int value = 0; value < 256; value++) {
        numbers[channel][value] = (value / 255f - means[channel]) / deviations[channel];
      }
    }
  }

  /// With a mean and a standard deviation per channel, in units of full white.
  public static Standardization of(float[] means, float[] deviations) {
    if (means.length == 0 || means.length != deviations.length) {
      throw lengths(means, deviations);
    }
    for (int channel = 0; channel < means.length; channel++) {
      if (!Float.isFinite(means[channel]) || !(deviations[channel] > 0)) {
        throw range(channel, means[channel], deviations[channel]);
      }
    }
    return new Standardization(means.clone(), deviations.clone());
  }

  /// Only from 0 to 255 to 0 to 1, as `ToTensor` alone does.
  public static Standardization toUnit(int channels) {
    float[] means = new float[channels];
    float[] deviations = new float[channels];
    Arrays.fill(deviations, 1f);
    return of(means, deviations);
  }

  /// With the means and standard deviations of all pixels of `images`.
  public static Standardization measured(Images images) {
    int channels = images.channels();
    float[] means = new float[channels];
    float[] deviations = new float[channels];
    byte[] pixels = images.pixels();
    int plane = images.pixelsPerImage();
    double count = (double) images.size() * plane;
    for (int channel = 0; channel < channels; channel++) {
      long sum = 0;
      long squares = 0;
      for (int start = channel * plane; start < pixels.length; start += channels * plane) {
        for (int p = start; p < start + plane; p++) {
          int value = Byte.toUnsignedInt(pixels[p]);
          sum += value;
          squares += (long) value * value;
        }
      }
      double mean = sum / count;
      means[channel] = (float) (mean / 255);
      deviations[channel] = (float) (Math.sqrt(squares / count - mean * mean) / 255);
    }
    return of(means, deviations);
  }

  /// The number of channels.
  public int channels() {
    return means.length;
  }

  /// Writes the numbers of an image of `plane` pixels per channel into `out` from `out[at]` on.
  void write(byte[] image, int plane, float[] out, int at) {
    for (int channel = 0; channel < means.length; channel++) {
      float[] own = numbers[channel];
      for (int p = channel * plane; p < (channel + 1) * plane; p++) {
        out[at + p] = own[Byte.toUnsignedInt(image[p])];
      }
    }
  }

  @Override
  public String toString() {
    return "means " + Arrays.toString(means) + ", deviations " + Arrays.toString(deviations);
  }

  private static IllegalArgumentException lengths(float[] means, float[] deviations) {
    return new IllegalArgumentException(
        "Standardization: every channel needs a mean and a deviation; got "
            + means.length
            + " and "
            + deviations.length);
  }

  private static IllegalArgumentException range(int channel, float mean, float deviation) {
    return new IllegalArgumentException(
        "Standardization: a mean must be finite and a deviation positive; channel "
            + channel
            + " has "
            + mean
            + " and "
            + deviation);
  }
}
