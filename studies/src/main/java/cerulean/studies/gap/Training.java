package cerulean.studies.gap;

import cerulean.studies.run.Choice;

/// Which data a context draws its examples from.
public enum Training implements Choice {
  /// From the union of the data of all tasks so far, each example equally often: the paper's.
  JOINT("the union of the training data of tasks 1 to k"),

  /// From the data of the current task alone.
  SEQUENTIAL("the training data of task k alone"),

  /// From the data of the current task with probability `1/k`, otherwise from a memory that holds
  /// equally many examples of each earlier task: joint training with limited memory.
  REPLAY(
      "the training data of task k with probability 1/k, and otherwise from a memory of examples of"
          + " earlier tasks, equally many of each");

  private final String source;

  Training(String source) {
    this.source = source;
  }

  /// What examples are drawn from, in context `k`.
  String source() {
    return source;
  }
}
