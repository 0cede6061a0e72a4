package cerulean.data;

import java.io.IOException;

/// A data file that is missing, unreadable or not what it should be.
///
/// The message is one sentence that names the file and can be shown to a user as it is. Checked,
/// and an [IOException], because it depends on the world outside the program: no caller can rule it
/// out beforehand, and whoever handles failing files handles this.
public final class DataException extends IOException {

  private static final long serialVersionUID = 1;

  DataException(String message) {
    super(message);
  }

  DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
