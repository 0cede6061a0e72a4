package cerulean.studies.gap;

import cerulean.data.Cifar;
import cerulean.data.GeneratedDigits;
import cerulean.data.Idx;
import cerulean.data.ImageFolder;
import cerulean.data.Images;
import cerulean.data.Split;
import cerulean.studies.run.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images and what their files held.
///
/// - `coarse`: the same images with the coarse classes of CIFAR-100; null for other sets
record GapData(Split split, @Nullable Split coarse, List<FileRecord> of) {

  /// The files of MNIST, each plain or compressed.
  private static final List<String> MNIST =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /// Files of CIFAR-10's training images.
  private static final int BATCHES = 5;

  GapData {
    of = List.copyOf(of);
  }

  /// The checksums for the run record.
  FileRecord[] records() {
    return of.toArray(FileRecord[]::new);
  }

  /// Digits drawn from a seed; their checksums are of the pixels.
  static GapData digits(int train, int test, long seed) {
    Split split = GeneratedDigits.generate(train, test, seed);
    return new GapData(
        split,
        null,
        List.of(drawn("digits, train", split.train()), drawn("digits, test", split.test())));
  }

  private static FileRecord drawn(String name, Images images) {
    byte[] pixels = new byte[images.size() * images.valuesPerImage()];
    byte[] labels = new byte[images.size()];
    int at = 0;
    for (int row = 0; row < images.size(); row++) {
      labels[row] = (byte) images.label(row);
      for (int channel = 0; channel < images.channels(); channel++) {
        for (int y = 0; y < images.height(); y++) {
          for (int x = 0; x < images.width(); x++) {
            pixels[at++] = (byte) images.pixel(row, channel, y, x);
          }
        }
      }
    }
    return FileRecord.of(name, pixels, labels);
  }

  /// The four files of MNIST in a folder.
  static GapData mnist(Path folder) throws IOException {
    Split split = Idx.mnist(folder);
    List<Path> files = new ArrayList<>();
    for (String name : MNIST) {
      Path plain = folder.resolve(name);
      files.add(Files.exists(plain) ? plain : folder.resolve(name + ".gz"));
    }
    return read(split, null, files);
  }

  /// CIFAR-10 from its binary files in a folder, or from folders of images in a folder or a zip
  /// file.
  static GapData cifar10(Path place) throws IOException {
    boolean folders = Files.isRegularFile(place) || Files.isDirectory(place.resolve("train"));
    if (!folders) {
      Split split = Cifar.ten(place);
      List<Path> files = new ArrayList<>();
      for (int i = 1; i <= BATCHES; i++) {
        files.add(place.resolve("data_batch_" + i + ".bin"));
      }
      files.add(place.resolve("test_batch.bin"));
      return read(split, null, files);
    }
    Split split = ImageFolder.split(place);
    return Files.isRegularFile(place)
        ? read(split, null, List.of(place))
        : new GapData(
            split, null, List.of(drawn("train", split.train()), drawn("test", split.test())));
  }

  /// CIFAR-100 from its binary files in a folder.
  static GapData cifar100(Path folder) throws IOException {
    Split fine = Cifar.hundred(folder);
    return read(
        fine,
        Cifar.hundredCoarse(folder),
        List.of(folder.resolve("train.bin"), folder.resolve("test.bin")));
  }

  private static GapData read(Split split, @Nullable Split coarse, List<Path> files)
      throws IOException {
    List<FileRecord> records = new ArrayList<>();
    for (Path file : files) {
      records.add(FileRecord.of(file));
    }
    return new GapData(split, coarse, records);
  }
}
