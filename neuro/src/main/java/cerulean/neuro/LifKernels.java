package cerulean.neuro;

/// The loops of [LifPopulation]: new voltages of cells that are not refractory.
///
/// One store in each and no branch, so that the compiler makes vectors of them.
final class LifKernels {

  private LifKernels() {}

  /// Currents, one membrane for all cells.
  static void withCurrents(
      double[] current,
      double rest,
      double resistance,
      double decay,
      double[] v,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double end = rest + resistance * current[i];
      v[i] = end + (v[i] - end) * decay;
    }
  }

  /// Currents, a membrane for each cell.
  static void withCurrents(
      double[] current,
      double[] rest,
      double[] resistance,
      double[] decay,
      double[] v,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double end = rest[i] + resistance[i] * current[i];
      v[i] = end + (v[i] - end) * decay[i];
    }
  }

  /// Conductances, one membrane for all cells.
  static void withConductances(
      double[] current,
      double[] conductance,
      double[] drive,
      double leak,
      double leakDrive,
      double stepOverC,
      double[] v,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double x = (leak + conductance[i]) * stepOverC;
      double even = 1 + x * x * (1.0 / 12);
      double odd = 0.5 * x;
      double pull = leakDrive + drive[i] + current[i];
      v[i] = (v[i] * (even - odd) + stepOverC * pull) / (even + odd);
    }
  }

  /// Adds leak and current to the drive.
  static void addDrive(double[] current, double[] leakDrive, double[] drive, int from, int to) {
    for (int i = from; i < to; i++) {
      drive[i] = leakDrive[i] + drive[i] + current[i];
    }
  }

  /// Conductances, a membrane for each cell; `pull` is what [#addDrive] made. Of one loop with that
  /// many arrays the compiler makes no vectors.
  static void withConductances(
      double[] conductance,
      double[] pull,
      double[] leak,
      double[] stepOverC,
      double[] v,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double x = (leak[i] + conductance[i]) * stepOverC[i];
      double even = 1 + x * x * (1.0 / 12);
      double odd = 0.5 * x;
      v[i] = (v[i] * (even - odd) + stepOverC[i] * pull[i]) / (even + odd);
    }
  }
}
