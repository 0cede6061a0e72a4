package cerulean.studies.console;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Command lines that can be pasted into a POSIX shell.
public final class ShellWords {

  /// What no shell takes for anything else, at any place of a word but as `~` or `=` in front.
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+:,./-][\\w@%+=:,./-]*");

  private ShellWords() {}

  /// The words with spaces between them; those that a shell would change are put in single quotes.
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  /// Within single quotes everything stands for itself but the quote: it is put between two quoted
  /// parts, behind a backslash (POSIX.1-2024, Shell Command Language, 2.2).
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
