package cerulean.studies.heterogeneity;

import java.util.List;

/// How networks learn intervals.
///
/// - `iterations`, `batch`, `lr`: of Adam
/// - `tested`: new trials on which a network is tested
/// - `noise`: factor of the background in a second test
/// - `level`: of noradrenaline, all the time, where the condition has it
/// - `levels`: at which networks that learned without noradrenaline are tested with it
record IntervalProtocol(
    IntervalTask task,
    int iterations,
    int batch,
    double lr,
    int tested,
    double noise,
    double level,
    List<Double> levels) {

  static final IntervalProtocol USUAL =
      new IntervalProtocol(
          IntervalTask.USUAL, 120, 32, 0.01, 300, 4, 0.5, List.of(0.0, 0.25, 0.5, 0.75, 1.0));

  static final IntervalProtocol FULL = USUAL.withLength(400, 1000);

  IntervalProtocol withLength(int newIterations, int newTested) {
    return new IntervalProtocol(task, newIterations, batch, lr, newTested, noise, level, levels);
  }
}
