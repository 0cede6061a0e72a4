package cerulean.studies.results;

import org.jspecify.annotations.Nullable;

/// One number that a study found, in the form that all studies share: sweeps make their tables of
/// it, and it says what to compare it with.
///
/// | component | meaning |
/// |---|---|
/// | `name` | the quantity, as in `avgSg` |
/// | `of` | of what: a method or a condition; empty for the run as a whole |
/// | `seed` | of which seed; null where it is over all seeds, or where there is none |
/// | `value` | the number; NaN where it does not exist |
/// | `unit` | as in `ms` or `%`; empty for pure numbers |
/// | `reference` | the number of the paper; NaN where there is none |
/// | `source` | where the reference is from, and whether it was reconstructed; null without one |
public record Measure(
    String name,
    String of,
    @Nullable Long seed,
    double value,
    String unit,
    double reference,
    @Nullable String source) {

  /// A number without a reference.
  public static Measure of(String name, String of, @Nullable Long seed, double value) {
    return new Measure(name, of, seed, value, "", Double.NaN, null);
  }

  /// The same with its unit.
  public Measure in(String newUnit) {
    return new Measure(name, of, seed, value, newUnit, reference, source);
  }

  /// The same beside the number of a paper.
  public Measure beside(double paper, String from) {
    return new Measure(name, of, seed, value, unit, paper, from);
  }
}
