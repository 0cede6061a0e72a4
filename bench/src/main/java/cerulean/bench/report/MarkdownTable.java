package cerulean.bench.report;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A table for the documents: a line for each work, and for each number of threads the speed, its
/// share of the limit and the ratios to peers.
final class MarkdownTable {

  private final List<Row> rows;
  private final Set<Integer> threads = new TreeSet<>();
  private final Set<String> peers = new TreeSet<>();
  private final StringBuilder out = new StringBuilder();

  /// A table of `rows`, of which those with other peers than `peers` count for nothing but our
  /// speed.
  MarkdownTable(String title, List<Row> rows, Set<String> peers) {
    this.rows = rows;
    for (Row row : rows) {
      threads.add(row.threads());
      String peer = row.peerName();
      if (peer != null && peers.contains(peer)) {
        this.peers.add(peer);
      }
    }
    StringBuilder rule = new StringBuilder("\n|---|");
    out.append("| ").append(title).append(" |");
    for (int count : threads) {
      out.append(count == 1 ? " 1 thread" : " " + count + " threads").append(" | of limit |");
      rule.append("---:|---:|");
      for (String peer : this.peers) {
        out.append(" / ").append(peer).append(" |");
        rule.append("---:|");
      }
    }
    out.append(rule).append('\n');
  }

  /// Adds a line with the rows that `wanted` takes, if there are any.
  void row(String title, Predicate<Row> wanted) {
    List<Row> chosen = rows.stream().filter(wanted).toList();
    if (chosen.isEmpty()) {
      return;
    }
    out.append("| ").append(title).append(" |");
    for (int count : threads) {
      List<Row> here = chosen.stream().filter(row -> row.threads() == count).toList();
      if (here.isEmpty()) {
        out.append(" |".repeat(2 + peers.size()));
        continue;
      }
      Row ours = here.getLast();
      Double share = ours.share();
      out.append(' ').append(Numbers.speed(ours.ours(), ours.unit()));
      out.append(" |").append(share == null ? "" : " " + Numbers.percent(share)).append(" |");
      for (String peer : peers) {
        cell(ratio(here, peer), false);
      }
    }
    out.append('\n');
  }

  /// Adds a line of geometric means over `all`, if peers took part.
  void mean(String title, List<Row> all) {
    List<Means.Mean> means =
        Means.of(all).stream().filter(mean -> peers.contains(mean.peerName())).toList();
    if (means.isEmpty()) {
      return;
    }
    out.append("| **").append(title).append(", geometric mean** |");
    for (int count : threads) {
      out.append(" | |");
      for (String peer : peers) {
        Double ratio =
            means.stream()
                .filter(mean -> mean.threads() == count && mean.peerName().equals(peer))
                .map(Means.Mean::ratio)
                .findFirst()
                .orElse(null);
        cell(ratio, true);
      }
    }
    out.append('\n');
  }

  private static @Nullable Double ratio(List<Row> rows, String peer) {
    return rows.stream()
        .filter(row -> peer.equals(row.peerName()))
        .map(Row::ratio)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void cell(@Nullable Double ratio, boolean bold) {
    if (ratio != null) {
      String mark = bold ? "**" : "";
      out.append(' ').append(mark).append(Numbers.times(ratio)).append(mark);
    }
    out.append(" |");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
