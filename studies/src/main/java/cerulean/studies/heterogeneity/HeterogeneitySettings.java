package cerulean.studies.heterogeneity;

import cerulean.studies.run.Choice;
import java.util.LinkedHashMap;
import java.util.List;
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
  enum Tasks implements Choice {
    TEMPORAL,
    STREAM,
    BOTH;

    boolean temporal() {
      return this != STREAM;
    }

    boolean stream() {
      return this != TEMPORAL;
    }
  }

  HeterogeneitySettings {
    conditions = List.copyOf(conditions);
    seeds = List.copyOf(seeds);
    Choice.requireDistinct("conditions", conditions);
    Choice.requireDistinct("seeds", seeds);
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
    map.put("conditions", Choice.keys(conditions));
    map.put("seeds", seeds);
    for (StudyParameter parameter : StudyParameter.of(this)) {
      map.put(parameter.key(), parameter.value());
    }
    return map;
  }
}
