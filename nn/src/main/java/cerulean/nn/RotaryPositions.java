package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import org.jspecify.annotations.Nullable;

/// Rotation of pairs of numbers by angles that grow with the position (Su et al. 2021), so that
/// products of queries and keys depend on how far they are apart:
///
///     (a, b) at position p becomes (a cos - b sin, a sin + b cos) of the angle p base^(-2i / size)
///
/// for the pair number `i`.
///
/// - input: `[..., positions, size]` with an even size
/// - result: the same shape
///
/// Pairs are neighbours, as in the paper, or one number of the first half and one of the second, as
/// in many trained models: a matter of the order of a projection's rows.
public final class RotaryPositions implements Layer {

  private static final double BASE = 10_000;

  /// Cosines and sines, `[positions, size / 2]`.
  private record Table(int start, DType type, Tensor cosines, Tensor sines) {}

  private final int size;
  private final double base;
  private final boolean halves;
  private @Nullable Table table;

  private RotaryPositions(int size, double base, boolean halves) {
    if (size < 2 || size % 2 != 0) {
      throw odd(size);
    }
    Hyperparameters.requireAbove("RotaryPositions", "base", base, 0);
    this.size = size;
    this.base = base;
    this.halves = halves;
  }

  /// Of neighbours, with a base of 10,000.
  public static RotaryPositions of(int size) {
    return of(size, BASE);
  }

  /// Of neighbours.
  public static RotaryPositions of(int size, double base) {
    return new RotaryPositions(size, base, false);
  }

  /// Of numbers half of the size apart.
  public static RotaryPositions ofHalves(int size, double base) {
    return new RotaryPositions(size, base, true);
  }

  /// Numbers that are rotated.
  public int size() {
    return size;
  }

  /// Positions from 0.
  @Override
  public Variable forward(Variable input) {
    return forward(input, 0);
  }

  /// Positions from `start`: what comes after tokens that are known already.
  public Variable forward(Variable input, int start) {
    int rank = input.shape().rank();
    if (rank < 2 || input.shape().dim(-1) != size) {
      throw otherSize(input);
    }
    Table angles = table(start, input.shape().dim(-2), input.dtype());
    Variable cos = Variable.constant(angles.cosines);
    Variable sin = Variable.constant(angles.sines);
    int half = size / 2;
    Variable a;
    Variable b;
    if (halves) {
      a = input.narrow(-1, 0, half);
      b = input.narrow(-1, half, half);
    } else {
      Variable pairs = input.unflatten(rank - 1, half, 2);
      a = pairs.select(rank, 0);
      b = pairs.select(rank, 1);
    }
    Variable first = a.mul(cos).sub(b.mul(sin));
    Variable second = a.mul(sin).add(b.mul(cos));
    return halves
        ? Variable.concat(rank - 1, first, second)
        : Variable.stack(rank, first, second).flatten(rank - 1, rank);
  }

  private Table table(int start, int positions, DType type) {
    Table known = table;
    boolean usable =
        known != null
            && known.start == start
            && known.type == type
            && known.cosines.dim(0) == positions;
    if (known == null || !usable) {
      known = Workspace.outside(() -> computed(start, positions, type));
      table = known;
    }
    return known;
  }

  private Table computed(int start, int positions, DType type) {
    int half = size / 2;
    double[] cosines = new double[positions * half];
    double[] sines = new double[positions * half];
    for (int i = 0; i < half; i++) {
      double frequency = Math.pow(base, -2.0 * i / size);
      for (int p = 0; p < positions; p++) {
        double angle = (double) (start + p) * frequency;
        cosines[p * half + i] = Math.cos(angle);
        sines[p * half + i] = Math.sin(angle);
      }
    }
    return new Table(
        start,
        type,
        Tensor.wrap(cosines, positions, half).to(type),
        Tensor.wrap(sines, positions, half).to(type));
  }

  @Override
  public String toString() {
    return "RotaryPositions(" + size + ", base " + base + (halves ? ", halves)" : ")");
  }

  private static IllegalArgumentException odd(int size) {
    return new IllegalArgumentException(
        "RotaryPositions: size must be even and at least 2; got " + size);
  }

  private ShapeException otherSize(Variable input) {
    return new ShapeException(
        "RotaryPositions",
        "input must be [..., positions, " + size + "]; got " + input.shape(),
        input.shape());
  }
}
