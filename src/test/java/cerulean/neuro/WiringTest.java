package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Synapses: degrees, delays, weights, the index by target.
@Tag("once")
class WiringTest {

  private static SparseProjection wired(int size, Connectivity connectivity, Delays delays) {
    Simulation sim = Simulation.of(0.1, 7);
    LifPopulation cells = sim.add("cells", LifPopulation.of(size, LifParameters.DEFAULT));
    cells.attach("in", new CurrentPort());
    return (SparseProjection)
        sim.connect("s", cells, cells.port("in"), connectivity, Values.uniform(1, 2), delays);
  }

  /// Chi-square of the in-degrees against the binomial law, here only by mean and variance: for n =
  /// 2000 cells the mean of 2000 degrees has standard deviation sqrt(n p q / n), the variance a
  /// relative one of sqrt(2 / n); bounds are four of them.
  @Test
  void degreesOfFixedProbabilityAreBinomial() {
    int n = 2000;
    double p = 0.05;
    SparseProjection s = wired(n, Connectivity.fixedProbability(p, false), Delays.oneStep());
    double[] in = new double[n];
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = s.rowStart(i + 1) - s.rowStart(i);
      for (int k = s.rowStart(i); k < s.rowStart(i + 1); k++) {
        in[s.targetOf(k)]++;
        assertNotEquals(i, s.targetOf(k), "no autapses");
        assertTrue(k == s.rowStart(i) || s.targetOf(k) > s.targetOf(k - 1), "no multapses");
      }
    }
    for (double[] degrees : new double[][] {in, out}) {
      double mean = Arrays.stream(degrees).average().orElseThrow();
      double variance = Arrays.stream(degrees).map(d -> (d - mean) * (d - mean)).sum() / (n - 1);
      double expected = (n - 1) * p;
      assertEquals(expected, mean, 4 * Math.sqrt(p * (1 - p)));
      assertEquals(expected * (1 - p), variance, 4 * expected * Math.sqrt(2.0 / n));
    }
  }

  @Test
  void outDegreeIsKeptWithAndWithoutSwitches() {
    for (boolean autapses : new boolean[] {true, false}) {
      for (boolean multapses : new boolean[] {true, false}) {
        SparseProjection s =
            wired(5000, Connectivity.fixedOutDegree(50, autapses, multapses), Delays.oneStep());
        int selves = 0;
        int doubles = 0;
        for (int i = 0; i < 5000; i++) {
          assertEquals(50, s.rowStart(i + 1) - s.rowStart(i));
          for (int k = s.rowStart(i); k < s.rowStart(i + 1); k++) {
            selves += s.targetOf(k) == i ? 1 : 0;
            doubles += k > s.rowStart(i) && s.targetOf(k) == s.targetOf(k - 1) ? 1 : 0;
          }
        }
        // Expected: 50 selves; 5000 50 49 / 2 / 5000 = 1225 pairs.
        assertEquals(autapses ? 50 : 0, selves, autapses ? 4 * Math.sqrt(50) : 0);
        assertEquals(multapses ? 1225 : 0, doubles, multapses ? 4 * 35 : 0);
      }
    }
  }

  @Test
  void networkIsTheSameOnAnyNumberOfThreads() {
    int before = Parallel.threads();
    try {
      Parallel.configure(1);
      SparseProjection one =
          wired(5000, Connectivity.fixedProbability(0.01), Delays.uniformMs(0.5, 2));
      Parallel.configure(3);
      SparseProjection three =
          wired(5000, Connectivity.fixedProbability(0.01), Delays.uniformMs(0.5, 2));
      assertArrayEquals(one.targets(), three.targets());
      assertArrayEquals(one.weights(), three.weights());
      assertEquals(one.structure(), three.structure());
    } finally {
      Parallel.configure(before);
    }
  }

  @Test
  void columnsAreTheRowsTurned() {
    SparseProjection s = wired(300, Connectivity.fixedProbability(0.1), Delays.oneStep());
    Columns columns = s.columns();
    assertEquals(s.synapses(), columns.start()[300]);
    for (int j = 0; j < 300; j++) {
      for (int n = columns.start()[j]; n < columns.start()[j + 1]; n++) {
        int k = columns.synapse()[n];
        int i = columns.source()[n];
        assertEquals(j, s.targetOf(k));
        assertTrue(s.rowStart(i) <= k && k < s.rowStart(i + 1));
      }
    }
  }

  @Test
  void rowsByTargetBecomeRowsBySource() {
    Connectivity inDegree =
        new Connectivity() {
          @Override
          public void row(int cell, Sizes sizes, cerulean.tensor.Philox random, Row row) {
            for (int k = 0; k < 7; k++) {
              row.add(random.nextInt(sizes.sources()));
            }
          }

          @Override
          public boolean byTarget() {
            return true;
          }
        };
    SparseProjection s = wired(200, inDegree, Delays.oneStep());
    int[] in = new int[200];
    for (int cell : s.targets()) {
      in[cell]++;
    }
    int[] seven = new int[200];
    Arrays.fill(seven, 7);
    assertArrayEquals(seven, in);
  }

  @Test
  void staticSynapsesTakeEightToTwelveBytes() {
    SparseProjection same = wired(5000, Connectivity.fixedOutDegree(100), Delays.ms(1.5));
    assertEquals(8 + 4 * 8 / 100.0, (double) same.bytes() / same.synapses(), 0.01);
    SparseProjection own = wired(5000, Connectivity.fixedOutDegree(100), Delays.uniformMs(1, 3));
    assertTrue(own.bytes() < 12 * own.synapses());
  }

  /// Spikes at known times over known delays, in a list in no order.
  @Test
  void aSpikeArrivesExactlyAfterItsDelay() {
    Simulation sim = Simulation.of(0.1, 1);
    SpikeTrainSource source =
        sim.add("source", SpikeTrainSource.of(new double[] {1.0, 2.5}, new double[] {0.3}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(3, LifParameters.DEFAULT));
    cells.attach("jump", new VoltagePort());
    // Delays in ms: 0 to 0: 0.1; 0 to 1: 1.1; 0 to 2: 2.1; 1 to 2: 3.2.
    sim.connect(
        "jumps",
        source,
        cells.port("jump"),
        Connectivity.pairs(new int[] {1, 0, 0, 0}, new int[] {2, 1, 0, 2}),
        Values.of((i, j) -> 1 + i),
        Delays.ms(Values.of((i, j) -> 0.1 + j + i * 1.1)));
    StateRecorder v = sim.add("v", StateRecorder.of(cells, "v", 0, 1, 2));
    sim.run(6);
    double decay = Math.exp(-0.01);
    // A spike at t is found in the step that ends at t; after a delay d it is part of the step that
    // ends at t + d.
    assertJumps(v.trace(0), decay, new double[] {1.1, 2.6}, new double[] {1, 1});
    assertJumps(v.trace(1), decay, new double[] {2.1, 3.6}, new double[] {1, 1});
    assertJumps(v.trace(2), decay, new double[] {3.1, 4.6, 3.5}, new double[] {1, 1, 2});
  }

  private static void assertJumps(double[] trace, double decay, double[] atMs, double[] heights) {
    double expected = 0;
    for (int n = 0; n < trace.length; n++) {
      for (int k = 0; k < atMs.length; k++) {
        if (Math.round(atMs[k] * 10) == n + 1) {
          expected += heights[k];
        }
      }
      expected *= decay;
      assertEquals(-70 + expected, trace[n], 1e-12, "after step " + n);
    }
  }

  @Test
  void longerDelaysAddedLaterKeepWhatIsInFlight() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {3}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("jump", new VoltagePort());
    sim.connect(
        "short",
        source,
        cells.port("jump"),
        Connectivity.allToAll(),
        Values.constant(5),
        Delays.ms(4));
    sim.run(5);
    sim.connect(
        "long",
        source,
        cells.port("jump"),
        Connectivity.allToAll(),
        Values.constant(5),
        Delays.ms(9));
    StateRecorder v = sim.add("v", StateRecorder.of(cells, "v", 0));
    sim.run(3);
    // Steps that end at 6, 7 and 8 ms; the spike of 3 ms arrives in that which ends at 7.
    assertEquals(-70, v.trace(0)[0], 1e-12);
    assertEquals(-70 + 5 * Math.exp(-0.1), v.trace(0)[1], 1e-12);
  }

  @Test
  void wrongListsAreSentences() {
    assertEquals(
        "Connectivity.pairs: one target for each source is needed; got 2 sources and 1 targets",
        assertThrows(
                IllegalArgumentException.class, () -> Connectivity.pairs(new int[2], new int[1]))
            .getMessage());
    assertEquals(
        "connect: list of 1 connects cell 0 with a cell outside of 0 to 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> wired(5, Connectivity.pairs(new int[] {0}, new int[] {5}), Delays.oneStep()))
            .getMessage());
    assertEquals(
        "Connectivity.fixedOutDegree: degree must not be above the number of possible targets, 4;"
            + " got 5",
        assertThrows(
                IllegalArgumentException.class,
                () -> wired(5, Connectivity.fixedOutDegree(5, false, false), Delays.oneStep()))
            .getMessage());
  }
}
