package cerulean.studies.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything a run of the stability-gap study reports, as it stands in `results.json`.
///
/// | component | meaning |
/// |---|---|
/// | `schema` | name and version of this layout |
/// | `created` | end of the run, ISO 8601 in UTC |
/// | `command` | what to type to get these numbers again |
/// | `configuration` | every parameter with its value, defaults included |
/// | `methods` | results by method name, in the order they are to be shown |
/// | `measures` | the main numbers in the form of every study; empty in files of versions before |
public record ResultsDocument(
    String schema,
    String created,
    String command,
    Map<String, Object> configuration,
    MachineInfo machine,
    Versions versions,
    Map<String, MethodResults> methods,
    List<Measure> measures) {
  /// The layout that this code writes and reads.
  public static final String SCHEMA = "cerulean.stability-gap/1";

  public ResultsDocument {
    // Not Map.copyOf: it forgets the order, and readers compare runs side by side.
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    measures = measures == null ? List.of() : List.copyOf(measures);
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
  }

  /// The same with more numbers.
  public ResultsDocument with(List<Measure> more) {
    List<Measure> all = new ArrayList<>(measures);
    all.addAll(more);
    return new ResultsDocument(
        schema, created, command, configuration, machine, versions, methods, all);
  }
}
