package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Numbers of one type that come one by one as text, in an array that grows.
abstract sealed class CsvNumbers {

  private static final int FIRST_CAPACITY = 64;

  private int size;

  private CsvNumbers() {}

  static CsvNumbers of(DType type) {
    return switch (type) {
      case F32 -> new Floats();
      case F64 -> new Doubles();
      default -> new Longs();
    };
  }

  int size() {
    return size;
  }

  /// Adds the number that is written in `text`; false if it is none of this type.
  boolean add(CharSequence text) {
    if (size == capacity()) {
      grow((int) Math.min(Math.max(FIRST_CAPACITY, 2L * size), FileBytes.MOST_ELEMENTS));
    }
    boolean added = put(size, text);
    size += added ? 1 : 0;
    return added;
  }

  abstract int capacity();

  abstract void grow(int capacity);

  abstract boolean put(int place, CharSequence text);

  /// The matrix of all numbers.
  abstract Tensor matrix(int rows, int columns);

  private static final class Floats extends CsvNumbers {
    private float[] values = {};

    @Override
    int capacity() {
      return values.length;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    boolean put(int place, CharSequence text) {
      if (isDecimal(text)) {
        // Not through a double, which would round twice.
        values[place] = Float.parseFloat(text.toString());
        return true;
      }
      values[place] = (float) special(text);
      return isSpecial(text);
    }

    @Override
    Tensor matrix(int rows, int columns) {
      return Tensor.wrap(Arrays.copyOf(values, rows * columns), rows, columns);
    }
  }

  private static final class Doubles extends CsvNumbers {
    private double[] values = {};

    @Override
    int capacity() {
      return values.length;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    boolean put(int place, CharSequence text) {
      if (isDecimal(text)) {
        values[place] = Double.parseDouble(text.toString());
        return true;
      }
      values[place] = special(text);
      return isSpecial(text);
    }

    @Override
    Tensor matrix(int rows, int columns) {
      return Tensor.wrap(Arrays.copyOf(values, rows * columns), rows, columns);
    }
  }

  private static final class Longs extends CsvNumbers {
    private long[] values = {};

    @Override
    int capacity() {
      return values.length;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    boolean put(int place, CharSequence text) {
      int from = signs(text);
      if (from == text.length() || digits(text, from) < text.length()) {
        return false;
      }
      try {
        values[place] = Long.parseLong(text.toString());
        return true;
      } catch (NumberFormatException outOfRange) {
        return false;
      }
    }

    @Override
    Tensor matrix(int rows, int columns) {
      return Tensor.wrap(Arrays.copyOf(values, rows * columns), rows, columns);
    }
  }

  /// Whether `text` is digits with perhaps a sign, a point and an exponent. Java's own rule is
  /// wider: it takes `0x1p3` and `1f`.
  private static boolean isDecimal(CharSequence text) {
    int from = signs(text);
    int at = digits(text, from);
    int digits = at - from;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      digits += end - at - 1;
      at = end;
    }
    if (digits > 0 && at < text.length() && (text.charAt(at) | ' ') == 'e') {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int end = digits(text, at);
      if (end == at) {
        return false;
      }
      at = end;
    }
    return digits > 0 && at == text.length();
  }

  /// The place behind a sign at the start.
  private static int signs(CharSequence text) {
    return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
  }

  /// The place behind the digits that begin at `from`.
  private static int digits(CharSequence text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isSpecial(CharSequence text) {
    return isWord(text, "nan") || isWord(text, "inf") || isWord(text, "infinity");
  }

  /// NaN, or an infinity.
  private static double special(CharSequence text) {
    if (isWord(text, "nan")) {
      return Double.NaN;
    }
    return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static boolean isWord(CharSequence text, String word) {
    int from = signs(text);
    return text.length() - from == word.length()
        && word.equalsIgnoreCase(text.subSequence(from, text.length()).toString());
  }
}
