package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The 20 panels of figure 1 of Izhikevich (2004), with the spike times of the author's script:
/// same step, same order of update, double precision, so the times agree to the step.
@Tag("once")
class IzhikevichPatternsTest {

  /// Parameters, start and step, length, and what is expected: number of spikes, first and last in
  /// ms. The input is in [#current].
  private static final String PANELS =
      """
      panel                      a      b    c    d    v0     dt   end  spikes first   last
      A tonic-spiking            .02    .2   -65  6    -70    .25  100   5     13      86.75
      B phasic-spiking           .02    .25  -65  6    -64    .25  200   1     43.75   43.75
      C tonic-bursting           .02    .2   -50  2    -70    .25  220  28     25     204.5
      D phasic-bursting          .02    .25  -55  .05  -64    .2   200   6     39      67.2
      E mixed-mode               .02    .2   -55  4    -70    .25  160   6     20     131.5
      F frequency-adaptation     .01    .2   -65  8    -70    .25   85   6     10.25   71.5
      G class-1                  .02   -.1   -55  6    -60    .25  300  10     84.5   290.5
      H class-2                  .2     .26  -65  0    -64    .25  300  14    105.75  293
      I spike-latency            .02    .2   -65  6    -70    .2   100   1     26.6    26.6
      J subthreshold-oscillation .05    .26  -60  0    -62    .25  200   1     26.5    26.5
      K resonator                .1     .26  -60 -1    -62    .25  400   1    338     338
      L integrator               .02   -.1   -55  6    -60    .25  100   1     20      20
      M rebound-spike            .03    .25  -60  4    -64    .2   200   1     68      68
      N rebound-burst            .03    .25  -52  0    -64    .2   200   7     68      92.2
      O threshold-variability    .03    .25  -60  4    -64    .25  100   1     93.25   93.25
      P bistability              .1     .26  -60  0    -61    .25  300   5     45.25  208
      Q after-depolarization    1       .2   -60 -21   -70    .1    50   1     11.3    11.3
      R accommodation            .02   1     -55  4    -65    .5   400   1    311.5   311.5
      S inhibition-spiking      -.02  -1     -60  8    -63.8  .5   350   3     94.5   236
      T inhibition-bursting     -.026 -1     -45 -2    -63.8  .5   350  12     86.5   204
      """;

  private static double current(char panel, double t) {
    return switch (panel) {
      case 'A' -> t > 10 ? 14 : 0;
      case 'B' -> t > 20 ? 0.5 : 0;
      case 'C' -> t > 22 ? 15 : 0;
      case 'D' -> t > 20 ? 0.6 : 0;
      case 'E' -> t > 16 ? 10 : 0;
      case 'F' -> t > 8.5 ? 30 : 0;
      case 'G' -> t > 30 ? 0.075 * (t - 30) : 0;
      case 'H' -> t > 30 ? -0.5 + 0.015 * (t - 30) : -0.5;
      case 'I' -> 7.04 * pulse(t, 10, 3);
      case 'J' -> 2 * pulse(t, 20, 5);
      case 'K' -> 0.65 * (pulse(t, 40, 4) + pulse(t, 60, 4) + pulse(t, 280, 4) + pulse(t, 320, 4));
      case 'L' ->
          9
              * (pulse(t, 100. / 11, 2)
                  + pulse(t, 100. / 11 + 5, 2)
                  + pulse(t, 70, 2)
                  + pulse(t, 80, 2));
      case 'M', 'N' -> -15 * pulse(t, 20, 5);
      case 'O' -> pulse(t, 10, 5) + pulse(t, 80, 5) - 6 * pulse(t, 70, 5);
      case 'P' -> 0.24 + pulse(t, 37.5, 5) + pulse(t, 216, 5);
      case 'Q' -> Math.abs(t - 10) < 1 ? 20 : 0;
      case 'R' -> t < 200 ? t / 25 : t >= 300 && t < 312.5 ? (t - 300) / 12.5 * 4 : 0;
      case 'S', 'T' -> t < 50 || t > 250 ? 80 : 75;
      default -> throw new IllegalArgumentException("no panel " + panel);
    };
  }

  /// 1 between the ends, 0 on them and outside.
  private static int pulse(double t, double startMs, double lengthMs) {
    return t > startMs && t < startMs + lengthMs ? 1 : 0;
  }

