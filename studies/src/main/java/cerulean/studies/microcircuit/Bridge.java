package cerulean.studies.microcircuit;

import cerulean.studies.gap.OutsideGain;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the gain of the artificial network does while it learns.
enum Bridge {
  /// Stays 1.
  NONE("no pulse"),

  /// Follows the measured pulse from each switch on.
  AT_SWITCH("pulse at each switch"),

  /// The same pulse in the middle of each context: a control for its timing.
  BETWEEN("pulse between switches"),

  /// Follows the entropy of predictions, as in the stability-gap study: for comparison.
  ENTROPY("driven by entropy");

  private final String title;

  Bridge(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /// The relative gain in the bins of the pulse, mean over seeds: one bin is one iteration.
  static double[] signal(PulseProtocol pulse, List<double[]> measured) {
    double[] signal = new double[pulse.endBin() - pulse.firstBin()];
    for (double[] one : measured) {
      for (int k = 0; k < signal.length; k++) {
        signal[k] += one[pulse.firstBin() + k] / measured.size();
      }
    }
    return signal;
  }

  /// The gain at iteration `i`, counted from 0 over all contexts.
  double gain(double[] signal, int i) {
    int perContext = OutsideGain.iterations();
    int first = this == BETWEEN ? perContext / 2 : 0;
    int within = i % perContext - first;
    boolean pulses = this == AT_SWITCH || this == BETWEEN;
    boolean inside = within >= 0 && within < signal.length;
    return pulses && inside && i >= perContext ? signal[within] : 1;
  }

  /// The signal in words, to two digits.
  static String words(double[] signal) {
    return String.join(
        " ", Arrays.stream(signal).mapToObj(g -> String.format(Locale.ROOT, "%.2f", g)).toList());
  }
}
