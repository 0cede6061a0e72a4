package cerulean.studies.results;

import java.util.Collections;
import java.util.LinkedHashMap;
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
public record ResultsDocument(
    String schema,
    String created,
    String command,
    Map<String, Object> configuration,
    MachineInfo machine,
    Versions versions,
    Map<String, MethodResults> methods) {
  /// The layout that this code writes and reads.
  public static final String SCHEMA = "cerulean.stability-gap/1";

  public ResultsDocument {
    // Not Map.copyOf: it forgets the order, and readers compare runs side by side.
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
  }
}
