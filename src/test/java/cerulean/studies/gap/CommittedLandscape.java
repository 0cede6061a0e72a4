package cerulean.studies.gap;

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

/// Reads a committed `curvature.csv`; the line through a switch is in another file and left out.
final class CommittedLandscape {

  private static final String HEADER =
      "method,seed,since,largest,largestBound,trace,gain,accuracy,loss";

  private CommittedLandscape() {}

  static Landscape of(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (!lines.getFirst().equals(HEADER)) {
      throw new IOException("not a file of curvatures: " + file);
    }
    Map<Method, Map<Long, List<Landscape.Look>>> looks = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double[] n = Arrays.stream(cells).skip(3).mapToDouble(Double::parseDouble).toArray();
      looks
          .computeIfAbsent(Method.valueOf(cells[0].toUpperCase(Locale.ROOT)), _ -> new TreeMap<>())
          .computeIfAbsent(Long.valueOf(cells[1]), _ -> new ArrayList<>())
          .add(new Landscape.Look(Integer.parseInt(cells[2]), n[0], n[1], n[2], n[3], n[4], n[5]));
    }
    Map<Method, List<Landscape.Walk>> walks = new LinkedHashMap<>();
    looks.forEach((method, bySeed) ->
        walks.put(
            method,
            bySeed.values().stream().map(seen -> new Landscape.Walk(seen, List.of())).toList()));
    List<Long> seeds = List.copyOf(looks.values().iterator().next().keySet());
    return new Landscape(seeds, walks);
  }
}
