package cerulean.tensor.io;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The bytes of one file while it is read: mapped into memory, so that only what is asked for is
/// read, or given as an array.
final class FileBytes implements Closeable {

  /// The longest array that every JVM can make.
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final String format;
  private final String name;
  private final MemorySegment segment;
  private final @Nullable Arena arena;

  private FileBytes(String format, String name, MemorySegment segment, @Nullable Arena arena) {
    this.format = format;
    this.name = name;
    this.segment = segment;
    this.arena = arena;
  }

  /// The given bytes; `name` stands for the file in messages.
  static FileBytes of(String format, String name, byte[] bytes) {
    return new FileBytes(format, name, MemorySegment.ofArray(bytes), null);
  }

  /// Maps a file, to be read by any thread until closed.
  static FileBytes map(String format, Path file) throws TensorFormatException {
    requireFile(format, file);
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new FileBytes(format, file.toString(), segment, arena);
    } catch (IOException cause) {
      arena.close();
      throw unreadable(format, file, cause);
    } catch (UnsupportedOperationException cause) {
      arena.close();
      throw new TensorFormatException(
          format + ": cannot map " + file + " into memory; copy it to a file system of the machine",
          cause);
    }
  }

  /// Throws the exception for a file that is not there or is not a file.
  static void requireFile(String format, Path file) throws TensorFormatException {
    if (!Files.exists(file)) {
      throw new TensorFormatException(format + ": file not found: " + file + "; check the path");
    }
    // Also keeps out pipes and devices, which have no length and may never end.
    if (!Files.isRegularFile(file)) {
      throw new TensorFormatException(format + ": not a file: " + file + "; check the path");
    }
  }

  static TensorFormatException unreadable(String format, Path file, Exception cause) {
    // File system exceptions often carry the path as their only message.
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : cause.getClass().getSimpleName() + ", " + cause.getMessage();
    return new TensorFormatException(format + ": cannot read " + file + ": " + reason, cause);
  }

  String name() {
    return name;
  }

  long size() {
    return segment.byteSize();
  }

  /// The 8 bytes at `at`, little-endian.
  long littleEndianLong(long at) throws TensorFormatException {
    return longs(at, 1, ByteOrder.LITTLE_ENDIAN)[0];
  }

  byte[] bytes(long at, int n) throws TensorFormatException {
    byte[] values = new byte[n];
    copy(ValueLayout.JAVA_BYTE, at, values, n);
    return values;
  }

  short[] shorts(long at, int n, ByteOrder order) throws TensorFormatException {
    short[] values = new short[n];
    copy(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at, values, n);
    return values;
  }

  int[] ints(long at, int n, ByteOrder order) throws TensorFormatException {
    int[] values = new int[n];
    copy(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at, values, n);
    return values;
  }

  long[] longs(long at, int n, ByteOrder order) throws TensorFormatException {
    long[] values = new long[n];
    copy(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at, values, n);
    return values;
  }

  float[] floats(long at, int n, ByteOrder order) throws TensorFormatException {
    float[] values = new float[n];
    copy(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), at, values, n);
    return values;
  }

  double[] doubles(long at, int n, ByteOrder order) throws TensorFormatException {
    double[] values = new double[n];
    copy(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at, values, n);
    return values;
  }

  private void copy(ValueLayout layout, long at, Object array, int n) throws TensorFormatException {
    try {
      MemorySegment.copy(segment, layout, at, array, 0, n);
    } catch (InternalError cause) {
      // How the JVM reports a mapped page that is gone.
      throw new TensorFormatException(
          format + ": cannot read " + name + ": it became shorter while it was open", cause);
    }
  }

  @Override
  public void close() {
    if (arena != null && arena.scope().isAlive()) {
      arena.close();
    }
  }
}
