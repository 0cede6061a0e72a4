package cerulean.neuro;

/// How [IzhikevichPopulation] goes from one step to the next. Spike times depend on it.
public enum IzhikevichScheme {
  /// The script to the figure of 2004: one Euler step for v, then one for u with the new v.
  EULER_2004("Euler, v before u"),
  /// Forward Euler proper: v and u both from the values at the start of the step; the "consistent"
  /// integration of NEST.
  EULER("Euler, v and u together"),
  /// The script of 2003: two Euler steps of half the length for v, then one Euler step for u.
  HALF_STEPS_2003("two Euler half steps for v, then u (2003)"),
  /// The classical Runge-Kutta method of order 4 for v and u together. Order 4 holds between
  /// spikes: the reset is at the end of the step, so that spike times have an error of the order of
  /// a step.
  RUNGE_KUTTA_4("Runge-Kutta of order 4");

  private final String text;

  IzhikevichScheme(String text) {
    this.text = text;
  }

  /// As it stands in summaries.
  @Override
  public String toString() {
    return text;
  }
}
