package cerulean.neuro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Something that neuromodulators pull: a parameter of cells, the gain of their input, the strength of
/// synapses, the rate and sign of a rule, or a number that others read.
///
///     value = baseline x product of factors + sum of offsets
///
/// Any number of signals give factors and offsets, each through a function of its own. The value is always
/// computed from the baseline, which stays: nothing drifts, and without modulators everything is as it was.
///
///     Lever.parameter(cells, "c").offset(na, x -> 30 * x)              // c = -65 + 30 NA
///     Lever.parameter(cells, "d").offset(na, x -> -12 * x)             // d = 8 - 12 NA
///     Lever.inputGain(cells.compartment()).factor(na, x -> 1 + x)      // gain 1 + NA
///     Lever.number(1).factor(na, x -> 1 + 4 * x)                       // exploration temperature
///
/// **Where** it acts: [#at] gives each cell a density of receptors from 0 (senses nothing) to 1; a cell's value is
/// `baseline (1 + density (product - 1)) + density sum`.
///
/// **When**: at the start of a step, after the modulators added before it; every [#every] ms, because
/// parameters behind which a model has factors are costly to change. Metabotropic effects are slow anyway.
///
/// A lever is itself a [Signal]: that of a number is the number, of others the product of its factors plus
/// the sum of its offsets.
public final class Lever extends Modulator implements Signal {

  private record Pull(Signal by, DoubleUnaryOperator map) {}

  private final String target;
  private final double[] baseline;
  private final double @Nullable [] values;
  private final @Nullable Population population;
  private final DoubleConsumer single;
  private final List<Pull> factors = new ArrayList<>();
  private final List<Pull> offsets = new ArrayList<>();
  private double @Nullable [] density;
  private double everyMs;
  private long everySteps = 1;
  private double product = 1;
  private double sum;
  private boolean applied;

  private Lever(
      String target,
      double[] baseline,
      double @Nullable [] values,
      @Nullable Population population,
      DoubleConsumer single) {
    this.target = target;
    this.baseline = baseline;
    this.values = values;
    this.population = population;
    this.single = single;
  }

  /// A lever on a parameter of all cells of a population. Their values of now are the baseline;
  /// there is one lever per parameter.
  public static Lever parameter(Population population, String array) {
    double[] live = population.parameter(array);
    population.claim(array);
    return new Lever(population.name() + "." + array, live.clone(), live, population, value -> {});
  }

  /// A lever on the gain of all input to a compartment, with baseline 1; there is one per
  /// compartment.
  public static Lever inputGain(Compartment compartment) {
    compartment.claimGain();
    double[] live = compartment.gain();
    return new Lever("input to " + compartment.name(), live.clone(), live, null, value -> {});
  }

  /// A lever on the strength of a projection; its strength of now is the baseline.
  public static Lever strength(Projection projection) {
    return new Lever(
        "strength of " + projection.name(),
        new double[] {projection.strength()},
        null,
        null,
        projection::setStrength);
  }

  /// A lever on the rate of a rule, and on its sign: below 0 what strengthened weakens. Its rate of
  /// now is the baseline.
  public static Lever rate(SynapticPlasticity rule) {
    return new Lever(
        "rate of " + rule.name(), new double[] {rule.rate()}, null, null, rule::setRate);
  }

  /// A number that others read ([#value]), such as the temperature of exploration.
  public static Lever number(double baseline) {
    return number(baseline, value -> {});
  }

  /// A number that is handed on whenever it changes.
  public static Lever number(double baseline, DoubleConsumer setter) {
    return new Lever(
        "a number",
        new double[] {Checks.finite("Lever.number: baseline", baseline)},
        null,
        null,
        setter);
  }

  /// Multiplies by a function of a signal.
  public Lever factor(Signal by, DoubleUnaryOperator map) {
    factors.add(new Pull(by, map));
    return this;
  }

