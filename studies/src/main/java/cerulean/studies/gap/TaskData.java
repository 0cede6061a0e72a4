package cerulean.studies.gap;

import cerulean.data.Augmentation;
import cerulean.data.ImageDataset;
import cerulean.data.Images;
import cerulean.data.Standardization;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// The labelled examples of one task.
interface TaskData {

  /// The number of examples.
  int size();

  /// Numbers per example.
  int features();

  /// Writes the features of `rows`, example after example, into `out`, and their labels into
  /// `labels`, both from the start. Data that change whenever they are looked at draw from
  /// `random`; others leave it alone.
  void read(int[] rows, float[] out, int[] labels, Philox random);

  /// Images, standardised as the paper standardises MNIST.
  static TaskData of(Images images) {
    return new TaskData() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public int features() {
        return images.pixelsPerImage();
      }

      @Override
      public void read(int[] rows, float[] out, int[] labels, Philox random) {
        images.standardise(rows, 0, rows.length, out, 0);
        images.copyLabels(rows, 0, rows.length, labels, 0);
      }
    };
  }

  /// Photographs as the paper standardises those of CIFAR, changed by `augmentations` whenever they
  /// are looked at.
  static TaskData photographs(Images images, Augmentation... augmentations) {
    ImageDataset set = ImageDataset.of(images, Standardization.CIFAR10, augmentations);
    return new TaskData() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public int features() {
        return images.valuesPerImage();
      }

      @Override
      public void read(int[] rows, float[] out, int[] labels, Philox random) {
        // The set draws by image, so that each look needs a generator of its own.
        Philox own = augmentations.length == 0 ? random : Philox.of(random.nextLong());
        System.arraycopy(
            set.batch(rows, own).inputs().toArray(), 0, out, 0, rows.length * features());
        images.copyLabels(rows, 0, rows.length, labels, 0);
      }
    };
  }

  /// A matrix of features `[examples, features]` and a class per row.
  static TaskData of(Tensor features, int[] classes) {
    float[] values = features.toArray();
    int width = features.dim(1);
    return new TaskData() {
      @Override
      public int size() {
        return classes.length;
      }

      @Override
      public int features() {
        return width;
      }

      @Override
      public void read(int[] rows, float[] out, int[] labels, Philox random) {
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(values, rows[i] * width, out, i * width, width);
          labels[i] = classes[rows[i]];
        }
      }
    };
  }
}
