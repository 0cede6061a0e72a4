package cerulean.studies.run;

/// Where the value of a parameter comes from; every report says it of each.
public enum Origin {
  /// The paper, its supplement or its authors' code gives it.
  GIVEN("given"),

  /// It is not given; it was reconstructed from what is, and the text says how.
  RECONSTRUCTED("reconstructed"),

  /// A choice of this run or of this library.
  OURS("ours");

  private final String word;

  Origin(String word) {
    this.word = word;
  }

  /// The word in tables.
  public String word() {
    return word;
  }
}
