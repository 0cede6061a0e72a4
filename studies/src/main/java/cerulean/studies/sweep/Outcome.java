package cerulean.studies.sweep;

/// How a job ended.
///
/// - `done`: whether its folder is there
/// - `sentence`: why not; empty when done
public record Outcome(boolean done, String sentence) {

  /// The folder is there.
  public static Outcome finished() {
    return new Outcome(true, "");
  }

  /// It is not.
  public static Outcome failed(String sentence) {
    return new Outcome(false, sentence);
  }
}
