package cerulean.studies.gap;

import cerulean.data.GeneratedDigits;
import cerulean.data.Idx;
import cerulean.data.Images;
import cerulean.data.Split;
import cerulean.studies.run.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Images and what their files held.
record GapData(Split split, List<FileRecord> of) {

  /// The files of MNIST, each plain or compressed.
  private static final List<String> MNIST =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

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
        split, List.of(drawn("digits, train", split.train()), drawn("digits, test", split.test())));
  }

  private static FileRecord drawn(String name, Images images) {
    byte[] pixels = new byte[images.size() * images.valuesPerImage()];
    byte[] labels = new byte[images.size()];
    int at = 0;
    for (int row = 0; row < images.size(); row++) {
      labels[row] = (byte) images.label(row);
      for (int y = 0; y < images.height(); y++) {
        for (int x = 0; x < images.width(); x++) {
          pixels[at++] = (byte) images.pixel(row, y, x);
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
    return read(split, files);
  }

  private static GapData read(Split split, List<Path> files) throws IOException {
    List<FileRecord> records = new ArrayList<>();
    for (Path file : files) {
      records.add(FileRecord.of(file));
    }
    return new GapData(split, records);
  }
}
