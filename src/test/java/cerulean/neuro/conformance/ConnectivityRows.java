package cerulean.neuro.conformance;

import cerulean.neuro.Connectivity;
import cerulean.neuro.CurrentPort;
import cerulean.neuro.Delays;
import cerulean.neuro.DistanceKernel;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.Positions;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Values;
import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.List;

/// Statistics of networks: degrees, distances, borders, flags.
final class ConnectivityRows implements NeuroRows {

  /// Kolmogorov's statistic `sqrt(n) D` that 1 of 1000 true laws exceeds.
  private static final double KOLMOGOROV = 1.95;

  /// Standard deviations of a statistic, two-sided 1 in 1000.
  private static final double SIGMAS = 3.3;

  private static final int COLUMNS = 60;
  private static final int CELLS = COLUMNS * COLUMNS;
  private static final double SD = 3;
  private static final double PEAK = 0.4;
  private static final DistanceKernel BELL = DistanceKernel.gaussian(PEAK, SD);

  /// Cells of the sheet are 1 apart, so its density is 1 and a sum over cells an integral.
  private static final double BELL_DEGREE = 2 * Math.PI * SD * SD * PEAK;

  /// Of the bell's sum over whole numbers, `sd sqrt(2 pi)`, those from 0 on.
  private static final double EDGE = 0.5 + 0.5 / (SD * Math.sqrt(2 * Math.PI));

  private static final int LINE = 2000;

  private final List<NeuroRow> rows =
      List.of(
          NeuroRow.number(
              "Gaussian, periodic sheet: mean out-degree, 2 pi sd^2 p0 density",
              BELL_DEGREE,
              SIGMAS * Math.sqrt(BELL_DEGREE / CELLS),
              () -> mean(outDegrees(onTorus()))),
          NeuroRow.number(
              "the same: variance of the in-degrees over that of independent pairs",
              1,
              SIGMAS * Math.sqrt(2.0 / CELLS),
              () -> variance(inDegrees(onTorus())) / independentVariance()),
          NeuroRow.number(
              "the same: Kolmogorov's sqrt(n) D of all distances against 1 - e^(-r^2 / 2 sd^2)",
              0,
              KOLMOGOROV,
              () -> kolmogorov(distancesOnScatteredTorus())),
          NeuroRow.number(
              "Gaussian, open sheet: out-degree at the edges over that in the middle",
              EDGE,
              SIGMAS * Math.sqrt(EDGE / (4 * 20 * BELL_DEGREE)),
              ConnectivityRows::edgeShare),
          NeuroRow.numbers(
              "Gaussian ring, chord distance: share connected at 10, 45, 90 and 180 degrees",
              new double[] {byChord(10), byChord(45), byChord(90), byChord(180)},
              SIGMAS * Math.sqrt(0.25 / (2.0 * LINE)),
              () -> sharesOnRing(10, 45, 90, 180)),
          NeuroRow.number(
              "disc of radius 2.5 and probability 1, periodic sheet: every degree, cells within",
              21,
              0,
              () -> {
                double[] out =
                    outDegrees(
                        wired(
                            CELLS,
                            Connectivity.byDistance(
                                torus(), torus(), DistanceKernel.disc(1, 2.5), true)));
                return Arrays.stream(out).allMatch(d -> d == out[0]) ? out[0] : Double.NaN;
              }),
          NeuroRow.number(
              "exponential, periodic line: mean out-degree, 2 scale p0 density",
              2 * 20 * 0.5,
              SIGMAS * Math.sqrt(20.0 / LINE),
              () -> mean(outDegrees(wired(LINE, alongLine(DistanceKernel.exponential(0.5, 20)))))),
          NeuroRow.number(
              "linear, periodic line: mean out-degree, radius p0 density",
              40 * 0.5,
              SIGMAS * Math.sqrt(20.0 / LINE),
              () -> mean(outDegrees(wired(LINE, alongLine(DistanceKernel.linear(0.5, 40)))))),
          NeuroRow.numbers(
              "fixed in-degree 50: least and greatest, variance of the out-degrees over binomial",
              new double[] {50, 50, 1},
              SIGMAS * Math.sqrt(2.0 / LINE),
              () -> {
                Projection p = wired(LINE, Connectivity.fixedInDegree(50));
                double[] in = inDegrees(p);
                return new double[] {
                  Arrays.stream(in).min().orElseThrow(),
                  Arrays.stream(in).max().orElseThrow(),
                  variance(outDegrees(p)) / (50 * (1 - 1.0 / LINE))
                };
              }),
          NeuroRow.number(
              "fixed in-degree 50 by a Gaussian on a periodic line: mean distance, sd sqrt(2 / pi)",
              SD * 10 * Math.sqrt(2 / Math.PI),
              SIGMAS * SD * 10 * Math.sqrt(1 - 2 / Math.PI) / Math.sqrt(50.0 * LINE),
              ConnectivityRows::meanDistance),
          NeuroRow.numbers(
              "in-degree 50 of 2000: autapses where there are to be none, repeated pairs likewise",
              new double[] {0, 0},
              0,
              () ->
                  new double[] {
                    selves(Connectivity.fixedInDegree(50, false, true)),
                    repeats(Connectivity.fixedInDegree(50, true, false))
                  }),
          NeuroRow.number(
              "in-degree 50 of 2000: autapses where they may be",
              50,
              SIGMAS * Math.sqrt(50),
              () -> selves(Connectivity.fixedInDegree(50, true, true))),
          NeuroRow.number(
              "in-degree 50 of 2000: repeated pairs where they may be, 50 49 / 2",
              1225,
              SIGMAS * Math.sqrt(1225),
              () -> repeats(Connectivity.fixedInDegree(50, true, true))));

