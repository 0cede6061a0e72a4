package cerulean.neuro;

/// Current in the step of arrival only: the sum of the weights that arrive is added to the input.
///
/// As in the network of Izhikevich (2003). The charge of a spike is weight times step length; to
/// keep it when the step changes use [ExponentialCurrentPort].
public final class CurrentPort extends Port {

  /// A port to be attached.
  public CurrentPort() {}

  @Override
  public String weightUnit() {
    return compartment().unit();
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] current = compartment().current();
    for (int i = from; i < to; i++) {
      current[i] += arrivals[i];
    }
  }

  @Override
  public String description() {
    return "current for one step";
  }
}
