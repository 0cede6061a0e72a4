package cerulean.neuro.conformance;

import cerulean.neuro.ClopathProtocol;
import cerulean.neuro.Delays;
import cerulean.neuro.Neuromodulator;
import cerulean.neuro.OneSynapse;
import cerulean.neuro.PairStdp;
import cerulean.neuro.RateRecorder;
import cerulean.neuro.SignalRecorder;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.ThreeFactorStdp;
import cerulean.neuro.WeightDependence;
import cerulean.neuro.analysis.Bins;
import cerulean.neuro.networks.DistalReward2007;
import cerulean.neuro.networks.SongAbbott2000;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Learning by pairs of spikes, by voltage, by reward.
public final class PlasticityRows implements NeuroRows {

  private static final double[] NONE = {};

  private final List<NeuroRow> rows = new ArrayList<>();

  /// All rows; nothing runs yet.
  public PlasticityRows() {
    StdpWindow window = StdpWindow.of(0.01, 0.0105, 20, 20);
    pair(window, 10, 0.006065);
    pair(window, -10, -0.006369);
    pair(window, 50, 0.000821);
    pair(window, -50, -0.000862);
    String[] protocols = {
      "target first, 10 Hz", "target first, 30 Hz", "target first, 50 Hz",
      "source first, 10 Hz", "source first, 30 Hz", "source first, 50 Hz"
    };
    for (int n = 0; n < protocols.length; n++) {
      int protocol = n;
      rows.add(
          NeuroRow.number(
              "voltage rule, AdEx, " + protocols[n] + ": percent (NEST)",
              ClopathProtocol.PERCENT.get(n),
              1.5,
              () -> ClopathProtocol.percent(protocol)));
    }
    songAbbott();
    distalReward();
    rows.add(
        NeuroRow.number(
            "reward at 500 ms after a pair at 100 and 110 ms: change of the weight / eligibility,"
                + " thousandths",
            1e3 * 0.005 / (1 / 1000.0 + 1 / 200.0),
            1e-4,
            PlasticityRows::closedForm));
  }

  private void pair(StdpWindow window, double lagMs, double expected) {
    rows.add(
        NeuroRow.number(
            "pair STDP, target %s ms after source".formatted(lagMs),
            expected,
            5e-7,
            () ->
                OneSynapse.of(
                        0.1,
                        new double[] {200},
                        new double[] {200 + lagMs},
                        0,
                        Delays.oneStep(),
                        s -> PairStdp.of(s, window, WeightDependence.ADDITIVE, -1, 1))
                    .after(300)));
  }

  /// Rate from 90 to 100 s, percent of weights below a tenth and above nine tenths; mean of 3
  /// seeds.
  private void songAbbott() {
    Once measured = new Once(PlasticityRows::competition);
    String name = "Song & Abbott, 3 seeds, 100 s: ";
    rows.add(NeuroRow.number(name + "Hz from 90 to 100 s", 22, 2, () -> measured.get()[0]));
    rows.add(NeuroRow.number(name + "% of weights below .1", 23.5, 2.5, () -> measured.get()[1]));
    rows.add(NeuroRow.number(name + "% of weights above .9", 20.5, 2.5, () -> measured.get()[2]));
  }

  private static double[] competition() {
    double[] mean = new double[3];
    for (int seed = 1; seed <= 3; seed++) {
      SongAbbott2000 net = SongAbbott2000.of(seed);
      RateRecorder rate = net.simulation().add("rate", RateRecorder.of(net.cell(), 10_000));
      net.simulation().run(100_000);
      mean[0] += rate.ratesHz()[9] / 3;
      Bins weights = Bins.ofWeights(net.synapses(), 0, SongAbbott2000.LARGEST, 10);
      mean[1] += 100 * weights.share(0, 1) / 3;
      mean[2] += 100 * weights.share(9, 10) / 3;
    }
    return mean;
  }

  private void distalReward() {
    rows.add(
        NeuroRow.number(
            "distal reward, pairs alone: weight after 3 s, 1e-6",
            5.176,
            0.001,
            () -> {
              DistalReward2007 net = DistalReward2007.classical(1e-10);
              net.simulation().run(3000);
              return 1e6 * net.synapse().weight(0, 1);
            }));
    Once measured = new Once(PlasticityRows::rewarded);
    double[][] expected = {
      {65.7, 0.2},
      {-23.7, 0.2},
      {5.20, 0.02},
      {10.66, 0.02},
      {33.35, 0.05},
      {66.42, 0.05},
      {58.40, 0.05},
      {45.19, 0.05}
    };
    String[] names = {
      "eligibility after the pair of 10 ms",
      "eligibility after the reversed pair",
      "weight at 551 ms",
      "weight at 999 ms",
      "weight at 1100 ms",
      "weight at 1499 ms",
      "weight at 1600 ms",
      "weight at 3000 ms"
    };
    for (int n = 0; n < names.length; n++) {
      int which = n;
      rows.add(
          NeuroRow.number(
              "distal reward with dopamine, " + names[n] + ", 1e-6",
              expected[n][0],
              expected[n][1],
              () -> measured.get()[which]));
    }
  }

  private static double[] rewarded() {
    DistalReward2007 net = DistalReward2007.rewarded(5.176e-6);
    ThreeFactorStdp rule = (ThreeFactorStdp) net.rule();
    int k = net.synapse().synapse(0, 1);
    SignalRecorder seen =
        net.simulation()
            .add(
                "seen",
                SignalRecorder.of(
                    () -> 1e6 * net.synapse().weightNow(k), () -> 1e6 * rule.eligibility(k)));
    net.simulation().run(3000);
    return new double[] {
      seen.at(1, 1012),
      seen.at(1, 1512),
      seen.at(0, 551),
      seen.at(0, 999),
      seen.at(0, 1100),
      seen.at(0, 1499),
      seen.at(0, 1600),
      seen.at(0, 3000)
    };
  }

  /// In thousandths.
  private static double closedForm() {
    Neuromodulator dopamine =
        Neuromodulator.of(0, 200).releaseAt(new double[] {500}, new double[] {0.005});
    StdpWindow window = StdpWindow.of(1e-4, 1.05e-4, 20, 20);
    OneSynapse one =
        OneSynapse.of(
            0.1,
            new double[] {100},
            new double[] {110},
            0,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, window, 1000, dopamine, -1, 1));
    one.simulation.add("DA", dopamine);
    double eligibility = 1e-4 * Math.exp(-10 / 20.0 - 390 / 1000.0);
    return 1e3 * one.after(5000) / eligibility;
  }

  /// Several rows from one run.
  private static final class Once {
    private final Supplier<double[]> run;
    private double[] result = NONE;

    Once(Supplier<double[]> run) {
      this.run = run;
    }

    double[] get() {
      if (result.length == 0) {
        result = run.get();
      }
      return result;
    }
  }

  @Override
  public String title() {
    return "Plasticity and reward";
  }

  @Override
  public String source() {
    return "Pairs: closed forms. Voltage rule: NEST's test of its Clopath synapse; averages follow"
        + " there adaptive steps within the first step of a spike, here its start, 1.3 % of"
        + " what a spike strengthens. Song, Miller & Abbott (2000): a program in C with"
        + " Euler steps, three seeds. Distal reward: Brian2's example of Izhikevich (2007),"
        + " times from the start of its second part.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
