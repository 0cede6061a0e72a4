package cerulean.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads CIFAR-10 and CIFAR-100 (Krizhevsky, "Learning multiple layers of features from tiny
/// images", 2009) from their official binary files.
///
/// A file is one record after another: the labels, one byte each (CIFAR-10 one, CIFAR-100 the
/// coarse class and the fine), and an image of 32 by 32 pixels, all of its red, then its green,
/// then its blue. It has no header, so its length and its labels are all there is to check; every
/// fault is a [DataException] with one sentence that names the file. The same images in folders or
/// a zip file of JPEGs are read by [ImageFolder].
public final class Cifar {

  private static final int CHANNELS = 3;
  private static final int SIDE = 32;
  private static final int IMAGE = CHANNELS * SIDE * SIDE;

  private static final int COARSE_CLASSES = 20;
  private static final int FINE_CLASSES = 100;
  private static final int TEN = 10;

  private Cifar() {}

  /// Where labels lie in a record and how many there are.
  private record Form(int labels, int label, int classes) {
    int record() {
      return labels + IMAGE;
    }
  }

  /// Reads CIFAR-10 from `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin` in `folder`,
  /// which the archive `cifar-10-binary.tar.gz` contains.
  public static Split ten(Path folder) throws DataException {
    List<Path> train = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      train.add(folder.resolve("data_batch_" + i + ".bin"));
    }
    return read(folder, train, folder.resolve("test_batch.bin"), new Form(1, 0, TEN));
  }

  /// Reads CIFAR-100 with its 100 fine classes from `train.bin` and `test.bin` in `folder`, which
  /// the archive `cifar-100-binary.tar.gz` contains.
  public static Split hundred(Path folder) throws DataException {
    return hundred(folder, new Form(2, 1, FINE_CLASSES));
  }

  /// Reads CIFAR-100 with its 20 coarse classes.
  public static Split hundredCoarse(Path folder) throws DataException {
    return hundred(folder, new Form(2, 0, COARSE_CLASSES));
  }

  private static Split hundred(Path folder, Form form) throws DataException {
    return read(folder, List.of(folder.resolve("train.bin")), folder.resolve("test.bin"), form);
  }

  private static Split read(Path folder, List<Path> train, Path test, Form form)
      throws DataException {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "cifar: folder not found: %s; it must hold the files of the binary version, such as %s"
              .formatted(folder, test.getFileName()));
    }
    List<Images> parts = new ArrayList<>();
    for (Path file : train) {
      parts.add(read(file, form));
    }
    return new Split(Images.concat(parts), read(test, form));
  }

  private static Images read(Path file, Form form) throws DataException {
    byte[] bytes = bytes(file, form);
    int count = bytes.length / form.record();
    byte[] labels = new byte[count];
    byte[] pixels = new byte[count * IMAGE];
    for (int i = 0; i < count; i++) {
      int at = i * form.record();
      labels[i] = bytes[at + form.label()];
      if (Byte.toUnsignedInt(labels[i]) >= form.classes()) {
        throw new DataException(
            "cifar: label out of range: %s has label %d at image %d, labels must be 0 to %d"
                .formatted(file, Byte.toUnsignedInt(labels[i]), i, form.classes() - 1));
      }
      System.arraycopy(bytes, at + form.labels(), pixels, i * IMAGE, IMAGE);
    }
    return Images.of(CHANNELS, SIDE, SIDE, form.classes(), pixels, labels);
  }

  /// All of a file whose length is right.
  private static byte[] bytes(Path file, Form form) throws DataException {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "cifar: file not found: %s; unpack the binary version there".formatted(file));
    }
    try {
      long length = Files.size(file);
      if (length == 0 || length % form.record() != 0 || length > IdxSource.MOST_BYTES) {
        throw new DataException(
            "cifar: not a file of images: %s has %d bytes, an image with its labels takes %d"
                .formatted(file, length, form.record()));
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length != length) {
        throw new DataException(
            "cifar: file changed while it was read: %s; read it again".formatted(file));
      }
      return bytes;
    } catch (DataException fault) {
      throw fault;
    } catch (IOException cause) {
      throw new DataException("cifar: file cannot be read: %s: %s".formatted(file, cause), cause);
    }
  }
}
