package cerulean.data;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// A text as numbers, one for each character, for models that learn which character comes next.
///
/// The numbers of the characters are their places among the different characters of the text, in
/// the order of Unicode. A character is a code point.
public final class CharacterText {

  private final int[] alphabet;
  private final int[] numbers;

  private CharacterText(int[] alphabet, int[] numbers) {
    this.alphabet = alphabet;
    this.numbers = numbers;
  }

  /// The characters of `text`.
  public static CharacterText of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("CharacterText: the text is empty");
    }
    int[] points = text.codePoints().toArray();
    int[] alphabet = Arrays.stream(points).sorted().distinct().toArray();
    for (int i = 0; i < points.length; i++) {
      points[i] = Arrays.binarySearch(alphabet, points[i]);
    }
    return new CharacterText(alphabet, points);
  }

  /// The characters of a file in UTF-8.
  public static CharacterText read(Path file) throws DataException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException cause) {
      throw new DataException("text: not UTF-8: %s; convert it first".formatted(file), cause);
    } catch (IOException cause) {
      throw new DataException("text: cannot be read: %s: %s".formatted(file, cause), cause);
    }
    if (text.isEmpty()) {
      throw new DataException("text: file is empty: %s".formatted(file));
    }
    return of(text);
  }

  /// How many characters the text has.
  public int length() {
    return numbers.length;
  }

  /// How many different characters there are: the classes of the next one.
  public int alphabetSize() {
    return alphabet.length;
  }

  /// The different characters, in the order of their numbers.
  public String alphabet() {
    return new String(alphabet, 0, alphabet.length);
  }

  /// The numbers of the characters of `text`, `[characters]`, I64.
  public Tensor encode(String text) {
    int[] points = text.codePoints().toArray();
    long[] encoded = new long[points.length];
    for (int i = 0; i < points.length; i++) {
      encoded[i] = Arrays.binarySearch(alphabet, points[i]);
      if (encoded[i] < 0) {
        throw unknown(points[i], i);
      }
    }
    return Tensor.wrap(encoded, encoded.length);
  }

  /// The character with that number.
  public String decode(int number) {
    return Character.toString(alphabet[Objects.checkIndex(number, alphabet.length)]);
  }

  /// The text that `encoded` stands for, I64 of any shape.
  public String decode(Tensor encoded) {
    StringBuilder text = new StringBuilder();
    for (long number : encoded.toLongArray()) {
      text.append(decode(Math.toIntExact(number)));
    }
    return text.toString();
  }

  /// Pieces of the text, of which one starts at every `stride`th character.
  ///
  /// - inputs: `steps` characters, `[examples, steps]`, I64
  /// - targets: the character after each of them, `[examples, steps]`, I64
  public Dataset windows(int steps, int stride) {
    if (steps < 1 || stride < 1 || steps >= numbers.length) {
      throw wrongWindows(steps, stride);
    }
    int count = (numbers.length - 1 - steps) / stride + 1;
    return new Dataset() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public Batch batch(int[] rows, Philox random) {
        long[] inputs = new long[Math.multiplyExact(rows.length, steps)];
        long[] targets = new long[inputs.length];
        for (int i = 0; i < rows.length; i++) {
          int start = Objects.checkIndex(rows[i], count) * stride;
          for (int step = 0; step < steps; step++) {
            inputs[i * steps + step] = numbers[start + step];
            targets[i * steps + step] = numbers[start + step + 1];
          }
        }
        return new Batch(
            Tensor.wrap(inputs, rows.length, steps), Tensor.wrap(targets, rows.length, steps));
      }

      @Override
      public String toString() {
        return count + " windows of " + steps + " characters";
      }
    };
  }

  private IllegalArgumentException wrongWindows(int steps, int stride) {
    return new IllegalArgumentException(
        "windows: steps and stride must be at least 1 and steps less than the text's "
            + numbers.length
            + " characters; got "
            + steps
            + " and "
            + stride);
  }

  private IllegalArgumentException unknown(int point, int place) {
    return new IllegalArgumentException(
        "encode: character not in the text: U+%04X at place %d; the alphabet has %d characters"
            .formatted(point, place, alphabet.length));
  }
}
