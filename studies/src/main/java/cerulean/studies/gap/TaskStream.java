package cerulean.studies.gap;

import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.List;

/// A sequence of tasks learned jointly: in context `k` examples are drawn uniformly, with
/// replacement, from the union of the training data of tasks 1 to `k`. Only the test data of task 1
/// are ever evaluated.
final class TaskStream {

  private final List<TaskData> tasks;
  private final Batch test;
  private final int[] ends;

  /// - `tasks`: training data in the order in which they join
  /// - `test`: the test data of task 1
  TaskStream(List<TaskData> tasks, Batch test) {
    this.tasks = List.copyOf(tasks);
    this.test = test;
    this.ends = new int[tasks.size()];
    int end = 0;
    for (int k = 0; k < ends.length; k++) {
      end = Math.addExact(end, tasks.get(k).size());
      ends[k] = end;
    }
  }

  /// The number of tasks, which is that of contexts.
  int tasks() {
    return tasks.size();
  }

  /// The test data of task 1.
  Batch test() {
    return test;
  }

  /// Numbers per example.
  int features() {
    return tasks.getFirst().features();
  }

  /// Draws `size` examples from the first `joined` tasks.
  Batch draw(int joined, int size, Philox random) {
    int features = features();
    float[] inputs = new float[size * features];
    int[] labels = new int[size];
    int[] row = new int[1];
    int[] label = new int[1];
    float[] example = new float[features];
    for (int i = 0; i < size; i++) {
      int drawn = random.nextInt(ends[joined - 1]);
      int task = Arrays.binarySearch(ends, 0, joined, drawn);
      task = task >= 0 ? task + 1 : -task - 1;
      row[0] = drawn - (task == 0 ? 0 : ends[task - 1]);
      tasks.get(task).read(row, example, label);
      System.arraycopy(example, 0, inputs, i * features, features);
      labels[i] = label[0];
    }
    return Batch.of(inputs, labels, features);
  }
}
