package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.networks.DistalReward2007;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class ThreeFactorStdpTest {

  private static final StdpWindow WINDOW = StdpWindow.of(1e-4, 1.05e-4, 20, 20);

  /// Brian2's example: weight after 3 s of pairs alone.
  @Test
  void pairsAloneGiveTheWeightsOfBrian() {
    DistalReward2007 net = DistalReward2007.classical(1e-10);
    net.simulation().run(560);
    assertEquals(8.2086e-6, net.synapse().weight(0, 1), 1e-10);
    net.simulation().run(2440);
    assertEquals(5.176e-6, net.synapse().weight(0, 1), 1e-9);
  }

  /// Brian2's example with dopamine; its times are 3 s later. Brian2 integrates by Euler with 0.1
  /// ms and prints four digits.
  @Test
  void distalRewardGivesTheNumbersOfBrian() {
    DistalReward2007 net = DistalReward2007.rewarded(5.176e-6);
    ThreeFactorStdp rule = (ThreeFactorStdp) net.rule();
    int k = net.synapse().synapse(0, 1);
    SignalRecorder seen =
        net.simulation()
            .add(
                "seen",
                SignalRecorder.of(
                    () -> net.synapse().weightNow(k),
                    () -> rule.eligibility(k),
                    net.dopamine()::concentration));
    net.simulation().run(3000);
    assertEquals(6.57e-5, seen.at(1, 1012), 2e-7);
    assertEquals(-2.37e-5, seen.at(1, 1512), 2e-7);
    assertEquals(5.20e-6, seen.at(0, 551), 2e-8);
    assertEquals(1.066e-5, seen.at(0, 999), 2e-8);
    assertEquals(3.335e-5, seen.at(0, 1100), 5e-8);
    assertEquals(6.642e-5, seen.at(0, 1499), 5e-8);
    assertEquals(5.840e-5, seen.at(0, 1600), 5e-8);
    assertEquals(4.519e-5, seen.at(0, 3000), 5e-8);
    assertEquals(0.005 * Math.exp(-0.4), seen.at(2, 600), 1e-12);
  }

  /// One pair, then a reward at t: the weight changes by `c(t) 0.005 / (1 / 1000 + 1 / 200)`, .8333
  /// c.
  @Test
  void rewardChangesTheWeightByTheClosedForm() {
    double eligibility = 1e-4 * Math.exp(-0.5);
    for (double reward : new double[] {120, 500, 1500, 3000}) {
      Neuromodulator dopamine =
          Neuromodulator.of(0, 200).releaseAt(new double[] {reward}, new double[] {0.005});
      OneSynapse one = rewarded(dopamine, Delays.oneStep());
      double expected =
          eligibility * Math.exp(-(reward - 110) / 1000) * 0.005 / (1 / 1000.0 + 1 / 200.0);
      assertEquals(expected, one.after(reward + 4000), 1e-6 * expected);
    }
  }

  private static OneSynapse rewarded(Neuromodulator dopamine, Delays delays) {
    OneSynapse one =
        OneSynapse.of(
            0.1,
            new double[] {100},
            new double[] {110},
            0,
            delays,
            s -> ThreeFactorStdp.of(s, WINDOW, 1000, dopamine, -1, 1));
    one.simulation.add("DA", dopamine);
    return one;
  }

  /// The synapse is reached by 4.9 ms of delay; the time between pair and reward is the same.
  @Test
  void delaysOfBothKindsGiveTheClosedForm() {
    for (Delays delays : List.of(Delays.ms(5), Delays.ms(Values.of((i, j) -> 5)))) {
      Neuromodulator dopamine =
          Neuromodulator.of(0, 200).releaseAt(new double[] {500}, new double[] {0.005});
      double expected = 1e-4 * Math.exp(-5.1 / 20) * Math.exp(-0.39) * 0.005 / 0.006;
      assertEquals(expected, rewarded(dopamine, delays).after(5000), 1e-6 * expected);
    }
  }

  @Test
  void eligibilityDecaysAndReadingItChangesNothing() {
    double[] weights = new double[2];
    for (int read = 0; read < 2; read++) {
      Neuromodulator dopamine =
          Neuromodulator.of(0, 200)
              .releaseAt(new double[] {700, 1900}, new double[] {0.005, -0.002});
      OneSynapse one = rewarded(dopamine, Delays.oneStep());
      ThreeFactorStdp rule = (ThreeFactorStdp) one.simulation.get("rule");
      for (int n = 0; n < 300; n++) {
        one.simulation.run(10);
        if (read == 1) {
          double c = rule.eligibility(0);
          double t = one.simulation.timeMs() - 110;
          assertEquals(t < 0 ? 0 : 1e-4 * Math.exp(-0.5 - t / 1000), c, 1e-10);
          one.synapse.weightsNow();
          dopamine.concentration();
        }
      }
      weights[read] = one.synapse.weight(0, 0);
    }
    assertTrue(weights[0] > 0);
    assertEquals(weights[0], weights[1]);
  }

  /// NEST ticket 716: dopamine without spikes of the source changes nothing.
  @Test
  void withoutSpikesOfTheSourceTheWeightStays() {
    Neuromodulator dopamine = Neuromodulator.of(0.5, 200);
    OneSynapse one =
        OneSynapse.of(
            1,
            new double[0],
            new double[] {5, 10, 50, 51, 52},
            0.5,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, StdpWindow.of(0.1, 0.1, 20, 20), 100, dopamine, 0, 1));
    one.simulation.add("DA", dopamine);
    for (int n = 0; n < 10; n++) {
      one.simulation.run(100);
      assertEquals(0.5, one.synapse.weight(0, 0));
    }
  }

  /// A spike leaves with the weight that the synapse has in its step, though nobody visited it
  /// before.
  @Test
  void aSpikeIsDeliveredWithTheWeightOfNow() {
    for (Delays delays :
        List.of(Delays.oneStep(), Delays.ms(3), Delays.ms(Values.of((i, j) -> 3)))) {
      RewardSignal reward = RewardSignal.of(0, Double.POSITIVE_INFINITY);
      double[] before = new double[1];
      double[] delivered = new double[1];
      ScriptedCells target = ScriptedCells.of(new double[] {20});
      OneSynapse one =
          OneSynapse.of(
              1,
              new double[] {10, 500},
              target,
              0,
              delays,
              s -> ThreeFactorStdp.of(s, StdpWindow.of(1, 0, 20, 20), 1000, reward, 0, 10));
      one.simulation.add("reward", reward);
      one.simulation.run(100);
      reward.give(2);
      one.simulation.run(400);
      before[0] = one.synapse.weight(0, 0);
      int steps = one.synapse.longestDelaySteps();
      one.simulation.run(steps);
      delivered[0] = target.compartment().current()[0];
      assertTrue(before[0] > 1 && before[0] < 2, "about 2 e^-.5 e^-.08; got " + before[0]);
      assertEquals(before[0], delivered[0], 1e-6);
    }
  }

  /// Dense sums in double over every step, against visits: many spikes, gates of both signs,
  /// several periods of bringing all up to date.
  @Test
  void visitsGiveWhatDenseSumsOverEveryStepGive() {
    double dt = 0.5;
    double tau = 60;
    java.util.random.RandomGenerator random = new java.util.Random(3);
    double[] source =
        random.doubles(200, 1, 4000).map(t -> Math.rint(2 * t) / 2).sorted().distinct().toArray();
    double[] target =
        random.doubles(200, 1, 4000).map(t -> Math.rint(2 * t) / 2).sorted().distinct().toArray();
    double[] clock = new double[1];
    Signal gate = () -> Math.sin(clock[0]++ * dt / 70);
    StdpWindow window = StdpWindow.of(1e-3, 1.1e-3, 20, 30);
    OneSynapse one =
        OneSynapse.of(
            dt,
            source,
            target,
            0,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, window, tau, gate, -5, 5));
    double measured = one.after(4100);
    double x = 0;
    double y = 0;
    double c = 0;
    double w = 0;
    int i = 0;
    int j = 0;
    for (int n = 0; n < 8200; n++) {
      w += Math.sin(n * dt / 70) * c * tau * -Math.expm1(-dt / tau);
      c *= Math.exp(-dt / tau);
      x *= Math.exp(-dt / 20);
      y *= Math.exp(-dt / 30);
      double now = (n + 1) * dt;
      boolean arrives = i < source.length && source[i] == now;
      boolean fires = j < target.length && target[j] == now;
      c += (fires ? 1e-3 * x : 0) - (arrives ? 1.1e-3 * y : 0);
      x += arrives ? 1 : 0;
      y += fires ? 1 : 0;
      i += arrives ? 1 : 0;
      j += fires ? 1 : 0;
    }
    assertEquals(source.length, i);
    assertEquals(w, measured, 2e-5 * Math.abs(w), "floats, several hundred of them");
  }

  @Test
  void twoModulatorsMayBeNeededTogether() {
    double[] changes = new double[3];
    for (int form = 0; form < 3; form++) {
      Neuromodulator dopamine =
          Neuromodulator.of(0, 200).releaseAt(new double[] {300}, new double[] {0.005});
      Neuromodulator acetylcholine =
          Neuromodulator.of(0, 50)
              .releaseAt(new double[] {form == 0 ? 1800 : 300}, new double[] {form});
      OneSynapse one =
          OneSynapse.of(
              0.5,
              new double[] {100},
              new double[] {110},
              0,
              Delays.oneStep(),
              s -> ThreeFactorStdp.of(s, WINDOW, 1000, dopamine.times(acetylcholine), -1, 1));
      one.simulation.add("DA", dopamine);
      one.simulation.add("ACh", acetylcholine);
      changes[form] = one.after(2000);
    }
    assertEquals(0, changes[0], 1e-12);
    assertTrue(changes[1] > 1e-6);
    assertEquals(2 * changes[1], changes[2], 1e-6 * changes[2]);
  }

  @Test
  void rateOfAGateMayBeNegativeAndBoundsHold() {
    Neuromodulator dopamine =
        Neuromodulator.of(0, 200).releaseAt(new double[] {500}, new double[] {50});
    OneSynapse one =
        OneSynapse.of(
            0.1,
            new double[] {100},
            new double[] {110},
            0.001,
            Delays.oneStep(),
            s -> {
              ThreeFactorStdp rule = ThreeFactorStdp.of(s, WINDOW, 1000, dopamine, 0, 1);
              rule.setRate(-1);
              return rule;
            });
    one.simulation.add("DA", dopamine);
    assertEquals(0, one.after(5000));
  }

  @Test
  void wrongUseIsASentence() {
    Neuromodulator dopamine = Neuromodulator.of(0, 200);
    OneSynapse one =
        OneSynapse.of(
            1,
            new double[0],
            new double[0],
            0.5,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, WINDOW, 100, dopamine, 0, 1));
    PlasticSynapses all = PlasticSynapses.all(one.synapse);
    ThreeFactorStdp rule = (ThreeFactorStdp) one.simulation.get("rule");
    assertMessage(
        "ThreeFactorStdp: synapse has a three-factor rule already; add the gates up or multiply"
            + " them in one rule",
        () -> ThreeFactorStdp.of(all, WINDOW, 100, dopamine, 0, 1));
    assertMessage(
        "rule: synapse 1 is not plastic; those from 0 to 0 are", () -> rule.eligibility(1));
    assertMessage(
        "ThreeFactorStdp: eligibilityMs must be above 0 and finite; got -1.0",
        () -> ThreeFactorStdp.of(all, WINDOW, -1, dopamine, 0, 1));
    OneSynapse fast =
        OneSynapse.of(
            1,
            new double[0],
            new double[0],
            0.5,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, WINDOW, 0.5, dopamine, 0, 1));
    assertMessage(
        "ThreeFactorStdp: eligibilityMs must be at least one step, 1.0 ms; got 0.5",
        () -> fast.after(1));
    OneSynapse nan =
        OneSynapse.of(
            1,
            new double[0],
            new double[0],
            0.5,
            Delays.oneStep(),
            s -> ThreeFactorStdp.of(s, WINDOW, 5, () -> Double.NaN, 0, 1));
    assertEquals(
        "run: the gate of rule is not a number in step 0",
        assertThrows(IllegalStateException.class, () -> nan.after(1)).getMessage());
    assertArrayEquals(new float[] {0.5f}, one.synapse.weightsNow());
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
