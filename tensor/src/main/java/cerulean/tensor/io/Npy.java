package cerulean.tensor.io;

import cerulean.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// Reads and writes one tensor as a NumPy `.npy` file.
///
/// Versions 1.0, 2.0 and 3.0 are read, in either byte order:
///
/// | NumPy | tensor | NumPy | tensor |
/// |---|---|---|---|
/// | `f8` | F64 | `i2`, `u2` | I32 |
/// | `f4` | F32 | `i1` | I8 |
/// | `f2` | F16 | `u1` | U8 |
/// | `i8`, `u4`, `u8` | I64 | `b1` | BOOL |
/// | `i4` | I32 | | |
///
/// No number changes: `u8` is refused if one does not fit. Python objects are refused (they are
/// pickles, which run code), and so are records, texts, dates and complex numbers. An array in
/// Fortran's order becomes a view with the first axis adjacent. Bytes behind the array are passed
/// over, as NumPy does.
///
/// Files are written as version 1.0, little-endian, byte for byte as NumPy writes them; a view that
/// is the transposition of adjacent elements is written in Fortran's order, as by NumPy. BF16 has
/// no NumPy type and is refused.
///
///     Npy.write(Path.of("x.npy"), x);
///     Tensor same = Npy.read(Path.of("x.npy"));
public final class Npy {

  private static final String BYTES = "the given bytes";
  private static final String STREAM = "the given stream";

  /// Magic, version and length of the text.
  private static final int MOST_HEADER = 12 + NpyHeader.MOST_TEXT;

  private Npy() {}

  /// The tensor in a file. Throws [TensorFormatException] if there is none.
  public static Tensor read(Path file) throws IOException {
    try (FileBytes in = FileBytes.map("npy", file)) {
      return read(in);
    }
  }

  /// The tensor in `bytes`. Throws [TensorFormatException] if there is none.
  public static Tensor read(byte[] bytes) throws IOException {
    return read(FileBytes.of("npy", BYTES, bytes));
  }

  private static Tensor read(FileBytes in) throws IOException {
    byte[] start = in.bytes(0, (int) Math.min(in.size(), MOST_HEADER));
    NpyHeader header = NpyHeader.read(new ByteArrayInputStream(start), in.name());
    header.requireData(in.size() - header.length());
    return header.tensor(in, header.length());
  }

  /// The next tensor of a stream, of which no byte behind it is read, so that another may follow.
  /// Its elements take at most 2 GiB.
  ///
  /// Throws [TensorFormatException] if there is none, and what the stream throws.
  public static Tensor read(InputStream in) throws IOException {
    return read(in, STREAM, Long.MAX_VALUE);
  }

  /// As [#read(InputStream)], of a stream that claims to have `size` bytes.
  static Tensor read(InputStream in, String name, long size) throws IOException {
    NpyHeader header = NpyHeader.read(in, name);
    header.requireData(size - header.length());
    long needed = header.dataBytes();
    if (needed > FileBytes.MOST_ELEMENTS) {
      throw new TensorFormatException(
          "npy: array is too large: %s has one of %d bytes, at most %d are read from a stream"
              .formatted(name, needed, FileBytes.MOST_ELEMENTS));
    }
    // Takes memory as bytes come, not as they are declared.
    byte[] data = in.readNBytes((int) needed);
    header.requireData(data.length);
    return header.tensor(FileBytes.of("npy", name, data), 0);
  }

  /// Writes a tensor to a file, whole or not at all, replacing what is there.
  public static void write(Path file, Tensor tensor) throws IOException {
    byte[] header = header(tensor);
    AtomicFile.write(file, out -> write(out, header, tensor));
  }

  /// Writes a tensor to a stream, which stays open.
  public static void write(OutputStream out, Tensor tensor) throws IOException {
    write(out, header(tensor), tensor);
  }

  private static void write(OutputStream out, byte[] header, Tensor tensor) throws IOException {
    out.write(header);
    Elements.write(isColumnMajor(tensor) ? transposed(tensor) : tensor, out);
  }

  private static byte[] header(Tensor tensor) {
    if (tensor.rank() > NpyHeader.MOST_AXES) {
      throw new IllegalArgumentException(
          "npy: NumPy has at most %d axes; got %d; reshape"
              .formatted(NpyHeader.MOST_AXES, tensor.rank()));
    }
    return NpyHeader.write(tensor.dtype(), isColumnMajor(tensor), tensor.shape().dims());
  }

  /// Bytes that [#write(OutputStream, Tensor)] writes.
  static long bytes(Tensor tensor) {
    return header(tensor).length + (long) tensor.size() * tensor.dtype().bytes();
  }

  private static boolean isColumnMajor(Tensor tensor) {
    return !tensor.isContiguous() && transposed(tensor).isContiguous();
  }

  private static Tensor transposed(Tensor tensor) {
    return tensor.permute(NpyHeader.backwards(tensor.rank()));
  }
}
