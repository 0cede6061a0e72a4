package cerulean.neuro.conformance;

import cerulean.neuro.Compartment;
import cerulean.neuro.Population;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.StateRecorder;
import cerulean.neuro.Stimulus;
import java.util.function.DoubleUnaryOperator;

/// One cell in a simulation of its own, for the rows of the sheet.
final class Cell {

  final Simulation simulation;
  final Population population;
  private final SpikeRecorder spikes;
  private int stimuli;

  Cell(double dtMs, Population population) {
    simulation = Simulation.of(dtMs, 1);
    this.population = simulation.add("cell", population);
    spikes = simulation.add("spikes", SpikeRecorder.of(population));
  }

  /// Adds a current into the first compartment.
  Cell with(Stimulus stimulus) {
    return with(population.compartment(), stimulus);
  }

  /// Adds a current into a compartment.
  Cell with(Compartment compartment, Stimulus stimulus) {
    simulation.stimulate("stimulus" + stimuli++, compartment, stimulus);
    return this;
  }

  /// Adds a current that is a function of time.
  Cell with(DoubleUnaryOperator ofTimeMs) {
    return with(Stimulus.of(ofTimeMs));
  }

  Cell set(String array, double value) {
    population.fill(array, value);
    return this;
  }

  /// Spike times after a run of `ms`, ends of steps, rounded to a tenth of a microsecond.
  double[] spikes(double ms) {
    simulation.run(ms);
    return spikeTimes();
  }

  double[] spikeTimes() {
    double[] times = spikes.timesMs();
    for (int i = 0; i < times.length; i++) {
      times[i] = rounded(times[i]);
    }
    return times;
  }

  /// A state of the cell at the end of every step of a run of `ms`.
  double[] trace(String array, double ms) {
    StateRecorder recorder =
        simulation.add("trace-" + array, StateRecorder.of(population, array, 0));
    simulation.run(ms);
    return recorder.trace(0);
  }

  /// A state of the cell after a run of `ms`.
  double after(String array, double ms) {
    simulation.run(ms);
    return population.state(array)[0];
  }

  static double rounded(double ms) {
    return Math.rint(ms * 1e4) / 1e4;
  }
}
