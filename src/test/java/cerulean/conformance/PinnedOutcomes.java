package cerulean.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The outcomes that a suite's list promises, in a file of lines.
///
/// A line `## outcome: reason` begins a block, each other line names a case; lines that begin with
/// one `#` are comments.
final class PinnedOutcomes {

  private static final String BLOCK = "## ";

  /// What the list says of a case.
  record Pin(Outcome outcome, String reason) {}

  private final Map<String, Pin> pins = new LinkedHashMap<>();

  /// The list of this name beside this class.
  static PinnedOutcomes read(String name) {
    try (InputStream in = PinnedOutcomes.class.getResourceAsStream(name)) {
      return parse(
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static PinnedOutcomes parse(String text) {
    PinnedOutcomes list = new PinnedOutcomes();
    Pin block = new Pin(Outcome.PASS, "");
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(BLOCK)) {
        String[] parts = line.substring(BLOCK.length()).split(":", 2);
        block = new Pin(Outcome.named(parts[0].strip()), parts.length < 2 ? "" : parts[1].strip());
      } else if (!line.isEmpty() && line.charAt(0) != '#' && list.pins.put(line, block) != null) {
        throw new IllegalArgumentException(line + " is listed twice");
      }
    }
    return list;
  }

  Map<String, Pin> all() {
    return Map.copyOf(pins);
  }

  /// The pin of a case; an error if the list does not name it.
  Pin of(String name) {
    return Objects.requireNonNull(pins.get(name), () -> name + " is not in the list");
  }
}
