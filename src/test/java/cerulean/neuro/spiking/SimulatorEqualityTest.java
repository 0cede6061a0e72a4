package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.AdaptiveLifPopulation;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.neuro.NaudSprekelerPopulation;
import cerulean.neuro.Population;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A population of the simulator and a layer of the same cells, driven by the same noisy currents,
/// fire at the same steps. The layer runs in F64, as populations do.
class SimulatorEqualityTest {

  private static final int CELLS = 19;

  /// A current for each step and cell, from column `column` on.
  private static final class Given extends Stimulus {
    private final double[] currents;
    private final int width;
    private final int column;
    private int at;

    Given(Tensor input, int column) {
      currents = input.toDoubleArray();
      width = input.dim(2);
      this.column = column;
    }

    @Override
    protected void begin(long step, double dtMs) {
      at = (int) step * width + column;
    }

    @Override
    protected void add(double[] current, int from, int to) {
      for (int i = from; i < to; i++) {
        current[i] += currents[at + i];
      }
    }

    @Override
    public String description() {
      return "given";
    }
  }

  /// Currents `[steps, 1, width]`, normal, held for 5 steps.
  private static Tensor currents(int steps, int width, double mean, double sd) {
    Tensor draws = Tensor.normal(Philox.of(3), 0, 1, steps / 5, 1, 1, width).to(DType.F64);
    return draws.expand(steps / 5, 5, 1, width).reshape(steps, 1, width).mul(sd).add(mean);
  }

  private static void compare(
      Population cells, Neuron neuron, double dtMs, Tensor input, String... compartments) {
    Simulation sim = Simulation.of(dtMs, 1);
    sim.add("cells", cells);
    for (int k = 0; k < compartments.length; k++) {
      sim.stimulate(
          compartments[k], cells.compartment(compartments[k]), new Given(input, k * CELLS));
    }
    SpikeRecorder recorder = sim.add("spikes", SpikeRecorder.of(cells));
    int steps = input.dim(0);
    for (int t = 0; t < steps; t++) {
      sim.step();
    }
    double[] expected = new double[steps * CELLS];
    for (int k = 0; k < recorder.total(); k++) {
      expected[(int) recorder.steps()[k] * CELLS + recorder.cells()[k]] = 1;
    }
    assertTrue(recorder.total() > 20 * CELLS, "cells fire: " + recorder.total());

    SpikingLayer layer = SpikingLayer.of(CELLS, neuron, dtMs);
    SpikingState start = layer.start(1, DType.F64);
    SpikingRun run = layer.forward(Variable.constant(input), start);
    assertArrayEquals(expected, run.output().value().toDoubleArray());
    // The voltages at the end too, to the last bit.
    String voltage = layer.stateNames().getFirst();
    assertArrayEquals(cells.state(voltage), run.last().get(voltage).value().toDoubleArray());
  }

  @Test
  void lifCellsFireAtTheSameSteps() {
    for (double refractoryMs : new double[] {0, 3}) {
      LifParameters cell = new LifParameters(20, 200, -70, -54, -65, refractoryMs);
      compare(
          LifPopulation.of(CELLS, cell),
          Neuron.lif(cell),
          0.5,
          currents(3000, CELLS, 200, 150),
          "soma");
    }
  }

  @Test
  void adaptiveLifCellsFireAtTheSameSteps() {
    AdaptiveLifParameters cell =
        new AdaptiveLifParameters(LifParameters.DEFAULT, 20, 120, 1.5, 40, 1.2);
    compare(
        AdaptiveLifPopulation.of(CELLS, cell),
        Neuron.adaptiveLif(cell),
        0.5,
        currents(3000, CELLS, 600, 400),
        "soma");
  }

  @ParameterizedTest
  @EnumSource(
      value = IzhikevichScheme.class,
      names = "RUNGE_KUTTA_4",
      mode = EnumSource.Mode.EXCLUDE)
  void izhikevichCellsFireAtTheSameSteps(IzhikevichScheme scheme) {
    IzhikevichParameters cell = IzhikevichParameters.of(0.02, 0.2, -50, 2);
    compare(
        IzhikevichPopulation.of(CELLS, cell, scheme),
        Neuron.izhikevich(cell, scheme),
        0.25,
        currents(4000, CELLS, 8, 6),
        "soma");
  }

  @Test
  void cellsOfTwoCompartmentsFireAtTheSameSteps() {
    NaudSprekelerParameters cell = NaudSprekelerParameters.LAYER5;
    compare(
        NaudSprekelerPopulation.of(CELLS, cell),
        Neuron.twoCompartments(cell),
        0.1,
        currents(20_000, 2 * CELLS, 450, 900),
        "soma",
        "dendrite");
  }
}
