package cerulean.tensor.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the text of an `.npy` header: a Python dictionary with exactly the keys `descr` (a
/// string), `fortran_order` (`True` or `False`) and `shape` (a tuple of whole numbers).
///
/// That much of Python and no more: keys in any order, either kind of quotes, spaces and line ends
/// between tokens, a comma after the last item, `L` after a number as Python 2 wrote it.
final class NpyHeaderParser {

  /// Digits that fit a long; more are no size of anything.
  private static final int MOST_DIGITS = 18;

  private final byte[] text;
  private final String name;
  private int at;

  private @Nullable String descr;
  private @Nullable Boolean fortran;
  private long @Nullable [] dims;
  private int rank;

  NpyHeaderParser(byte[] text, String name) {
    this.text = text;
    this.name = name;
  }

  /// The header, whose elements begin at byte `length` of the file.
  NpyHeader parse(int length) throws TensorFormatException {
    expect('{');
    while (!skips('}')) {
      entry();
      if (!skips(',')) {
        expect('}');
        break;
      }
    }
    if (peek() >= 0) {
      throw fault("nothing may follow the dictionary");
    }
    String type = descr;
    Boolean columns = fortran;
    long[] sizes = dims;
    if (type == null || columns == null || sizes == null) {
      String missing = type == null ? "descr" : columns == null ? "fortran_order" : "shape";
      throw fault("the key '" + missing + "' is missing");
    }
    return NpyHeader.of(type, columns, rank, sizes, length, name);
  }

  private void entry() throws TensorFormatException {
    String key = string();
    expect(':');
    boolean again =
        switch (key) {
          case "descr" -> {
            boolean had = descr != null;
            if (peek() == '[') {
              throw fault("records are not read, only plain numbers");
            }
            descr = string();
            yield had;
          }
          case "fortran_order" -> {
            boolean had = fortran != null;
            fortran = truth();
            yield had;
          }
          case "shape" -> {
            boolean had = dims != null;
            dims = tuple();
            yield had;
          }
          default -> throw fault("the key " + TensorFormatException.quoted(key) + " is not known");
        };
    if (again) {
      throw fault("the key '" + key + "' is there twice");
    }
  }

  private String string() throws TensorFormatException {
    int quote = peek();
    if (quote != '\'' && quote != '"') {
      throw fault("a text in quotes is expected");
    }
    int from = ++at;
    while (at < text.length && text[at] != quote) {
      if (text[at] < ' ' || text[at] == '\\') {
        throw fault("a text holds a character that is not plain ASCII");
      }
      at++;
    }
    if (at == text.length) {
      throw fault("a text has no end");
    }
    StringBuilder characters = new StringBuilder(at - from);
    for (int i = from; i < at; i++) {
      characters.append((char) text[i]);
    }
    at++;
    return characters.toString();
  }

  private boolean truth() throws TensorFormatException {
    if (word("True")) {
      return true;
    }
    if (word("False")) {
      return false;
    }
    throw fault("True or False is expected");
  }

  private boolean word(String word) {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private long[] tuple() throws TensorFormatException {
    long[] numbers = new long[4];
    int n = 0;
    expect('(');
    while (!skips(')')) {
      if (n == NpyHeader.MOST_AXES) {
        throw fault("there are more than " + NpyHeader.MOST_AXES + " axes");
      }
      if (n == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * n);
      }
      numbers[n++] = number();
      if (!skips(',')) {
        if (n == 1) {
          throw fault("a comma is expected: a tuple of one number has one");
        }
        expect(')');
        break;
      }
    }
    rank = n;
    return numbers;
  }

  private long number() throws TensorFormatException {
    if (peek() == '-') {
      throw fault("a size is negative");
    }
    int from = at;
    long number = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      if (at - from == MOST_DIGITS) {
        throw fault("a size has more than " + MOST_DIGITS + " digits");
      }
      number = 10 * number + text[at++] - '0';
    }
    if (at == from || (text[from] == '0' && at > from + 1)) {
      throw fault("a whole number is expected");
    }
    if (at < text.length && text[at] == 'L') {
      at++;
    }
    return number;
  }

  private void expect(char token) throws TensorFormatException {
    if (!skips(token)) {
      throw fault("'" + token + "' is expected");
    }
  }

  private boolean skips(char token) {
    if (peek() != token) {
      return false;
    }
    at++;
    return true;
  }

  /// The next character that is no space; -1 at the end.
  private int peek() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    return at < text.length ? text[at] & 0xFF : -1;
  }

  private TensorFormatException fault(String rule) {
    return new TensorFormatException(
        "npy: header is not understood: " + rule + "; character " + at + " of it in " + name);
  }
}
