package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.Arrays;

/// One axis as several: what [Flatten] does, undone.
public final class Unflatten implements Layer {

  private final int axis;
  private final int[] sizes;

  private Unflatten(int axis, int[] sizes) {
    this.axis = axis;
    this.sizes = sizes;
  }

  /// `axis` as axes of these sizes, of which one may be -1: what is left.
  public static Unflatten of(int axis, int... sizes) {
    return new Unflatten(axis, sizes.clone());
  }

  @Override
  public Variable forward(Variable input) {
    return input.unflatten(axis, sizes);
  }

  @Override
  public String toString() {
    return "Unflatten(" + axis + ", " + Arrays.toString(sizes) + ")";
  }
}
