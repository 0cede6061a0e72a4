package cerulean.studies.heterogeneity;

/// How networks learn a stream of drawn digits whose classes join in pairs: 0 and 1, then 2 and 3
/// beside them, to 9.
///
/// - `iterations`: in each of the five contexts; `batch`, `lr`: of Adam
/// - `steps`: for which a picture is shown, each pixel a fibre that fires in a step with its
///   brightness
/// - `train`, `test`: pictures drawn, of all classes
/// - `evaluated`: pictures of the first two classes, all the same, on which networks are tested
/// - `every`: iterations from test to test
/// - `decay`: what is left of the level of noradrenaline after an iteration
record StreamProtocol(
    int iterations,
    int batch,
    double lr,
    int steps,
    int train,
    int test,
    int evaluated,
    int every,
    double decay) {

  static final int CLASSES = 10;

  static final int CONTEXTS = 5;

  static final StreamProtocol USUAL = new StreamProtocol(40, 32, 0.003, 20, 2000, 500, 80, 2, 0.9);

  static final StreamProtocol FULL =
      new StreamProtocol(150, 32, 0.003, 20, 10_000, 2000, 200, 2, 0.9);
}
