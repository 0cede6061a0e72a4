package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Grad;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.gain.Drive;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainDynamics;
import cerulean.nn.gain.GainNetwork;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against the whole Hessian of a network with 18 weights.
class CurvatureTest {

  private static final Perceptron PLAN = new Perceptron(List.of(3, 3, 3), 0.8, 0.8);

  private static final Batch BATCH =
      new Batch(
          Tensor.normal(Philox.of(1), 0f, 1f, 12, 3),
          Tensor.of(new long[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}, 12));

  private static double[][] hessian(Layer network) {
    Curvature curvature = Curvature.of(network, BATCH);
    network.train(false);
    Tensor h =
        Grad.hessian(curvature::loss).apply(Variable.constant(Curvature.flat(network))).value();
    double[][] rows = new double[h.dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = h.select(0, i).toDoubleArray();
    }
    return rows;
  }

  @Test
  void theLargestEigenvalueIsThatOfTheWholeHessian() {
    Layer network = PLAN.plain(Philox.of(2));
    double[][] h = hessian(network);
    double expected = LinearAlgebra.eigvalsh(matrix(h)).toDoubleArray()[h.length - 1];
    Curvature.Eigenvalue found = Curvature.of(network, BATCH).largest(0, 18, Philox.of(3));
    assertEquals(expected, found.value(), 1e-5 * expected);
  }

  @Test
  void anEigenvalueLiesWithinTheBound() {
    Layer network = PLAN.plain(Philox.of(2));
    double[] values = LinearAlgebra.eigvalsh(matrix(hessian(network))).toDoubleArray();
    for (int products = 1; products <= 12; products++) {
      Curvature.Eigenvalue found = Curvature.of(network, BATCH).largest(0, products, Philox.of(3));
      double nearest =
          Arrays.stream(values).map(value -> Math.abs(value - found.value())).min().orElseThrow();
      assertTrue(
          nearest <= found.bound() + 1e-5 * values[values.length - 1],
          products + " products: " + found + ", but " + nearest);
    }
  }

  @Test
  void itEndsWhenTheBoundIsSmallEnough() {
    Layer network = PLAN.plain(Philox.of(2));
    Curvature.Eigenvalue found = Curvature.of(network, BATCH).largest(0.05, 18, Philox.of(3));
    assertTrue(found.bound() <= 0.05 * found.value(), found.toString());
    assertTrue(found.bound() > 1e-4 * found.value(), "not one product more than needed: " + found);
  }

  private static Tensor matrix(double[][] rows) {
    return Tensor.of(
        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length, rows.length);
  }

  /// With all 18 axes in place of random signs the mean of `v . H v` would be the trace over 18;
  /// with random signs it is the trace plus noise of deviation `sqrt(2 sum_(i != j) h_ij^2 / n)`.
  @Test
  void theTraceIsWithinFourStandardErrors() {
    Layer network = PLAN.plain(Philox.of(2));
    double[][] h = hessian(network);
    double trace = 0;
    double others = 0;
    for (int i = 0; i < h.length; i++) {
      trace += h[i][i];
      for (int j = 0; j < h.length; j++) {
        others += i == j ? 0 : h[i][j] * h[i][j];
      }
    }
    int n = 400;
    double found = Curvature.of(network, BATCH).trace(n, Philox.of(4));
    assertEquals(trace, found, 4 * Math.sqrt(2 * others / n));
    assertTrue(trace > 8 * Math.sqrt(2 * others / n), "the test says nothing");
  }

