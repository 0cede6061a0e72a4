package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;

/// Channels laid out as pixels (Shi et al. 2016): each group of `r r` channels becomes a square of
/// `r r` pixels.
///
/// - input: `[..., channels r r, height, width]`
/// - result: `[..., channels, height r, width r]`
public record PixelShuffle(int r) implements Layer {

  /// Checks the factor.
  public PixelShuffle {
    Hyperparameters.requireAtLeast("PixelShuffle", "r", r, 1);
  }

  @Override
  public Variable forward(Variable input) {
    int rank = input.shape().rank();
    if (rank < 3 || input.shape().dim(-3) % (r * r) != 0) {
      throw channels(input);
    }
    int c = rank - 3;
    int[] order = new int[rank + 2];
    for (int i = 0; i <= c; i++) {
      order[i] = i;
    }
    // [c, r, r, h, w] to [c, h, r, w, r]
    int[] images = {c + 3, c + 1, c + 4, c + 2};
    System.arraycopy(images, 0, order, c + 1, images.length);
    Variable squares = input.unflatten(c, -1, r, r).permute(order);
    return squares.flatten(c + 3, c + 4).flatten(c + 1, c + 2);
  }

  @Override
  public String toString() {
    return "PixelShuffle(" + r + ")";
  }

  private ShapeException channels(Variable input) {
    return new ShapeException(
        "PixelShuffle",
        "input must be [..., channels, height, width] with channels that divide by "
            + r * r
            + "; got "
            + input.shape(),
        input.shape());
  }
}
