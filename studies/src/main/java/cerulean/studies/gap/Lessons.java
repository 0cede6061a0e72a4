package cerulean.studies.gap;

import cerulean.tensor.Philox;

/// The batches of one run: what a context trains on, and what a protection may look back at.
final class Lessons {

  /// Random streams beside that of the batches, so that joint training draws the same batches
  /// whatever else looks at the data.
  private static final long MEMORY = 0;

  private static final long LOOKING_BACK = 1;

  private static final long END_OF_TASK = 2;

  private final TaskStream stream;
  private final Protocol protocol;
  private final Philox batches;
  private final Philox lookingBack;
  private final Philox endOfTask;
  private final Memory memory;
  private int context = 1;

  /// - `batches`: draws what is trained on
  /// - `others`: draws everything else
  Lessons(TaskStream stream, Protocol protocol, Philox batches, Philox others) {
    this.stream = stream;
    this.protocol = protocol;
    this.batches = batches;
    this.lookingBack = others.split(LOOKING_BACK);
    this.endOfTask = others.split(END_OF_TASK);
    this.memory = new Memory(stream, protocol.regime().memory(), others.split(MEMORY));
  }

  /// A context begins, counted from 1.
  void begin(int next) {
    context = next;
  }

  /// The next batch to train on.
  Batch next() {
    int size = protocol.batch();
    return switch (protocol.regime().training()) {
      case JOINT -> stream.draw(context, size, batches);
      case SEQUENTIAL -> stream.drawLatest(context, size, batches);
      case REPLAY -> stream.drawWithReplay(context, memory, size, batches);
    };
  }

  /// Whether there are earlier tasks.
  boolean hasPast() {
    return context > 1;
  }

  /// A batch of earlier tasks: of all their data in joint training, otherwise of the memory.
  Batch past() {
    int size = protocol.batch();
    return protocol.regime().training() == Training.JOINT
        ? stream.draw(context - 1, size, lookingBack)
        : stream.drawRemembered(context - 1, memory, size, lookingBack);
  }

  /// Examples of the task that ends.
  Batch ofLatest(int size) {
    return stream.drawLatest(context, size, endOfTask);
  }
}
