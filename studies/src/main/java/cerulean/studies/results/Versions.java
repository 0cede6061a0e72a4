package cerulean.studies.results;

import org.jspecify.annotations.Nullable;

/// What produced a result: this framework, the Java version, the commit if the launcher found one.
public record Versions(String cerulean, String java, @Nullable String gitCommit) {
  /// Returns the versions of the running program.
  public static Versions running(String cerulean) {
    String commit = System.getProperty("cerulean.commit", "");
    return new Versions(cerulean, Runtime.version().toString(), commit.isEmpty() ? null : commit);
  }
}
