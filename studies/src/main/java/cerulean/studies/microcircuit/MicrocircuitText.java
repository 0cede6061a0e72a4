package cerulean.studies.microcircuit;

import cerulean.studies.gap.OutsideGain;
import java.util.List;

/// The words of the report.
final class MicrocircuitText {

  private final MicrocircuitSettings settings;
  private final MicrocircuitStudy study;

  MicrocircuitText(MicrocircuitSettings settings, MicrocircuitStudy study) {
    this.settings = settings;
    this.study = study;
  }

  String lead(List<Claim> claims) {
    long held = claims.stream().filter(Claim::holds).count();
    double low = gain(Condition.of(0, 1));
    double high = gain(Condition.of(450, 1));
    return "Dendritic current raises the gain of pyramidal cells from "
        + Claims.number(low, 1)
        + " to "
        + Claims.number(high, 1)
        + " Hz/nA, SOM cells take it back, PV cells move the threshold, and bursts speed plasticity: "
        + held
        + " of "
        + claims.size()
        + " statements hold.";
  }

  private double gain(Condition condition) {
    return Claims.mean(Findings.each(study.cells(condition), Response::gain));
  }

  /// What is known and what is not.
  String standing() {
    return "The paper (arXiv:2507.03222) could be read as an abstract only: its table, constants, figures"
        + " and numbers are not known, so no number here stands beside one of the paper. Cells are those of"
        + " the published code of its parent model (Whyte, Munn & Shine 2025, the same authors); protocols are"
        + " reconstructions. Small numbers below ours are those of a prototype with the same reconstruction"
        + " in another program: they check the program, not the reconstruction. Nothing was tuned to them.";
  }

  private String seeds() {
    return settings.seeds().size() + " seeds";
  }

  private String bands() {
    return " Lines are means over " + seeds() + ", bands one standard deviation either side.";
  }

  String traces() {
    return "One cell without noise under a step of "
        + Condition.number(Coincidence.LENGTH_MS)
        + " ms: "
        + Condition.number(Coincidence.SOMA_PA)
        + " pA into the soma, "
        + Condition.number(Coincidence.DENDRITE_PA)
        + " pA into the dendrite, both with coupling 1, both with coupling 0. Grey: when the step is on.";
  }

  String byDendrite() {
    return "Rate of single cells against somatic current for four dendritic currents, coupling 1."
        + bands();
  }

  String byCoupling() {
    return "Rate of single cells against somatic current for five couplings, dendrite 300 pA."
        + bands();
  }

  String heatMap() {
    return "Mean gain over dendritic current and coupling: neither alone raises it.";
  }

  String som() {
    return "Inhibition of dendrites. Above, single cells under a constant conductance, dendrite 300 pA;"
        + " below, rings of 24 pyramids, dendrite 400 pA, with 12 SOM cells driven from outside."
        + bands();
  }

  String pv() {
    return "Inhibition of somata. Above, single cells under a constant conductance, dendrite 300 pA; below,"
        + " rings of 24 pyramids, dendrite 400 pA, with 12 PV cells driven from outside."
        + bands();
  }

  String closed() {
    return "In a closed loop interneurons are the more active the more pyramids are, so that PV cells lower"
        + " the slope, too: the paper's statement is about PV cells that do not follow their targets. Slopes"
        + " are lower than the prototype's; the record does not give its excitation between pyramids.";
  }

  String gains() {
    return "All gains of single cells; diamonds are the prototype's.";
  }

  String raster() {
    return "A ring of 90 pyramids, 30 PV and 30 SOM cells in a closed loop (seed "
        + settings.seeds().getFirst()
        + "): all pyramids get "
        + Condition.number(StimulusPulse.BASE_PA)
        + " pA, from 1000 to 1200 ms a Gaussian stimulus of up to 600 pA round cell 45. Spikes with"
        + " coupling 1; below, the rate of the pyramids with coupling 1 and 0; the table compares them over"
        + " seeds.";
  }

  String plasticity() {
    return "Left, time until half of 60 independent pairs have learnt; right, the way of a weight, up and down,"
        + " per second on a plastic ring of 40 cells. Means over "
        + seeds()
        + "; diamonds are the prototype's.";
  }

