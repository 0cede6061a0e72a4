package cerulean.neuro;

import java.util.Arrays;
import java.util.List;

/// The pairings of NEST's test of the voltage rule: target before source, then source before
/// target, at 10, 30 and 50 Hz.
public final class ClopathProtocol {

  private ClopathProtocol() {}

  /// NEST's test of the rule: weights in percent after scaling five pairings to 75.
  public static final List<Double> PERCENT =
      List.of(57.826, 72.167, 149.434, 103.304, 124.036, 157.029);

  private static final double[][] SOURCE = {
    {29, 129, 229, 329, 429},
    {29, 62.3, 95.7, 129, 162.3},
    {29, 49, 69, 89, 109},
    {129, 229, 329, 429, 529, 629},
    {62.3, 95.6, 129, 162.3, 195.6, 229},
    {49, 69, 89, 109, 129, 149}
  };

  private static final double[][] TARGET = {
    {19, 119, 219, 319, 419},
    {19, 52.3, 85.7, 119, 152.3},
    {19, 39, 59, 79, 99},
    {139, 239, 339, 439, 539, 639},
    {72.3, 105.6, 139, 172.3, 205.6, 239},
    {59, 79, 99, 119, 139, 159}
  };

  /// Weight in percent after protocol `n`, as it leaves with the last spike of the source.
  public static double percent(int n) {
    double[] source = SOURCE[n];
    ClopathCell cell = new ClopathCell(Arrays.stream(TARGET[n]).map(t -> t + 0.1).toArray());
    OneSynapse one =
        OneSynapse.of(
            0.1,
            source,
            cell,
            0.5,
            Delays.oneStep(),
            s -> VoltageStdp.of(s, VoltageStdpParameters.VISUAL_CORTEX.withDelayMs(4), 0, 100));
    double weight = one.after(source[source.length - 1]);
    return 100 * (1 + 15 * (weight - 0.5) / 0.5);
  }
}
