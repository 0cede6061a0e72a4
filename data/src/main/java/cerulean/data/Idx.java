package cerulean.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads IDX files of unsigned bytes, the format of MNIST and its relatives (LeCun, Cortes &
/// Burges, "The MNIST database of handwritten digits", with the format's description).
///
/// A file is a magic number (two zero bytes, the element type, the number of axes), one big-endian
/// 32-bit size per axis, and the elements, last axis fastest. It may be compressed with gzip; its
/// first bytes tell, not its name. Nothing in a file is believed: sizes are compared with the bytes
/// that are there before memory is taken for them, and every fault is a [DataException] with one
/// sentence that names the file.
public final class Idx {

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int IMAGE_AXES = 3;
  private static final int LABEL_AXES = 1;
  private static final int MNIST_CLASSES = 10;

  private Idx() {}

  /// The contents of a file: the size of each axis, outermost first, and the elements, last axis
  /// fastest. The arrays are the record's own; nobody else holds them.
  @SuppressWarnings("ArrayRecordComponent") // carried from the reader to its one user, not compared
  public record Bytes(int[] shape, byte[] values) {}

  /// Reads any IDX file of unsigned bytes.
  public static Bytes read(Path file) throws DataException {
    try (IdxSource source = IdxSource.open(file)) {
      return read(source);
    }
  }

  /// Reads a file of images, shape `[images, height, width]`, and the file of their labels, shape
  /// `[images]`, each 0 to `classes - 1`.
  public static Images images(Path imageFile, Path labelFile, int classes) throws DataException {
    Bytes images = withAxes(imageFile, IMAGE_AXES, "images");
    Bytes labels = withAxes(labelFile, LABEL_AXES, "labels");
    int[] shape = images.shape();
    if (labels.shape()[0] != shape[0]) {
      throw new DataException(
          ("idx: labels do not match images: %s has %d labels, %s has %d images;"
                  + " take both from the same set")
              .formatted(labelFile, labels.shape()[0], imageFile, shape[0]));
    }
    byte[] values = labels.values();
    for (int i = 0; i < values.length; i++) {
      int label = Byte.toUnsignedInt(values[i]);
      if (label >= classes) {
        throw new DataException(
            "idx: label out of range: %s has label %d at place %d, labels must be 0 to %d"
                .formatted(labelFile, label, i, classes - 1));
      }
    }
    return Images.of(shape[1], shape[2], classes, images.values(), values);
  }

  /// Reads MNIST, or a set in its form such as Fashion-MNIST, from the four files
  /// `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
  /// `t10k-labels-idx1-ubyte` in `folder`, each as it is or with `.gz` at the end.
  public static Split mnist(Path folder) throws DataException {
    List<Path> files = mnistFiles(folder);
    Images train = images(files.get(0), files.get(1), MNIST_CLASSES);
    Images test = images(files.get(2), files.get(3), MNIST_CLASSES);
    if (train.height() != test.height() || train.width() != test.width()) {
      throw new DataException(
          ("mnist: training and test images differ in size: [%d, %d] and [%d, %d] in %s;"
                  + " take all four files from the same set")
              .formatted(train.height(), train.width(), test.height(), test.width(), folder));
    }
    return new Split(train, test);
  }

  private static List<Path> mnistFiles(Path folder) throws DataException {
    List<String> names =
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte");
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "mnist: folder not found: %s; it must hold %s, each as it is or with .gz at the end"
              .formatted(folder, String.join(", ", names)));
    }
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path plain = folder.resolve(name);
      Path compressed = folder.resolve(name + ".gz");
      if (Files.exists(plain)) {
        files.add(plain);
      } else if (Files.exists(compressed)) {
        files.add(compressed);
      } else {
        throw new DataException(
            "mnist: file not found: neither %s nor %s.gz is in %s; put one of them there"
                .formatted(name, name, folder));
      }
    }
    return files;
  }

  private static Bytes withAxes(Path file, int axes, String what) throws DataException {
    try (IdxSource source = IdxSource.open(file)) {
      int magic = readMagic(source);
      int wanted = UNSIGNED_BYTE << 8 | axes;
      if (magic != wanted) {
        throw new DataException(
            "idx: not a file of %s: %s has magic number 0x%08x, %s need 0x%08x"
                .formatted(what, file, magic, what, wanted));
      }
      return readBody(source, axes);
    }
  }

  private static Bytes read(IdxSource source) throws DataException {
    int magic = readMagic(source);
    int type = magic >>> 8;
    if (type != UNSIGNED_BYTE) {
      throw new DataException(
          "idx: elements are not unsigned bytes: %s has type code 0x%02x, only 0x08 can be read"
              .formatted(source.file(), type));
    }
    int axes = magic & 0xFF;
    if (axes == 0) {
      throw new DataException(
          "idx: no axes: %s has magic number 0x00000800, at least one axis is needed"
              .formatted(source.file()));
    }
    return readBody(source, axes);
  }

  /// The magic number, whose first two bytes are 0 in every IDX file.
  private static int readMagic(IdxSource source) throws DataException {
    int magic = source.readInt();
    if (magic >>> 16 != 0) {
      throw new DataException(
          "idx: not an IDX file: %s starts with 0x%08x, the first two bytes must be 0"
              .formatted(source.file(), magic));
    }
    return magic;
  }

  private static Bytes readBody(IdxSource source, int axes) throws DataException {
    int[] shape = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      shape[axis] = source.readInt();
    }
    return new Bytes(shape, source.readRest(elements(shape, source.file()), shape));
  }

  /// The product of the sizes, at most [IdxSource#MOST_BYTES].
  private static int elements(int[] shape, Path file) throws DataException {
    long elements = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      // Sizes are unsigned; one of 2^31 or more is beyond any array.
      long size = Integer.toUnsignedLong(shape[axis]);
      if (size == 0) {
        throw new DataException(
            "idx: size 0: %s declares %s, axis %d is empty"
                .formatted(file, IdxSource.sizes(shape), axis));
      }
      elements *= size;
      if (elements > IdxSource.MOST_BYTES) {
        throw new DataException(
            "idx: declared sizes are too large: %s declares %s, at most %d bytes can be read"
                .formatted(file, IdxSource.sizes(shape), IdxSource.MOST_BYTES));
      }
    }
    return (int) elements;
  }
}
