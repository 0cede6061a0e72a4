package cerulean.optim;

/// The configuration of a group of parameters: a record of numbers and flags, immutable, with a
/// method for each component that gives a copy with another value.
///
///     Adam.Config.withLr(0.01).beta2(0.99).weightDecay(1e-4)
///
/// @param <C> the record itself
public interface Hyperparameters<C extends Hyperparameters<C>> {

  /// The learning rate.
  double lr();

  /// The same with another learning rate.
  C lr(double lr);

  /// A configuration with a momentum that schedules can move: of Adam and its kin that is `beta1`.
  ///
  /// @param <C> the record itself
  interface Momentum<C extends Momentum<C>> extends Hyperparameters<C> {

    /// The share of the past that is kept.
    double momentum();

    /// The same with another momentum.
    C momentum(double momentum);
  }
}
