package cerulean.tensor.io;

import cerulean.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes named tensors as an `.npz` file of NumPy: a zip archive of [Npy] files.
///
///     Npz.write(Path.of("data.npz"), Map.of("x", x, "y", y));
///     Map<String, Tensor> data = Npz.read(Path.of("data.npz"));
///
/// An open archive lists what it holds and reads an array when it is asked for:
///
///     try (Npz file = Npz.open(Path.of("data.npz"))) {
///       Tensor x = file.tensor("x");
///     }
///
/// A name is the member's without `.npy`, and a key, never a path. Members of other kinds are passed
/// over. Refused are names that are there twice, members longer or shorter than declared or with
/// another checksum, arrays beyond 2 GiB, and archives beyond their [Limits].
public final class Npz implements Closeable {

  private static final String SUFFIX = ".npy";

  /// Total that any archive may take, however small: one of zeros is compressed a thousandfold.
  private static final long FREE = 16L << 20;

  /// Zip counts the bytes of a name in 16 bits.
  private static final int MOST_NAME = 0xFFFF;

  /// One time for all members, so that equal arrays give equal files. Java adds a field with the
  /// time zone of the machine to the first day that zip can say.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ZipFile zip;
  private final String file;
  private final Map<String, ZipEntry> entries;

  private Npz(ZipFile zip, String file, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.file = file;
    this.entries = entries;
  }

  /// What an archive may ask for: members, bytes of all arrays together, and those bytes as a
  /// multiple of the file's. Archives of less than 16 MiB of arrays pass whatever the multiple.
  public record Limits(int members, long bytes, int expansion) {

    /// 65,536 members, 16 GiB, 200 times. Deflate can expand a thousandfold; numbers hardly do.
    public static final Limits DEFAULT = new Limits(1 << 16, 1L << 34, 200);

    /// Checks the limits.
    public Limits {
      if (members < 1 || bytes < 1 || expansion < 1) {
        throw new IllegalArgumentException(
            "npz: limits must be at least 1; got %d members, %d bytes, expansion %d"
                .formatted(members, bytes, expansion));
      }
    }
  }

  /// All arrays of a file, in its order. Throws [TensorFormatException] if one cannot be read.
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (Npz open = open(file)) {
      Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(open.entries.size());
      for (String name : open.names()) {
        tensors.put(name, open.tensor(name));
      }
      return Collections.unmodifiableMap(tensors);
    }
  }

  /// Opens an archive within the default limits.
  public static Npz open(Path file) throws IOException {
    return open(file, Limits.DEFAULT);
  }

  /// Opens an archive. Throws [TensorFormatException] if it is none or beyond the limits.
  public static Npz open(Path file, Limits limits) throws IOException {
    FileBytes.requireFile("npz", file);
    ZipFile zip = zip(file);
    try {
      return new Npz(zip, file.toString(), entries(zip, file, limits));
    } catch (IOException fault) {
      zip.close();
      throw fault;
    }
  }

  private static ZipFile zip(Path file) throws TensorFormatException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException cause) {
      throw notZip(file.toString(), cause);
    } catch (IOException cause) {
      throw FileBytes.unreadable("npz", file, cause);
    } catch (UnsupportedOperationException cause) {
      throw new TensorFormatException(
          "npz: cannot read " + file + " where it is; copy it to a file system of the machine",
          cause);
    }
  }

  private static TensorFormatException notZip(String file, Exception cause) {
    return new TensorFormatException(
        "npz: not a sound zip archive: " + file + ": " + cause.getMessage(), cause);
  }

  private static Map<String, ZipEntry> entries(ZipFile zip, Path file, Limits limits)
      throws IOException {
    if (zip.size() > limits.members) {
      throw beyond(file, zip.size() + " members, at most " + limits.members);
    }
    long size = Files.size(file);
    long most =
        size > limits.bytes / limits.expansion
            ? limits.bytes
            : Math.min(limits.bytes, Math.max(FREE, size * limits.expansion));
    long total = 0;
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (!entry.getName().endsWith(SUFFIX)) {
        continue;
      }
      String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
      if (entries.put(name, entry) != null) {
        throw new TensorFormatException(
            "npz: the name %s is there twice; %s"
                .formatted(TensorFormatException.quoted(name), file));
      }
      // Unsigned in the file, of which zip.size() is a small part; a sum does not overflow.
      if (entry.getSize() < 0 || entry.getSize() > most - total) {
        throw beyond(file, "arrays of more than " + most + " bytes");
      }
      total += entry.getSize();
    }
    return entries;
  }

  private static TensorFormatException beyond(Path file, String what) {
    return new TensorFormatException(
        "npz: archive asks for too much: %s declares %s; see Npz.Limits".formatted(file, what));
  }

  /// The names of the arrays, in the order of the archive.
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /// Reads one array; [IllegalArgumentException] if the archive has none of that name.
  public Tensor tensor(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "npz: no array %s in %s, which has %d; see names()"
              .formatted(TensorFormatException.quoted(name), file, entries.size()));
    }
    String shown = TensorFormatException.quoted(name) + " of " + file;
    try (InputStream in = new NpzMember(zip.getInputStream(entry), entry, shown)) {
      Tensor tensor = Npy.read(in, shown, entry.getSize());
      // The checksum is of all bytes, also of those behind the array.
      in.transferTo(OutputStream.nullOutputStream());
      return tensor;
    } catch (TensorFormatException fault) {
      throw fault;
    } catch (IOException cause) {
      throw notZip(shown, cause);
    }
  }

  /// Lets go of the file. Tensors that were read stay.
  @Override
  public void close() throws IOException {
    zip.close();
  }

  /// Writes tensors to a file as they are, as `numpy.savez` does; whole or not at all, replacing
  /// what is there.
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, ZipEntry.STORED);
  }

  /// Writes tensors to a file compressed, as `numpy.savez_compressed` does.
  public static void writeCompressed(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, ZipEntry.DEFLATED);
  }

  private static void write(Path file, Map<String, Tensor> tensors, int method) throws IOException {
    for (String name : tensors.keySet()) {
      requireName(name);
    }
    AtomicFile.write(
        file,
        out -> {
          // Ends the archive; the stream below is the caller's to close.
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, Tensor> one : tensors.entrySet()) {
            ZipEntry entry = new ZipEntry(one.getKey() + SUFFIX);
            entry.setTimeLocal(NO_TIME);
            entry.setMethod(method);
            if (method == ZipEntry.STORED) {
              // Both stand before the bytes.
              entry.setSize(Npy.bytes(one.getValue()));
              entry.setCrc(checksum(one.getValue()));
            }
            zip.putNextEntry(entry);
            Npy.write(zip, one.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static void requireName(String name) {
    int bytes = (name + SUFFIX).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_NAME) {
      throw new IllegalArgumentException(
          "npz: a name is too long: %s takes %d bytes; zip has room for %d"
              .formatted(TensorFormatException.quoted(name), bytes, MOST_NAME));
    }
  }

  private static long checksum(Tensor tensor) throws IOException {
    CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    Npy.write(sum, tensor);
    return sum.getChecksum().getValue();
  }
}
