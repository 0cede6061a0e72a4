package cerulean.bench.report;

import cerulean.studies.results.MachineInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The results of one run of `./cerulean bench`.
///
/// - `schema`: [#SCHEMA]
/// - `date`: when the run began, in UTC, as in ISO 8601
/// - `command`: what was typed
/// - `commit`: of the sources, marked where they were changed; nothing without git
/// - `machine`: processor, memory, Java and kernels
/// - `flags`: of the virtual machine that ran the work
/// - `peers`: names of the peers that took part, with their versions
/// - `rounds`: how many times each contestant was measured, for `roundMillis` each
public record Document(
    String schema,
    String date,
    String command,
    @Nullable String commit,
    MachineInfo machine,
    List<String> flags,
    Map<String, String> peers,
    int rounds,
    int roundMillis,
    List<Row> rows) {

  /// The name of this form of document.
  public static final String SCHEMA = "cerulean-bench/1";
}
