package cerulean.neuro;

/// How [Izhikevich2007Population] goes from one step to the next. Spike times depend on it.
public enum Izhikevich2007Scheme {
  /// Forward Euler: v and u both from the values at the start of the step, as in the book;
  /// conductances implicit.
  EULER("Euler, conductances implicit"),
  /// Euler, v first, then u with the new v; conductances implicit.
  EULER_V_FIRST("Euler, v before u, conductances implicit"),
  /// The classical Runge-Kutta method of order 4, conductances held during the step. Order 4 holds
  /// between spikes: the reset is at the end of the step.
  RUNGE_KUTTA_4("Runge-Kutta of order 4");

  private final String text;

  Izhikevich2007Scheme(String text) {
    this.text = text;
  }

  /// As it stands in summaries.
  @Override
  public String toString() {
    return text;
  }
}
