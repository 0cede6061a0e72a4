package cerulean.studies.microcircuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.SpikeTrainSource;
import cerulean.studies.gap.Curve;
import cerulean.studies.gap.Method;
import cerulean.studies.gap.OutsideGain;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The parts that numbers are made of.
class MicrocircuitPartsTest {

  /// Fits of a few points are exact to some units in the last place.
  private static final double ROUNDING = 1e-9;

  @Test
  void theLineIsFittedToRatesAboveTheLeast() {
    // 50 Hz/nA from 400 pA on; the first two points are not part of it.
    double[] currents = {0, 400, 600, 800, 1000};
    double[] rates = {1, 2, 10, 20, 30};
    Response response = new Response(currents, rates, 2, 0, 0);
    assertEquals(50, response.gain(), ROUNDING);
    assertEquals(400, response.intercept(), ROUNDING);
    assertEquals(600, response.rheobase(), 0);
    Response silent = new Response(currents, new double[5], 2, 0, 0);
    assertTrue(Double.isNaN(silent.gain()));
    assertTrue(Double.isNaN(silent.rheobase()));
  }

  @Test
  void eventsEndWhereAnIntervalIsNotShorterThanTheLimit() {
    Simulation sim = Simulation.of(1, 1);
    // Cell 0: a burst of three, a single spike, a burst of two. Cell 1: one spike. Cell 2:
    // elsewhere.
    SpikeTrainSource cells =
        sim.add(
            "cells",
            SpikeTrainSource.of(
                new double[] {10, 15, 20, 30, 50, 59}, new double[] {12}, new double[] {1, 2}));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    sim.run(100);
    Bursts bursts = Bursts.of(spikes, 0, 2, 10);
    assertEquals(new Bursts(4, 2, 5, 3), bursts);
    assertEquals(0.5, bursts.fraction(), 0);
    assertEquals(0.6, bursts.shortFraction(), ROUNDING);
    assertEquals(0, new Bursts(0, 0, 0, 0).fraction(), 0);
  }

  @Test
  void thePulseIsAtTheSwitchOrBetween() {
    double[] signal = {1.5, 1.4};
    int n = OutsideGain.iterations();
    assertEquals(1, Bridge.AT_SWITCH.gain(signal, 0), 0);
    assertEquals(1, Bridge.AT_SWITCH.gain(signal, n - 1), 0);
    assertEquals(1.5, Bridge.AT_SWITCH.gain(signal, n), 0);
    assertEquals(1.4, Bridge.AT_SWITCH.gain(signal, n + 1), 0);
    assertEquals(1, Bridge.AT_SWITCH.gain(signal, n + 2), 0);
    assertEquals(1.5, Bridge.AT_SWITCH.gain(signal, 2 * n), 0);
    assertEquals(1, Bridge.BETWEEN.gain(signal, n / 2), 0);
    assertEquals(1, Bridge.BETWEEN.gain(signal, n), 0);
    assertEquals(1.5, Bridge.BETWEEN.gain(signal, n + n / 2), 0);
    assertEquals(1, Bridge.NONE.gain(signal, n), 0);
  }

  @Test
  void theSignalIsTheMeanOverSeedsOfTheBinsOfThePulse() {
    PulseProtocol pulse = new PulseProtocol(100, 100, 400, 1, 50, 250, 300);
    double[] one = {1, 1, 2, 1.5, 1};
    double[] other = {1, 1, 1, 1.5, 1};
    assertArrayEquals(new double[] {1.5, 1.5}, Bridge.signal(pulse, List.of(one, other)), ROUNDING);
  }

  /// The bridge compares with the study: the same weights, batches and steps.
  @Test
  void aGainOf1FromOutsideIsPlainDescent() {
    Curve plain = OutsideGain.of(Method.SGD, 3);
    Curve outside = OutsideGain.follow(i -> 1, 3);
    assertArrayEquals(plain.accuracy(), outside.accuracy(), 0);
    assertArrayEquals(plain.context(), outside.context());
    assertEquals(OutsideGain.contexts() * OutsideGain.iterations(), outside.iteration().length);
    assertEquals(1, outside.gain()[0], 0);
  }

  @Test
  void oneSeedHasNoInterval() {
    double[] one = {2};
    assertEquals("2.0", Claims.spread(one, 1));
    assertEquals("-", Claims.p(one, new double[] {1}));
    assertTrue(Claims.above(one, new double[] {1}, 0.5));
    assertEquals("2", Finding.of("t", "c", "x", "", 0, one).text());
    assertEquals(
        "seeds: needs at least one",
        assertThrows(
                IllegalArgumentException.class, () -> MicrocircuitSettings.of(List.of(), false))
            .getMessage());
  }

  @Test
  void conditionsOfTheHeatMapHoldTheFamilies() {
    for (boolean full : new boolean[] {false, true}) {
      List<Condition> all = MicrocircuitSettings.of(List.of(1L, 2L), full).cellConditions();
      assertEquals(all.size(), all.stream().distinct().count());
      for (double pA : MicrocircuitSettings.DENDRITE) {
        assertTrue(all.contains(Condition.of(pA, 1)));
      }
      for (double gamma : MicrocircuitSettings.COUPLINGS) {
        assertTrue(all.contains(Condition.of(300, gamma)));
      }
    }
  }

  @Test
  void findingsSayMeanAndInterval() {
    Finding finding = Finding.of("t", "c", "gain", "Hz/nA", 1, new double[] {30, 31, 32});
    // t(0.975, 2) = 4.303, sd 1: 31 +- 2.48.
    assertEquals("31.0 [28.5, 33.5]", finding.text());
    assertEquals("", finding.prototypeText());
    assertEquals("30.1", finding.beside(30.1).prototypeText());
    assertEquals("31.0", Finding.of("t", "c", "x", "", 1, new double[] {31, 31}).text());
    assertEquals("-", Finding.of("t", "c", "x", "", 1, new double[] {31, Double.NaN}).text());
  }
}
