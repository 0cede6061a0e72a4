package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong input is a sentence, word for word: a test class with rows in a static method `sentences`.
public interface WordForWord {

  /// A wrong call and what it must say.
  static Arguments row(Executable call, String sentence) {
    return Arguments.of(call, sentence);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sentences")
  default void saysWhatIsWrong(Executable call, String sentence) {
    var thrown = assertThrows(IllegalArgumentException.class, call);
    assertEquals(sentence, thrown.getMessage());
  }
}
