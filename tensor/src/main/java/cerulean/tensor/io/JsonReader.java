package cerulean.tensor.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Reads JSON (RFC 8259) from bytes that nobody has vouched for, value by value, in the order in
/// which they come: the caller says what it expects next.
///
/// Stricter than most: UTF-8 must be valid, keys of an object differ, nesting is limited. Nothing
/// is built but texts and whole numbers, so that a document takes no more memory than itself.
final class JsonReader {

  /// Levels of objects and arrays; a header has three.
  static final int MOST_DEPTH = 32;

  private static final int END = -1;

  private final String format;
  private final String name;
  private final byte[] text;

  /// Where the document begins in the file, for messages.
  private final long start;

  private int at;
  private int depth;

  JsonReader(String format, String name, byte[] text, long start) {
    this.format = format;
    this.name = name;
    this.text = text;
    this.start = start;
  }

  /// What becomes of the members of an object: reads the value of `key`.
  @FunctionalInterface
  interface Member {
    void read(String key) throws TensorFormatException;
  }

  /// What becomes of the items of an array: reads one.
  @FunctionalInterface
  interface Item {
    void read() throws TensorFormatException;
  }

  void object(Member member) throws TensorFormatException {
    open('{');
    if (!skips('}')) {
      Set<String> keys = new HashSet<>();
      do {
        String key = string();
        if (!keys.add(key)) {
          throw fault("the key " + TensorFormatException.quoted(key) + " is there twice");
        }
        expect(':');
        member.read(key);
      } while (skips(','));
      expect('}');
    }
    depth--;
  }

  void array(Item item) throws TensorFormatException {
    open('[');
    if (!skips(']')) {
      do {
        item.read();
      } while (skips(','));
      expect(']');
    }
    depth--;
  }

  private void open(char bracket) throws TensorFormatException {
    expect(bracket);
    if (++depth > MOST_DEPTH) {
      throw fault("values are nested more than " + MOST_DEPTH + " deep");
    }
  }

  /// A whole number from 0 to `2^63 - 1`.
  long whole() throws TensorFormatException {
    peek();
    int from = at;
    long number = 0;
    while (at < text.length && isDigit(text[at])) {
      int digit = text[at] - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) {
        throw fault("a number is too large");
      }
      number = 10 * number + digit;
      at++;
    }
    boolean more = at < text.length && (text[at] == '.' || text[at] == 'e' || text[at] == 'E');
    if (at == from || more || (text[from] == '0' && at > from + 1)) {
      throw fault("a whole number that is not negative is expected");
    }
    return number;
  }

  String string() throws TensorFormatException {
    if (peek() != '"') {
      throw fault("a text in quotes is expected");
    }
    int from = ++at;
    boolean plain = true;
    while (at < text.length && text[at] != '"' && text[at] != '\\') {
      if (text[at] >= 0 && text[at] < ' ') {
        throw fault("a text holds a control character");
      }
      plain &= text[at] >= 0;
      at++;
    }
    if (at < text.length && text[at] == '"') {
      String whole =
          plain
              ? new String(text, from, at - from, StandardCharsets.ISO_8859_1)
              : decoded(from, at);
      at++;
      return whole;
    }
    return escaped(from);
  }

  /// The text that began at `from` and has an escape, or the end of the document, at `at`.
  private String escaped(int from) throws TensorFormatException {
    StringBuilder characters = new StringBuilder();
    int piece = from;
    while (at < text.length && text[at] != '"') {
      byte b = text[at];
      if (b >= 0 && b < ' ') {
        throw fault("a text holds a control character");
      }
      if (b == '\\') {
        characters.append(decoded(piece, at));
        at++;
        characters.appendCodePoint(escape());
        piece = at;
      } else {
        at++;
      }
    }
    if (at == text.length) {
      throw fault("a text has no end");
    }
    characters.append(decoded(piece, at));
    at++;
    return characters.toString();
  }

  private int escape() throws TensorFormatException {
    int kind = at < text.length ? text[at++] : END;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codePoint();
      default -> throw fault("an escape is not known");
    };
  }

  /// One escape by four hexadecimal digits, or two that are a surrogate pair.
  private int codePoint() throws TensorFormatException {
    char first = hex();
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (Character.isHighSurrogate(first)
        && at + 1 < text.length
        && text[at] == '\\'
        && text[at + 1] == 'u') {
      at += 2;
      char second = hex();
      if (Character.isLowSurrogate(second)) {
        return Character.toCodePoint(first, second);
      }
    }
    throw fault("half of a surrogate pair is no character");
  }

  private char hex() throws TensorFormatException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length ? Character.digit(text[at], 16) : END;
      if (digit < 0) {
        throw fault("an escape is not known");
      }
      value = (value << 4) | digit;
      at++;
    }
    return (char) value;
  }

  private String decoded(int from, int to) throws TensorFormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text, from, to - from))
          .toString();
    } catch (CharacterCodingException cause) {
      throw fault("a text is not UTF-8");
    }
  }

  /// Passes over any value.
  void skip() throws TensorFormatException {
    switch (peek()) {
      case '{' -> object(key -> skip());
      case '[' -> array(this::skip);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void word(String word) throws TensorFormatException {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= text.length || text[at] != word.charAt(i)) {
        throw fault("a value is expected");
      }
    }
  }

  private void number() throws TensorFormatException {
    if (at < text.length && text[at] == '-') {
      at++;
    }
    if (at < text.length && text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length && text[at] == '.') {
      at++;
      digits();
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < text.length && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() throws TensorFormatException {
    int from = at;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    if (at == from) {
      throw fault("a value is expected");
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Requires that only spaces follow.
  void end() throws TensorFormatException {
    if (peek() != END) {
      throw fault("only spaces may follow the header");
    }
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

  /// The next byte that is no space, not taken.
  private int peek() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    return at < text.length ? text[at] & 0xFF : END;
  }

  /// The sentence for a rule that is broken here.
  TensorFormatException fault(String rule) {
    return new TensorFormatException(
        format + ": " + rule + "; byte " + (start + at) + " of " + name);
  }
}
