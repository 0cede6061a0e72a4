package cerulean.neuro.networks;

import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.Plasticity;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Snapshot;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.TripletParameters;
import cerulean.neuro.TripletStdp;
import cerulean.neuro.Values;
import cerulean.neuro.WeightSums;
import java.util.Arrays;

/// Cells that learn what images look like without labels: Poisson inputs, one per pixel, excite
/// cells that inhibit each other, learn by spikes, and fire the less easily the more they have
/// fired.
///
/// | part | what |
/// |---|---|
/// | `inputs` | one Poisson cell per pixel, a quarter of a Hz per grey level |
/// | `cells` | LIF: tau 100 ms, rest and reset -65, threshold -52 mV, refractory 5 ms; conductances 1 ms to 0 mV and 2 ms to -100 mV |
/// | `threshold` | +0.05 mV at each spike of a cell, falling back in 10^7 ms |
/// | `inhibitors` | one per cell, LIF: tau 10 ms, rest -60, reset -45, threshold -40 mV, refractory 2 ms |
/// | `input` | all to all, weights uniform to 0.3, bounds 0 and 1, sum per cell 78 of 784 |
/// | `excite`, `inhibit` | one to one, 10.4; to all other cells, 17 |
/// | `stdp` | +0.01 x o2 at a spike of a cell, -1e-4 y at one of an input; traces of 20, 40 and 20 ms, set to 1 |
///
/// Leaks are 1 nS, so weights are in nS; steps of 0.5 ms. An image is shown for 350 ms, then
/// nothing for 150; with fewer than 5 spikes it is shown again, brighter. Unlike the authors'
/// program, inputs come without delays of up to 10 ms.
///
/// Reference: P. U. Diehl & M. Cook (2015), Unsupervised learning of digit recognition using
/// spike-timing-dependent plasticity, Frontiers in Computational Neuroscience 9, 99.
public final class DiehlCook2015 {

  private static final double SHOWN_MS = 350;
  private static final double REST_MS = 150;
  private static final double HZ_PER_LEVEL = 0.125;
  private static final int FEWEST_SPIKES = 5;

  /// An image that no brightness makes cells fire at is given up.
  private static final int MOST_BRIGHTNESS = 40;

  private final Simulation simulation;
  private final PoissonSource inputs;
  private final LifPopulation cells;
  private final Projection input;
  private final TripletStdp stdp;
  private final WeightSums sums;
  private final SpikeRecorder spikes;

  private DiehlCook2015(int pixels, int size, Simulation simulation) {
    this.simulation = simulation;
    inputs = simulation.add("inputs", PoissonSource.of(pixels, 0));
    cells =
        simulation.add(
            "cells", LifPopulation.of(size, new LifParameters(100, 100, -65, -52, -65, 5)));
    LifPopulation inhibitors =
        simulation.add(
            "inhibitors", LifPopulation.of(size, new LifParameters(10, 10, -60, -40, -45, 2)));
    cells.attach("excitation", new ExponentialConductancePort(1, 0));
    cells.attach("inhibition", new ExponentialConductancePort(2, -100));
    inhibitors.attach("excitation", new ExponentialConductancePort(1, 0));
    input =
        simulation.connect(
            "input",
            inputs,
            cells.port("excitation"),
            Connectivity.allToAll(),
            Values.uniform(0.003, 0.3),
            Delays.oneStep());
    simulation.connect(
        "excite",
        cells,
        inhibitors.port("excitation"),
        Connectivity.oneToOne(),
        Values.constant(10.4),
        Delays.oneStep());
    Connectivity others =
        (cell, sizes, random, row) -> {
          for (int j = 0; j < sizes.targets(); j++) {
            if (j != cell) {
              row.add(j);
            }
          }
        };
    simulation.connect(
        "inhibit",
        inhibitors,
        cells.port("inhibition"),
        others,
        Values.constant(17),
        Delays.oneStep());
    PlasticSynapses plastic = PlasticSynapses.all(input);
    TripletParameters rule =
        new TripletParameters(0, 0.01, 1e-4, 0, 20, 20, 20, 40, StdpWindow.Pairing.NEAREST);
    stdp = simulation.add("stdp", TripletStdp.of(plastic, rule, 0, 1));
    simulation.add("threshold", new RisingThreshold(cells, 0.05, 1e7));
    sums = simulation.add("sums", WeightSums.of(plastic, 78.0 * pixels / 784, 0));
    spikes = simulation.add("spikes", SpikeRecorder.of(cells));
  }

