package cerulean.studies.microcircuit;

import cerulean.neuro.DendriteParameters;
import cerulean.neuro.Izhikevich2007Parameters;
import cerulean.studies.run.Origin;
import java.util.List;
import java.util.Locale;

/// One parameter of the study: what it is, its value, what is known of it, where it is from.
///
/// - `key`: name in the results file
/// - `name`, `value`: in words, with the unit
/// - `known`: the value of the parent model or of the reconstruction; a dash where there is none
record StudyParameter(String key, String name, Object value, String known, Origin origin) {

  private static StudyParameter given(String key, String name, Object value) {
    return new StudyParameter(key, name, value, String.valueOf(value), Origin.GIVEN);
  }

  private static StudyParameter rebuilt(String key, String name, Object value) {
    return new StudyParameter(key, name, value, String.valueOf(value), Origin.RECONSTRUCTED);
  }

  private static StudyParameter ours(String key, String name, Object value) {
    return new StudyParameter(key, name, value, "-", Origin.OURS);
  }

  /// Every parameter. [Origin#GIVEN] is the published code of the parent model; the paper itself
  /// gives none that could be had.
  static List<StudyParameter> of(MicrocircuitSettings settings) {
    CellProtocol c = settings.cell();
    RingProtocol r = settings.ring();
    RingProtocol loop = RingProtocol.CLOSED;
    RingProtocol seen = RingProtocol.STIMULATED;
    PlasticityProtocol p = settings.plasticity();
    PulseProtocol g = settings.pulse();
    return List.of(
        given(
            "soma",
            "soma of pyramids: C k vr vt vpeak a b c d",
            cell(Izhikevich2007Parameters.LAYER5_SOMA)),
        given("burstReset", "c and d of the soma in a plateau", "-55 mV, 150 pA"),
        given("dendrite", "dendrite: C g_L E_L k E_d D a b", dendrite()),
        given(
            "backPropagation", "current into the dendrite after a spike", "2600 pA, 0.5 to 2.5 ms"),
        given("plateauMv", "plateau from (mV)", c.plateauMv()),
        given("pv", "PV cell: C k vr vt vpeak a b c d", cell(Izhikevich2007Parameters.PV_BASKET)),
        rebuilt("som", "SOM cell: C k vr vt vpeak a b c d", cell(Izhikevich2007Parameters.SOM)),
        given("dtMs", "step (ms), forward Euler, conductances implicit", c.dtMs()),
        given("inhibitionMv", "reversal of inhibition (mV)", c.inhibitionMv()),
        given("tauMs", "decay of AMPA and GABA-A (ms)", r.tauMs()),
        rebuilt("noise", "somatic noise: sd (pA), decay (ms)", c.noiseSd() + ", " + c.noiseTauMs()),
        rebuilt("noiseOfNetworks", "the same in networks and plastic cells: sd (pA)", r.noiseSd()),
        rebuilt("grid", "currents: step (pA), number", c.stepPa() + ", " + c.currents()),
        rebuilt("copies", "cells for each current and seed", c.copies()),
        rebuilt("analysedMs", "time analysed (ms)", c.analysedMs()),
        ours("warmUpMs", "time before that (ms)", c.warmUpMs()),
        rebuilt("leastHz", "rates fitted are above (Hz)", c.leastHz()),
        rebuilt("burstMs", "intervals within a burst are below (ms)", c.burstMs()),
        rebuilt("ringCells", "ring, open loop: pyramids, PV, SOM", cells(r)),
        rebuilt(
            "ringDendritePa",
            "its dendritic current (pA), coupling",
            r.dendritePa() + ", " + r.coupling()),
        given("widths", "widths s: between pyramids, others", r.widthNear() + ", " + r.widthFar()),
        rebuilt("ringExcitation", "its excitation between pyramids, J0 (nS)", r.excitation()),
        rebuilt("ringInhibition", "its inhibition, J0 (nS): SOM; PV and twice that", "10; 8, 16"),
        ours("somHalf", "SOM of half the strength, J0 (nS)", Inhibition.SOM_WEAK.somJ0()),
        ours(
            "interneuronPa",
            "drive of SOM, PV cells (pA), for about 67 and 93 Hz",
            Inhibition.SOM_DRIVE + ", " + Inhibition.PV_DRIVE),
        ours("interneuronNoise", "noise of interneurons: sd over drive", r.interneuronNoise()),
        rebuilt("loopCells", "closed loop: pyramids, PV, SOM", cells(loop)),
        rebuilt(
            "loopJ0",
            "its J0 (nS): to PV, to SOM; from PV",
            loop.toPv() + ", " + loop.toSom() + "; 0, 3, 8"),
        ours(
            "loopExcitation",
            "its excitation between pyramids, J0 (nS): sum over cells as in the ring",
            loop.excitation()),
        ours(
            "seenJ0",
            "network with stimulus, J0 (nS): to PV, to SOM, from PV, from SOM",
            seen.toPv()
                + ", "
                + seen.toSom()
                + ", "
                + StimulusPulse.INHIBITION.pvJ0()
                + ", "
                + StimulusPulse.INHIBITION.somJ0()),
        ours("seenPa", "its base current (pA)", StimulusPulse.BASE_PA),
        given(
            "stimulus", "its stimulus: pA, cells, ms", "600 e^(-((n - 45) / 20)^2), 1000 to 1200"),
        rebuilt(
            "stdp",
            "plasticity: A+, A-/A+, tau (ms), bounds",
            p.aPlus() + ", " + p.ratio() + ", " + p.tauMs() + ", 0 to 1"),
        rebuilt(
            "startWeight", "weights at the start, of a learnt pair", p.start() + ", " + p.learnt()),
        rebuilt(
            "pairs",
            "pairs: number, pre and post (pA), synapse (nS)",
            p.pairs() + ", " + p.prePa() + ", " + p.postPa() + ", " + p.pairNs()),
        ours("longestMs", "pairs: longest run (ms)", p.longestMs()),
        rebuilt(
            "plasticRing",
            "plastic ring: cells, drive (pA), its sd (cells), J0 (nS), s, ms",
            p.ring()
                + ", "
                + p.ringPa()
                + ", "
                + p.ringSd()
                + ", "
                + p.ringJ0()
                + ", "
                + p.ringWidth()
                + ", "
                + p.ringMs()),
        ours("plasticSom", "SOM on the plastic ring: tonic (nS)", p.somNs()),
        rebuilt("pulse", "pulse of coupling 0 to 1 (ms)", g.lengthMs()),
        ours(
            "pulseCells",
            "cells for each current, dendrite (pA), bin (ms)",
            g.copies() + ", " + g.dendritePa() + ", " + g.binMs()),
        ours(
            "coincidence",
            "traces: soma, dendrite (pA), length (ms)",
            Coincidence.SOMA_PA + ", " + Coincidence.DENDRITE_PA + ", " + Coincidence.LENGTH_MS),
        ours("bridge", "artificial network: iterations per bin of the pulse", 1));
  }

  private static String cells(RingProtocol ring) {
    return ring.pyramids() + ", " + ring.pv() + ", " + ring.som();
  }

  private static String cell(Izhikevich2007Parameters cell) {
    return numbers(
        cell.capacitancePf(),
        cell.k(),
        cell.restMv(),
        cell.thresholdMv(),
        cell.peakMv(),
        cell.a(),
        cell.b(),
        cell.cMv(),
        cell.d());
  }

  private static String dendrite() {
    DendriteParameters d = DendriteParameters.LAYER5;
    return numbers(
        d.capacitancePf(),
        d.leakNs(),
        d.restMv(),
        d.regenerativePa(),
        d.halfMv(),
        d.widthMv(),
        d.a(),
        d.b());
  }

  private static String numbers(double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : " ").append(shortened(value));
    }
    return text.toString();
  }

  private static String shortened(double value) {
    String text = String.format(Locale.ROOT, "%.4g", value);
    return value == Math.rint(value) ? Long.toString((long) value) : text.replaceAll("0+$", "");
  }
}
