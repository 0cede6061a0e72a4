package cerulean.bench.neuro;

import cerulean.bench.task.Unit;
import cerulean.neuro.Delays;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Population;
import cerulean.neuro.Simulation;
import cerulean.neuro.networks.DiehlCook2015;
import cerulean.neuro.networks.Network2003;
import cerulean.neuro.networks.RecurrentStdp;
import cerulean.neuro.networks.SongAbbott2000;
import cerulean.neuro.networks.VogelsAbbott2005;
import java.util.Arrays;
import java.util.Locale;

/// What is timed: a network, and what about it.
///
/// Rates that count as right are those of the first simulated time, by every simulator that has run
/// the network; initial states and synapses are drawn, so they are ranges.
public enum NeuroWork {
  /// All to all, 1 ms steps.
  DENSE("dense 1000", 1000, 6.4, 7.9),
  /// 100 random targets for each cell.
  SPARSE_1K("sparse 1000", 1000, 6.2, 7.4),
  SPARSE_10K("sparse 10000", 10_000, 6.2, 7.4),
  SPARSE_100K("sparse 100000", 100_000, 6.2, 7.4),
  /// The same with pair STDP on excitatory synapses.
  STDP_1K("recurrent stdp 1000", 1000, 5.5, 7.5),
  STDP_10K("recurrent stdp 10000", 10_000, 5.5, 7.5),
  /// 1000 Poisson inputs with STDP, one cell, 0.1 ms steps; its rate depends on the drawn weights.
  SONG_ABBOTT("song abbott", 1, 20, 70),
  /// The benchmarks of the review of simulators, 0.1 ms steps.
  CUBA("cuba", 4000, 4.5, 6.5),
  COBA("coba", 4000, 16, 22.5),
  /// 784 inputs, 400 cells that learn, 0.5 ms steps; the time of a step.
  DIEHL_COOK("diehl cook 400 step", 400, 0.02, 5),
  /// From the start of the process until [#DENSE] has run one second.
  FIRST_SECOND("first second of dense 1000", 1000, 6.4, 8.2),
  /// Making the synapses of [#SPARSE_100K].
  BUILD("make 1e7 synapses", 100_000, 0, 0),
  /// Memory of a synapse.
  BYTES_STATIC("synapse, static", 10_000, 0, 0),
  BYTES_DELAYS("synapse, static, own delays", 10_000, 0, 0),
  BYTES_STDP("synapse, pair stdp", 10_000, 0, 0),
  BYTES_STDP_DELAYS("synapse, pair stdp, own delays", 10_000, 0, 0);

  /// Cells from which on a network is shared by threads.
  private static final int SHARED_CELLS = 10_000;

  private static final long SEED = 1;

  /// A network ready to run.
  ///
  /// - `cells`: those whose rate is checked
  public record Network(Simulation simulation, Population cells) {}

  private final String text;
  private final int cells;
  private final double fromHz;
  private final double toHz;

  NeuroWork(String text, int cells, double fromHz, double toHz) {
    this.text = text;
    this.cells = cells;
    this.fromHz = fromHz;
    this.toHz = toHz;
  }

  /// The name in tables and for `--only`.
  public String text() {
    return text;
  }

  /// Cells of the network.
  public int cells() {
    return cells;
  }

  /// Whether a second thread is used at all.
  public boolean isShared() {
    return cells >= SHARED_CELLS && (isSpeed() || this == BUILD);
  }

  /// Whether it is timed how fast the network runs, after it is compiled.
  public boolean isSpeed() {
    return unit() == Unit.REAL_TIME || this == DIEHL_COOK;
  }

  /// What it is told in.
  public Unit unit() {
    return switch (this) {
      case DIEHL_COOK -> Unit.MICROSECONDS;
      case FIRST_SECOND, BUILD -> Unit.SECONDS;
      case BYTES_STATIC, BYTES_DELAYS, BYTES_STDP, BYTES_STDP_DELAYS -> Unit.BYTES;
      default -> Unit.REAL_TIME;
    };
  }

  /// Simulated time whose rate is checked, in ms; from the start on.
  public double checkedMs() {
    return switch (this) {
      case SONG_ABBOTT -> 4000;
      case SPARSE_100K, FIRST_SECOND -> 1000;
      default -> 2000;
    };
  }

  /// Whether the mean rate of the cells in that time is right.
  public boolean isRight(double hz) {
    return hz >= fromHz && hz <= toHz;
  }

  /// The sentence about a rate that is not.
  public String wrong(String who, double hz) {
    return String.format(
        Locale.ROOT,
        "%s: the cells must fire at %s to %s Hz; %s has %.2f Hz",
        text,
        fromHz,
        toHz,
        who,
        hz);
  }

  /// Makes the network.
  public Network network() {
    return switch (this) {
      case DENSE, FIRST_SECOND -> network(Network2003.dense(SEED));
      case SPARSE_1K, SPARSE_10K, SPARSE_100K, BUILD, BYTES_STATIC ->
          network(Network2003.sparse(cells, SEED));
      case STDP_1K, STDP_10K, BYTES_STDP -> network(RecurrentStdp.of(cells, SEED));
      case BYTES_DELAYS, BYTES_STDP_DELAYS ->
          network(RecurrentStdp.of(cells, Delays.uniformMs(1, 20), SEED));
      case SONG_ABBOTT -> {
        SongAbbott2000 made = SongAbbott2000.of(SEED);
        yield new Network(made.simulation(), made.cell());
      }
      case CUBA -> network(VogelsAbbott2005.cuba(SEED));
      case COBA -> network(VogelsAbbott2005.coba(SEED));
      case DIEHL_COOK -> network(DiehlCook2015.of(784, cells, SEED));
    };
  }

  private static Network network(Network2003 made) {
    return new Network(made.simulation(), made.cells());
  }

  private static Network network(RecurrentStdp made) {
    return new Network(made.simulation(), made.cells());
  }

  private static Network network(VogelsAbbott2005 made) {
    return new Network(made.simulation(), made.cells());
  }

  /// Shows one bright image for ever: 200 of the 784 pixels, about as many as a digit has.
  private static Network network(DiehlCook2015 made) {
    PoissonSource inputs = (PoissonSource) made.simulation().get("inputs");
    double[] rates = inputs.parameter("rateHz");
    for (int row = 4; row < 24; row++) {
      Arrays.fill(rates, 28 * row + 9, 28 * row + 19, 63.75);
    }
    inputs.changed();
    return new Network(made.simulation(), made.cells());
  }
}