  /// `H_w = g^2 H_W` (papers.md, 1.2): the curvature in the weights that act is that in the raw
  /// ones over the square of the gain.
  @Test
  void withAGainTheCurvatureIsThatOfTheActingWeightsTimesItsSquare() {
    double g = 1.75;
    Layer plain = PLAN.plain(Philox.of(2));
    GainNetwork gained =
        GainNetwork.of(
            PLAN.withGains(
                Philox.of(2), Gain.of(new GainDynamics(0, g, 0), Drive.entropy()), false));
    gained.train(true);
    // One pass moves the gains to their rest, g.
    gained.forward(Variable.constant(BATCH.inputs()));
    assertEquals(g, gained.meanGain(), 1e-6);
    plain
        .parameters()
        .forEach(p -> p.value().copyFromInPlace(p.value().mul(Tensor.scalar((float) g))));
    double[][] acting = hessian(plain);
    double[][] raw = hessian(gained);
    double scale =
        Arrays.stream(raw).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < raw.length; j++) {
        assertEquals(g * g * acting[i][j], raw[i][j], 1e-5 * scale);
      }
    }
  }

  /// Once: half a minute without vectors, and made of parts that are tested in both modes.
  @Tag("once")
  @Test
  void aLandscapeHasEveryLookOfEveryMethod() {
    List<Long> seeds = List.of(8L, 9L);
    int[] done = {0};
    Landscape landscape = Landscape.of(List.of(Method.NGM, Method.MSGD), seeds, () -> done[0]++);
    assertEquals(4, done[0]);
    for (Method method : List.of(Method.NGM, Method.MSGD)) {
      assertEquals(seeds.size(), landscape.walks(method).size());
      for (Landscape.Walk walk : landscape.walks(method)) {
        assertEquals(
            IntStream.rangeClosed(-5, 30).map(i -> 2 * i).boxed().toList(),
            walk.looks().stream().map(Landscape.Look::since).toList());
        // The line goes through the weights at the switch: the loss there is that of the look, from
        // other sums of the same numbers.
        Landscape.Look atSwitch = walk.looks().get(5);
        Landscape.Place start =
            walk.line().stream()
                .min(Comparator.comparingDouble(p -> Math.abs(p.at())))
                .orElseThrow();
        assertEquals(0, start.at(), 1e-12);
        assertEquals(atSwitch.loss(), start.joint(), 1e-4 * atSwitch.loss());
      }
    }
    assertTrue(landscape.worstBound() <= Landscape.TOLERANCE, "" + landscape.worstBound());
    Landscape.Look fastest = landscape.highest(Method.NGM, Landscape.Look::gain).getFirst();
    assertTrue(fastest.gain() > 1.3, fastest.toString());
    // The seed is the run: the same weights, batches and vectors.
    assertEquals(
        List.of(landscape.walks(Method.NGM).getFirst()),
        Landscape.of(List.of(Method.NGM), List.of(8L), () -> {}).walks(Method.NGM));
  }

  private static Landscape.Look look(int since, double largest) {
    return new Landscape.Look(since, largest, 0.5, 3, 1, 90 - since, 0.1);
  }

  @Test
  void meansAndPeaksAreOfTheLooksAsked() {
    Landscape.Walk walk =
        new Landscape.Walk(
            List.of(look(-2, 50), look(0, 40), look(2, 10), look(4, 30), look(6, 20)), List.of());
    Landscape landscape = new Landscape(List.of(1L), Map.of(Method.SGD, List.of(walk)));
    assertEquals(20, landscape.mean(Method.SGD, 1, 4, Landscape.Look::largest)[0], 1e-12);
    assertEquals(4, landscape.highest(Method.SGD, Landscape.Look::largest).getFirst().since());
    assertEquals(6, landscape.highest(Method.SGD, l -> -l.accuracy()).getFirst().since());
    assertEquals(0.05, landscape.worstBound(), 1e-12);
  }

  @Test
  void theFitIsThatOfTheFirstThreeTasks() {
    LinearFit fit = LinearFit.of(new double[] {1, 2, 6, 100});
    assertEquals(2.5, fit.slope(), 1e-12);
    assertEquals(0.5, fit.atFirst(), 1e-12);
    assertEquals(-1, LinearFit.of(new double[] {3, 2}).slope(), 1e-12);
  }
}
