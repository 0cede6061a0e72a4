package cerulean.nn;

import cerulean.autograd.Variable;

/// Several axes in a row as one; by default all but the first: `[batch, ...]` to `[batch,
/// features]`.
public final class Flatten implements Layer {

  private final int start;
  private final int end;

  private Flatten(int start, int end) {
    this.start = start;
    this.end = end;
  }

  /// All axes but the first.
  public Flatten() {
    this(1, -1);
  }

  /// The axes from `start` to `end`, both included, counted from the end if negative.
  public static Flatten of(int start, int end) {
    return new Flatten(start, end);
  }

  @Override
  public Variable forward(Variable input) {
    return input.flatten(start, end);
  }

  @Override
  public String toString() {
    return start == 1 && end == -1 ? "Flatten" : "Flatten(" + start + ", " + end + ")";
  }
}
