package cerulean.studies.microcircuit;

import java.util.Locale;

/// What a pyramidal cell is under.
///
/// - `dendritePa`: constant current into the dendrite
/// - `coupling`: gamma, the probability that a spike reaches the dendrite and a plateau the soma
/// - `somNs`: constant inhibitory conductance on the dendrite, -75 mV: SOM cells, tonic
/// - `pvNs`: the same on the soma: PV cells, tonic
record Condition(double dendritePa, double coupling, double somNs, double pvNs) {

  static Condition of(double dendritePa, double coupling) {
    return new Condition(dendritePa, coupling, 0, 0);
  }

  Condition withSom(double nS) {
    return new Condition(dendritePa, coupling, nS, pvNs);
  }

  Condition withPv(double nS) {
    return new Condition(dendritePa, coupling, somNs, nS);
  }

  /// A name that no other condition has, for tables and files.
  String key() {
    return text("Id", dendritePa)
        + " "
        + text("gamma", coupling)
        + (somNs > 0 ? " " + text("SOM", somNs) : "")
        + (pvNs > 0 ? " " + text("PV", pvNs) : "");
  }

  private static String text(String name, double value) {
    return name + "=" + number(value);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
