package cerulean.neuro;

/// The receptors of the literature by name: ports with time constants and reversal voltages of
/// Izhikevich & Edelman (2008).
///
/// | receptor | time constant | reversal | gate |
/// |---|---:|---:|---|
/// | AMPA | 5 ms | 0 mV | |
/// | NMDA | 150 ms | 0 mV | voltage |
/// | GABA-A | 6 ms | -70 mV | |
/// | GABA-B | 150 ms | -90 mV | |
///
/// Each call makes a new port, which is attached to one compartment of one population. Other
/// constants: the constructors of [ExponentialConductancePort], [DualExponentialConductancePort],
/// [NmdaPort].
///
/// Reference: E. M. Izhikevich & G. M. Edelman (2008), Large-scale model of mammalian
/// thalamocortical systems, PNAS 105(9), 3593-3598, supporting information.
public final class Receptors {

  private Receptors() {}

  /// Fast excitation.
  public static ExponentialConductancePort ampa() {
    return new ExponentialConductancePort(5, 0);
  }

  /// Slow excitation that opens with the voltage, gate `x^2 / (1 + x^2)`, `x = (v + 80) / 60`.
  public static NmdaPort nmda() {
    return NmdaPort.quadratic(150, 0);
  }

  /// Fast inhibition.
  public static ExponentialConductancePort gabaA() {
    return new ExponentialConductancePort(6, -70);
  }

  /// Slow inhibition.
  public static ExponentialConductancePort gabaB() {
    return new ExponentialConductancePort(150, -90);
  }
}
