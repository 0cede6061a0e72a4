package cerulean.studies.gonogo;

/// The numbers of one run.
///
/// - `before`, `last`: share of correct trials in the 100 before the shift, and in the last 100
/// - `solved`: whether `last` reaches [Behaviour#CRITERION]
/// - `trials`: after the shift, until 50 in a row were that good; NaN if never
/// - `to50`, `to100`, `to200`: share of correct trials 0 to 50, 50 to 100, 100 to 200 after the
///   shift
/// - `entropyBefore`, `entropyShift`, `entropyLast`: in bits, the 50 trials before the shift, the
///   20 after it, the last 50
/// - `naPeak`: the highest noradrenaline in the 50 trials after the shift, whether it acts on
///   anything or not
record Outcome(
    double before,
    double last,
    boolean solved,
    double trials,
    double to50,
    double to100,
    double to200,
    double entropyBefore,
    double entropyShift,
    double entropyLast,
    double naPeak) {}
