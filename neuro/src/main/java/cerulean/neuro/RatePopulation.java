package cerulean.neuro;

import java.util.Arrays;

/// Leaky rate units: no spikes, a rate that follows its input.
///
///     tau r' = -r + phi(gain I + bias)
///
/// | parameter | at the start | meaning |
/// |---|---|---|
/// | `tauMs` | given | time constant in ms |
/// | `gain` | 1 | factor of the input: the lever of neuromodulators |
/// | `bias` | 0 | added to it |
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `r` | 0 | the rate, in the unit that phi gives |
///
/// One compartment, `unit`, whose voltage is r and whose current has no unit. Spikes reach rate units through
/// ports, which filter them; rates reach rate units and cells through [RateInput].
///
/// **Integration** is exact for input that is constant during the step.
public final class RatePopulation extends Population {

  /// The function phi from input to rate.
  public enum Transfer {
    /// `phi(x) = x`.
    LINEAR,
    /// `phi(x) = max(0, x)`.
    RECTIFIED,
    /// `phi(x) = 1 / (1 + e^-x)`.
    SIGMOID,
    /// `phi(x) = tanh x`.
    TANH
  }

  private final Transfer transfer;
  private final double[] tau = addParameter("tauMs");
  private final double[] gain = addParameter("gain");
  private final double[] bias = addParameter("bias");
  private final double[] r = addState("r");
  private final Compartment unit = addCompartment("unit", r, "1");
  private final double[] decay;
  private final double[] aim;

  private RatePopulation(int size, double tauMs, Transfer transfer) {
    super(size);
    this.transfer = transfer;
    decay = new double[size];
    aim = new double[size];
    Arrays.fill(tau, Checks.above0("RatePopulation: tauMs", tauMs));
    Arrays.fill(gain, 1);
  }

  /// `size` units of one time constant.
  public static RatePopulation of(int size, double tauMs, Transfer transfer) {
    return new RatePopulation(size, tauMs, transfer);
  }

  @Override
  protected void prepare(double dtMs) {
    requireAbove0("tauMs");
    requireFinite("gain", "bias");
    for (int i = 0; i < decay.length; i++) {
      decay[i] = Math.exp(-dtMs / tau[i]);
    }
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    double[] current = unit.current();
    for (int i = from; i < to; i++) {
      aim[i] = gain[i] * current[i] + bias[i];
    }
    transfer(from, to);
    for (int i = from; i < to; i++) {
      r[i] = aim[i] + (r[i] - aim[i]) * decay[i];
    }
    for (int i = from; i < to; i++) {
      if (Double.isNaN(r[i])) {
        throw notANumber("r", i, step, dtMs);
      }
    }
    return 0;
  }

  private void transfer(int from, int to) {
    switch (transfer) {
      case LINEAR -> {}
      case RECTIFIED -> {
        for (int i = from; i < to; i++) {
          aim[i] = Math.max(0, aim[i]);
        }
      }
      case SIGMOID -> {
        for (int i = from; i < to; i++) {
          aim[i] = 1 / (1 + Math.exp(-aim[i]));
        }
      }
      case TANH -> {
        for (int i = from; i < to; i++) {
          aim[i] = Math.tanh(aim[i]);
        }
      }
    }
  }

  @Override
  public String description() {
    return "leaky rate units, " + transfer.name().toLowerCase(java.util.Locale.ROOT) + ", exact";
  }
}
