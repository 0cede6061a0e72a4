package cerulean.studies.run;

import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.StudyJson;
import cerulean.studies.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a run came about, as it stands in `run.json`: enough to have it again.
///
/// | component | meaning |
/// |---|---|
/// | `schema` | name and version of this layout |
/// | `study` | name of the command |
/// | `command` | what to paste into a shell |
/// | `arguments` | the words of the command without the place of the results |
/// | `settings` | every setting with its value, seeds and defaults included |
/// | `threads` | that were used; numbers do not depend on it |
/// | `started`, `finished` | ISO 8601 in UTC |
/// | `versions`, `machine` | library, Java, commit; processor, memory, kernels |
/// | `data` | what was read or drawn, with checksums |
/// | `files` | what was written, with checksums |
public record RunRecord(
    String schema,
    String study,
    String command,
    List<String> arguments,
    Map<String, Object> settings,
    int threads,
    String started,
    String finished,
    Versions versions,
    MachineInfo machine,
    List<FileRecord> data,
    List<FileRecord> files) {

  /// The layout that this code writes and reads.
  public static final String SCHEMA = "cerulean.run/1";

  /// The name of the file in the run's folder.
  public static final String FILE = "run.json";

  private static final String WHAT = "run record";

  /// Keeps unmodifiable copies.
  public RunRecord {
    arguments = List.copyOf(arguments);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    data = List.copyOf(data);
    files = List.copyOf(files);
  }

  void write(Path file) throws IOException {
    StudyJson.write(WHAT, file, this);
  }

  /// Reads the record of the run in `folder`; throws [IOException] with one sentence if there is
  /// none.
  public static RunRecord read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    RunRecord record = StudyJson.read(WHAT, file, RunRecord.class);
    StudyJson.requireSchema(WHAT, file, SCHEMA, record.schema());
    return record;
  }
}
