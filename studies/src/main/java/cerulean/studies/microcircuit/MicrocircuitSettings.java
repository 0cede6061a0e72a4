package cerulean.studies.microcircuit;

import cerulean.studies.run.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides the numbers of a run.
///
/// - `seeds`: of the noise; each is a repetition of every experiment
/// - `full`: whether the heat map is fine and the closed loop is run, too
/// - `dendrite`, `couplings`: axes of the heat map; they contain those of the families
record MicrocircuitSettings(
    List<Long> seeds,
    boolean full,
    CellProtocol cell,
    RingProtocol ring,
    PlasticityProtocol plasticity,
    PulseProtocol pulse,
    List<Double> dendrite,
    List<Double> couplings) {

  /// Families of the reconstruction: dendritic currents at coupling 1, couplings at 300 pA, tonic
  /// conductances at both.
  static final List<Double> DENDRITE = List.of(0.0, 150.0, 300.0, 450.0);

  static final List<Double> COUPLINGS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
  static final List<Double> TONIC = List.of(0.0, 5.0, 10.0, 20.0);
  static final double USUAL_PA = 300;
  static final double USUAL_COUPLING = 1;

  /// Strengths of PV cells in the closed loop.
  static final List<Double> CLOSED_PV = List.of(0.0, 3.0, 8.0);

  /// Milliseconds between points of a weight trajectory.
  static final double WEIGHTS_EVERY = 10;

  MicrocircuitSettings {
    seeds = List.copyOf(seeds);
    dendrite = List.copyOf(dendrite);
    couplings = List.copyOf(couplings);
    Choice.requireDistinct("seeds", seeds);
  }

  /// The protocols of the record with those seeds.
  static MicrocircuitSettings of(List<Long> seeds, boolean full) {
    return new MicrocircuitSettings(
        seeds,
        full,
        CellProtocol.RECONSTRUCTION,
        RingProtocol.OPEN,
        PlasticityProtocol.RECONSTRUCTION,
        PulseProtocol.RECONSTRUCTION,
        full ? List.of(0.0, 75.0, 150.0, 225.0, 300.0, 375.0, 450.0, 525.0, 600.0) : DENDRITE,
        full ? List.of(0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0) : COUPLINGS);
  }

  /// All conditions of single cells: the heat map, which holds the families over dendritic current
  /// and coupling, and both inhibitions.
  List<Condition> cellConditions() {
    List<Condition> all = new ArrayList<>();
    for (double coupling : couplings) {
      for (double pA : dendrite) {
        all.add(Condition.of(pA, coupling));
      }
    }
    for (double nS : TONIC) {
      if (nS > 0) {
        all.add(usual().withSom(nS));
        all.add(usual().withPv(nS));
      }
    }
    return all;
  }

  /// What single cells are under unless something is varied.
  static Condition usual() {
    return Condition.of(USUAL_PA, USUAL_COUPLING);
  }

  /// Conditions of the plastic ring, in the order of the record.
  List<Condition> ringConditions() {
    List<Condition> all = new ArrayList<>(pairConditions());
    all.add(Condition.of(500, 1).withSom(plasticity.somNs()));
    return all;
  }

  /// Conditions of the plastic pairs, in the order of the record; the second is without gain.
  List<Condition> pairConditions() {
    return List.of(
        Condition.of(0, 1),
        Condition.of(400, 0),
        Condition.of(400, 0.5),
        Condition.of(400, 1),
        Condition.of(500, 1));
  }

  /// Inhibitions of the closed loop: none unless the run is a full one.
  List<Inhibition> closedLoop() {
    return full ? CLOSED_PV.stream().map(Inhibition::closed).toList() : List.of();
  }

  /// All settings by name, for the results file.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seeds", seeds);
    map.put("full", full);
    map.put("dendrite", dendrite);
    map.put("couplings", couplings);
    StudyParameter.of(this).forEach(one -> map.put(one.key(), one.value()));
    return map;
  }
}
