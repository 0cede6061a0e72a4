package cerulean.bench;

import cerulean.bench.task.Limits;
import java.util.ArrayList;
import java.util.List;

/// One loop of the limits: fused multiply-adds where `loop` is [#PEAK], else moves of `size`
/// floats.
record Limit(String loop, int size) {

  /// The name of the group.
  static final String GROUP = "limit";

  static final String PEAK = "peak";

  private static final List<Integer> SIZES = List.of(1_000, 1_000_000, 10_000_000);

  /// The loops in the order in which they run, and of those only what the groups need.
  static List<Limit> all(List<String> groups) {
    boolean every = groups.contains(GROUP);
    List<Limit> result = new ArrayList<>();
    result.add(new Limit(PEAK, 0));
    boolean memory = groups.contains("elementwise") || groups.contains("rows");
    for (Limits.Loop loop : Limits.Loop.values()) {
      for (int size : SIZES) {
        boolean weights = loop != Limits.Loop.ADD && size == 1_000_000;
        if (every || memory || weights) {
          result.add(new Limit(loop.text(), size));
        }
      }
    }
    return result;
  }

  /// Whether it is the limit of arithmetic.
  boolean isPeak() {
    return loop.equals(PEAK);
  }

  /// The name in tables, as in `copy 1e6`.
  String work() {
    return isPeak() ? "fused multiply-add" : loop + " 1e" + Math.round(Math.log10(size));
  }
}
