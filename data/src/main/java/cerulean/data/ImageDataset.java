package cerulean.data;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/// Images as a network gets them: changed at random if asked for, then standardised.
///
/// - inputs: `[examples, channels, height, width]`, F32
/// - targets: classes `[examples]`, I64
///
///   var train = ImageDataset.of(cifar.train(), Standardization.CIFAR10, Augmentation.crop(4),
///   Augmentation.flip());
public final class ImageDataset implements Dataset {

  private final Images images;
  private final Standardization standardization;
  private final List<Augmentation> augmentations;

  private ImageDataset(
      Images images, Standardization standardization, List<Augmentation> augmentations) {
    this.images = images;
    this.standardization = standardization;
    this.augmentations = augmentations;
  }

  /// The images after all `augmentations`, from first to last, and `standardization`.
  public static ImageDataset of(
      Images images, Standardization standardization, Augmentation... augmentations) {
    if (standardization.channels() != images.channels()) {
      throw channels(images, standardization);
    }
    return new ImageDataset(images, standardization, List.of(augmentations));
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Batch batch(int[] rows, Philox random) {
    int n = images.valuesPerImage();
    float[] inputs = new float[Math.multiplyExact(rows.length, n)];
    long[] targets = new long[rows.length];
    byte[] image = new byte[n];
    byte[] changed = new byte[n];
    for (int i = 0; i < rows.length; i++) {
      int row = Objects.checkIndex(rows[i], images.size());
      System.arraycopy(images.pixels(), row * n, image, 0, n);
      if (!augmentations.isEmpty()) {
        Philox own = random.split(row);
        for (Augmentation augmentation : augmentations) {
          augmentation.apply(
              image, changed, images.channels(), images.height(), images.width(), own);
          byte[] before = image;
          image = changed;
          changed = before;
        }
      }
      standardization.write(image, images.pixelsPerImage(), inputs, i * n);
      targets[i] = images.label(row);
    }
    return new Batch(
        Tensor.wrap(inputs, rows.length, images.channels(), images.height(), images.width()),
        Tensor.wrap(targets, rows.length));
  }

  @Override
  public String toString() {
    return images.toString();
  }

  private static IllegalArgumentException channels(Images images, Standardization given) {
    return new IllegalArgumentException(
        "ImageDataset: channels differ: images have "
            + images.channels()
            + ", the standardization "
            + given.channels());
  }
}
