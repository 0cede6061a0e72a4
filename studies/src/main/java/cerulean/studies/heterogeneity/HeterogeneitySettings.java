package cerulean.studies.heterogeneity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the command line gave, with the usual values where it gave nothing.
record HeterogeneitySettings(
    Tasks tasks,
    List<Condition> conditions,
    List<Long> seeds,
    CellPlan cells,
    IntervalProtocol intervals,
    StreamProtocol stream) {

  /// Of the drawn digits; runs differ in weights and batches, not in pictures.
  static final long DIGITS_SEED = 1;

  /// Which tasks are run.
  enum Tasks {
    TEMPORAL,
    STREAM,
    BOTH;

    boolean temporal() {
      return this != STREAM;
    }

    boolean stream() {
      return this != TEMPORAL;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Tasks ofKey(String key) {
      for (Tasks tasks : values()) {
        if (tasks.key().equals(key)) {
          return tasks;
        }
      }
      throw new IllegalArgumentException(
          "task: must be one of [temporal, stream, both]; got " + key);
    }
  }

  HeterogeneitySettings {
    conditions = List.copyOf(conditions);
    seeds = List.copyOf(seeds);
    requireDistinct("conditions", conditions.stream().map(Condition::key).toList());
    requireDistinct("seeds", seeds.stream().map(String::valueOf).toList());
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

  /// Training iterations of all runs.
  long iterations() {
    long runs = (long) conditions.size() * seeds.size();
    return runs
        * ((tasks.temporal() ? intervals.iterations() : 0)
            + (tasks.stream() ? StreamProtocol.CONTEXTS * stream.iterations() : 0));
  }

  /// Every setting by name, for the results file.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("task", tasks.key());
    map.put("conditions", conditions.stream().map(Condition::key).toList());
    map.put("seeds", seeds);
    for (StudyParameter parameter : StudyParameter.of(this)) {
      map.put(parameter.key(), parameter.value());
    }
    return map;
  }
}
