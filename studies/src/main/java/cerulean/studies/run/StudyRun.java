package cerulean.studies.run;

import cerulean.studies.Version;
import cerulean.studies.console.ShellWords;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.Measure;
import cerulean.studies.results.RunFolder;
import cerulean.studies.results.StudyJson;
import cerulean.studies.results.StudyResults;
import cerulean.studies.results.Versions;
import cerulean.tensor.KernelMode;
import cerulean.tensor.Parallel;
import cerulean.tensor.io.AtomicFile;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run of a study, from the first look at its data to the record of what was written.
///
///     try (StudyRun run = options.start("go-nogo")) {
///       run.settings(settings.asMap());
///       run.data(FileRecord.of(file));
///       ... compute ...
///       run.results(1, measures, details);       // results.json
///       run.write("rates.csv", csv.toString());
///       new StudyReport(run, "Go, no-go", "...").... .write();
///       Path folder = run.finish();              // run.json, and the folder gets its name
///     }
///
/// Until [#finish] the files are in a hidden folder beside. A run that fails before it has written
/// anything leaves nothing; if a file cannot be written after others could, as on a full disk, those
/// are kept in a folder `NAME-incomplete`, because they may be hours of work.
public final class StudyRun implements AutoCloseable {

  /// The results document, in the run's folder.
  public static final String RESULTS = "results.json";

  private final String study;
  private final Path target;
  private final List<String> arguments;
  private final RunFolder folder;
  private final String started = now();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<FileRecord> data = new ArrayList<>();
  private final List<FileRecord> files = new ArrayList<>();

  private StudyRun(String study, Path target, List<String> arguments, RunFolder folder) {
    this.study = study;
    this.target = target;
    this.arguments = List.copyOf(arguments);
    this.folder = folder;
  }

  /// Starts a run whose folder will be `target`.
  ///
  /// @param arguments the words of the command line, the study's name first, without the place of
  ///   the results
  public static StudyRun start(String study, Path target, List<String> arguments)
      throws IOException {
    return new StudyRun(study, target, arguments, RunFolder.create(target));
  }

  /// The study's name, as in `stability-gap`.
  public String study() {
    return study;
  }

  /// What to type to get the same numbers again.
  public String command() {
    List<String> words = new ArrayList<>(List.of("./cerulean"));
    words.addAll(arguments);
    return ShellWords.join(words);
  }

  /// Records what decides the numbers: every setting with its value, seeds and defaults included.
  public void settings(Map<String, Object> all) {
    settings.putAll(all);
  }

  /// The settings so far.
  public Map<String, Object> settings() {
    return new LinkedHashMap<>(settings);
  }

  /// Records what data the run used.
  public void data(FileRecord... used) {
    data.addAll(List.of(used));
  }

  /// The data so far.
  public List<FileRecord> data() {
    return List.copyOf(data);
  }

  /// A progress bar for `total` units of work, to be closed.
  public ProgressBar progress(String unit, long total) {
    PrintStream err = System.err;
    return new ProgressBar(study, unit, total, Boolean.getBoolean("cerulean.terminal"), err);
  }

  /// Writes `results.json` with what every study reports and the `details` of this one.
  ///
  /// @param version of the layout of `details`
  public void results(int version, List<Measure> measures, Map<String, Object> details)
      throws IOException {
    write(
        RESULTS,
        StudyJson.text(
            "results",
            new StudyResults(
                "cerulean." + study + "/" + version,
                now(),
                command(),
                settings,
                machine(),
                versions(),
                measures,
                details)));
  }

  /// Writes a file of the run.
  public void write(String name, String text) throws IOException {
    Path file = folder.file(name);
    try {
      AtomicFile.write(file, text);
      files.add(FileRecord.of(file));
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /// The names of the files so far.
  public List<String> files() {
    return files.stream().map(FileRecord::name).toList();
  }

  /// Writes the record and gives the folder its name, which is returned.
  public Path finish() throws IOException {
    RunRecord record =
        new RunRecord(
            RunRecord.SCHEMA,
            study,
            command(),
            arguments,
            settings,
            Parallel.threads(),
            started,
            now(),
            versions(),
            machine(),
            data,
            files);
    try {
      record.write(folder.file(RunRecord.FILE));
    } catch (IOException e) {
      throw failed(RunRecord.FILE, e);
    }
    return folder.finish();
  }

  /// What could be written is kept before the failure is told.
  private IOException failed(String name, IOException cause) {
    String kept = "";
    if (!files.isEmpty()) {
      try {
        kept = "; what was written before is in " + folder.keep();
      } catch (IOException lost) {
        cause.addSuppressed(lost);
      }
    }
    return new IOException(
        "output folder: cannot write %s of %s: %s%s; make room and run again"
            .formatted(name, target, reason(cause), kept),
        cause);
  }

  /// The system's words without the name of a temporary file that is in front of some of them.
  private static String reason(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }

  /// Deletes what was written unless the run was finished, or failed in writing.
  @Override
  public void close() throws IOException {
    folder.close();
  }

  /// The machine this runs on.
  public static MachineInfo machine() {
    return MachineInfo.gather(KernelMode.current().reason());
  }

  /// What this program is made of.
  public static Versions versions() {
    return Versions.running(Version.ofModule());
  }

  /// This moment, as files have it.
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
