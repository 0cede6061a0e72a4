package cerulean.neuro;

/// How [AdExPopulation] goes from one step to the next.
public enum AdExScheme {
  /// Forward Euler: v and w both from the values at the start of the step.
  EULER("Euler"),
  /// The classical Runge-Kutta method of order 4. Order 4 holds between spikes: the reset is at the
  /// end of the step.
  RUNGE_KUTTA_4("Runge-Kutta of order 4");

  private final String text;

  AdExScheme(String text) {
    this.text = text;
  }

  /// As it stands in summaries.
  @Override
  public String toString() {
    return text;
  }
}
