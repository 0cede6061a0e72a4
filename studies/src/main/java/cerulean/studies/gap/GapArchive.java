package cerulean.studies.gap;

import cerulean.studies.results.AccuracyMatrix;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.ResultsJson;
import cerulean.studies.results.SeedMetrics;
import cerulean.studies.run.Choice;
import cerulean.studies.run.RunRecord;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Runs of this study that were made one by one, as by a sweep, read back to be reported as if they
/// had been one. They must differ in methods and seeds alone.
final class GapArchive {

  private final Path folder;
  private final List<Path> runs = new ArrayList<>();
  private final List<RunRecord> records = new ArrayList<>();

  private GapArchive(Path folder) {
    this.folder = folder;
  }

  /// The finished runs in the folders within `folder`.
  static GapArchive open(Path folder) throws IOException {
    GapArchive archive = new GapArchive(folder);
    if (!Files.isDirectory(folder)) {
      throw new IOException("from: there is no folder " + folder);
    }
    try (Stream<Path> places = Files.list(folder)) {
      for (Path place : places.sorted().toList()) {
        if (Files.exists(place.resolve(RunRecord.FILE))) {
          archive.add(place);
        }
      }
    }
    if (archive.runs.isEmpty()) {
      throw new IOException("from: there is no finished run in a folder of " + folder);
    }
    return archive;
  }

  private void add(Path place) throws IOException {
    RunRecord record = RunRecord.read(place);
    if (!record.study().equals("stability-gap")) {
      throw new IOException("from: " + place + " is a run of " + record.study());
    }
    if (!records.isEmpty() && !common(record).equals(common(records.getFirst()))) {
      throw new IOException(
          "from: "
              + place
              + " has other settings than "
              + runs.getFirst()
              + "; only methods and seeds may differ");
    }
    runs.add(place);
    records.add(record);
  }

  private static Map<String, Object> common(RunRecord record) {
    Map<String, Object> settings = new LinkedHashMap<>(record.settings());
    settings.remove("methods");
    settings.remove("seeds");
    return settings;
  }

  /// The record of the first run; settings and data are those of all.
  RunRecord first() {
    return records.getFirst();
  }

  /// Test images of task 1.
  int tested() throws IOException {
    ResultsDocument document = ResultsJson.read(runs.getFirst().resolve(StudyRun.RESULTS));
    return ((Number) Objects.requireNonNull(document.configuration().get("evalSamples")))
        .intValue();
  }

  /// All runs; each method must have each seed.
  Experiment experiment() throws IOException {
    Map<Method, Map<Long, Trial>> found = new EnumMap<>(Method.class);
    TreeSet<Long> seeds = new TreeSet<>();
    for (Path run : runs) {
      ResultsDocument document = ResultsJson.read(run.resolve(StudyRun.RESULTS));
      for (Map.Entry<String, MethodResults> entry : document.methods().entrySet()) {
        for (SeedMetrics seed : entry.getValue().perSeed()) {
          Trial trial = trial(run, Choice.of("methods", Method.class, entry.getKey()), seed);
          found.computeIfAbsent(trial.method(), m -> new LinkedHashMap<>()).put(seed.seed(), trial);
          seeds.add(seed.seed());
        }
      }
    }
    Map<Method, List<Trial>> trials = new EnumMap<>(Method.class);
    for (Map.Entry<Method, Map<Long, Trial>> entry : found.entrySet()) {
      List<Trial> inOrder = new ArrayList<>();
      for (long seed : seeds) {
        Trial trial = entry.getValue().get(seed);
        if (trial == null) {
          throw new IOException(
              "from: %s has no run of %s with seed %d; finish the sweep first"
                  .formatted(folder, entry.getKey().key(), seed));
        }
        inOrder.add(trial);
      }
      trials.put(entry.getKey(), inOrder);
    }
    return new Experiment(trials);
  }

  private static Trial trial(Path run, Method method, SeedMetrics seed) throws IOException {
    Path curves = run.resolve("curves.csv");
    Path matrix = run.resolve("matrix.csv");
    try {
      List<String[]> rows = rows(curves, method, seed.seed());
      Curve curve = Curve.ofSize(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        String[] row = rows.get(i);
        curve.iteration()[i] = Integer.parseInt(row[2]);
        curve.context()[i] = Integer.parseInt(row[3]);
        curve.accuracy()[i] = number(row[4]);
        curve.loss()[i] = number(row[5]);
        curve.gain()[i] = number(row[6]);
        curve.trainLoss()[i] = number(row[7]);
        curve.entropy()[i] = number(row[8]);
      }
      int tasks = curve.context()[curve.size() - 1];
      double[][] accuracy = new double[tasks][tasks];
      for (String[] row : rows(matrix, method, seed.seed())) {
        accuracy[Integer.parseInt(row[2]) - 1][Integer.parseInt(row[3]) - 1] = number(row[4]);
      }
      return new Trial(method, seed.seed(), curve, new AccuracyMatrix(accuracy), seed.seconds());
    } catch (NumberFormatException | IndexOutOfBoundsException broken) {
      throw new IOException(
          "from: curves.csv or matrix.csv in " + run + " is not what a run writes", broken);
    }
  }

  private static List<String[]> rows(Path file, Method method, long seed) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("from: there is no file " + file);
    }
    String start = method.key() + "," + seed + ",";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static double number(String field) {
    return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
  }
}
