package cerulean.bench.task;

/// A contestant's result is wrong, so that timing it would be pointless.
public final class WrongResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongResultException(Task task, String what) {
    super(task.group() + ": the result of " + task.work() + " is wrong; " + what);
  }
}
