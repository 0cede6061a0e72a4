package cerulean.neuro;

import cerulean.tensor.Philox;

/// A part of a [Simulation] with a name, and with arrays that are saved and loaded.
///
/// What a part computes from its parameters and the step length, such as decay factors, it computes
/// in [#prepare]; what changes from step to step it hands to [#state], so that a run can stop and
/// go on bit for bit.
public abstract class Component {

  private String name = "";
  private boolean stale = true;

  /// For parts of the engine and models of users alike.
  protected Component() {}

  /// The name given when the part was added; empty before.
  public final String name() {
    return name;
  }

  final void named(String given) {
    name = given;
  }

  /// Computes what depends on parameters and on the step length. Called before the first step, and
  /// before the next one after [#changed] or a load.
  protected void prepare(double dtMs) {}

  /// Says that parameters were changed: to be called after writing into a parameter array.
  public void changed() {
    stale = true;
  }

  final void refresh(double dtMs) {
    if (stale) {
      prepare(dtMs);
      stale = false;
    }
  }

  /// Gives the part its own stream of random numbers, named by the seed of the simulation and the
  /// part's name alone: adding other parts changes nothing. Called once, when the part is added.
  protected void seed(Philox stream) {}

  /// Hands every array and number that changes during a run to `snapshot`, in the same order when
  /// saving as when loading.
  protected void state(Snapshot snapshot) {}

  /// What the summary of a simulation says about this part: model, scheme, sizes.
  public String description() {
    return getClass().getSimpleName();
  }
}
