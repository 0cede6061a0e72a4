package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every model: cells do not know of each other, threads make no difference, a run
/// can stop and go on. Models are those of the named cells and, for what is in no named cell, a few
/// more.
@Tag("once")
class CellTypeTest {

  private static final int SIZE = 4500;
  private static final double DT = 0.125;
  private static final double MS = 100;

  private static final List<CellType> MORE =
      List.of(
          more("LIF", n -> LifPopulation.of(n, LifParameters.DEFAULT)),
          more("adaptive LIF", n -> AdaptiveLifPopulation.of(n, adaptive())),
          more(
              "Izhikevich 2003, Euler",
              n ->
                  IzhikevichPopulation.of(
                      n, IzhikevichParameters.CHATTERING, IzhikevichScheme.EULER)),
          more(
              "Izhikevich 2007, v first",
              n ->
                  Izhikevich2007Population.of(
                      n,
                      Izhikevich2007Parameters.FAST_SPIKING,
                      Izhikevich2007Scheme.EULER_V_FIRST)),
          more(
              "Izhikevich 2007, Runge-Kutta",
              n ->
                  Izhikevich2007Population.of(
                      n,
                      Izhikevich2007Parameters.LOW_THRESHOLD_SPIKING,
                      Izhikevich2007Scheme.RUNGE_KUTTA_4)),
          more(
              "AdEx, Runge-Kutta",
              n -> AdExPopulation.of(n, AdExParameters.BRETTE_GERSTNER, AdExScheme.RUNGE_KUTTA_4)),
          more("rate units", n -> RatePopulation.of(n, 20, RatePopulation.Transfer.TANH)),
          more("tree", n -> CompartmentalPopulation.of(n, CompartmentalPopulationTest.TREE)));

  private static CellType more(String name, IntFunction<Population> make) {
    return new CellType(name, name, "this test", make);
  }

  private static AdaptiveLifParameters adaptive() {
    return new AdaptiveLifParameters(LifParameters.DEFAULT, 40, 80, 2, 50, 1.5);
  }

  private static Stream<CellType> types() {
    return Stream.concat(CellType.all().stream(), MORE.stream());
  }

  /// A run of cells under steps of current, cell i from 0 to a current that makes every model fire.
  private static Simulation simulation(Population cells, int first, int all) {
    Simulation sim = Simulation.of(DT, 3);
    sim.add("cells", cells);
    double most = cells.compartment().unit().equals("pA") ? 3000 : 20;
    double[] currents = new double[cells.size()];
    for (int i = 0; i < currents.length; i++) {
      currents[i] = most * (first + i) / all;
    }
    sim.stimulate("drive", cells, Stimulus.constant(currents));
    sim.stimulate("pulse", cells, Stimulus.pulse(20, 60, 0.1 * most));
    return sim;
  }

  @TestFactory
  Stream<DynamicTest> populationIsEqualToOneCellAtATime() {
    return types()
        .map(type ->
            DynamicTest.dynamicTest(
                type.name(),
                () -> {
                  Population all = type.population(SIZE);
                  Simulation sim = simulation(all, 0, SIZE);
                  SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(all));
                  sim.run(MS);
                  // Rate units have no spikes; an accommodating cell adapts to a steady current.
                  boolean silent = all instanceof RatePopulation || type.name().equals("AC 2004");
                  assertTrue(
                      silent || spikes.total() > SIZE / 4, "a comparison of cells that fire");
                  for (int cell : new int[] {0, 1, 1023, 1024, 3000, SIZE - 1}) {
                    Population alone = type.population(1);
                    simulation(alone, cell, SIZE).run(MS);
                    for (String state : all.states()) {
                      assertEquals(alone.state(state)[0], all.state(state)[cell], state);
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> threadsMakeNoDifference() {
    return types()
        .map(type ->
            DynamicTest.dynamicTest(
                type.name(),
                () -> {
                  Population one = onThreads(1, type);
                  Population three = onThreads(3, type);
                  for (String state : one.states()) {
                    assertArrayEquals(one.state(state), three.state(state), state);
                  }
                }));
  }

  private static Population onThreads(int threads, CellType type) {
    int before = Parallel.threads();
    try {
      Parallel.configure(threads);
      Population cells = type.population(SIZE);
      simulation(cells, 0, SIZE).run(MS / 2);
      return cells;
    } finally {
      Parallel.configure(before);
    }
  }

  @TestFactory
  Stream<DynamicTest> stoppedRunGoesOnBitForBit(@TempDir Path folder) {
    return types()
        .map(type ->
            DynamicTest.dynamicTest(
                type.name(),
                () -> {
                  Population through = type.population(50);
                  simulation(through, 0, 50).run(MS);
                  Population resumed = resumed(type, folder.resolve("run.safetensors"));
                  for (String state : through.states()) {
                    assertArrayEquals(through.state(state), resumed.state(state), state);
                  }
                }));
  }

  private static Population resumed(CellType type, Path file) throws IOException {
    Simulation first = simulation(type.population(50), 0, 50);
    first.run(MS / 2);
    first.save(file);
    Population cells = type.population(50);
    Simulation second = simulation(cells, 0, 50);
    second.load(file);
    second.run(MS / 2);
    return cells;
  }

  @TestFactory
  Stream<DynamicTest> inputThatIsNoNumberStopsTheRun() {
    return types()
        .map(type ->
            DynamicTest.dynamicTest(
                type.name(),
                () -> {
                  Simulation sim = Simulation.of(DT, 1);
                  Population cells = sim.add("cells", type.population(3));
                  sim.stimulate("drive", cells, Stimulus.of(t -> t < 1 ? 0 : Double.NaN));
                  String message =
                      assertThrows(IllegalStateException.class, () -> sim.run(10)).getMessage();
                  assertTrue(
                      message.contains(" of cell 0 of cells is not a number in step 8"), message);
                }));
  }

  @Test
  void everyCellHasANameOfItsOwnAndASource() {
    Set<String> names = new TreeSet<>();
    for (CellType type : CellType.all()) {
      assertTrue(names.add(type.name()), type.name());
      assertEquals(type, CellType.named(type.name()));
      assertFalse(type.source().isBlank());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> CellType.named("XY")).getMessage();
    assertTrue(message.startsWith("CellType: no cell XY; there are [RS 2003, IB 2003, "), message);
  }

  @Test
  void theSchemeIsInTheSummary() {
    Simulation sim = Simulation.of(0.1, 1);
    sim.add("rs", CellType.named("RS 2007").population(2));
    sim.add("l5", Layer5Pyramidal.of(2, 0.5));
    sim.add("adex", AdExPopulation.of(1, AdExParameters.BRETTE_GERSTNER, AdExScheme.RUNGE_KUTTA_4));
    sim.run(0.1);
    assertEquals(
        """
        simulation, dt 0.1 ms, seed 1, at 0.1 ms
        population  rs              2 cells, Izhikevich 2007, Euler, conductances implicit, reset at the peak
        population  l5              2 cells, tree of soma, dendrite on soma; Euler, conductances, passive leak and coupling implicit, random gates
        population  adex            1 cells, AdEx, Runge-Kutta of order 4, reset at the peak
        """,
        sim.summary());
  }
}
