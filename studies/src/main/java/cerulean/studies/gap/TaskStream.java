package cerulean.studies.gap;

import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.List;

/// A sequence of tasks, each with data to train and to test on, and the ways to draw batches while
/// the first `joined` of them have joined. Examples are drawn with replacement.
final class TaskStream {

  private final List<TaskData> tasks;
  private final List<Batch> tests;
  private final int[] ends;

  /// - `tasks`: training data in the order in which they join
  /// - `tests`: test data of each task
  TaskStream(List<TaskData> tasks, List<Batch> tests) {
    if (tests.size() != tasks.size()) {
      throw new IllegalArgumentException(
          "TaskStream: each task needs test data, got " + tasks.size() + " and " + tests.size());
    }
    this.tasks = List.copyOf(tasks);
    this.tests = List.copyOf(tests);
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

  /// The number of training examples of a task, counted from 0.
  int size(int task) {
    return tasks.get(task).size();
  }

  /// The test data of task 1.
  Batch test() {
    return tests.getFirst();
  }

  /// The test data of a task, counted from 0.
  Batch test(int task) {
    return tests.get(task);
  }

  /// Numbers per example.
  int features() {
    return tasks.getFirst().features();
  }

  /// Where an example is: which task, which row.
  private interface Choice {
    void next(int[] taskAndRow);
  }

  /// Draws from the union of the first `joined` tasks, each example equally likely.
  Batch draw(int joined, int size, Philox random) {
    return gather(
        size,
        random,
        chosen -> {
          int drawn = random.nextInt(ends[joined - 1]);
          int task = Arrays.binarySearch(ends, 0, joined, drawn);
          chosen[0] = task >= 0 ? task + 1 : -task - 1;
          chosen[1] = drawn - (chosen[0] == 0 ? 0 : ends[chosen[0] - 1]);
        });
  }

  /// Draws from task `joined` alone.
  Batch drawLatest(int joined, int size, Philox random) {
    return gather(size, random, chosen -> latest(joined, random, chosen));
  }

  /// Draws each example from task `joined` with probability `1 / joined`, and otherwise one that
  /// `memory` keeps of an earlier task, all tasks equally likely.
  Batch drawWithReplay(int joined, Memory memory, int size, Philox random) {
    return gather(
        size,
        random,
        chosen -> {
          if (random.nextInt(joined) == 0) {
            latest(joined, random, chosen);
          } else {
            remembered(joined - 1, memory, random, chosen);
          }
        });
  }

  /// Draws from what `memory` keeps of the `past` earlier tasks, all tasks equally likely.
  Batch drawRemembered(int past, Memory memory, int size, Philox random) {
    return gather(size, random, chosen -> remembered(past, memory, random, chosen));
  }

  private void latest(int joined, Philox random, int[] chosen) {
    chosen[0] = joined - 1;
    chosen[1] = random.nextInt(size(joined - 1));
  }

  private static void remembered(int past, Memory memory, Philox random, int[] chosen) {
    chosen[0] = random.nextInt(past);
    chosen[1] = memory.draw(chosen[0], past, random);
  }

  private Batch gather(int size, Philox random, Choice choice) {
    int features = features();
    float[] inputs = new float[size * features];
    int[] labels = new int[size];
    int[] chosen = new int[2];
    int[] row = new int[1];
    int[] label = new int[1];
    float[] example = new float[features];
    for (int i = 0; i < size; i++) {
      choice.next(chosen);
      row[0] = chosen[1];
      tasks.get(chosen[0]).read(row, example, label, random);
      System.arraycopy(example, 0, inputs, i * features, features);
      labels[i] = label[0];
    }
    return Batch.of(inputs, labels, features);
  }
}
