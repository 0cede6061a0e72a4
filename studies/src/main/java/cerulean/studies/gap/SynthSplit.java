package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A class-incremental problem that needs no download and takes seconds: ten Gaussian clouds in 64
/// dimensions, two more per context. The clouds have means of norm 4 in random directions, one
/// common offset of norm 6, unit noise, and everything is three times as large.
final class SynthSplit {

  private static final int CLASSES = 10;

  private static final int FEATURES = 64;

  private static final int TRAIN = 4000;

  private static final int TEST = 1000;

  private SynthSplit() {}

  /// A perceptron 64-100-100-10, batches of 64, 150 iterations per context, learning rate 0.01,
  /// `eta` 0.3.
  static Protocol protocol() {
    return new Protocol(
        150,
        64,
        0.01,
        GainDynamics.ofPaper(0.3),
        new Perceptron(List.of(FEATURES, 100, 100, CLASSES), 0.02, 0.05),
        1);
  }

  /// The tasks; other random numbers give other directions.
  static TaskStream stream(Philox random) {
    float[][] means = new float[CLASSES][];
    for (int k = 0; k < CLASSES; k++) {
      means[k] = direction(random, 4);
    }
    float[] offset = direction(random, 6);
    List<TaskData> tasks = new ArrayList<>();
    for (int first = 0; first < CLASSES; first += 2) {
      tasks.add(cloud(random, means, offset, first, 2 * TRAIN / CLASSES));
    }
    int tested = 2 * TEST / CLASSES;
    int[] all = new int[tested];
    Arrays.setAll(all, i -> i);
    List<Batch> tests = new ArrayList<>();
    for (int first = 0; first < CLASSES; first += 2) {
      tests.add(Batch.of(cloud(random, means, offset, first, tested), all));
    }
    return new TaskStream(tasks, tests);
  }

  /// A vector of the length `norm` in a direction without preference.
  private static float[] direction(Philox random, double norm) {
    float[] v = Tensor.normal(random, 0f, 1f, FEATURES).toArray();
    double length = 0;
    for (float x : v) {
      length += (double) x * x;
    }
    float scale = (float) (norm / Math.sqrt(length));
    for (int i = 0; i < FEATURES; i++) {
      v[i] *= scale;
    }
    return v;
  }

  /// `n` examples of the classes `first` and `first + 1`, in turn.
  private static TaskData cloud(Philox random, float[][] means, float[] offset, int first, int n) {
    float[] noise = Tensor.normal(random, 0f, 1f, n, FEATURES).toArray();
    int[] classes = new int[n];
    for (int i = 0; i < n; i++) {
      classes[i] = first + i % 2;
      for (int j = 0; j < FEATURES; j++) {
        int at = i * FEATURES + j;
        noise[at] = 3 * (means[classes[i]][j] + offset[j] + noise[at]);
      }
    }
    return TaskData.of(Tensor.wrap(noise, n, FEATURES), classes);
  }
}
