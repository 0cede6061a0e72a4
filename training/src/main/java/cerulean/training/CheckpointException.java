package cerulean.training;

import java.io.IOException;

/// A checkpoint that is missing, damaged or another run's.
///
/// The message is one sentence that names the file and can be shown to a user as it is.
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