  /// Adds a function of a signal.
  public Lever offset(Signal by, DoubleUnaryOperator map) {
    offsets.add(new Pull(by, map));
    return this;
  }

  /// Gives each cell a density of receptors, from 0 to 1.
  public Lever at(double[] densities) {
    if (values == null || densities.length != baseline.length) {
      throw new IllegalArgumentException(
          "Lever.at: one density for each of the "
              + (values == null ? 0 : baseline.length)
              + " cells that "
              + target
              + " has is needed; got "
              + densities.length);
    }
    for (int i = 0; i < densities.length; i++) {
      Checks.probability("Lever.at: densities[" + i + "]", densities[i]);
    }
    density = densities.clone();
    return this;
  }

  /// Gives the cells `from .. to` receptors and the others none.
  public Lever atCells(int from, int to) {
    if (from < 0 || to < from || to > baseline.length) {
      throw new IllegalArgumentException(
          "Lever.atCells: cells must be within 0 and "
              + baseline.length
              + "; got "
              + from
              + " to "
              + to);
    }
    double[] some = new double[baseline.length];
    Arrays.fill(some, from, to, 1);
    return at(some);
  }

  /// Moves it only every `ms`, a whole number of steps; at first in every step.
  public Lever every(double ms) {
    everyMs = Checks.above0("Lever.every: ms", ms);
    return this;
  }

  /// The live array of baselines; what is written into it counts from the next move on
  /// ([#changed]).
  public double[] baseline() {
    return baseline;
  }

  /// The product of the factors now.
  public double product() {
    return product;
  }

  /// The sum of the offsets now.
  public double sum() {
    return sum;
  }

  @Override
  public double value() {
    return values == null ? baseline[0] * product + sum : product + sum;
  }

  @Override
  protected void prepare(double dtMs) {
    everySteps = everyMs == 0 ? 1 : Math.max(1, Simulation.steps("Lever.every: ms", everyMs, dtMs));
    applied = false;
  }

  @Override
  protected void step(long step, double dtMs) {
    if (applied && step % everySteps != 0) {
      return;
    }
    double newProduct = product;
    double newSum = sum;
    // After a load the last move is made again, not a new one between two times.
    if (step % everySteps == 0) {
      newProduct = 1;
      newSum = 0;
      for (Pull pull : factors) {
        newProduct *= pull.map.applyAsDouble(pull.by.value());
      }
      for (Pull pull : offsets) {
        newSum += pull.map.applyAsDouble(pull.by.value());
      }
    }
    if (!Double.isFinite(newProduct) || !Double.isFinite(newSum)) {
      throw notFinite(step, newProduct, newSum);
    }
    if (!applied || newProduct != product || newSum != sum) {
      product = newProduct;
      sum = newSum;
      apply();
      applied = true;
    }
  }

  private void apply() {
    double[] live = values;
    if (live == null) {
      single.accept(value());
      return;
    }
    double[] some = density;
    for (int i = 0; i < live.length; i++) {
      live[i] =
          some == null
              ? baseline[i] * product + sum
              : baseline[i] * (1 + some[i] * (product - 1)) + some[i] * sum;
    }
    if (population != null) {
      population.changed();
    }
  }

  private IllegalStateException notFinite(long step, double newProduct, double newSum) {
    return new IllegalStateException(
        "run: lever "
            + name()
            + " on "
            + target
            + " would be moved by the factor "
            + newProduct
            + " and the offset "
            + newSum
            + " in step "
            + step
            + "; look at its functions");
  }

  @Override
  protected void state(Snapshot snapshot) {
    snapshot.array("baseline", baseline);
    product = snapshot.number("product", product);
    sum = snapshot.number("sum", sum);
  }

  @Override
  public String description() {
    return "lever on %s, %d factors, %d offsets%s"
        .formatted(
            target,
            factors.size(),
            offsets.size(),
            everyMs > 0 ? ", every " + everyMs + " ms" : "");
  }
}
