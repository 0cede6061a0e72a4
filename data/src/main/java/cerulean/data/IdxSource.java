package cerulean.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of one IDX file, inflated if it is compressed, and the sentences for when they run
/// out.
///
/// A compressed file is inflated no further than one byte past the declared end, so a small file
/// cannot unfold into a large amount of work.
final class IdxSource implements Closeable {

  /// The longest array that every JVM can make.
  static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /// DEFLATE copies at most 258 bytes for two bits, so a file cannot inflate to more than this many
  /// times its length.
  private static final long LARGEST_RATIO = 1032;

  private static final int GZIP_MAGIC_0 = 0x1F;
  private static final int GZIP_MAGIC_1 = 0x8B;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream stream;
  private final boolean compressed;

  /// Length of the file on disk.
  private final long fileBytes;

  private long bytesRead;

  private IdxSource(Path file, InputStream stream, boolean compressed, long fileBytes) {
    this.file = file;
    this.stream = stream;
    this.compressed = compressed;
    this.fileBytes = fileBytes;
  }

  static IdxSource open(Path file) throws DataException {
    if (!Files.exists(file)) {
      throw new DataException("idx: file not found: " + file + "; check the path");
    }
    // Also keeps out pipes and devices, which have no length and may never end.
    if (!Files.isRegularFile(file)) {
      throw new DataException("idx: not a file: " + file + "; give the path of an IDX file");
    }
    SeekableByteChannel channel;
    try {
      channel = Files.newByteChannel(file);
    } catch (IOException cause) {
      throw unreadable(file, cause);
    }
    try {
      PushbackInputStream raw = new PushbackInputStream(Channels.newInputStream(channel), 2);
      byte[] first = raw.readNBytes(2);
      raw.unread(first);
      boolean compressed =
          first.length == 2
              && Byte.toUnsignedInt(first[0]) == GZIP_MAGIC_0
              && Byte.toUnsignedInt(first[1]) == GZIP_MAGIC_1;
      InputStream stream = compressed ? new GZIPInputStream(raw, BUFFER) : raw;
      return new IdxSource(file, stream, compressed, channel.size());
    } catch (IOException cause) {
      DataException fault = fault(file, cause);
      try {
        channel.close();
      } catch (IOException second) {
        fault.addSuppressed(second);
      }
      throw fault;
    }
  }

  Path file() {
    return file;
  }

  /// The next four bytes, big-endian.
  int readInt() throws DataException {
    byte[] four = new byte[4];
    int got = read(four);
    bytesRead += got;
    if (got < 4) {
      throw new DataException(
          "idx: file ends inside its header: %s has %s"
              .formatted(file, count(bytesRead, compressed ? "byte inflated" : "byte")));
    }
    return (four[0] & 0xFF) << 24
        | (four[1] & 0xFF) << 16
        | (four[2] & 0xFF) << 8
        | (four[3] & 0xFF);
  }

  /// The `elements` bytes that make up the rest of the file, neither more nor fewer.
  byte[] readRest(int elements, int[] shape) throws DataException {
    long declared = bytesRead + elements;
    if (compressed && declared > fileBytes * LARGEST_RATIO) {
      throw new DataException(
          ("idx: file is cut short: %s declares %s, which is %d bytes,"
                  + " but a gzip file of %d bytes inflates to at most %d")
              .formatted(file, sizes(shape), declared, fileBytes, fileBytes * LARGEST_RATIO));
    }
    if (!compressed && declared > fileBytes) {
      throw cutShort(shape, declared, fileBytes);
    }
    if (!compressed && declared < fileBytes) {
      throw new DataException(
          "idx: bytes after the data: %s declares %s, which is %d bytes, but has %d"
              .formatted(file, sizes(shape), declared, fileBytes));
    }
    byte[] values = new byte[elements];
    int got = read(values);
    if (got < elements) {
      throw cutShort(shape, declared, bytesRead + got);
    }
    // Asking for one byte more also makes gzip compare its checksum.
    if (read(new byte[1]) != 0) {
      throw new DataException(
          "idx: bytes after the data: %s declares %s, which is %d bytes, but has more"
              .formatted(file, sizes(shape), declared));
    }
    return values;
  }

  @Override
  public void close() throws DataException {
    try {
      stream.close();
    } catch (IOException cause) {
      throw unreadable(file, cause);
    }
  }

  private int read(byte[] into) throws DataException {
    try {
      return stream.readNBytes(into, 0, into.length);
    } catch (IOException cause) {
      throw fault(file, cause);
    }
  }

  /// `[60000, 28, 28]`, with the sizes as the unsigned numbers they are.
  static String sizes(int[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String count(long n, String what) {
    return n + " " + (n == 1 ? what : what.replaceFirst("byte", "bytes"));
  }

  private DataException cutShort(int[] shape, long declared, long there) {
    return new DataException(
        "idx: file is cut short: %s declares %s, which is %d bytes, but has %d"
            .formatted(file, sizes(shape), declared, there));
  }

  private static DataException fault(Path file, IOException cause) {
    if (cause instanceof EOFException) {
      return new DataException(
          "idx: file is cut short: " + file + " ends inside its gzip data; fetch it again", cause);
    }
    if (cause instanceof ZipException) {
      return new DataException(
          "idx: corrupt gzip data: " + file + ": " + cause.getMessage() + "; fetch it again",
          cause);
    }
    return unreadable(file, cause);
  }

  private static DataException unreadable(Path file, IOException cause) {
    return new DataException("idx: cannot read " + file + ": " + reason(cause), cause);
  }

  /// File system exceptions often carry the path as their only message.
  private static String reason(IOException cause) {
    return cause instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : cause.getClass().getSimpleName() + ", " + cause.getMessage();
  }
}
