package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receptors, noise with memory and short-term plasticity in a network; closed forms are in the
/// conformance sheet.
@Tag("once")
class ReceptorTest {

  /// All that has state: every receptor, coloured noise, short-term plasticity, gap junctions.
  private static Simulation network() {
    Simulation sim = Simulation.of(0.25, 9);
    PoissonSource source = sim.add("source", PoissonSource.of(200, 40));
    AdaptiveLifPopulation cells =
        sim.add(
            "cells",
            AdaptiveLifPopulation.of(
                60, AdaptiveLifParameters.current(LifParameters.DEFAULT, 40, 100)));
    CompartmentalPopulation pyramids = sim.add("pyramids", Layer5Pyramidal.of(40, 0.5));
    cells.attach("ampa", Receptors.ampa());
    cells.attach("gabaA", Receptors.gabaA());
    cells.attach("gabaB", Receptors.gabaB());
    cells.attach("alpha", new AlphaCurrentPort(2));
    cells.attach("slow", new DualExponentialConductancePort(2, 20, 0));
    pyramids.attach("nmda", Receptors.nmda(), pyramids.compartment("dendrite"));
    pyramids.attach("mg", NmdaPort.magnesium(100, 0, 1), pyramids.compartment("soma"));
    for (String port : new String[] {"ampa", "gabaA", "gabaB", "alpha", "slow"}) {
      connect(sim, source, cells, port);
    }
    connect(sim, source, pyramids, "nmda");
    connect(sim, source, pyramids, "mg");
    sim.add("stp", ShortTermPlasticity.of((Projection) sim.get("to-nmda"), 0.3, 50, 200));
    sim.stimulate("noise", pyramids, Stimulus.ornsteinUhlenbeck(300, 5));
    sim.stimulate("drive", pyramids, Stimulus.constant(800));
    sim.stimulate(
        "gaps", cells, GapJunctions.of(new int[] {0, 1}, new int[] {1, 5}, new double[] {1, 2}));
    return sim;
  }

  private static void connect(Simulation sim, Population source, Population target, String port) {
    sim.connect(
        "to-" + port,
        source,
        target.port(port),
        Connectivity.fixedProbability(0.2),
        Values.uniform(0, 3),
        Delays.uniformMs(1, 5));
  }

  @Test
  void networkGoesOnBitForBit(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("network.safetensors");
    Simulation through = network();
    SpikeRecorder spikes =
        through.add("spikes", SpikeRecorder.of((Population) through.get("cells")));
    through.run(200);
    assertTrue(spikes.total() > 10, "a comparison of cells that fire");
    Simulation first = network();
    first.run(100);
    first.save(file);
    Simulation second = network();
    second.load(file);
    second.run(100);
    for (String name : new String[] {"cells", "pyramids"}) {
      Population expected = (Population) through.get(name);
      Population found = (Population) second.get(name);
      for (String state : expected.states()) {
        assertArrayEquals(expected.state(state), found.state(state), state);
      }
    }
  }

  /// Standard deviation and correlation over 5 ms of 20,000 cells, within four standard errors,
  /// from the first step on and for two steps.
  @Test
  void colouredNoiseHasItsStatisticsWhateverTheStep() {
    for (double dtMs : new double[] {0.5, 2.5}) {
      int n = 20_000;
      Simulation sim = Simulation.of(dtMs, 2);
      RatePopulation cells =
          sim.add("cells", RatePopulation.of(n, 1, RatePopulation.Transfer.LINEAR));
      sim.stimulate("noise", cells, Stimulus.ornsteinUhlenbeck(3, 5));
      sim.step();
      double[] now = cells.compartment().current().clone();
      sim.run(5);
      double[] later = cells.compartment().current();
      double square = 0;
      double product = 0;
      for (int i = 0; i < n; i++) {
        square += now[i] * now[i] / n;
        product += now[i] * later[i] / n;
      }
      assertEquals(9, square, 4 * 9 * Math.sqrt(2.0 / n));
      assertEquals(9 / Math.E, product, 4 * 9 * Math.sqrt(1.2 / n));
    }
  }

  /// A rule that was not added does nothing; one that was reads spikes before they are delivered.
  @Test
  void plasticityActsOnTheSpikesOfItsOwnStep() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {1, 11}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("in", new CurrentPort());
    Projection synapses =
        sim.connect(
            "s",
            source,
            cells.port("in"),
            Connectivity.allToAll(),
            Values.constant(8),
            Delays.oneStep());
    ShortTermPlasticity rule = ShortTermPlasticity.of(synapses, 0.25, 0, 1e12);
    sim.run(2);
    assertEquals(8, cells.compartment().current()[0]);
    sim.add("stp", rule);
    sim.run(10);
    assertEquals(2, cells.compartment().current()[0]);
  }
}
