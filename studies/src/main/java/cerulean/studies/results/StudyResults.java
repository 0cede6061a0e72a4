package cerulean.studies.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What every study's `results.json` has, whatever else it has; `docs/results-files.md` describes
/// the file.
///
/// | component | meaning |
/// |---|---|
/// | `schema` | name and version of the layout, `cerulean.STUDY/VERSION` |
/// | `created` | end of the run, ISO 8601 in UTC |
/// | `command` | what to type to get these numbers again |
/// | `configuration` | every parameter with its value, defaults included |
/// | `measures` | every number the study stands for; empty in files of versions that had none |
/// | `details` | what else a study tells, by name |
public record StudyResults(
    String schema,
    String created,
    String command,
    Map<String, Object> configuration,
    MachineInfo machine,
    Versions versions,
    List<Measure> measures,
    Map<String, Object> details) {

  private static final String WHAT = "results";

  /// Keeps unmodifiable copies in the order given.
  public StudyResults {
    if (schema == null || !schema.matches("cerulean\\.[a-z-]+/\\d+")) {
      throw new IllegalArgumentException(
          "results: schema must be cerulean.STUDY/VERSION; got " + schema);
    }
    configuration = copy(configuration);
    measures = measures == null ? List.of() : List.copyOf(measures);
    details = details == null ? Map.of() : copy(details);
  }

  // Not Map.copyOf: it forgets the order, and readers compare runs side by side.
  private static Map<String, Object> copy(Map<String, Object> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// Writes the document to `file`, whole or not at all.
  public void write(Path file) throws IOException {
    StudyJson.write(WHAT, file, this);
  }

  /// Reads what all studies share from any study's file; throws [IOException] with one sentence if
  /// `file` does not hold it.
  public static StudyResults read(Path file) throws IOException {
    return StudyJson.read(WHAT, file, StudyResults.class);
  }

  /// The study's name, as in `stability-gap`.
  public String study() {
    return schema.substring("cerulean.".length(), schema.indexOf('/'));
  }
}
