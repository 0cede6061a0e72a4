package cerulean.bench;

import java.util.HashSet;
import java.util.Set;

/// What lies at the bottom of JMH's exceptions.
final class Failures {

  private Failures() {}

  /// The message of the innermost cause, following what is suppressed as well.
  static String reason(Throwable failure) {
    Throwable at = failure;
    Set<Throwable> seen = new HashSet<>();
    while (seen.add(at)) {
      Throwable next = at.getCause();
      if (next == null && at.getSuppressed().length > 0) {
        next = at.getSuppressed()[0];
      }
      if (next == null) {
        break;
      }
      at = next;
    }
    return String.valueOf(at.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
