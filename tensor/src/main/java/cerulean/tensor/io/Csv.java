package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes a matrix as lines of numbers with a separator between them.
///
///     Tensor x = Csv.read(Path.of("x.csv"), Csv.Format.DEFAULT.withHeaderLines(1));
///     Csv.write(Path.of("y.csv"), y);
///
/// A number has digits, perhaps a sign, a decimal point and an exponent, or is `nan`, `inf` or
/// `infinity` in either case; spaces beside it do not count. It is read to the nearest number of
/// the type. Every line has as many as the first. Empty lines are taken at the end only, since one
/// among numbers may be a number that is missing. Quotes and comments are refused.
public final class Csv {

  private Csv() {}

  /// How a file is written: the separator, lines to pass over before the numbers, and the type
  /// read: F32, F64 or I64.
  public record Format(char separator, int headerLines, DType type) {

    /// Commas, no header, F32.
    public static final Format DEFAULT = new Format(',', 0, DType.F32);

    /// Checks the parts.
    public Format {
      requireSeparator(separator);
      if (headerLines < 0) {
        throw new IllegalArgumentException(
            "csv: header lines must not be negative; got " + headerLines);
      }
      if (type != DType.F32 && type != DType.F64 && type != DType.I64) {
        throw new IllegalArgumentException(
            "csv: text is read as F32, F64 or I64; got " + type + "; convert afterwards");
      }
    }

    /// With another separator.
    public Format withSeparator(char other) {
      return new Format(other, headerLines, type);
    }

    /// With another number of lines before the numbers.
    public Format withHeaderLines(int lines) {
      return new Format(separator, lines, type);
    }

    /// With another type.
    public Format withType(DType other) {
      return new Format(separator, headerLines, other);
    }
  }

  private static void requireSeparator(char separator) {
    boolean partOfNumber = Character.isLetterOrDigit(separator) || "+-.".indexOf(separator) >= 0;
    boolean control = separator < ' ' && separator != '\t';
    if (partOfNumber || control || separator == '"' || separator > '~') {
      throw new IllegalArgumentException(
          "csv: a separator is a character that no number has; got %s; use , ; | or a tab"
              .formatted(TensorFormatException.quoted(String.valueOf(separator))));
    }
  }

  /// The F32 matrix in a file with commas and no header.
  public static Tensor read(Path file) throws IOException {
    return read(file, Format.DEFAULT);
  }

  /// The matrix in a file, `[lines, numbers per line]`.
  ///
  /// Throws [TensorFormatException], which names line and column, if the file is no matrix of
  /// numbers or is empty.
  public static Tensor read(Path file, Format format) throws IOException {
    FileBytes.requireFile("csv", file);
    try (InputStream in = Files.newInputStream(file)) {
      return new CsvReader(in, file.toString(), format).matrix();
    } catch (TensorFormatException fault) {
      throw fault;
    } catch (IOException cause) {
      throw FileBytes.unreadable("csv", file, cause);
    }
  }

  /// The matrix in `bytes`, as [#read(Path, Format)].
  public static Tensor read(byte[] bytes, Format format) throws IOException {
    return new CsvReader(new ByteArrayInputStream(bytes), "the given bytes", format).matrix();
  }

  /// Writes a matrix with commas, or a vector as one column; whole or not at all, replacing what is
  /// there.
  public static void write(Path file, Tensor tensor) throws IOException {
    write(file, tensor, Format.DEFAULT.separator());
  }

  /// As [#write(Path, Tensor)], with another separator.
  ///
  /// Every number has the fewest digits from which reading as its type gives the same number;
  /// infinities are `inf`, truth values 1 and 0.
  public static void write(Path file, Tensor tensor, char separator) throws IOException {
    requireSeparator(separator);
    if (tensor.rank() < 1 || tensor.rank() > 2 || tensor.size() == 0) {
      throw new IllegalArgumentException(
          "csv: only a matrix or vector with elements has lines; got "
              + tensor.shape()
              + "; reshape, or write npy");
    }
    Tensor matrix = tensor.rank() == 1 ? tensor.unsqueeze(1) : tensor;
    AtomicFile.write(
        file,
        out -> {
          for (int row = 0; row < matrix.dim(0); row++) {
            writeLine(matrix.select(0, row), separator, out);
          }
        });
  }

  private static void writeLine(Tensor row, char separator, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    switch (row.dtype()) {
      case F64 -> {
        for (double x : row.toDoubleArray()) {
          line.append(Double.isFinite(x) ? Double.toString(x) : notFinite(x)).append(separator);
        }
      }
      case F32, BF16, F16 -> {
        for (float x : row.toArray()) {
          line.append(Float.isFinite(x) ? Float.toString(x) : notFinite(x)).append(separator);
        }
      }
      case I64, I32, U8, I8, BOOL -> {
        for (long x : row.toLongArray()) {
          line.append(x).append(separator);
        }
      }
    }
    line.setCharAt(line.length() - 1, '\n');
    out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String notFinite(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }
}
