package cerulean.studies.gonogo;

import cerulean.studies.run.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the command line gave, with the usual values where it gave nothing.
///
/// - `conditions`, `networks`: of the rate and of the spiking level
/// - `seeds`: of the spiking networks; the first is that of the rate level, too
/// - `runs`: of the rate level
record GoNoGoSettings(
    Level level,
    List<Condition> conditions,
    List<SpikingCondition> networks,
    List<Long> seeds,
    int runs,
    RateProtocol rate,
    SpikingProtocol spiking) {

  private static final int MOST_RUNS = 100_000;

  /// Which levels are run.
  enum Level implements Choice {
    RATE,
    SPIKING,
    BOTH;

    boolean rate() {
      return this != SPIKING;
    }

    boolean spiking() {
      return this != RATE;
    }
  }

  GoNoGoSettings {
    conditions = List.copyOf(conditions);
    networks = List.copyOf(networks);
    seeds = List.copyOf(seeds);
    Choice.requireDistinct("conditions", conditions);
    Choice.requireDistinct("networks", networks);
    Choice.requireDistinct("seeds", seeds);
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("runs: must be from 1 to " + MOST_RUNS + "; got " + runs);
    }
  }

  /// Every setting by name, for the results file.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("level", level.key());
    map.put("conditions", Choice.keys(conditions));
    map.put("networks", Choice.keys(networks));
    map.put("seeds", seeds);
    map.put("runs", runs);
    for (Parameter parameter : Parameter.of(this)) {
      map.put(parameter.key(), parameter.value());
    }
    return map;
  }
}
