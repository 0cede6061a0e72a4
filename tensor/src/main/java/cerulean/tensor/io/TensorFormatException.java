package cerulean.tensor.io;

import java.io.IOException;

/// A file of tensors that is missing, unreadable, malformed, or of a kind that is not read.
///
/// The message is one sentence that names the file and can be shown to a user as it is. Checked,
/// and an [IOException], because it depends on the world outside the program: no caller can rule it
/// out beforehand, and whoever handles failing files handles this.
public final class TensorFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /// Characters of a text from the file that are repeated in a message.
  private static final int MOST_SHOWN = 60;

  TensorFormatException(String message) {
    super(message);
  }

  TensorFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A text from a file in quotes, cut short and without control characters.
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), MOST_SHOWN); i++) {
      char c = text.charAt(i);
      // The two separators end a line, too, for whoever prints the message.
      boolean printed = !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
      shown.append(printed ? c : '?');
    }
    return shown.append(text.length() > MOST_SHOWN ? "...'" : "'").toString();
  }
}
