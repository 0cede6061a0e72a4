package cerulean.tensor.io;

import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;

/// Reads numbers from text, byte by byte, so that no line is held, however long.
final class CsvReader {

  private static final int BUFFER = 1 << 14;
  private static final int END = -1;

  /// Characters of one number; the longest that a double needs are some 770.
  private static final int MOST_FIELD = 1000;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final String name;
  private final Csv.Format format;
  private final CsvNumbers numbers;

  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private int next;

  private final StringBuilder field = new StringBuilder();
  private long line = 1;
  private int column;
  private int rows;
  private int columns;
  private long emptyLine;

  CsvReader(InputStream in, String name, Csv.Format format) {
    this.in = in;
    this.name = name;
    this.format = format;
    this.numbers = CsvNumbers.of(format.type());
  }

  /// All of the file.
  Tensor matrix() throws IOException {
    skipByteOrderMark();
    while (line <= format.headerLines() && skipLine()) {
      line++;
    }
    for (int end = readField(); ; end = readField()) {
      if (end == END && column == 0 && field.isEmpty()) {
        break;
      }
      boolean lineEnds = end != format.separator();
      if (lineEnds && column == 0 && isEmpty()) {
        emptyLine = emptyLine == 0 ? line : emptyLine;
      } else {
        takeField();
      }
      if (lineEnds) {
        endLine();
      }
      if (end == END) {
        break;
      }
    }
    if (rows == 0) {
      throw new TensorFormatException(
          "csv: no numbers: %s ends after line %d".formatted(name, line - 1));
    }
    return numbers.matrix(rows, columns);
  }

  private void takeField() throws TensorFormatException {
    if (emptyLine > 0) {
      throw new TensorFormatException(
          "csv: empty line among the numbers: line %d of %s; delete it, or write nan for a number"
              .formatted(emptyLine, name));
    }
    column++;
    if (rows > 0 && column > columns) {
      throw ragged("more than " + columns);
    }
    if (isEmpty()) {
      throw new TensorFormatException(
          "csv: number is missing: %s is empty; write nan where none is known".formatted(place()));
    }
    if (numbers.size() == FileBytes.MOST_ELEMENTS) {
      throw new TensorFormatException(
          "csv: more numbers than a tensor has: %s; at most %d are read"
              .formatted(place(), FileBytes.MOST_ELEMENTS));
    }
    if (!numbers.add(field)) {
      throw new TensorFormatException(
          "csv: not a number of type %s: %s has %s"
              .formatted(format.type(), place(), TensorFormatException.quoted(field.toString())));
    }
  }

  private void endLine() throws TensorFormatException {
    if (column > 0) {
      if (rows == 0) {
        columns = column;
      } else if (column < columns) {
        throw ragged("" + column);
      }
      rows++;
    }
    column = 0;
    line++;
  }

  private TensorFormatException ragged(String has) {
    return new TensorFormatException(
        "csv: lines differ: line %d of %s has %s numbers, the first has %d"
            .formatted(line, name, has, columns));
  }

  private String place() {
    return "line " + line + ", column " + column + " of " + name;
  }

  private boolean isEmpty() {
    return field.isEmpty();
  }

  /// Reads up to a separator, the end of a line or of the file, which is returned, and leaves what
  /// was before it, without the spaces around, in `field`.
  private int readField() throws IOException {
    field.setLength(0);
    int b = nextByte();
    while (b != END && b != '\n' && b != format.separator()) {
      if (!field.isEmpty() || !isSpace(b)) {
        if (field.length() == MOST_FIELD) {
          column++;
          throw new TensorFormatException(
              "csv: not a number: %s has more than %d characters".formatted(place(), MOST_FIELD));
        }
        // What is not ASCII is no number, so that its meaning does not matter.
        field.append((char) b);
      }
      b = nextByte();
    }
    int end = field.length();
    while (end > 0 && isSpace(field.charAt(end - 1))) {
      end--;
    }
    field.setLength(end);
    return b;
  }

  /// The first of two characters that end a line counts as a space.
  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private void skipByteOrderMark() throws IOException {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (nextByte() != (BYTE_ORDER_MARK[i] & 0xFF)) {
        // All bytes so far are in the buffer.
        next = 0;
        return;
      }
    }
  }

  private boolean skipLine() throws IOException {
    int b = nextByte();
    while (b != END && b != '\n') {
      b = nextByte();
    }
    return b != END;
  }

  private int nextByte() throws IOException {
    if (next == buffered) {
      int got = in.readNBytes(buffer, 0, BUFFER);
      if (got == 0) {
        return END;
      }
      buffered = got;
      next = 0;
    }
    return buffer[next++] & 0xFF;
  }
}
