package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Places, kernels, and wiring by them; the statistics are on the conformance sheet.
@Tag("once")
class SpatialConnectivityTest {

  /// Places are sums and quotients of small numbers: a few units in the last place.
  private static final double ROUNDING = 1e-12;

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, wrong).getMessage());
  }

  private static SparseProjection wired(int sources, int targets, Connectivity connectivity) {
    Simulation sim = Simulation.of(0.1, 3);
    LifPopulation from = sim.add("from", LifPopulation.of(sources, LifParameters.DEFAULT));
    LifPopulation to =
        targets == 0 ? from : sim.add("to", LifPopulation.of(targets, LifParameters.DEFAULT));
    to.attach("in", new CurrentPort());
    return (SparseProjection)
        sim.connect(
            "s", from, to.port("in"), connectivity, Values.constant(1), Delays.uniformMs(0.1, 1));
  }

  @Test
  void distancesOnARingAreChords() {
    Positions four = Positions.ring(4, 2);
    assertEquals(2 * Math.sqrt(2), four.distance(0, four, 1), ROUNDING);
    assertEquals(4, four.distance(0, four, 2), ROUNDING);
    Positions eight = Positions.ring(8, 2);
    assertEquals(0, four.distance(1, eight, 2), ROUNDING);
  }

  @Test
  void aPeriodicLineTakesTheShorterWay() {
    Positions open = Positions.line(10, 5);
    assertEquals(0.25, open.x(0), ROUNDING);
    assertEquals(4.5, open.distance(0, open, 9), ROUNDING);
    Positions joined = open.periodic();
    assertEquals(0.5, joined.distance(0, joined, 9), ROUNDING);
    assertEquals(2.5, joined.distance(0, joined, 5), ROUNDING);
  }

  @Test
  void aSheetIsFilledRowByRow() {
    Positions open = Positions.sheet(4, 3, 8, 3);
    assertEquals(12, open.size());
    assertEquals(3, open.x(5), ROUNDING);
    assertEquals(1.5, open.y(5), ROUNDING);
    assertEquals(Math.hypot(6, 2), open.distance(0, open, 11), ROUNDING);
    Positions joined = open.periodic();
    assertEquals(Math.hypot(2, 1), joined.distance(0, joined, 11), ROUNDING);
  }

  @Test
  void kernelsHaveTheirShapes() {
    assertEquals(0.3 * Math.exp(-0.5), DistanceKernel.gaussian(0.3, 2).at(2), ROUNDING);
    assertEquals(
        3.5 / (0.5 * Math.sqrt(2 * Math.PI)), DistanceKernel.normal(3.5, 0.5).at(0), ROUNDING);
    assertEquals(0.3 * Math.exp(-1.5), DistanceKernel.exponential(0.3, 2).at(3), ROUNDING);
    assertEquals(0.15, DistanceKernel.linear(0.3, 2).at(1), ROUNDING);
    assertEquals(0, DistanceKernel.linear(0.3, 2).at(5), 0);
    assertEquals(0.3, DistanceKernel.disc(0.3, 2).at(2), 0);
    assertEquals(0, DistanceKernel.disc(0.3, 2).at(2.001), 0);
  }

  @Test
  void aDiscOfProbability1TakesExactlyTheCellsWithin() {
    Positions line = Positions.line(10, 10);
    SparseProjection s =
        wired(10, 0, Connectivity.byDistance(line, line, DistanceKernel.disc(1, 2), false));
    assertArrayEquals(new int[] {1, 2, 0, 2, 3, 0, 1, 3, 4}, Arrays.copyOf(s.targets(), 9));
    assertEquals(4, s.rowStart(6) - s.rowStart(5));
  }

  @Test
  void aPeakOf0ConnectsNothing() {
    Positions ring = Positions.ring(50, 1);
    assertEquals(
        0,
        wired(50, 0, Connectivity.byDistance(ring, ring, DistanceKernel.gaussian(0, 1), true))
            .synapses());
  }

  @Test
  void populationsOfDifferentSizesShareASpace() {
    Positions large = Positions.ring(24, 1);
    Positions small = Positions.ring(12, 1);
    SparseProjection s =
        wired(24, 12, Connectivity.byDistance(large, small, DistanceKernel.disc(1, 1e-6), true));
    for (int i = 0; i < 24; i++) {
      assertEquals(i % 2 == 0 ? 1 : 0, s.rowStart(i + 1) - s.rowStart(i));
    }
    assertEquals(5, s.targetOf(s.rowStart(10)));
  }

  @Test
  void weightsFallWithDistance() {
    Positions ring = Positions.ring(6, 1);
    Simulation sim = Simulation.of(0.1, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(6, LifParameters.DEFAULT));
    cells.attach("in", new CurrentPort());
    Projection p =
        sim.connect(
            "p",
            cells,
            cells.port("in"),
            Connectivity.allToAllOthers(),
            Values.byDistance(ring, ring, DistanceKernel.gaussian(2, 1)),
            Delays.oneStep());
    // Chord of 60 degrees: the radius. Of 180: the diameter. Weights are floats.
    assertEquals(2 * Math.exp(-0.5), p.weight(0, 1), 1e-7);
    assertEquals(2 * Math.exp(-2), p.weight(1, 4), 1e-7);
  }

  @Test
  void sourcesOutsideTheKernelAreNeverDrawn() {
    Positions line = Positions.line(100, 100).periodic();
    SparseProjection s =
        wired(100, 0, Connectivity.fixedInDegree(9, line, line, DistanceKernel.disc(1, 3), false));
    int[] in = new int[100];
    for (int i = 0; i < 100; i++) {
      for (int k = s.rowStart(i); k < s.rowStart(i + 1); k++) {
        double distance = line.distance(i, line, s.targetOf(k));
        assertTrue(distance > 0 && distance <= 3, "distance " + distance);
        in[s.targetOf(k)]++;
      }
    }
    int[] nine = new int[100];
    Arrays.fill(nine, 9);
    assertArrayEquals(nine, in);
  }

  @Test
  void networksByDistanceAreTheSameOnAnyNumberOfThreads() {
    Positions sheet = Positions.scattered(3000, 10, 10, Philox.of(2)).periodic();
    int before = Parallel.threads();
    try {
      for (Connectivity kind :
          new Connectivity[] {
            Connectivity.byDistance(sheet, sheet, DistanceKernel.exponential(0.5, 1), false),
            Connectivity.fixedInDegree(20, sheet, sheet, DistanceKernel.gaussian(1, 1), false),
            Connectivity.fixedInDegree(20)
          }) {
        Parallel.configure(1);
        SparseProjection one = wired(3000, 0, kind);
        Parallel.configure(3);
        SparseProjection three = wired(3000, 0, kind);
        assertArrayEquals(one.targets(), three.targets());
        assertEquals(one.structure(), three.structure());
      }
    } finally {
      Parallel.configure(before);
    }
  }

  @Test
  void wrongPlacesAreSentences() {
    Positions ring = Positions.ring(4, 1);
    DistanceKernel bell = DistanceKernel.gaussian(1, 1);
    says("Positions.ring: cells must be at least 1; got 0", () -> Positions.ring(0, 1));
    says(
        "Positions.line: length must be above 0 and finite; got -1.0", () -> Positions.line(3, -1));
    says(
        "Positions: width must be above 0 and finite; got NaN",
        () -> Positions.sheet(2, 2, Double.NaN, 1));
    says(
        "Positions.at: as many x as y are needed, at least one; got 2 and 1",
        () -> Positions.at(new double[2], new double[1]));
    says(
        "Positions.at: y[0] must be finite; got Infinity",
        () -> Positions.at(new double[1], new double[] {Double.POSITIVE_INFINITY}));
    says(
        "Positions.periodic: only a line or a sheet has ends to join; got a ring of radius 1.0",
        ring::periodic);
    says(
        "Connectivity.byDistance: both populations must lie in the same space; got a ring of radius"
            + " 1.0 and a periodic line of 4.0",
        () -> Connectivity.byDistance(ring, Positions.line(4, 4).periodic(), bell, true));
    says(
        "Values.byDistance: both populations must lie in the same space; got a ring of radius 1.0"
            + " and a ring of radius 2.0",
        () -> Values.byDistance(ring, Positions.ring(4, 2), bell));
    says(
        "Connectivity.byDistance: peak of the kernel must be from 0 to 1; got 1.5",
        () -> Connectivity.byDistance(ring, ring, DistanceKernel.gaussian(1.5, 1), true));
    says(
        "Connectivity.byDistance: one place for each of the 5 cells is needed; got 4",
        () -> wired(5, 0, Connectivity.byDistance(ring, ring, bell, true)));
    says(
        "DistanceKernel: scale must be above 0 and finite; got 0.0",
        () -> DistanceKernel.gaussian(1, 0));
    says(
        "DistanceKernel: peak must be at least 0 and finite; got -1.0",
        () -> DistanceKernel.disc(-1, 1));
  }

  @Test
  void wrongInDegreesAreSentences() {
    Positions ring = Positions.ring(4, 1);
    says(
        "Connectivity.fixedInDegree: degree must be at least 0; got -1",
        () -> Connectivity.fixedInDegree(-1));
    says(
        "Connectivity.fixedInDegree: degree must not be above the number of possible sources, 3;"
            + " got 4",
        () -> wired(4, 0, Connectivity.fixedInDegree(4, false, false)));
    says(
        "Connectivity.fixedInDegree: cell 0 has no possible source; the kernel, disc, 1.0 within"
            + " 0.5, is 0 for all of them",
        () ->
            wired(
                4,
                0,
                Connectivity.fixedInDegree(2, ring, ring, DistanceKernel.disc(1, 0.5), false)));
  }
}
