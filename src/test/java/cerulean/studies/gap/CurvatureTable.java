package cerulean.studies.gap;

import cerulean.studies.results.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a committed `curvature.csv` says of the iterations after a switch: a table of the page, and
/// the numbers of each seed.
final class CurvatureTable {

  private static final List<String> HEADER =
      List.of("method", "seed", "since", "largest", "largestBound", "trace", "gain");

  private final Map<Method, Map<Long, List<double[]>>> looks = new LinkedHashMap<>();

  CurvatureTable(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (!lines.getFirst().equals(String.join(",", HEADER))) {
      throw new IOException("not a file of curvatures: " + file);
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double[] numbers = Arrays.stream(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
      if (numbers[0] > 0) {
        looks
            .computeIfAbsent(
                Method.valueOf(cells[0].toUpperCase(Locale.ROOT)), _ -> new TreeMap<>())
            .computeIfAbsent(Long.valueOf(cells[1]), _ -> new ArrayList<>())
            .add(numbers);
      }
    }
  }

  /// By seed, the highest of a column after the switch.
  double[] highest(Method method, String column) {
    int at = HEADER.indexOf(column) - 2;
    return looks.get(method).values().stream()
        .mapToDouble(rows -> rows.stream().mapToDouble(row -> row[at]).max().orElseThrow())
        .toArray();
  }

  /// By seed, the mean of a column after the switch.
  double[] mean(Method method, String column) {
    int at = HEADER.indexOf(column) - 2;
    return looks.get(method).values().stream()
        .mapToDouble(rows -> rows.stream().mapToDouble(row -> row[at]).average().orElseThrow())
        .toArray();
  }

  /// How far an eigenvalue can be from a largest one, as a share of it, at worst.
  double worstBound() {
    int value = HEADER.indexOf("largest") - 2;
    return looks.values().stream()
        .flatMap(ofSeeds -> ofSeeds.values().stream())
        .flatMap(List::stream)
        .mapToDouble(row -> row[value + 1] / Math.abs(row[value]))
        .max()
        .orElseThrow();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int seeds = looks.values().iterator().next().size();
    text.append("In the 60 iterations after the switch, mean \u00b1 standard deviation over ");
    text.append(seeds).append(" seeds.\n\n");
    text.append(
        "| method | largest eigenvalue, highest | largest eigenvalue, mean | trace, mean |\n");
    text.append("|---|---|---|---|\n");
    for (Method method : looks.keySet()) {
      text.append("| ").append(method.title());
      for (double[] values :
          List.of(highest(method, "largest"), mean(method, "largest"), mean(method, "trace"))) {
        Spread spread = Spread.of(Arrays.stream(values).boxed().toList());
        text.append(String.format(Locale.ROOT, " | %.1f \u00b1 %.1f", spread.mean(), spread.sd()));
      }
      text.append(" |\n");
    }
    return text.toString();
  }
}
