package cerulean.studies.microcircuit;

import java.util.List;

/// What the interneurons of a ring do.
///
/// - `somJ0`, `pvJ0`: strength of their synapses, nS
/// - `somPa`, `pvPa`: current that drives them from outside; 0 in a closed loop
record Inhibition(String name, double somJ0, double pvJ0, double somPa, double pvPa) {

  /// The current, to 25 pA, at which SOM cells fire at about the 67 Hz of the prototype.
  static final double SOM_DRIVE = 400;

  /// The current, to 25 pA, at which PV cells fire at about the 93 Hz of the prototype.
  static final double PV_DRIVE = 250;

  static final Inhibition NONE = new Inhibition("none", 0, 0, 0, 0);
  static final Inhibition SOM = new Inhibition("SOM", 10, 0, SOM_DRIVE, 0);
  static final Inhibition SOM_WEAK = new Inhibition("SOM / 2", 5, 0, SOM_DRIVE, 0);
  static final Inhibition PV = new Inhibition("PV", 0, 8, 0, PV_DRIVE);
  static final Inhibition PV_STRONG = new Inhibition("PV x 2", 0, 16, 0, PV_DRIVE);

  /// Those that are driven from outside, and none.
  static final List<Inhibition> OPEN = List.of(NONE, SOM_WEAK, SOM, PV, PV_STRONG);

  /// In a closed loop.
  static Inhibition closed(double pvJ0) {
    return new Inhibition("PV J0 " + Condition.number(pvJ0), 0, pvJ0, 0, 0);
  }
}
