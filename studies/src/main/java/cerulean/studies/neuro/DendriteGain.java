package cerulean.studies.neuro;

import cerulean.neuro.CellType;
import cerulean.neuro.Population;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.analysis.FiCurve;
import cerulean.neuro.analysis.FiringRates;
import cerulean.neuro.analysis.SpikeTrains;

/// Rates of a cell with a dendrite by the currents into soma and dendrite, `[dendrite][soma]`, in
/// Hz.
///
/// Every pair of currents has a cell of its own, all in one population.
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
record DendriteGain(CellType type, double[] somaPa, double[] dendritePa, double[][] hz) {

  /// The name of the second compartment.
  static final String DENDRITE = "dendrite";

  private static final int SOMATIC = 14;
  private static final double SOMA_STEP_PA = 200;
  private static final int DENDRITIC = 10;
  private static final double DENDRITE_STEP_PA = 50;

  /// To 2600 pA into the soma and 450 pA into the dendrite, as in Whyte, Munn and Shine (2025).
  static DendriteGain of(CellType type, FiCurve.Protocol protocol) {
    double[] soma = new double[SOMATIC];
    double[] dendrite = new double[DENDRITIC];
    double[] somaOfCell = new double[SOMATIC * DENDRITIC];
    double[] dendriteOfCell = new double[SOMATIC * DENDRITIC];
    for (int cell = 0; cell < somaOfCell.length; cell++) {
      int row = cell / SOMATIC;
      int column = cell % SOMATIC;
      somaOfCell[cell] = SOMA_STEP_PA * column;
      dendriteOfCell[cell] = DENDRITE_STEP_PA * row;
      soma[column] = somaOfCell[cell];
      dendrite[row] = dendriteOfCell[cell];
    }
    Simulation simulation = Simulation.of(protocol.dtMs(), 1);
    Population cells = simulation.add("cells", type.population(somaOfCell.length));
    simulation.stimulate("soma", cells, Stimulus.constant(somaOfCell));
    simulation.stimulate(DENDRITE, cells.compartment(DENDRITE), Stimulus.constant(dendriteOfCell));
    SpikeRecorder spikes = simulation.add("spikes", SpikeRecorder.of(cells));
    simulation.run(protocol.settleMs());
    simulation.run(protocol.measureMs());
    double end = protocol.settleMs() + protocol.measureMs();
    double[] rates = FiringRates.ofCellsHz(SpikeTrains.of(spikes, protocol.settleMs(), end));
    double[][] hz = new double[DENDRITIC][SOMATIC];
    for (int cell = 0; cell < rates.length; cell++) {
      hz[cell / SOMATIC][cell % SOMATIC] = rates[cell];
    }
    return new DendriteGain(type, soma, dendrite, hz);
  }

  /// The current step between columns, and between rows, in pA.
  static double somaStepPa() {
    return SOMA_STEP_PA;
  }

  static double dendriteStepPa() {
    return DENDRITE_STEP_PA;
  }
}
