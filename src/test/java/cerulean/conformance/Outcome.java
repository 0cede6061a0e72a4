package cerulean.conformance;

/// What became of a case.
enum Outcome {
  PASS("pass"),
  NOT_APPLICABLE("not applicable"),
  FAIL("fail");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /// The outcome that has this name in lists.
  static Outcome named(String words) {
    for (Outcome outcome : values()) {
      if (outcome.words.equals(words)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no outcome is called " + words);
  }

  @Override
  public String toString() {
    return words;
  }
}
