package cerulean.neuro;

/// A rule that changes synapses during a run. Works after the spikes of the step were delivered,
/// with the weights from before; what it changes counts from the next step on.
///
/// [Population#spikes] of source and target are those of the step. Events should cost what spikes
/// cost: rows of [Projection#weights] for a source that fired, [SparseProjection#columns] for a
/// target.
public abstract class Plasticity extends Component {

  /// For rules of users.
  protected Plasticity() {}

  /// Called once in every step between the finding of spikes and their delivery, for rules that
  /// keep weights behind until they are needed.
  protected void beforeDelivery(long step, double dtMs) {}

  /// Works once in every step.
  protected abstract void step(long step, double dtMs);
}
