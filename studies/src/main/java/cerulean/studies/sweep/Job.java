package cerulean.studies.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of a sweep.
///
/// - `name`: of its folder, made of what is particular to it; the same in every sweep
/// - `point`: its place in the grid, settings as text by name
/// - `seed`: null where the sweep has no seeds
/// - `arguments`: the words of its command, the study first, without threads and the place of
///   results
public record Job(
    String name, Map<String, String> point, @Nullable Long seed, List<String> arguments) {

  /// Keeps unmodifiable copies in the order given.
  public Job {
    point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
    arguments = List.copyOf(arguments);
  }

  /// Whether a run with these words was this one; on how many threads does not matter.
  boolean was(List<String> words) {
    List<String> bare = new ArrayList<>(words);
    int threads = bare.indexOf("--threads");
    if (threads >= 0) {
      bare.subList(threads, Math.min(bare.size(), threads + 2)).clear();
    }
    return bare.equals(arguments);
  }
}
