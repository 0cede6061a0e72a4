package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What precedes the elements of an `.npy` file (NEP 1; `numpy/lib/_format_impl.py`): six bytes
/// `\x93NUMPY`, version, length of the text (two bytes in version 1.0, four in 2.0 and 3.0), and
/// the text, which is a Python dictionary with the three keys `descr`, `fortran_order`, `shape`.
///
/// `dims` are in the order of the array; with `fortran` its first axis is the fastest in the file.
/// `length` counts all bytes up to the elements.
@SuppressWarnings("ArrayRecordComponent") // Handed from the parser to the reader, not compared.
record NpyHeader(
    NpyType type, ByteOrder order, boolean fortran, int[] dims, int length, String name) {

  /// NumPy's own limit, for the same reason: no header of plain numbers comes near it.
  static final int MOST_TEXT = 10_000;

  /// NumPy's own limit.
  static final int MOST_AXES = 64;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// Elements begin at a multiple of this, so that a file can be mapped.
  private static final int ALIGNMENT = 64;

  /// NumPy leaves room for a first size of so many digits, so that a file can grow in place.
  private static final int GROWTH_DIGITS = 21;

  /// Reads a header and leaves `in` at the first element; `name` stands for the file in messages.
  static NpyHeader read(InputStream in, String name) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2) {
      throw ends(name, start.length);
    }
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new TensorFormatException(
          "npy: not a NumPy file: " + name + " does not start with \\x93NUMPY; check the path");
    }
    int major = start[6];
    if (major < 1 || major > 3 || start[7] != 0) {
      throw new TensorFormatException(
          "npy: version not known: %s has version %d.%d; 1.0, 2.0 and 3.0 are read"
              .formatted(name, major & 0xFF, start[7] & 0xFF));
    }
    byte[] size = in.readNBytes(major == 1 ? 2 : 4);
    int before = start.length + size.length;
    if (size.length < (major == 1 ? 2 : 4)) {
      throw ends(name, before);
    }
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = (length << 8) | (size[i] & 0xFF);
    }
    if (length > MOST_TEXT) {
      throw new TensorFormatException(
          "npy: header is too long: %s declares %d bytes; at most %d are read"
              .formatted(name, length, MOST_TEXT));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw ends(name, before + text.length);
    }
    return new NpyHeaderParser(text, name).parse(before + text.length);
  }

  private static TensorFormatException ends(String name, int bytes) {
    return new TensorFormatException(
        "npy: file ends inside its header: " + name + " has " + bytes + " bytes");
  }

  /// The header of a file with `descr` and sizes as declared, refused if no tensor can have them.
  static NpyHeader of(String descr, boolean fortran, int rank, long[] dims, int length, String name)
      throws TensorFormatException {
    // NumPy itself writes one of < > | and reads files without.
    char first = descr.isEmpty() ? ' ' : descr.charAt(0);
    String code = "<>|=".indexOf(first) < 0 ? descr : descr.substring(1);
    NpyType type = type(code);
    if (type == null) {
      throw notRead(descr, code, name);
    }
    long elements = 1;
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      // At most 2^31 x 2^31, which a long holds; with a 0 among the sizes, too.
      if (dims[i] > FileBytes.MOST_ELEMENTS
          || elements * Math.max(dims[i], 1) > FileBytes.MOST_ELEMENTS) {
        throw new TensorFormatException(
            "npy: declared sizes are too large: %s declares %s; a tensor has at most %d elements"
                .formatted(
                    name, Arrays.toString(Arrays.copyOf(dims, rank)), FileBytes.MOST_ELEMENTS));
      }
      elements *= Math.max(dims[i], 1);
      sizes[i] = (int) dims[i];
    }
    ByteOrder order =
        first == '>'
            ? ByteOrder.BIG_ENDIAN
            : first == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.nativeOrder();
    return new NpyHeader(type, order, fortran, sizes, length, name);
  }

  private static @Nullable NpyType type(String code) {
    for (NpyType type : NpyType.values()) {
      if (code(type).equals(code)) {
        return type;
      }
    }
    return null;
  }

  private static String code(NpyType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static TensorFormatException notRead(String descr, String code, String name) {
    if (code.startsWith("O")) {
      return new TensorFormatException(
          ("npy: elements are Python objects: %s has descr %s; they are pickled, which means code"
                  + " that runs when it is read; save an array of numbers")
              .formatted(name, TensorFormatException.quoted(descr)));
    }
    return new TensorFormatException(
        "npy: element type is not read: %s has descr %s; %s are"
            .formatted(
                name,
                TensorFormatException.quoted(descr),
                Arrays.stream(NpyType.values())
                    .map(NpyHeader::code)
                    .collect(Collectors.joining(", "))));
  }

  /// Bytes of the elements.
  long dataBytes() {
    long bytes = type.bytes();
    for (int dim : dims) {
      bytes *= dim;
    }
    return bytes;
  }

  /// Throws the exception for elements that take more than the `there` bytes behind the header.
  void requireData(long there) throws TensorFormatException {
    if (dataBytes() > there) {
      throw new TensorFormatException(
          "npy: file is cut short: %s declares %s of %s, which is %d bytes, but has %d"
              .formatted(name, Arrays.toString(dims), code(type), dataBytes(), there));
    }
  }

  /// The tensor whose elements lie at `at`. Column-major order becomes a view.
  Tensor tensor(FileBytes in, long at) throws TensorFormatException {
    if (!fortran) {
      return type.read(in, at, order, dims);
    }
    int rank = dims.length;
    int[] reversed = new int[rank];
    for (int i = 0; i < rank; i++) {
      reversed[i] = dims[rank - 1 - i];
    }
    return type.read(in, at, order, reversed).permute(backwards(rank));
  }

  /// The axes from last to first.
  static int[] backwards(int rank) {
    return IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
  }

  /// The header, version 1.0, that NumPy writes for such an array, byte for byte.
  static byte[] write(DType type, boolean fortran, int... dims) {
    StringBuilder text = new StringBuilder("{'descr': '");
    text.append(descr(type)).append("', 'fortran_order': ").append(fortran ? "True" : "False");
    text.append(", 'shape': (");
    for (int i = 0; i < dims.length; i++) {
      // A tuple of one has a comma, too.
      text.append(i == 0 ? "" : " ").append(dims[i]);
      text.append(i < dims.length - 1 || i == 0 ? "," : "");
    }
    text.append("), }");
    if (dims.length > 0) {
      int growing = fortran ? dims[dims.length - 1] : dims[0];
      text.append(" ".repeat(GROWTH_DIGITS - Integer.toString(growing).length()));
    }
    int before = MAGIC.length + 4;
    // The end of the line counts; a whole block of padding where none is needed, as NumPy does.
    text.append(" ".repeat(ALIGNMENT - (before + text.length() + 1) % ALIGNMENT)).append('\n');
    byte[] header = new byte[before + text.length()];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[MAGIC.length] = 1;
    header[MAGIC.length + 2] = (byte) text.length();
    header[MAGIC.length + 3] = (byte) (text.length() >> 8);
    byte[] ascii = text.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, before, ascii.length);
    return header;
  }

  private static String descr(DType type) {
    return switch (type) {
      case F64 -> "<f8";
      case F32 -> "<f4";
      case F16 -> "<f2";
      case I64 -> "<i8";
      case I32 -> "<i4";
      case U8 -> "|u1";
      case I8 -> "|i1";
      case BOOL -> "|b1";
      case BF16 ->
          throw new IllegalArgumentException(
              "npy: NumPy has no BF16; convert with to(DType.F32), which is exact, or write"
                  + " safetensors");
    };
  }
}