  /// - `pixels`: number of inputs, 784 in the paper
  /// - `size`: number of cells, 100 to 6400 in the paper
  public static DiehlCook2015 of(int pixels, int size, long seed) {
    return new DiehlCook2015(pixels, size, Simulation.of(0.5, seed));
  }

  /// The simulation; its parts are those of the table.
  public Simulation simulation() {
    return simulation;
  }

  /// The cells that learn.
  public LifPopulation cells() {
    return cells;
  }

  /// The synapses that learn, from inputs to cells.
  public Projection input() {
    return input;
  }

  /// The rule; rate 0 stops learning ([#setLearning]).
  public TripletStdp stdp() {
    return stdp;
  }

  /// Learns or only looks: weights and thresholds stay while it does not learn.
  public void setLearning(boolean learning) {
    stdp.setRate(learning ? 1 : 0);
    ((RisingThreshold) simulation.get("threshold")).learning = learning;
  }

  /// Shows an image, brighter and brighter until five spikes are there, and returns how often each
  /// cell fired at it.
  ///
  /// `levels`: one grey level from 0 to 255 per pixel
  public int[] show(double[] levels) {
    if (levels.length != inputs.size()) {
      throw new IllegalArgumentException(
          "show: one grey level for each of the "
              + inputs.size()
              + " inputs is needed; got "
              + levels.length);
    }
    int[] counts = new int[cells.size()];
    int total = 0;
    for (int brightness = 2; total < FEWEST_SPIKES && brightness < MOST_BRIGHTNESS; brightness++) {
      if (stdp.rate() != 0) {
        sums.apply();
      }
      spikes.clear();
      input(levels, brightness * HZ_PER_LEVEL, SHOWN_MS);
      Arrays.fill(counts, 0);
      for (int cell : spikes.cells()) {
        counts[cell]++;
      }
      total = (int) spikes.total();
      input(levels, 0, REST_MS);
    }
    return counts;
  }

  private void input(double[] levels, double hzPerLevel, double ms) {
    double[] rates = inputs.parameter("rateHz");
    for (int i = 0; i < rates.length; i++) {
      rates[i] = levels[i] * hzPerLevel;
    }
    inputs.changed();
    simulation.run(ms);
  }

  /// Raises the threshold of a cell at each of its spikes and lets it fall back to where it was.
  private static final class RisingThreshold extends Plasticity {
    private final LifPopulation cells;
    private final double jumpMv;
    private final double tauMs;
    private final double[] rest;
    private final double[] rise;
    private double decay = 1;
    private boolean learning = true;

    RisingThreshold(LifPopulation cells, double jumpMv, double tauMs) {
      this.cells = cells;
      this.jumpMv = jumpMv;
      this.tauMs = tauMs;
      rest = cells.parameter("thresholdMv").clone();
      rise = new double[rest.length];
    }

    @Override
    protected void prepare(double dtMs) {
      decay = Math.exp(-dtMs / tauMs);
    }

    @Override
    protected void step(long step, double dtMs) {
      if (!learning) {
        return;
      }
      int[] fired = cells.spikes();
      for (int s = 0; s < cells.spikeCount(); s++) {
        rise[fired[s]] += jumpMv;
      }
      // Read as it is by the cells: nothing is computed from it beforehand.
      double[] threshold = cells.parameter("thresholdMv");
      for (int i = 0; i < rise.length; i++) {
        rise[i] *= decay;
        threshold[i] = rest[i] + rise[i];
      }
    }

    @Override
    protected void state(Snapshot snapshot) {
      snapshot.array("rise", rise);
      learning = snapshot.number("learning", learning ? 1L : 0L) != 0;
    }

    @Override
    public String description() {
      return "threshold +" + jumpMv + " mV at a spike, back in " + tauMs + " ms";
    }
  }
}
