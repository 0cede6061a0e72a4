package cerulean.bench.neuro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/// The line of JSON that the peers' programs print.
///
/// - `simulated`, `run`, `made`: seconds; simulated, of running, of making the network
/// - `spikes`: of all cells
record Said(double simulated, double run, double made, double spikes) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// The numbers in the last line that is an object.
  static Said of(List<String> lines) throws IOException {
    for (String line : lines.reversed()) {
      if (line.startsWith("{")) {
        JsonNode json = MAPPER.readTree(line);
        return new Said(
            json.path("sim_s").asDouble(),
            json.path("run_s").asDouble(),
            json.path("net_s").asDouble(),
            json.path("spikes").asDouble());
      }
    }
    throw new IOException(lines.isEmpty() ? "it printed nothing" : lines.getLast());
  }

  /// Refuses a run whose rate is not that of the network.
  void check(NeuroWork work, String who) throws IOException {
    double hz = spikes / simulated / work.cells();
    if (!work.isRight(hz)) {
      throw new IOException(work.wrong(who, hz));
    }
  }
}