  /// One row of the table.
  private record Panel(
      char letter,
      IzhikevichParameters cell,
      double startMv,
      double startRecovery,
      double dtMs,
      double endMs,
      int spikes,
      double firstMs,
      double lastMs) {

    static Panel parse(String row) {
      String[] words = row.split(" +");
      double[] x = Stream.of(words).skip(2).mapToDouble(Double::parseDouble).toArray();
      char letter = words[0].charAt(0);
      IzhikevichParameters cell = IzhikevichParameters.of(x[0], x[1], x[2], x[3]);
      double startRecovery = x[1] * x[4];
      if (letter == 'G' || letter == 'L') {
        cell = cell.withQuadratic(0.04, 4.1, 108);
      } else if (letter == 'R') {
        cell = cell.accumulating(-65);
        startRecovery = -16;
      }
      return new Panel(letter, cell, x[4], startRecovery, x[5], x[6], (int) x[7], x[8], x[9]);
    }

    /// Times of all spikes in ms, one cell alone.
    double[] times() {
      IzhikevichPopulation population = IzhikevichPopulation.of(1, cell);
      population.setState(0, startMv, startRecovery);
      double[] input = new double[1];
      int[] fired = new int[1];
      List<Double> times = new ArrayList<>();
      for (int i = 0; i * dtMs <= endMs; i++) {
        input[0] = current(letter, i * dtMs);
        if (population.step(dtMs, input, fired) > 0) {
          times.add(i * dtMs);
        }
      }
      return times.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private static Stream<String> rows() {
    return PANELS.lines().skip(1);
  }

  private static List<Panel> panels() {
    return rows().map(Panel::parse).toList();
  }

  @TestFactory
  Stream<DynamicTest> panelFiresAsPublished() {
    return rows()
        .map(row ->
            DynamicTest.dynamicTest(
                row,
                () -> {
                  Panel panel = Panel.parse(row);
                  double[] times = panel.times();
                  assertEquals(panel.spikes, times.length, "number of spikes");
                  assertEquals(panel.firstMs, times[0], 1e-9, "first");
                  assertEquals(panel.lastMs, times[times.length - 1], 1e-9, "last");
                }));
  }

  @Test
  void thereAreTwentyPanels() {
    assertEquals(20, panels().size());
  }

  @Test
  void everySpikeOfTheShortTrainsIsAtItsTime() {
    assertTrain('A', 13, 17, 31.5, 59.25, 86.75);
    assertTrain('D', 39, 42.8, 47, 51.8, 57.6, 67.2);
    assertTrain('E', 20, 22.75, 27.25, 67, 99.25, 131.5);
    assertTrain('F', 10.25, 12.25, 15, 19.75, 42.5, 71.5);
    assertTrain('N', 68, 71, 74.2, 77.8, 81.8, 86.4, 92.2);
    assertTrain('P', 45.25, 86, 126.5, 167.25, 208);
    assertTrain('S', 94.5, 166, 236);
  }

  private static void assertTrain(char panel, double... expected) {
    assertArrayEquals(expected, panels().get(panel - 'A').times(), 1e-9, "panel " + panel);
  }

  /// Cells of the figure of 2003: a step of current after a tenth of the time, every 0.25 ms.
  @Test
  void namedTypesFireAsInTheFigureOf2003() {
    assertArrayEquals(
        new double[] {18.25, 24.25, 54.5, 87.75, 121},
        figure2003(IzhikevichParameters.REGULAR_SPIKING, -63, 14, 150),
        1e-9);
    assertArrayEquals(
        new double[] {18.75, 21.25, 25, 58.25, 87.75, 117.5, 147},
        figure2003(IzhikevichParameters.INTRINSICALLY_BURSTING, -70, 11, 150),
        1e-9);
    double[] chattering = figure2003(IzhikevichParameters.CHATTERING, -70, 10, 150);
    assertEquals(15, chattering.length);
    assertEquals(19, chattering[0], 1e-9);
    assertEquals(82, chattering[7], 1e-9);
    assertEquals(137.5, chattering[11], 1e-9);
    double[] lowThreshold = figure2003(IzhikevichParameters.LOW_THRESHOLD_SPIKING, -63, 10, 250);
    assertEquals(18, lowThreshold.length);
    assertEquals(28, lowThreshold[0], 1e-9);
    assertEquals(31.5, lowThreshold[1], 1e-9);
    assertEquals(35.75, lowThreshold[2], 1e-9);
    assertEquals(240.5, lowThreshold[17], 1e-9);
  }

  private static double[] figure2003(
      IzhikevichParameters cell, double startMv, double current, double endMs) {
    IzhikevichPopulation population = IzhikevichPopulation.of(1, cell);
    population.setVoltageMv(0, startMv);
    List<Double> times = new ArrayList<>();
    for (double t = 0; t <= endMs; t += 0.25) {
      double[] input = {t > endMs / 10 ? current : 0};
      if (population.step(0.25, input, new int[1]) > 0) {
        times.add(t);
      }
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void populationIsEqualToOneNeuronAtATime() {
    List<Panel> panels = panels();
    int size = panels.size();
    IzhikevichPopulation population =
        IzhikevichPopulation.of(panels.stream().map(Panel::cell).toList());
    List<IzhikevichPopulation> alone = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      population.setState(i, panels.get(i).startMv, panels.get(i).startRecovery);
      IzhikevichPopulation one = IzhikevichPopulation.of(1, panels.get(i).cell);
      one.setState(0, panels.get(i).startMv, panels.get(i).startRecovery);
      alone.add(one);
    }
    double[] inputs = new double[size];
    int[] fired = new int[size];
    int spikes = 0;
    for (int step = 0; step < 1000; step++) {
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        inputs[i] = current(panels.get(i).letter, step * 0.25);
        if (alone.get(i).step(0.25, new double[] {inputs[i]}, new int[1]) > 0) {
          expected.add(i);
        }
      }
      int count = population.step(0.25, inputs, fired);
      List<Integer> actual = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        actual.add(fired[i]);
      }
      assertEquals(expected, actual);
      spikes += count;
      for (int i = 0; i < size; i++) {
        assertEquals(alone.get(i).voltageMv(0), population.voltageMv(i));
        assertEquals(alone.get(i).recovery(0), population.recovery(i));
      }
    }
    assertTrue(spikes > 50, "the comparison is of cells that fire");
  }
}
