package cerulean.conformance;

/// What became of one case of a suite.
///
/// @param suite the suite's name
/// @param name the case's name in the suite
/// @param op the operation it is about
/// @param outcome what became of it
/// @param reason why it does not pass; empty if it does
record SuiteResult(String suite, String name, String op, Outcome outcome, String reason) {

  SuiteResult {
    if ((outcome == Outcome.PASS) != reason.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": a case that passes has no reason, any other has one; got " + outcome);
    }
  }
}
