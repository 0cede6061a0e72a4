package cerulean.studies.gap;

import cerulean.tensor.Philox;

/// Examples of earlier tasks that are kept: of each task the first ones in an order drawn once, so
/// many that all earlier tasks share the memory equally. When a task joins, the others give up room
/// for it.
final class Memory {

  private final int capacity;
  private final int[][] orders;

  /// A memory of `capacity` examples of the tasks of `stream`; at least one of each.
  Memory(TaskStream stream, int capacity, Philox random) {
    this.capacity = capacity;
    this.orders = new int[stream.tasks()][];
    for (int task = 0; task < orders.length; task++) {
      orders[task] = random.split(task).permutation(stream.size(task));
    }
  }

  /// How many examples of a task are kept when there are `past` earlier tasks.
  int share(int task, int past) {
    return Math.min(orders[task].length, Math.max(1, capacity / past));
  }

  /// A row of `task`, each of those that are kept equally likely.
  int draw(int task, int past, Philox random) {
    return orders[task][random.nextInt(share(task, past))];
  }
}
