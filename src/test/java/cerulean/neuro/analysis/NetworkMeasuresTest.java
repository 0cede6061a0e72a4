package cerulean.neuro.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.CellType;
import cerulean.neuro.Connectivity;
import cerulean.neuro.CurrentPort;
import cerulean.neuro.Delays;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Weights, matrices and f-I curves.
@Tag("once")
class NetworkMeasuresTest {

  private static final double NAN = Double.NaN;

  private static Projection four() {
    Simulation sim = Simulation.of(1, 1);
    PoissonSource source = sim.add("source", PoissonSource.of(3, 0));
    LifPopulation cells = sim.add("cells", LifPopulation.of(4, LifParameters.DEFAULT));
    cells.attach("input", new CurrentPort());
    return sim.connect(
        "synapses",
        source,
        cells.port("input"),
        Connectivity.pairs(new int[] {0, 0, 2, 2}, new int[] {1, 3, 0, 0}),
        Values.of((from, to) -> 10 * from + to + 0.5),
        Delays.oneStep());
  }

  @Test
  void matricesAndDegreesByHand() {
    Projection synapses = four();
    double[][] weights = Connections.weights(synapses);
    assertArrayEquals(new double[] {NAN, 1.5, NAN, 3.5}, weights[0]);
    assertArrayEquals(new double[] {NAN, NAN, NAN, NAN}, weights[1]);
    assertArrayEquals(new double[] {41, NAN, NAN, NAN}, weights[2]);
    assertArrayEquals(new double[] {2, 0, 0, 0}, Connections.counts(synapses)[2]);
    assertArrayEquals(new int[] {2, 0, 2}, Connections.outDegrees(synapses));
    assertArrayEquals(new int[] {2, 1, 0, 1}, Connections.inDegrees(synapses));
    double[][] blocks = Connections.blocks(synapses, 1, 2);
    assertArrayEquals(new double[] {(1.5 + 20.5 + 20.5) / 3, 3.5}, blocks[0], 1e-6);
    TrainMeasuresTest.refused(
        "Connections.blocks: from 1 to 3 rows and 1 to 4 columns; got 4 and 1",
        () -> Connections.blocks(synapses, 4, 1));
  }

  @Test
  void binsHoldTheirLowerEdges() {
    double[] values = {-1, 0, 0.1, 0.3, 0.5, 0.7, 0.9999, 1, 1.5, NAN};
    Bins bins = Bins.of(values, 0, 1, 10);
    assertArrayEquals(new long[] {1, 1, 0, 1, 0, 1, 0, 1, 0, 2}, bins.counts());
    assertEquals(1, bins.below());
    assertEquals(1, bins.above());
    assertEquals(9, bins.total());
    assertEquals(3 / 9.0, bins.share(0, 4), 1e-12);
    assertEquals(2 / 9.0, bins.shares()[9], 1e-12);
    Bins weights = Bins.ofWeights(four(), 0, 30, 3);
    assertArrayEquals(new long[] {2, 0, 2}, weights.counts());
    TrainMeasuresTest.refused(
        "Bins: low must be below high, both finite; got 1.0 and 1.0",
        () -> Bins.of(values, 1, 1, 3));
    TrainMeasuresTest.refused(
        "Bins: count must be at least 1; got 0", () -> Bins.of(values, 0, 1, 0));
  }

  /// A LIF cell of tau 20 ms, 20 mV below threshold: period 20 ln(RI / (RI - 20)).
  @Test
  void theCurveOfALifCellIsItsClosedForm() {
    LifParameters cell = new LifParameters(20, 20, 0, 20, 0, 0);
    FiCurve curve =
        FiCurve.of(
            n -> LifPopulation.of(n, cell),
            FiCurve.currents(0, 50, 11),
            new FiCurve.Protocol(0.01, 200, 2000));
    assertEquals(25, curve.rheobase());
    for (int k = 0; k < curve.currents().length; k++) {
      double current = curve.currents()[k];
      double expected = current > 20 ? 1000 / (20 * Math.log(current / (current - 20))) : 0;
      // A period is found to a step of 0.01 ms, a count to one in two seconds.
      assertEquals(expected, curve.steadyHz()[k], 0.0011 * expected);
      assertEquals(curve.firstHz()[k], curve.steadyHz()[k], 0.0011 * expected);
      assertEquals(expected, curve.meanHz()[k], 0.5 + 0.001 * expected);
    }
    assertEquals("pA", curve.unit());
    assertTrue(curve.gain() > 1.5 && curve.gain() < 3, "Hz per pA: " + curve.gain());
  }

  @Test
  void adaptingCellsFireFasterAtFirst() {
    FiCurve curve =
        FiCurve.of(
            CellType.named("RS 2007").make(),
            new double[] {0, 100, 200, 400},
            FiCurve.Protocol.of(0.1));
    assertEquals(100, curve.rheobase());
    assertEquals(0, curve.meanHz()[0]);
    for (int k = 1; k < 4; k++) {
      assertTrue(curve.firstHz()[k] > 1.02 * curve.steadyHz()[k]);
    }
    TrainMeasuresTest.refused(
        "FiCurve: currents must be finite and ascend; got 1.0 after 2.0",
        () ->
            FiCurve.of(
                CellType.named("RS 2007").make(), new double[] {2, 1}, FiCurve.Protocol.of(0.1)));
    TrainMeasuresTest.refused(
        "FiCurve: dtMs must be above 0 and finite; got 0.0", () -> FiCurve.Protocol.of(0));
  }
}
