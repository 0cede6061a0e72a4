package cerulean.bench.task;

/// A [Task] made ready by one contestant: its inputs are where that contestant wants them.
public interface Work {

  /// Does the work once. The result is returned so that no compiler can leave the work out.
  Object run();

  /// Does the work once on fresh inputs and returns the numbers to be compared with those of
  /// others; called once, before the first [#run].
  float[] numbers();
}
