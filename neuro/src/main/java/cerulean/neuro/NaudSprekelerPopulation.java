package cerulean.neuro;

import java.util.Arrays;

/// Burst cells of two compartments (Naud & Sprekeler 2018): a leaky soma with a moving threshold, and a
/// dendrite whose calcium spikes drive both.
///
///     v_s' = (E - v_s) / tau_s + (g_s F(v_d) + a w_s + I_s) / C_s
///     v_d' = (E - v_d) / tau_d + (g_d F(v_d) + b w_d + box + I_d) / C_d
///     w_s' = -w_s / tau_ws,   w_d' = (v_d - E - w_d) / tau_wd,   theta' = (V_T - theta) / tau_theta
///     F(v) = 1 / (1 + e^(-(v - E_d) / D))
///
/// Parameters, one value for all cells: [NaudSprekelerParameters]. As arrays, for neuromodulators:
/// `thresholdMv`, `adaptationPa`, `backPropagatedPa`.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `soma.v`, `dendrite.v` | E | voltages in mV |
/// | `soma.w` | 0 | adaptation, in jumps |
/// | `dendrite.w` | 0 | slow dendritic variable in mV |
/// | `threshold` | V_T | moving threshold in mV |
/// | `backPropagated` | 0 | steps for which the box still flows |
///
/// Two compartments, `soma` and `dendrite`; currents in pA, conductances in nS, taken as currents with the
/// voltage at the start of the step.
///
/// **Spike and reset.** A cell whose somatic voltage is above the threshold after a step has fired in that
/// step; then `v_s = E`, the threshold rises, w_s is 1 more, and the box of current into the dendrite lasts
/// for the next steps.
///
/// **Integration**: Euler with everything from the start of the step, w_s by its exponential; order 1.
///
/// Reference: R. Naud & H. Sprekeler (2018), Sparse bursts optimize information transmission in a
/// multiplexed neural code, PNAS 115(27), E6329-E6338.
public final class NaudSprekelerPopulation extends Population {

  private final NaudSprekelerParameters cell;
  private final double[] thresholdMv = addParameter("thresholdMv");
  private final double[] adaptationPa = addParameter("adaptationPa");
  private final double[] backPropagatedPa = addParameter("backPropagatedPa");

  private final double[] somaV = addState("soma.v");
  private final double[] dendriteV = addState("dendrite.v");
  private final double[] somaW = addState("soma.w");
  private final double[] dendriteW = addState("dendrite.w");
  private final double[] threshold = addState("threshold");
  private final double[] box = addState("backPropagated");
  private final Compartment soma = addCompartment("soma", somaV, "pA");
  private final Compartment dendrite = addCompartment("dendrite", dendriteV, "pA");

  private final double[] open;
  private final double[] nextW;
  private double somaDecay;
  private long boxSteps;

  private NaudSprekelerPopulation(int size, NaudSprekelerParameters cell) {
    super(size);
    this.cell = cell;
    open = new double[size];
    nextW = new double[size];
    Arrays.fill(thresholdMv, cell.thresholdMv());
    Arrays.fill(adaptationPa, cell.adaptationPa());
    Arrays.fill(backPropagatedPa, cell.backPropagatedPa());
    Arrays.fill(somaV, cell.restMv());
    Arrays.fill(dendriteV, cell.restMv());
    Arrays.fill(threshold, cell.thresholdMv());
  }

  /// `size` cells of one kind.
  public static NaudSprekelerPopulation of(int size, NaudSprekelerParameters cell) {
    return new NaudSprekelerPopulation(size, cell);
  }

  @Override
  protected void prepare(double dtMs) {
    requireFinite("thresholdMv", "adaptationPa", "backPropagatedPa");
    somaDecay = Math.exp(-dtMs / cell.adaptationMs());
    boxSteps = Math.round(cell.backPropagatedMs() / dtMs);
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    open(from, to);
    slow(dtMs, from, to);
    somata(dtMs, soma.current(), from, to);
    dendrites(dtMs, dendrite.current(), from, to);
    System.arraycopy(nextW, from, dendriteW, from, to - from);
    thresholds(dtMs, from, to);
    return reset(step, dtMs, from, to, fired);
  }

  private void open(int from, int to) {
    double half = cell.halfMv();
    double width = cell.widthMv();
    for (int i = from; i < to; i++) {
      open[i] = 1 / (1 + Math.exp(-(dendriteV[i] - half) / width));
    }
  }

  private void slow(double h, int from, int to) {
    double[] v = dendriteV;
    double[] w = dendriteW;
    double[] next = nextW;
    double rest = cell.restMv();
    double rate = h / cell.slowMs();
    for (int i = from; i < to; i++) {
      next[i] = w[i] + rate * (v[i] - rest - w[i]);
    }
  }

  private void somata(double h, double[] current, int from, int to) {
    double[] v = somaV;
    double[] w = somaW;
    double[] open = this.open;
    double[] adaptation = adaptationPa;
    double rest = cell.restMv();
    double tau = cell.somaTauMs();
    double c = cell.somaPf();
    double g = cell.somaRegenerativePa();
    for (int i = from; i < to; i++) {
      v[i] += h * ((rest - v[i]) / tau + (adaptation[i] * w[i] + g * open[i] + current[i]) / c);
    }
    double decay = somaDecay;
    for (int i = from; i < to; i++) {
      w[i] *= decay;
    }
  }

  private void dendrites(double h, double[] current, int from, int to) {
    double[] v = dendriteV;
    double[] w = dendriteW;
    double[] open = this.open;
    double[] box = this.box;
    double[] height = backPropagatedPa;
    double rest = cell.restMv();
    double tau = cell.dendriteTauMs();
    double c = cell.dendritePf();
    double g = cell.dendriteRegenerativePa();
    double slow = cell.slowNs();
    for (int i = from; i < to; i++) {
      double flows = Math.min(box[i], 1) * height[i];
      v[i] += h * ((rest - v[i]) / tau + (slow * w[i] + g * open[i] + current[i] + flows) / c);
    }
    for (int i = from; i < to; i++) {
      box[i] = Math.max(box[i] - 1, 0);
    }
  }

  private void thresholds(double h, int from, int to) {
    double[] threshold = this.threshold;
    double[] aim = thresholdMv;
    double rate = h / cell.thresholdMs();
    for (int i = from; i < to; i++) {
      threshold[i] += rate * (aim[i] - threshold[i]);
    }
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(somaV[i] <= threshold[i])) {
        if (Double.isNaN(somaV[i])) {
          throw notANumber("soma.v", i, step, dtMs);
        }
        fired[at++] = i;
        somaV[i] = cell.restMv();
        somaW[i] += 1;
        threshold[i] += cell.thresholdJumpMv();
        box[i] = boxSteps;
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return "Naud and Sprekeler 2018, soma and dendrite, Euler";
  }
}
