package cerulean.studies.gap;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// Examples as a network takes them.
///
/// - `inputs`: `[examples, features]`
/// - `targets`: classes `[examples]`, I64
record Batch(Tensor inputs, Tensor targets) {

  /// The examples in `rows` of one task.
  static Batch of(TaskData data, int[] rows) {
    float[] inputs = new float[rows.length * data.features()];
    int[] labels = new int[rows.length];
    data.read(rows, inputs, labels, Philox.of(0));
    return of(inputs, labels, data.features());
  }

  static Batch of(float[] inputs, int[] labels, int features) {
    long[] targets = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = labels[i];
    }
    return new Batch(
        Tensor.wrap(inputs, labels.length, features), Tensor.wrap(targets, labels.length));
  }

  int size() {
    return inputs.dim(0);
  }
}