  String pulse() {
    return "The coupling goes from 0 to 1 and, 500 ms later, back. Above, gain in bins of 50 ms over its mean"
        + " before; middle, mean weight of 60 plastic pairs with the pulse and, with the same noise,"
        + " without; below, their difference: gain comes and goes, the weights keep their lead."
        + bands();
  }

  String bridge() {
    double[] signal = Bridge.signal(settings.pulse(), study.gain());
    return "What the papers only suggest: the measured gain drives an artificial network. The relative gain in"
        + " the "
        + signal.length
        + " bins of the pulse ("
        + Bridge.words(signal)
        + ") is the gain of every layer in the first "
        + signal.length
        + " iterations after each switch of a stability-gap run, one iteration for a bin of 50 ms; it is 1"
        + " otherwise. As a control the same pulse comes in the middle of each context instead. Unlike the"
        + " gain driven by entropy, the pulse is told when the switch is.";
  }

  String learning() {
    return "Accuracy on task 1 and gain while tasks join." + bands();
  }

  String bridgeDots() {
    return "Mean stability gap over four switches and mean accuracy at the ends of contexts, over "
        + seeds()
        + ".";
  }

  List<String> methods() {
    return List.of(
        "Pyramidal cells have two compartments. Soma: `C v' = k (v - vr)(v - vt) - u + I`, `u' = a (b (v - vr)"
            + " - u)`; at `vpeak` a spike, `v <- c`, `u <- u + d`. Dendrite: `C v' = -g_L (v - E_L) + k F(v) + w"
            + " + I`, `w' = a (b (v - E_L) - w)`, `F(v) = 1 / (1 + e^(-(v - E_d) / D))`. After a somatic spike"
            + " each step of the back-propagated current passes with probability gamma, the coupling; while the"
            + " dendrite is at -30 mV or above, a spike is reset to the burst's c and d with the same"
            + " probability. That is the parent model with a constant gamma instead of its thalamus, and without"
            + " its slow adaptation.",
        "Single cells: "
            + settings.cell().copies()
            + " copies for each of "
            + settings.cell().currents()
            + " somatic currents, each with Ornstein-Uhlenbeck noise of its own into the soma. Gain is the"
            + " slope of a least-squares line through the rates above 2 Hz, the x-intercept is where that line"
            + " meets zero. An event is a spike with all that follow within 10 ms; a burst is an event of"
            + " several. Tonic SOM and PV inhibition are constant conductances on dendrite and soma.",
        "Rings: cells lie evenly on a circle of radius 1. Synapses between cells at the chord distance r have"
            + " the weight `J0 e^(-r^2 / 2 s^2) / (s sqrt(2 pi))` nS and make conductances that decay"
            + " exponentially; none leads from a cell to itself; delays are one step. In the open loop SOM and PV"
            + " cells are driven by a current with noise and hear nothing of the pyramids; all pyramids get"
            + " the same current, and the ring is run anew for each.",
        "Plasticity: on a spike at the synapse `w <- w - A- y`, on a spike of the target `w <- w + A+ x`, with"
            + " traces x and y of all spikes of source and target, cut to 0 and 1; conductance is w times the"
            + " strength of the synapse. On the ring that strength falls with distance as above. The way of a"
            + " weight adds up its changes, looked at every millisecond.",
        "The pulse: "
            + settings.pulse().copies()
            + " cells for each current and plastic pairs run with coupling 0; it is set to 1 at 1000 ms and back"
            + " to 0 at 1500 ms. Pairs with and without a pulse have the same noise. The gain of a bin is the"
            + " slope over the currents whose rate before the pulse is above 2 Hz.",
        "Artificial network: "
            + OutsideGain.description()
            + ". Seeds of the noise are also those of tasks, weights and batches; avg-ACC, min-ACC and avg-SG are"
            + " those of the stability-gap study.",
        "Statistics: the seed of the noise is the unit. Intervals are 95 % by Student's t over seeds;"
            + " differences are of the same seed under two conditions; p-values are of paired t-tests, not"
            + " corrected for their number. Every number is the same on any number of threads.");
  }
}
