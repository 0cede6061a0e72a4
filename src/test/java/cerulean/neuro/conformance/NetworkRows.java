package cerulean.neuro.conformance;

import cerulean.neuro.Population;
import cerulean.neuro.RateRecorder;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.networks.Network2003;
import cerulean.neuro.networks.VogelsAbbott2005;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Networks: statistics over several seeds.
final class NetworkRows implements NeuroRows {

  private static final int SEEDS = 8;

  private static final int EXCITATORY = 800;

  /// The network of 2003 in its first two seconds.
  ///
  /// - `first`: spikes of the first second
  /// - `excitatory`, `inhibitory`: Hz in the second one
  /// - `synchrony`: standard deviation over mean of the count per ms, second second
  /// - `silent`: percent of cells without a spike in it
  private record Two(
      double first, double excitatory, double inhibitory, double synchrony, double silent) {

    static Two of(long seed) {
      Network2003 net = Network2003.dense(seed);
      Simulation sim = net.simulation();
      SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(net.cells()));
      RateRecorder rate = sim.add("rate", RateRecorder.of(net.cells(), 1));
      sim.run(1000);
      double first = spikes.total();
      spikes.clear();
      sim.run(1000);
      int[] of = new int[1000];
      for (int cell : spikes.cells()) {
        of[cell]++;
      }
      int excitatory = Arrays.stream(of, 0, EXCITATORY).sum();
      int inhibitory = Arrays.stream(of, EXCITATORY, 1000).sum();
      int[] counts = Arrays.copyOfRange(rate.counts(), 1000, 2000);
      double mean = Arrays.stream(counts).average().orElse(Double.NaN);
      double square = Arrays.stream(counts).mapToDouble(n -> (n - mean) * (n - mean)).sum();
      return new Two(
          first,
          excitatory / 800.0,
          inhibitory / 200.0,
          Math.sqrt(square / 1000) / mean,
          Arrays.stream(of).filter(n -> n == 0).count() / 10.0);
    }
  }

  private Two @Nullable [] runs;

  // Tolerances are three standard errors of the mean of eight seeds.
  private final List<NeuroRow> rows =
      List.of(
          NeuroRow.number(
              "network of 2003, 8 seeds: spikes in the first second",
              7533,
              3 * 165 / Math.sqrt(SEEDS),
              () -> mean(Two::first)),
          NeuroRow.number(
              "the same: excitatory cells in the second second, Hz",
              7.25,
              3 * 0.14 / Math.sqrt(SEEDS),
              () -> mean(Two::excitatory)),
          NeuroRow.number(
              "the same: inhibitory cells, Hz",
              6.65,
              3 * 0.25 / Math.sqrt(SEEDS),
              () -> mean(Two::inhibitory)),
          NeuroRow.number(
              "the same: standard deviation over mean of the count per ms",
              0.66,
              3 * 0.06 / Math.sqrt(SEEDS),
              () -> mean(Two::synchrony)),
          NeuroRow.number(
              "the same: silent cells, percent",
              3.5,
              3 * 0.6 / Math.sqrt(SEEDS),
              () -> mean(Two::silent)),
          NeuroRow.number(
              "sparse form, 1000 cells, 8 seeds: Hz in 2 s",
              6.8,
              0.2,
              () -> meanOfSeeds(NetworkRows::sparse)),
          NeuroRow.number(
              "CUBA, 8 networks: Hz in the first 2 s",
              5.45,
              0.4,
              () -> meanOfSeeds(NetworkRows::cuba)),
          NeuroRow.number(
              "COBA, those of 8 networks that do not fall silent at once: Hz in the first 2 s",
              19.4,
              1.5,
              () -> meanOfSeeds(NetworkRows::coba)));

  private double mean(ToDoubleFunction<Two> of) {
    Two[] made = runs;
    if (made == null) {
      made = new Two[SEEDS];
      for (int k = 0; k < SEEDS; k++) {
        made[k] = Two.of(k + 1);
      }
      runs = made;
    }
    return Arrays.stream(made).mapToDouble(of).average().orElse(Double.NaN);
  }

  private static double meanOfSeeds(LongFunction<Double> ofSeed) {
    double sum = 0;
    int counted = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      double hz = ofSeed.apply(seed);
      if (hz > 1) {
        sum += hz;
        counted++;
      }
    }
    return sum / counted;
  }

  private static double sparse(long seed) {
    Network2003 net = Network2003.sparse(1000, seed);
    return hz(net.simulation(), net.cells());
  }

  private static double cuba(long seed) {
    VogelsAbbott2005 net = VogelsAbbott2005.cuba(seed);
    return hz(net.simulation(), net.cells());
  }

  private static double coba(long seed) {
    VogelsAbbott2005 net = VogelsAbbott2005.coba(seed);
    return hz(net.simulation(), net.cells());
  }

  private static double hz(Simulation simulation, Population cells) {
    SpikeRecorder spikes = simulation.add("recorded", SpikeRecorder.of(cells));
    simulation.run(2000);
    return spikes.total() / 2.0 / cells.size();
  }

  @Override
  public String title() {
    return "Networks";
  }

  @Override
  public String source() {
    return "Izhikevich (2003): 40 seeds of a program in NumPy; its sparse form: plain C and five other simulators."
        + " CUBA and COBA of Brette et al. (2007): Brian2, five networks of 5.3 to 5.8 and eleven of 18.1 to 20.2 Hz; networks"
        + " that are drawn differ by that much, and of COBA two more of Brian2's, as one in six here, die out in their first 10 ms.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
