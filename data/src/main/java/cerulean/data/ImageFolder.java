package cerulean.data;

import cerulean.tensor.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Labelled images from files, a folder per class, in a directory or in a zip file.
///
///     Split cifar = ImageFolder.split(Path.of("cifar10-jpeg.zip")); // train/airplane/0000.jpg ...
///     Images pets = ImageFolder.read(Path.of("pets")).images();     // cat/tom.png, dog/rex.png ...
///
/// Files are JPEG, PNG, GIF or BMP; they are decoded to red, green and blue by the JDK, whose module
/// `java.desktop` must be there: on the class path it is, on the module path
/// `--add-modules java.desktop` brings it. Classes are numbered, and images of a class ordered, by
/// name. All images must be of one size, which is checked before one is decoded. Names in an
/// archive are never used as paths.
///
/// - `images`: the set, of 3 channels
/// - `classNames`: the name of each label
public record ImageFolder(Images images, List<String> classNames) {

  private static final int CHANNELS = 3;

  /// Images that one thread decodes at a time: some milliseconds of work.
  private static final int GRAIN = 32;

  /// A label is one byte.
  private static final int MOST_CLASSES = 256;

  /// Keeps an unmodifiable copy of the names.
  public ImageFolder {
    classNames = List.copyOf(classNames);
  }

  /// Reads the classes in `place`, a directory or a zip file.
  public static ImageFolder read(Path place) throws DataException {
    return read(place, "");
  }

  /// Reads the classes in the folder `part` of `place`, such as `train`; slashes separate levels.
  public static ImageFolder read(Path place, String part) throws DataException {
    try (ImageSource source = ImageSource.open(place)) {
      return read(source, part.isEmpty() ? "" : part + "/");
    }
  }

  /// Reads `train` and `test` in `place`, which must have the same classes.
  public static Split split(Path place) throws DataException {
    try (ImageSource source = ImageSource.open(place)) {
      ImageFolder train = read(source, "train/");
      ImageFolder test = read(source, "test/");
      if (!train.classNames.equals(test.classNames)) {
        throw new DataException(
            "images: classes differ: train of %s has %s, test %s"
                .formatted(place, train.classNames, test.classNames));
      }
      if (!train.images.isLike(test.images)) {
        throw new DataException(
            "images: sizes differ: train of %s is %s, test %s"
                .formatted(place, train.images, test.images));
      }
      return new Split(train.images, test.images);
    }
  }

  private static ImageFolder read(ImageSource source, String part) throws DataException {
    List<String> files = new ArrayList<>();
    TreeSet<String> classes = new TreeSet<>();
    for (String name : source.names()) {
      // part CLASS / FILE
      String rest = name.startsWith(part) ? name.substring(part.length()) : "";
      int slash = rest.indexOf('/');
      if (slash > 0 && rest.indexOf('/', slash + 1) < 0 && ImageDecoder.isImage(rest)) {
        files.add(name);
        classes.add(rest.substring(0, slash));
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          "images: none found: %s has no folders%s with .jpg, .png, .gif or .bmp files"
              .formatted(source, part.isEmpty() ? "" : " in " + part));
    }
    if (classes.size() > MOST_CLASSES) {
      throw new DataException(
          "images: too many classes: %s has %d folders with images, at most 256 can be read"
              .formatted(source, classes.size()));
    }
    List<String> names = new ArrayList<>(classes);
    byte[] labels = new byte[files.size()];
    for (int i = 0; i < labels.length; i++) {
      String rest = files.get(i).substring(part.length());
      labels[i] = (byte) names.indexOf(rest.substring(0, rest.indexOf('/')));
    }
    return new ImageFolder(decode(source, files, labels, names.size()), names);
  }

  private static Images decode(ImageSource source, List<String> files, byte[] labels, int classes)
      throws DataException {
    ImageDecoder decoder = ImageDecoder.ofSizeOf(source, files.getFirst());
    int n = CHANNELS * decoder.height() * decoder.width();
    if ((long) files.size() * n > IdxSource.MOST_BYTES) {
      throw new DataException(
          "images: too many for one set: %s has %d of [%d, %d]; read a part of them"
              .formatted(source, files.size(), decoder.height(), decoder.width()));
    }
    byte[] pixels = new byte[files.size() * n];
    try {
      Parallel.forRange(
          files.size(),
          GRAIN,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              try {
                decoder.decode(source, files.get(i), pixels, i * n);
              } catch (IOException fault) {
                throw new UncheckedIOException(fault);
              }
            }
          });
    } catch (UncheckedIOException fault) {
      if (fault.getCause() instanceof DataException sentence) {
        throw sentence;
      }
      throw fault;
    }
    return Images.of(CHANNELS, decoder.height(), decoder.width(), classes, pixels, labels);
  }

  @Override
  public String toString() {
    return images + " " + classNames;
  }
}
