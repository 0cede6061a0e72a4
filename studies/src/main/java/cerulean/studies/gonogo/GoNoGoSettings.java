package cerulean.studies.gonogo;

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
  enum Level {
    RATE,
    SPIKING,
    BOTH;

    boolean rate() {
      return this != SPIKING;
    }

    boolean spiking() {
      return this != RATE;
    }

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Level ofKey(String key) {
      for (Level level : values()) {
        if (level.key().equals(key)) {
          return level;
        }
      }
      throw new IllegalArgumentException("level: must be one of [rate, spiking, both]; got " + key);
    }
  }

  GoNoGoSettings {
    conditions = List.copyOf(conditions);
    networks = List.copyOf(networks);
    seeds = List.copyOf(seeds);
    requireDistinct("conditions", conditions.stream().map(Condition::key).toList());
    requireDistinct("networks", networks.stream().map(SpikingCondition::key).toList());
    requireDistinct("seeds", seeds.stream().map(String::valueOf).toList());
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("runs: must be from 1 to " + MOST_RUNS + "; got " + runs);
    }
  }

  private static void requireDistinct(String name, List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + ": needs at least one");
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          name + ": each may be given once; got " + String.join(",", values));
    }
  }

  /// Every setting by name, for the results file.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("level", level.key());
    map.put("conditions", conditions.stream().map(Condition::key).toList());
    map.put("networks", networks.stream().map(SpikingCondition::key).toList());
    map.put("seeds", seeds);
    map.put("runs", runs);
    for (Parameter parameter : Parameter.of(this)) {
      map.put(parameter.key(), parameter.value());
    }
    return map;
  }
}
