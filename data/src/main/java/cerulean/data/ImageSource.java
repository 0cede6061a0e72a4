package cerulean.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Files below a directory or in a zip archive, by names with slashes; may be read by several
/// threads.
final class ImageSource implements Closeable {

  /// More than any photograph takes; an archive may claim anything.
  private static final int MOST_BYTES = 1 << 26;

  /// Folder of a class, folder of a part such as `train`, and one around them.
  private static final int DEPTH = 4;

  private final Path place;
  private final @Nullable ZipFile zip;
  private final List<String> names;

  private ImageSource(Path place, @Nullable ZipFile zip, List<String> names) {
    this.place = place;
    this.zip = zip;
    this.names = names;
  }

  static ImageSource open(Path place) throws DataException {
    try {
      if (Files.isDirectory(place)) {
        return new ImageSource(place, null, filesBelow(place));
      }
      if (!Files.isRegularFile(place)) {
        throw new DataException(
            "images: not found: %s; give a directory or a zip file".formatted(place));
      }
      ZipFile zip = new ZipFile(place.toFile());
      List<String> names = new ArrayList<>();
      Collections.list(zip.entries()).stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> names.add(entry.getName()));
      Collections.sort(names);
      return new ImageSource(place, zip, names);
    } catch (DataException fault) {
      throw fault;
    } catch (IOException cause) {
      throw unreadable(place.toString(), cause);
    }
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> {
            StringBuilder name = new StringBuilder();
            for (Path part : folder.relativize(file)) {
              name.append(name.isEmpty() ? "" : "/").append(part);
            }
            names.add(name.toString());
          });
    }
    Collections.sort(names);
    return names;
  }

  /// All files, sorted.
  List<String> names() {
    return names;
  }

  /// The contents of one of [#names()].
  byte[] bytes(String name) throws DataException {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new DataException(
            "images: file too large: %s has more than %d bytes".formatted(shown(name), MOST_BYTES));
      }
      return bytes;
    } catch (DataException fault) {
      throw fault;
    } catch (IOException cause) {
      throw unreadable(shown(name), cause);
    }
  }

  private InputStream open(String name) throws IOException {
    if (zip == null) {
      return Files.newInputStream(place.resolve(name));
    }
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("no entry of that name");
    }
    return zip.getInputStream(entry);
  }

  /// What a sentence calls a file.
  String shown(String name) {
    return place + (zip == null ? "/" : ": ") + name;
  }

  @Override
  public void close() throws DataException {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException cause) {
        throw unreadable(place.toString(), cause);
      }
    }
  }

  @Override
  public String toString() {
    return place.toString();
  }

  private static DataException unreadable(String what, IOException cause) {
    return new DataException("images: cannot be read: %s: %s".formatted(what, cause), cause);
  }
}
