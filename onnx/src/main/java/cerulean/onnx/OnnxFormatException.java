package cerulean.onnx;

import java.io.IOException;

/// A model or tensor file that is missing, unreadable, not ONNX, or ONNX of a kind that is not
/// read.
///
/// The message is one sentence that names the file and can be shown to a user as it is. Checked,
/// and an [IOException], because it depends on the world outside the program: no caller can rule it
/// out beforehand, and whoever handles failing files handles this.
public final class OnnxFormatException extends IOException {

  private static final long serialVersionUID = 1;

  OnnxFormatException(String message) {
    super(message);
  }

  OnnxFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
