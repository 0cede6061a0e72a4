package cerulean.optim;

/// A rate that goes up and down in a triangle, again and again (Smith 2017); the momentum does the
/// opposite. PyTorch's `CyclicLR`.
///
///     var cycle = Cyclic.of(0.001, 0.1, 2000);
///     Scheduler scheduler = cycle.scheduler(sgd);   // of rate and momentum
///
/// - `least`, `most`: bounds of the rate, not negative; the rates of the groups do not matter
/// - `up`, `down`: steps of the rise and of the fall, at least 1
/// - `shape`: how the height changes from cycle to cycle
/// - `gamma`: factor of the height per step, for [Shape#EXPONENTIAL], not negative
/// - `leastMomentum`, `mostMomentum`: bounds of the momentum, in `[0, 1)`
public record Cyclic(
    double least,
    double most,
    long up,
    long down,
    Shape shape,
    double gamma,
    double leastMomentum,
    double mostMomentum) {

  /// How the height of a triangle changes.
  public enum Shape {
    /// Not at all.
    TRIANGLE,
    /// It halves from cycle to cycle: `triangular2`.
    HALVING,
    /// By `gamma^step`: `exp_range`.
    EXPONENTIAL
  }

  /// Checks the ranges.
  public Cyclic {
    Range.notNegative("Cyclic", "least", least);
    Range.notNegative("Cyclic", "most", most);
    Range.atLeast("Cyclic", "up", 1, up);
    Range.atLeast("Cyclic", "down", 1, down);
    Range.notNegative("Cyclic", "gamma", gamma);
    Range.share("Cyclic", "leastMomentum", leastMomentum);
    Range.share("Cyclic", "mostMomentum", mostMomentum);
  }

  /// Equal triangles that rise and fall in `steps` steps each; momentum between 0.8 and 0.9.
  public static Cyclic of(double least, double most, long steps) {
    return new Cyclic(least, most, steps, steps, Shape.TRIANGLE, 1, 0.8, 0.9);
  }

  /// The same with another number of steps of the fall.
  public Cyclic down(long down) {
    return new Cyclic(least, most, up, down, shape, gamma, leastMomentum, mostMomentum);
  }

  /// The same with heights that halve from cycle to cycle.
  public Cyclic halving() {
    return new Cyclic(least, most, up, down, Shape.HALVING, 1, leastMomentum, mostMomentum);
  }

  /// The same with heights that shrink by `gamma` every step.
  public Cyclic exponential(double gamma) {
    return new Cyclic(least, most, up, down, Shape.EXPONENTIAL, gamma, leastMomentum, mostMomentum);
  }

  /// The same with other bounds of the momentum.
  public Cyclic momenta(double leastMomentum, double mostMomentum) {
    return new Cyclic(least, most, up, down, shape, gamma, leastMomentum, mostMomentum);
  }

  /// Moves rate and momentum (`beta1` of Adam and its kin) of all groups of `optimizer`.
  public <C extends Hyperparameters.Momentum<C>> Scheduler scheduler(Optimizer<C> optimizer) {
    return Scheduler.of(optimizer, rate()).withMomentum(optimizer, momentum());
  }

  /// The rate; the same whatever it began with.
  public Schedule rate() {
    return (base, step) -> least + (most - least) * height(step);
  }

  /// The momentum, or `beta1`; the same whatever it began with.
  public Schedule momentum() {
    return (base, step) -> mostMomentum - (mostMomentum - leastMomentum) * height(step);
  }

  private double height(long step) {
    double total = up + down;
    long cycle = step / (up + down);
    double place = step / total - cycle;
    double turn = up / total;
    double height = place <= turn ? place / turn : (place - 1) / (turn - 1);
    return height
        * switch (shape) {
          case TRIANGLE -> 1;
          case HALVING -> Math.pow(0.5, (double) cycle);
          case EXPONENTIAL -> Math.pow(gamma, (double) step);
        };
  }
}
