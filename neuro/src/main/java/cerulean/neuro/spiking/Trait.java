package cerulean.neuro.spiking;

import cerulean.tensor.Tensor;

/// A parameter of a model of cells: its name, what it is if nothing else is said, and which numbers
/// it takes.
record Trait(String name, double value, Rule rule) {

  /// Which numbers a parameter takes.
  enum Rule {
    /// Any; learned as it is.
    FINITE("finite"),
    /// Above 0; learned by its logarithm.
    ABOVE_0("above 0 and finite"),
    /// From 0 on, and constant in pieces: not learned.
    AT_LEAST_0("at least 0 and finite");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    boolean allows(double value) {
      return Double.isFinite(value)
          && switch (this) {
            case FINITE -> true;
            case ABOVE_0 -> value > 0;
            case AT_LEAST_0 -> value >= 0;
          };
    }
  }

  static Trait finite(String name, double value) {
    return new Trait(name, value, Rule.FINITE);
  }

  static Trait above0(String name, double value) {
    return new Trait(name, value, Rule.ABOVE_0);
  }

  static Trait atLeast0(String name, double value) {
    return new Trait(name, value, Rule.AT_LEAST_0);
  }

  /// The name under which it is learned.
  String learnedName() {
    return rule == Rule.ABOVE_0
        ? "log" + Character.toUpperCase(name.charAt(0)) + name.substring(1)
        : name;
  }

  void require(Tensor values) {
    for (double value : values.toDoubleArray()) {
      if (!rule.allows(value)) {
        throw broken(value);
      }
    }
  }

  private IllegalArgumentException broken(double value) {
    return new IllegalArgumentException(
        "SpikingLayer: " + name + " must be " + rule.text + "; got " + value);
  }
}
