package cerulean.studies.microcircuit;

/// A statement of the paper and what became of it here.
///
/// - `key`: a name in two words
/// - `paper`: the statement, from the abstract; the paper's numbers are not known
/// - `test`: how it is measured here
/// - `result`: what was measured, in words
/// - `holds`: whether the test is passed
/// - `remark`: where we differ from the prototype or the test, and why; may be empty
record Claim(String key, String paper, String test, String result, boolean holds, String remark) {

  /// `holds` in words.
  String verdict() {
    return holds ? "yes" : "no";
  }
}
