package cerulean.studies.sweep;

import cerulean.studies.results.StudyJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What to run, as it stands in a file:
///
///     { "study": "stability-gap",
///       "settings": { "benchmark": "split", "methods": ["ngm", "sgd"] },
///       "grid": { "lr": [0.1, 0.01], "eta": [0.2, 0.4] },
///       "seeds": [42, 43],
///       "measures": ["avgAcc", "avgSg"] }
///
/// Names in `settings` and `grid` are options of the study without their dashes. A list in
/// `settings` is one value, given to the study with commas; a list in `grid` is one value per run,
/// and a list within it again one value with commas. `true` is an option without a value, `false`
/// leaves it out. Every combination of the grid is run with every seed.
///
/// - `threads`: of each run; 1 unless given
/// - `measures`: columns of the table; all if empty
public record SweepFile(
    String study,
    Map<String, List<String>> settings,
    Map<String, List<List<String>>> grid,
    List<Long> seeds,
    int threads,
    List<String> measures) {

  private static final String WHAT = "sweep";

  /// More runs than this are a slip of the pen.
  private static final int MOST_RUNS = 100_000;

  private static final Set<String> NAMES =
      new TreeSet<>(Set.of("study", "settings", "grid", "seeds", "threads", "measures"));

  /// Options that the sweep gives itself.
  private static final Set<String> OWN = Set.of("out", "threads", "seeds");

  /// Keeps unmodifiable copies in the order given.
  public SweepFile {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
    seeds = List.copyOf(seeds);
    measures = List.copyOf(measures);
  }

  /// Reads a file; throws [IOException] with one sentence if it is not one of a sweep.
  public static SweepFile read(Path file) throws IOException {
    JsonNode root = StudyJson.tree(WHAT, file);
    try {
      return of(root);
    } catch (IllegalArgumentException wrong) {
      throw new IOException("sweep: " + file + ": " + wrong.getMessage(), wrong);
    }
  }

  private static SweepFile of(JsonNode root) {
    require(root.isObject(), "it must be an object with study, settings, grid and seeds");
    root.fieldNames()
        .forEachRemaining(name ->
            require(NAMES.contains(name), "there is no '" + name + "'; names are " + NAMES));
    JsonNode study = root.path("study");
    require(study.isTextual(), "study must be the name of a command; got " + shown(study));
    JsonNode threads = root.path("threads");
    require(
        threads.isMissingNode() || (threads.isInt() && threads.asInt() > 0),
        "threads must be a whole number above 0; got " + shown(threads));
    Map<String, List<String>> settings = new LinkedHashMap<>();
    options(root, "settings").forEach((name, value) -> settings.put(name, words(name, value)));
    Map<String, List<List<String>>> grid = new LinkedHashMap<>();
    options(root, "grid")
        .forEach((name, values) -> {
          require(
              values.isArray() && !values.isEmpty(),
              "grid: " + name + " must be a list with a value for each run; got " + shown(values));
          require(!settings.containsKey(name), name + " is in settings and in grid; give it once");
          List<List<String>> each = new ArrayList<>();
          values.forEach(value -> each.add(words(name, value)));
          require(
              each.stream().distinct().count() == each.size(),
              "grid: " + name + " has a value twice in " + shown(values));
          grid.put(name, each);
        });
    SweepFile sweep =
        new SweepFile(
            study.asText(),
            settings,
            grid,
            seeds(root.path("seeds")),
            threads.asInt(1),
            texts(root.path("measures")));
    require(
        sweep.runs() <= MOST_RUNS,
        "a sweep has at most " + MOST_RUNS + " runs; got " + sweep.runs());
    return sweep;
  }

  private static Map<String, JsonNode> options(JsonNode root, String part) {
    JsonNode node = root.path(part);
    require(
        node.isMissingNode() || node.isObject(),
        part + " must be an object with names of options; got " + shown(node));
    Map<String, JsonNode> options = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> {
          String name = field.getKey();
          require(
              name.matches("[a-z][a-z0-9-]*"),
              part + ": '" + name + "' is not an option without its dashes");
          require(
              !OWN.contains(name),
              part
                  + ": "
                  + name
                  + " is given by the sweep"
                  + (name.equals("out") ? "" : "; put it beside " + part));
          options.put(name, field.getValue());
        });
    return options;
  }

  /// The words of an option on the command line.
  private static List<String> words(String name, JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? List.of("--" + name) : List.of();
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(scalar(name, part)));
      require(!parts.isEmpty(), name + " must not be an empty list");
      return List.of("--" + name, String.join(",", parts));
    }
    return List.of("--" + name, scalar(name, value));
  }

  private static String scalar(String name, JsonNode value) {
    require(
        value.isTextual() || value.isNumber(),
        name + " must be a text, a number, true, false or a list of these; got " + shown(value));
    return value.asText();
  }

  private static List<Long> seeds(JsonNode node) {
    List<Long> seeds = new ArrayList<>();
    require(
        node.isMissingNode() || (node.isArray() && !node.isEmpty()),
        "seeds must be a list of whole numbers; got " + shown(node));
    node.forEach(seed -> {
      require(
          seed.isIntegralNumber() && seed.canConvertToLong(),
          "seeds must be a list of whole numbers; got " + shown(node));
      require(!seeds.contains(seed.asLong()), "seeds: each may be given once; got " + shown(node));
      seeds.add(seed.asLong());
    });
    return seeds;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    require(
        node.isMissingNode() || node.isArray(),
        "measures must be a list of names; got " + shown(node));
    node.forEach(text -> {
      require(text.isTextual(), "measures must be a list of names; got " + shown(node));
      texts.add(text.asText());
    });
    return texts;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private long runs() {
    long runs = Math.max(1, seeds.size());
    for (List<List<String>> values : grid.values()) {
      runs = Math.min(Math.multiplyExact(runs, values.size()), MOST_RUNS + 1L);
    }
    return runs;
  }

  /// All runs: grid points in the order of the file, the last name fastest, the seeds within each.
  public List<Job> jobs() {
    List<Map<String, List<String>>> points = new ArrayList<>(List.of(Map.of()));
    for (Map.Entry<String, List<List<String>>> axis : grid.entrySet()) {
      List<Map<String, List<String>>> longer = new ArrayList<>();
      for (Map<String, List<String>> point : points) {
        for (List<String> value : axis.getValue()) {
          Map<String, List<String>> next = new LinkedHashMap<>(point);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    List<Job> jobs = new ArrayList<>();
    for (Map<String, List<String>> point : points) {
      if (seeds.isEmpty()) {
        jobs.add(job(point, List.of()));
      }
      seeds.forEach(seed -> jobs.add(job(point, List.of(seed))));
    }
    return jobs;
  }

  private Job job(Map<String, List<String>> point, List<Long> seed) {
    List<String> arguments = new ArrayList<>(List.of(study));
    settings.values().forEach(arguments::addAll);
    Map<String, String> shown = new LinkedHashMap<>();
    List<String> name = new ArrayList<>();
    point.forEach((option, words) -> {
      arguments.addAll(words);
      String value = words.isEmpty() ? "no" : words.size() == 1 ? "yes" : words.get(1);
      shown.put(option, value);
      name.add(option + "=" + value);
    });
    seed.forEach(one -> {
      arguments.addAll(List.of("--seeds", one.toString()));
      name.add("seed=" + one);
    });
    String folder = String.join(" ", name).replaceAll("[^\\w.,=+-]+", "_");
    return new Job(
        folder.isEmpty() ? study : folder,
        shown,
        seed.isEmpty() ? null : seed.getFirst(),
        arguments);
  }
}
