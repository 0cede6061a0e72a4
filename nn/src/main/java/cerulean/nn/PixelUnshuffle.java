package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;

/// Pixels laid out as channels: what [PixelShuffle] does, undone.
///
/// - input: `[..., channels, height r, width r]`
/// - result: `[..., channels r r, height, width]`
public record PixelUnshuffle(int r) implements Layer {

  /// Checks the factor.
  public PixelUnshuffle {
    Hyperparameters.requireAtLeast("PixelUnshuffle", "r", r, 1);
  }

  @Override
  public Variable forward(Variable input) {
    int rank = input.shape().rank();
    if (rank < 3 || input.shape().dim(-2) % r != 0 || input.shape().dim(-1) % r != 0) {
      throw sizes(input);
    }
    int c = rank - 3;
    int[] order = new int[rank + 2];
    for (int i = 0; i <= c; i++) {
      order[i] = i;
    }
    // [c, h, r, w, r] to [c, r, r, h, w]
    int[] images = {c + 2, c + 4, c + 1, c + 3};
    System.arraycopy(images, 0, order, c + 1, images.length);
    return input.unflatten(c + 2, -1, r).unflatten(c + 1, -1, r).permute(order).flatten(c, c + 2);
  }

  @Override
  public String toString() {
    return "PixelUnshuffle(" + r + ")";
  }

  private ShapeException sizes(Variable input) {
    return new ShapeException(
        "PixelUnshuffle",
        "input must be [..., channels, height, width] with height and width that divide by "
            + r
            + "; got "
            + input.shape(),
        input.shape());
  }
}
