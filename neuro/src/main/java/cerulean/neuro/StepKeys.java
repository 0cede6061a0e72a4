package cerulean.neuro;

import cerulean.tensor.Philox;

/// The key of each step in a stream of random numbers, for [cerulean.tensor.IndexedNormals].
final class StepKeys {

  private final Philox stream;
  private long key0;
  private long key1;

  StepKeys(Philox stream) {
    this.stream = stream;
  }

  /// Goes to a step; any order.
  void at(long step) {
    Philox own = stream.split(step);
    key0 = own.nextLong();
    key1 = own.nextLong();
  }

  long key0() {
    return key0;
  }

  long key1() {
    return key1;
  }
}
