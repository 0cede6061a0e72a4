package cerulean.nn.init;

import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;

/// How many inputs one output of a weight has, and the other way around.
///
/// @param in inputs of an output: the size of the second axis times those behind it
/// @param out outputs that an input goes to: the size of the first axis times those behind the
///   second
public record Fans(int in, int out) {

  /// Which of both a law divides by.
  public enum Mode {
    /// Inputs: keeps the variance of what goes forward.
    IN,
    /// Outputs: keeps the variance of gradients that go back.
    OUT,
    /// The mean of both.
    AVERAGE
  }

  /// Those of a weight `[out, in, ...]`.
  public static Fans of(int... shape) {
    if (shape.length < 2) {
      throw tooFewAxes(shape);
    }
    int window = 1;
    for (int axis = 2; axis < shape.length; axis++) {
      window *= shape[axis];
    }
    return new Fans(shape[1] * window, shape[0] * window);
  }

  /// The one that is asked for.
  public double by(Mode mode) {
    return switch (mode) {
      case IN -> in;
      case OUT -> out;
      case AVERAGE -> (in + out) / 2.0;
    };
  }

  private static ShapeException tooFewAxes(int... shape) {
    Shape given = Shape.of(shape);
    return new ShapeException(
        "fans", "a weight needs two axes at least, [out, in, ...]; got " + given, given);
  }
}
