package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.networks.VogelsAbbott2005;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmarks of the review of simulators: made as described, reproducible. Their rates are on
/// the conformance sheet.
@Tag("once")
class VogelsAbbottTest {

  /// Above [Parts] and the cells from which on threads share a step.
  private static final int SHARED = 6000;

  private static VogelsAbbott2005 made(boolean currents, int size) {
    return currents ? VogelsAbbott2005.cuba(size, 3) : VogelsAbbott2005.coba(size, 3);
  }

  private static SpikeRecorder ran(VogelsAbbott2005 network, double ms) {
    SpikeRecorder spikes = network.simulation().add("spikes", SpikeRecorder.of(network.cells()));
    network.simulation().run(ms);
    return spikes;
  }

  @Test
  void spikesAreTheSameOnOneTwoAndThreeThreads() {
    int before = Parallel.threads();
    try {
      for (boolean currents : new boolean[] {true, false}) {
        Parallel.configure(1);
        VogelsAbbott2005 one = made(currents, SHARED);
        SpikeRecorder spikes = ran(one, 40);
        assertTrue(spikes.total() > 1000, "the comparison is of cells that fire");
        for (int threads = 2; threads <= 3; threads++) {
          Parallel.configure(threads);
          VogelsAbbott2005 several = made(currents, SHARED);
          SpikeRecorder other = ran(several, 40);
          assertArrayEquals(spikes.steps(), other.steps());
          assertArrayEquals(spikes.cells(), other.cells());
          assertArrayEquals(one.cells().state("v"), several.cells().state("v"));
        }
      }
    } finally {
      Parallel.configure(before);
    }
  }

  @Test
  void savedAndLoadedItGoesOnBitForBit(@TempDir Path folder) throws IOException {
    for (boolean currents : new boolean[] {true, false}) {
      Path file = folder.resolve("run" + currents);
      VogelsAbbott2005 through = made(currents, 1500);
      ran(through, 20);
      through.simulation().save(file);
      through.simulation().run(20);
      VogelsAbbott2005 later = made(currents, 1500);
      ran(later, 0);
      later.simulation().load(file);
      assertTrue(refractory(later.cells()) > 0, "cells are held at the moment of saving");
      later.simulation().run(20);
      assertArrayEquals(through.cells().state("v"), later.cells().state("v"));
      assertArrayEquals(through.cells().state("refractory"), later.cells().state("refractory"));
    }
  }

  private static int refractory(LifPopulation cells) {
    int held = 0;
    for (double steps : cells.state("refractory")) {
      held += steps > 0 ? 1 : 0;
    }
    return held;
  }

  @Test
  void excitatoryCellsExciteAndTheOthersInhibit() {
    VogelsAbbott2005 network = VogelsAbbott2005.coba(1);
    Projection excite = network.excite();
    Projection inhibit = network.inhibit();
    assertEquals(3200, network.excitatory());
    assertEquals(excite.synapses(), excite.rowStart(3200));
    assertEquals(0, inhibit.rowStart(3200));
    // Binomial: 3200 x 4000 pairs with 2 %, standard deviation 501; 800 x 4000, 250.
    assertEquals(256_000, (double) excite.synapses(), 4 * 501);
    assertEquals(64_000, (double) inhibit.synapses(), 4 * 250);
    assertEquals(6, excite.weights()[0]);
    assertEquals(67, inhibit.weights()[0]);
  }

  @Test
  void onlyRowsOfSourcesHaveSomeSources() {
    Connectivity byTarget =
        new Connectivity() {
          @Override
          public void row(int cell, Sizes sizes, cerulean.tensor.Philox random, Row row) {
            row.add(0);
          }

          @Override
          public boolean byTarget() {
            return true;
          }

          @Override
          public String toString() {
            return "first";
          }
        };
    assertEquals(
        "Connectivity.fromSources: rows must belong to sources; those of first do not",
        assertThrows(IllegalArgumentException.class, () -> byTarget.fromSources(0, 1))
            .getMessage());
    assertEquals(
        "Connectivity.fromSources: first must be from 0 on and not above end; got 2 and 1",
        assertThrows(
                IllegalArgumentException.class, () -> Connectivity.allToAll().fromSources(2, 1))
            .getMessage());
  }
}
