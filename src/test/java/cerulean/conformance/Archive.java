package cerulean.conformance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/// The files of a zip of test data, in memory.
final class Archive {

  private final Path path;
  private final Map<String, byte[]> files = new TreeMap<>();

  private Archive(Path path) {
    this.path = path;
  }

  /// The archive of this name among the conformance data; where it is not at hand the test that
  /// asks for it is skipped, and says why.
  static Archive open(String name) {
    Path path = path(name);
    Assumptions.assumeTrue(
        Files.isRegularFile(path),
        name + " not tested: no file " + path + " (set by -Dcerulean.shared)");
    Archive archive = new Archive(path);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
        archive.files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return archive;
  }

  /// Whether an archive of this name is at hand.
  static boolean isAtHand(String name) {
    return Files.isRegularFile(path(name));
  }

  private static Path path(String name) {
    return Path.of(System.getProperty("cerulean.shared", "."), "conformance", name);
  }

  /// The paths of all files.
  Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /// The bytes of the file whose path ends in `/name` or is `name`.
  byte[] file(String name) {
    byte[] exact = files.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith("/" + name)) {
        return file.getValue();
      }
    }
    throw new UncheckedIOException(new FileNotFoundException(name + " in " + path));
  }
}
