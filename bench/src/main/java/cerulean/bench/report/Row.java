package cerulean.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/// One line of results: Cerulean on one task, alone or beside one peer.
///
/// | component | meaning |
/// |---|---|
/// | `group`, `work` | which task |
/// | `threads` | how many threads either may use |
/// | `ours`, `peer` | medians, in `unit`; no `peer` if it ran alone |
/// | `peerName` | which peer |
/// | `limit` | what the machine could reach, measured in the same run, in `unit` |
/// | `unit` | `GFLOP/s`, `GB/s` or `s/s`, simulated seconds in a second (more is better), `us`, `s` or `B` (less is better) |
/// | `ratio` | how many times as fast as the peer Cerulean is |
/// | `share` | of the limit that Cerulean reaches |
/// | `oursSpread`, `peerSpread` | distance of the quartiles over the rounds, as a part of the median |
/// | `bytesPerCall` | what Cerulean allocates on the Java heap in one run |
@JsonPropertyOrder({
  "group",
  "work",
  "threads",
  "ours",
  "peer",
  "peerName",
  "limit",
  "unit",
  "ratio",
  "share",
  "oursSpread",
  "peerSpread",
  "bytesPerCall"
})
public record Row(
    String group,
    String work,
    int threads,
    double ours,
    @Nullable Double peer,
    @Nullable String peerName,
    @Nullable Double limit,
    String unit,
    @Nullable Double ratio,
    @Nullable Double share,
    double oursSpread,
    @Nullable Double peerSpread,
    double bytesPerCall) {

  /// Whether a peer took part.
  public boolean hasPeer() {
    return peerName != null;
  }
}
