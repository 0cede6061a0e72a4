package cerulean.neuro.conformance;

import cerulean.neuro.Izhikevich2007Parameters;
import cerulean.neuro.Izhikevich2007Population;
import cerulean.neuro.Stimulus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// The cells of chapter 8 of Izhikevich (2007) under steps of current.
final class BookRows implements NeuroRows {

  /// Cell, current in pA, length in ms, step in ms, number of spikes, and their first times.
  private static final String TABLE =
      """
      RS   60    520  .0025   2  172.1875 400.25
      RS   70    520  .0025   3  100.03 247.8175 395.6725
      RS   85    520  .0025   5  63.9 163.83 264.53 365.2175 465.91
      RS  100    520  .0025   7  48.1875 121.6525 197.7725 273.8075 349.8425 425.875 501.915
      RS  100    520  .25     7  48.75 122.5 198.75 274.5 351 426.75 502.75
      IB  290    600  .0025   0
      IB  370    600  .0025   3  36.1175 232.9275 464.6875
      IB  500    600  .0025   8  20.7725 36.92 119.4875 214.8475 308.4575 402.1875 495.9075 589.63
      IB  550    600  .0025  10  18.255 31.645 59.0525 146.9675 220.0575 296.695 372.0875 447.8975
      IB  550    600  .25     9  18.75 32.75 61.5 150.25 224.25 302 378.5 455.25
      CH  200    210  .0025   6  14.9025 19.18 108.2525 113.4225 204.425 209.595
      CH  200    210  .25     5  15.5 20.5 110 116 207.25
      CH  300    210  .0025   9  7.4375 10.3375 16.1375 67.095 71.0525 119.4475 123.405 171.8
      CH  400    210  .0025  13  5.33 7.69 10.9175 35.8825 40.075 75.9775 79.455 113.17
      CH  600    210  .0025  23  3.6 5.4175 7.57 10.27 14.1375 37.43 40.4475 45.3375
      LTS 100    320  .0025   1  41.1325
      LTS 125    320  .0025   4  27.63 111.845 204.8175 297.5425
      LTS 200    320  .0025  10  16.4575 36.195 63.3275 98.0425 134.405 170.6875 206.98 243.2675
      LTS 300    320  .0025  22  11.6 23.2325 35.615 48.645 62.19 76.1175 90.3125 104.6875
      LTS 300    320  .25    21  12 24.25 37.25 51 65.25 80 95 110.25
      FS   73.2  100  .0025   2  18.99 64.3625
      FS  100    100  .0025   5  7.745 30.615 53.585 76.555 99.5575
      FS  200    100  .0025   8  3.405 15.01 27.3175 39.5775 51.8625 64.1175 76.3875 88.6675
      FS  400    100  .0025  16  1.8825 5.3025 12.4 18.97 25.5475 32.1475 38.7775 45.3525
      FS  400    100  .25    13  2.25 8.25 15.75 22 29.75
      """;

  private static final Map<String, Izhikevich2007Parameters> CELLS =
      Map.of(
          "RS", Izhikevich2007Parameters.REGULAR_SPIKING,
          "IB", Izhikevich2007Parameters.INTRINSICALLY_BURSTING,
          "CH", Izhikevich2007Parameters.CHATTERING,
          "LTS", Izhikevich2007Parameters.LOW_THRESHOLD_SPIKING,
          "FS", Izhikevich2007Parameters.FAST_SPIKING);

  private final List<NeuroRow> rows = new ArrayList<>();

  BookRows() {
    for (String line : TABLE.lines().toList()) {
      String[] words = line.strip().split(" +");
      double[] x = Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray();
      double pA = x[0];
      double ms = x[1];
      double dtMs = x[2];
      int count = (int) x[3];
      double[] expected = Arrays.copyOfRange(x, 4, x.length);
      String name = "%s, %s pA, %s ms, step %s".formatted(words[0], words[1], words[2], dtMs);
      rows.add(
          NeuroRow.number(name + ": count", count, 0, () -> train(words[0], pA, ms, dtMs).length));
      if (expected.length > 0) {
        rows.add(
            NeuroRow.numbers(
                name + ": spikes",
                expected,
                0,
                () -> Arrays.copyOf(train(words[0], pA, ms, dtMs), expected.length)));
      }
    }
    thalamic(
        "TC, 100 pA",
        Izhikevich2007Parameters.THALAMO_CORTICAL,
        t -> 100,
        44.6875,
        93.7875,
        147.325,
        203.4,
        260.775,
        318.7875,
        377.0875,
        435.525,
        494.025,
        552.5625);
    thalamic(
        "TC, let go after 200 ms of -1200 pA: a burst",
        Izhikevich2007Parameters.THALAMO_CORTICAL,
        t -> t < 200 ? -1200 : 0,
        228.825,
        234.425,
        241.0875,
        249.1875,
        259.3625,
        272.9,
        293.0375,
        337.0875);
    thalamic("RTN, 50 pA", Izhikevich2007Parameters.RETICULAR, t -> 50, 38.15, 222.3875, 413.6875);
    thalamic(
        "RTN, let go after 200 ms of -1200 pA: a burst",
        Izhikevich2007Parameters.RETICULAR,
        t -> t < 200 ? -1200 : 0,
        207.5125,
        212.0,
        217.475,
        224.575,
        235.125,
        270.475);
  }

  private static double[] train(String name, double pA, double ms, double dtMs) {
    // The scripts make one step less than the time has.
    return new Cell(dtMs, Izhikevich2007Population.of(1, CELLS.get(name)))
        .with(Stimulus.constant(pA))
        .spikes(Cell.rounded(ms - dtMs));
  }

  /// 600 ms, steps of 0.0125 ms.
  private void thalamic(
      String name, Izhikevich2007Parameters cell, DoubleUnaryOperator current, double... expected) {
    rows.add(
        NeuroRow.numbers(
            name,
            expected,
            0,
            () ->
                new Cell(0.0125, Izhikevich2007Population.of(1, cell)).with(current).spikes(600)));
  }

  @Override
  public String title() {
    return "Cells of the book of 2007";
  }

  @Override
  public String source() {
    return "Figures 8.12 to 8.32 of Izhikevich (2007): steps of current from rest, forward Euler as in the"
        + " scripts of the book, with intervals equal to those of OpenSourceBrain to 0.001 ms. At"
        + " 0.25 ms some counts are others than at 0.0025 ms.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
