package cerulean.studies.run;

import cerulean.studies.results.StudyJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether two runs found the same numbers, to the last bit: every value of `results.json` and
/// every field of the CSV files, but for what tells time, machine and versions.
///
/// - `values`: how many were compared and found equal
/// - `difference`: the first that differs, as in `curves.csv line 7 accuracy: 99.5, now 99.4`; null
///   if none does
public record RunComparison(int values, @Nullable String difference) {

  /// Names whose values may differ between two runs of one command.
  private static final Set<String> OF_THE_MOMENT =
      Set.of("created", "command", "machine", "versions", "seconds", "threads");

  /// Compares the run in `again` with that in `before`, whose record names the files.
  public static RunComparison of(Path before, RunRecord record, Path again) throws IOException {
    Comparing comparing = new Comparing();
    for (FileRecord file : record.files()) {
      String name = file.name();
      if (comparing.difference != null) {
        break;
      }
      if (!Files.exists(again.resolve(name))) {
        comparing.difference = name + " is not written any more";
      } else if (name.endsWith(".json")) {
        comparing.trees(
            name,
            StudyJson.tree("results", before.resolve(name)),
            StudyJson.tree("results", again.resolve(name)));
      } else if (name.endsWith(".csv")) {
        comparing.tables(name, lines(before.resolve(name)), lines(again.resolve(name)));
      }
    }
    return new RunComparison(comparing.values, comparing.difference);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  /// A comparison on its way; it stops at the first difference.
  private static final class Comparing {

    private int values;
    private @Nullable String difference;

    void trees(String at, JsonNode before, JsonNode now) {
      if (difference != null) {
        return;
      }
      if (before.isObject() && now.isObject()) {
        Set<String> names = new TreeSet<>();
        List<String> order = new ArrayList<>();
        before.fieldNames().forEachRemaining(order::add);
        now.fieldNames().forEachRemaining(order::add);
        for (String name : order) {
          if (names.add(name) && !OF_THE_MOMENT.contains(name)) {
            trees(at + " " + name, before.path(name), now.path(name));
          }
        }
      } else if (before.isArray() && now.isArray()) {
        int longer = Math.max(before.size(), now.size());
        for (int i = 0; i < longer; i++) {
          trees(at + " [" + i + "]", before.path(i), now.path(i));
        }
      } else {
        value(at, before.toString(), now.toString());
      }
    }

    void tables(String name, List<String> before, List<String> now) {
      String[] header = fields(before.isEmpty() ? "" : before.getFirst());
      int shared = Math.min(before.size(), now.size());
      for (int line = 0; line < shared && difference == null; line++) {
        row(name + " line " + (line + 1), header, fields(before.get(line)), fields(now.get(line)));
      }
      if (before.size() != now.size()) {
        value(name + " lines", Integer.toString(before.size()), Integer.toString(now.size()));
      }
    }

    private void row(String at, String[] header, String[] before, String[] now) {
      if (before.length != now.length) {
        value(at + " fields", Integer.toString(before.length), Integer.toString(now.length));
        return;
      }
      for (int i = 0; i < before.length; i++) {
        String column = i < header.length ? header[i] : Integer.toString(i + 1);
        if (!OF_THE_MOMENT.contains(column)) {
          value(at + " " + column, before[i], now[i]);
        }
      }
    }

    /// Good enough to compare by: a comma within quotes splits both sides alike.
    private static String[] fields(String line) {
      return line.split(",", -1);
    }

    private void value(String at, String before, String now) {
      if (difference != null) {
        return;
      }
      if (before.equals(now)) {
        values++;
      } else {
        difference =
            "%s: %s, now %s"
                .formatted(
                    at, before.isEmpty() ? "nothing" : before, now.isEmpty() ? "nothing" : now);
      }
    }
  }
}
