package cerulean.neuro;

import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import java.util.function.IntToDoubleFunction;

/// Numbers for the cells of a population: heterogeneous parameters and initial states, put in place by
/// [Population#fill(String, CellValues, long)].
///
///     cells.fill("tauMs", CellValues.normal(20, 3).within(10, 30), 7);
///     cells.fill("v", CellValues.uniform(-65, -50), 7);
///
/// What belongs together (c and d of one cell from one draw) is made of a function of the cell, [#of].
@FunctionalInterface
public interface CellValues {

  /// Draws refused in a row after which [#within] gives up: the interval then has less than about
  /// one in a thousand of the law.
  int MOST_DRAWS = 10_000;

  /// The number for `cell`; `random` belongs to this cell and array.
  double at(int cell, Philox random);

  /// The same number for all.
  static CellValues constant(double value) {
    Checks.finite("CellValues.constant: value", value);
    return (cell, random) -> value;
  }

  /// Uniform on `[low, high)`.
  static CellValues uniform(double low, double high) {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "CellValues.uniform: low must not be above high, both finite; got "
              + low
              + " and "
              + high);
    }
    return (cell, random) -> low + (high - low) * random.nextDouble();
  }

  /// Normal.
  static CellValues normal(double mean, double sd) {
    Checks.finite("CellValues.normal: mean", mean);
    Checks.atLeast0("CellValues.normal: sd", sd);
    return (cell, random) -> mean + sd * random.nextGaussian();
  }

  /// Log-normal of the given median; `sd` is that of the logarithm. Always above 0, as time
  /// constants have to be.
  static CellValues logNormal(double median, double sd) {
    Checks.above0("CellValues.logNormal: median", median);
    Checks.atLeast0("CellValues.logNormal: sd", sd);
    return (cell, random) -> median * StrictMath.exp(sd * random.nextGaussian());
  }

  /// Gamma, always above 0: wide and skewed, as time constants of cells in cortex are.
  ///
  /// - `shape`: the larger, the narrower: the standard deviation is the mean over its root
  static CellValues gamma(double mean, double shape) {
    Checks.above0("CellValues.gamma: mean", mean);
    Checks.above0("CellValues.gamma: shape", shape);
    return (cell, random) -> {
      double[] out = new double[1];
      Distributions.gamma(random, shape, mean / shape, out, 0, 1);
      return out[0];
    };
  }

  /// A function of the cell.
  static CellValues of(IntToDoubleFunction function) {
    return (cell, random) -> function.applyAsDouble(cell);
  }

  /// The numbers of `cells` cells, as [Population#fill(String, CellValues, long)] draws them for an
  /// array of that name.
  default double[] draw(String array, int cells, long seed) {
    Checks.atLeast("CellValues.draw: cells", 0, cells);
    Philox stream = Simulation.stream(Philox.of(seed), array);
    double[] values = new double[cells];
    for (int i = 0; i < cells; i++) {
      values[i] = at(i, stream.split(i));
    }
    return values;
  }

  /// This law, drawn again until the number is in `[low, high]`.
  default CellValues within(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "CellValues.within: low must not be above high; got " + low + " and " + high);
    }
    return (cell, random) -> {
      for (int draw = 0; draw < MOST_DRAWS; draw++) {
        double value = at(cell, random);
        if (value >= low && value <= high) {
          return value;
        }
      }
      throw new IllegalArgumentException(
          "CellValues.within: no draw of "
              + MOST_DRAWS
              + " is from "
              + low
              + " to "
              + high
              + "; widen the interval");
    };
  }

  /// One law for the cells below `first`, another for the rest.
  static CellValues below(int first, CellValues below, CellValues rest) {
    return (cell, random) -> (cell < first ? below : rest).at(cell, random);
  }
}
