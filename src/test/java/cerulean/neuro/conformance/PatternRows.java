package cerulean.neuro.conformance;

import cerulean.neuro.IzhikevichParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The 20 panels of figure 1 of Izhikevich (2004) and four cells of the figure of 2003.
final class PatternRows implements NeuroRows {

  /// Spikes of the author's scripts, in ms.
  private static final String SPIKES =
      """
      A 13 17 31.5 59.25 86.75
      B 43.75
      C 25 26.5 28.25 30 32 34 36.25 38.75 41.75 45.5 80 82.25 84.75 87.75 91.5 98.75 132.75 135 137.5 140.5 144.25 151.25 185.5 187.75 190.25 193.25 197 204.5
      D 39 42.8 47 51.8 57.6 67.2
      E 20 22.75 27.25 67 99.25 131.5
      F 10.25 12.25 15 19.75 42.5 71.5
      G 84.5 125 155.75 181 203.5 223.75 242 259.25 275.5 290.5
      H 105.75 126.5 145.25 162.25 178 192.75 206.75 220.5 233.75 246.5 258.75 271 282 293
      I 26.6
      J 26.5
      K 338
      L 20
      M 68
      N 68 71 74.2 77.8 81.8 86.4 92.2
      O 93.25
      P 45.25 86 126.5 167.25 208
      Q 11.3
      R 311.5
      S 94.5 166 236
      T 86.5 88.5 90.5 93 95.5 98.5 103 191.5 194 196.5 199.5 204
      """;

  private final List<NeuroRow> rows = new ArrayList<>();

  PatternRows() {
    List<FiringPattern> panels = FiringPattern.all();
    List<String> spikes = SPIKES.lines().toList();
    for (int k = 0; k < panels.size(); k++) {
      FiringPattern panel = panels.get(k);
      double[] expected = numbers(spikes.get(k).substring(2));
      rows.add(NeuroRow.numbers(panel.name(), expected, 0, panel::times));
    }
    figure2003(
        "RS of 2003",
        IzhikevichParameters.REGULAR_SPIKING,
        -63,
        14,
        150,
        "18.25 24.25 54.5 87.75 121");
    figure2003(
        "IB of 2003",
        IzhikevichParameters.INTRINSICALLY_BURSTING,
        -70,
        11,
        150,
        "18.75 21.25 25 58.25 87.75 117.5 147");
    figure2003(
        "CH of 2003",
        IzhikevichParameters.CHATTERING,
        -70,
        10,
        150,
        "19 20.75 22.75 25 27.5 30.5 34.5 82 84.5 87.25 90.75 137.5 140 142.75 146.25");
    figure2003(
        "LTS of 2003",
        IzhikevichParameters.LOW_THRESHOLD_SPIKING,
        -63,
        10,
        250,
        "28 31.5 35.75 41.5 50.25 63.5 78 93 107.75 122.25 136.75 151.75 166.25 180.75 195.75"
            + " 210.75 225.5 240.5");
  }

  private void figure2003(
      String name,
      IzhikevichParameters cell,
      double startMv,
      double current,
      double endMs,
      String spikes) {
    rows.add(
        NeuroRow.numbers(
            name,
            numbers(spikes),
            0,
            () ->
                FiringPattern.times(
                    cell,
                    startMv,
                    cell.b() * startMv,
                    0.25,
                    endMs,
                    t -> t > endMs / 10 ? current : 0)));
  }

  private static double[] numbers(String words) {
    return Stream.of(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public String title() {
    return "Twenty firing patterns";
  }

  @Override
  public String source() {
    return "Figure 1 of Izhikevich (2004) and cells of the figure of 2003: spike times of the author's"
        + " scripts, with their step and order of update (Euler, v before u), time of the start"
        + " of the step. Equal to the step.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
