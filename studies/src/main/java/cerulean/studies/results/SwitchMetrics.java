package cerulean.studies.results;

import java.util.ArrayList;
import java.util.List;

/// What happens to task 1 while another task joins, read off its accuracy curve. With `f` the
/// accuracy at the end of the context before:
///
/// - `gap`: `(f - m) / f`, where `m` is the lowest accuracy within the context
/// - `area`: sum over evaluations of `max(0, f - A)`, in percent times evaluations: a deep dip that
///   is short and a shallow one that is long can have the same
/// - `recovery`: evaluations from the lowest accuracy until it is back at `0.98 f`, counted from 0;
///   -1 if it is not within the context
///
/// `gap` is the paper's; the others are not in it.
public record SwitchMetrics(double gap, double area, int recovery) {

  /// Share of the former accuracy that counts as recovered.
  private static final double RECOVERED = 0.98;

  /// All switches of a curve, the first that from context 1 to 2.
  ///
  /// - `context`: the context of each evaluation, ascending from 1
  /// - `accuracy`: percent
  public static List<SwitchMetrics> of(int[] context, double[] accuracy) {
    List<SwitchMetrics> switches = new ArrayList<>();
    int from = end(context, 0);
    while (from < context.length) {
      int to = end(context, from);
      switches.add(between(accuracy, from, to));
      from = to;
    }
    return switches;
  }

  /// Where the context that begins at `from` ends.
  private static int end(int[] context, int from) {
    int to = from;
    while (to < context.length && context[to] == context[from]) {
      to++;
    }
    return to;
  }

  private static SwitchMetrics between(double[] accuracy, int from, int to) {
    double before = accuracy[from - 1];
    int lowest = from;
    double area = 0;
    for (int i = from; i < to; i++) {
      lowest = accuracy[i] < accuracy[lowest] ? i : lowest;
      area += Math.max(0, before - accuracy[i]);
    }
    int back = lowest;
    while (back < to && accuracy[back] < RECOVERED * before) {
      back++;
    }
    return new SwitchMetrics(
        (before - accuracy[lowest]) / before, area, back < to ? back - lowest : -1);
  }
}