  private static Positions torus() {
    return Positions.sheet(COLUMNS, COLUMNS, COLUMNS, COLUMNS).periodic();
  }

  private static Connectivity alongLine(DistanceKernel kernel) {
    Positions line = Positions.line(LINE, LINE).periodic();
    return Connectivity.byDistance(line, line, kernel, true);
  }

  private static Projection onTorus() {
    return wired(CELLS, Connectivity.byDistance(torus(), torus(), BELL, true));
  }

  private static Projection wired(int cells, Connectivity connectivity) {
    Simulation sim = Simulation.of(0.1, 11);
    LifPopulation population = sim.add("cells", LifPopulation.of(cells, LifParameters.DEFAULT));
    population.attach("in", new CurrentPort());
    return sim.connect(
        "s",
        population,
        population.port("in"),
        connectivity,
        Values.constant(1),
        // A delay of its own for each synapse: without indices there would be no rows to look at.
        Delays.uniformMs(0.1, 0.3));
  }

  private static double[] outDegrees(Projection p) {
    double[] out = new double[p.source().size()];
    Arrays.setAll(out, i -> p.rowStart(i + 1) - p.rowStart(i));
    return out;
  }

  private static double[] inDegrees(Projection p) {
    double[] in = new double[p.target().population().size()];
    for (int k = 0; k < p.synapses(); k++) {
      in[p.targetOf(k)]++;
    }
    return in;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  /// Sum of `p (1 - p)` over the pairs of one cell.
  private static double independentVariance() {
    Positions torus = torus();
    double sum = 0;
    for (int j = 0; j < CELLS; j++) {
      double p = BELL.at(torus.distance(0, torus, j));
      sum += p * (1 - p);
    }
    return sum;
  }

  /// Of cells anywhere on the sheet: on a grid distances are few and no law is smooth.
  private static double[] distancesOnScatteredTorus() {
    Positions places = Positions.scattered(CELLS, COLUMNS, COLUMNS, Philox.of(5)).periodic();
    Projection p = wired(CELLS, Connectivity.byDistance(places, places, BELL, false));
    double[] distances = new double[(int) p.synapses()];
    for (int i = 0; i < CELLS; i++) {
      for (int k = p.rowStart(i); k < p.rowStart(i + 1); k++) {
        distances[k] = places.distance(i, places, p.targetOf(k));
      }
    }
    Arrays.sort(distances);
    return distances;
  }

  private static double kolmogorov(double[] sorted) {
    double largest = 0;
    int n = sorted.length;
    for (int i = 0; i < n; i++) {
      double law = -Math.expm1(-sorted[i] * sorted[i] / (2 * SD * SD));
      largest = Math.max(largest, Math.max(law - (double) i / n, (i + 1.0) / n - law));
    }
    return Math.sqrt(n) * largest;
  }

  private static double edgeShare() {
    Positions open = Positions.sheet(COLUMNS, COLUMNS, COLUMNS, COLUMNS);
    double[] out = outDegrees(wired(CELLS, Connectivity.byDistance(open, open, BELL, true)));
    double edges = 0;
    double middle = 0;
    for (int i = 0; i < CELLS; i++) {
      int c = i % COLUMNS;
      int r = i / COLUMNS;
      boolean middleC = c >= 20 && c < 40;
      boolean middleR = r >= 20 && r < 40;
      boolean edgeC = c == 0 || c == COLUMNS - 1;
      boolean edgeR = r == 0 || r == COLUMNS - 1;
      edges += (edgeC && middleR) || (edgeR && middleC) ? out[i] / 80 : 0;
      middle += middleC && middleR ? out[i] / 400 : 0;
    }
    return edges / middle;
  }

  private static double byChord(double degrees) {
    double chord = 2 * Math.sin(Math.toRadians(degrees) / 2);
    return Math.exp(-0.5 * chord * chord);
  }

  private static double[] sharesOnRing(int... degrees) {
    Positions ring = Positions.ring(LINE, 1);
    Projection p =
        wired(LINE, Connectivity.byDistance(ring, ring, DistanceKernel.gaussian(1, 1), true));
    double[] connected = new double[LINE];
    for (int i = 0; i < LINE; i++) {
      for (int k = p.rowStart(i); k < p.rowStart(i + 1); k++) {
        connected[Math.floorMod(p.targetOf(k) - i, LINE)]++;
      }
    }
    double[] shares = new double[degrees.length];
    for (int d = 0; d < degrees.length; d++) {
      // 2000 cells are 0.18 degrees apart: the nearest, to either side.
      int offset = (int) Math.round(degrees[d] * LINE / 360.0);
      shares[d] = (connected[offset] + connected[LINE - offset]) / (2.0 * LINE);
    }
    return shares;
  }

  private static double meanDistance() {
    Positions line = Positions.line(LINE, LINE).periodic();
    DistanceKernel bell = DistanceKernel.gaussian(1, 10 * SD);
    Projection p = wired(LINE, Connectivity.fixedInDegree(50, line, line, bell, true));
    double sum = 0;
    for (int i = 0; i < LINE; i++) {
      for (int k = p.rowStart(i); k < p.rowStart(i + 1); k++) {
        sum += line.distance(i, line, p.targetOf(k));
      }
    }
    return sum / p.synapses();
  }

  private static double selves(Connectivity connectivity) {
    Projection p = wired(LINE, connectivity);
    int found = 0;
    for (int i = 0; i < LINE; i++) {
      for (int k = p.rowStart(i); k < p.rowStart(i + 1); k++) {
        found += p.targetOf(k) == i ? 1 : 0;
      }
    }
    return found;
  }

  private static double repeats(Connectivity connectivity) {
    Projection p = wired(LINE, connectivity);
    int found = 0;
    for (int i = 0; i < LINE; i++) {
      for (int k = p.rowStart(i) + 1; k < p.rowStart(i + 1); k++) {
        found += p.targetOf(k) == p.targetOf(k - 1) ? 1 : 0;
      }
    }
    return found;
  }

  @Override
  public String title() {
    return "Connectivity";
  }

  @Override
  public String source() {
    return "Statistics of networks as they are built, beside closed forms. Sheet: 60 x 60 cells 1 apart, sd 3, p0"
        + " 0.4; line: 2000 cells 1 apart. Tolerances are 3.3 standard deviations of the statistic (one in a"
        + " thousand), for distances the thousandth of Kolmogorov's law.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
