package cerulean.neuro;

import cerulean.neuro.CellTree.Part;

/// The layer-5 pyramidal cell of two compartments, ready: an Izhikevich soma, an apical dendrite with
/// calcium spikes, spikes that travel back into it, plateaus that turn single spikes into bursts.
///
///     CompartmentalPopulation cells = sim.add("pyramids", Layer5Pyramidal.of(100, 1));
///     sim.stimulate("soma", cells, Stimulus.constant(700));
///     sim.stimulate("tuft", cells.compartment("dendrite"), Stimulus.constant(400));
///
/// - soma: [Izhikevich2007Parameters#LAYER5_SOMA], c and d -65 mV and 250 pA, -55 mV and 150 pA while the
///   dendrite is at or above -30 mV
/// - dendrite: [DendriteParameters#LAYER5]; 2600 pA from 0.5 to 2.5 ms after each somatic spike
/// - both are joined by these two mechanisms alone, each with probability `coupling`
///
/// Neither compartment alone makes a calcium spike from moderate input; a somatic spike together with dendritic
/// input does, and the cell bursts: it detects coincidence, and dendritic input raises the gain of its
/// rate against somatic current.
///
/// The receptors of the published network are, on `soma`: AMPA 6 ms, NMDA 100 ms with the quadratic
/// gate, at most 85 nS, GABA-A 6 ms with -75 mV ([ExponentialConductancePort], [NmdaPort#saturatingAt]). Its slow
/// adaptation is a projection of the population to itself, one to one, weight 0.065 nS, on an
/// [ExponentialConductancePort] of 2000 ms and -80 mV. The published step is 0.1 ms.
///
/// References: C. J. Whyte, B. R. Munn & J. M. Shine (2025), PLOS Computational Biology, doi
/// 10.1371/journal.pcbi.1012951; R. Naud & H. Sprekeler (2018), PNAS 115(27), E6329-E6338; M. E. Larkum, J. J.
/// Zhu & B. Sakmann (1999), Nature 398, 338-341.
public final class Layer5Pyramidal {

  /// The tree of the cell: parts `soma` and `dendrite`.
  public static final CellTree TREE =
      CellTree.of(
              Part.root("soma", Izhikevich2007Parameters.LAYER5_SOMA),
              Part.on("soma", "dendrite", DendriteParameters.LAYER5, 0, 0))
          .withBackPropagation("dendrite", 2600, 0.5, 2.5)
          .withPlateau("dendrite", -30, -55, 150);

  private Layer5Pyramidal() {}

  /// `size` cells; `coupling` from 0, soma and dendrite apart, to 1.
  public static CompartmentalPopulation of(int size, double coupling) {
    CompartmentalPopulation cells = CompartmentalPopulation.of(size, TREE);
    cells.fill("coupling", Checks.probability("Layer5Pyramidal: coupling", coupling));
    return cells;
  }
}
