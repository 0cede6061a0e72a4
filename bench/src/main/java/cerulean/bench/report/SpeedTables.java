package cerulean.bench.report;

import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The speed tables of README, made from committed results. The first line of their place names
/// the files they are made from:
///
///     <!-- speed: begin 2026-11-22-gemm.json -->
///     ... tables ...
///     <!-- speed: end -->
public final class SpeedTables {

  private static final Pattern PLACE =
      Pattern.compile("<!-- speed: begin ([^>]*?) -->\\n(.*?)<!-- speed: end -->", Pattern.DOTALL);

  /// What the groups are called in README, in its order.
  private static final Map<String, String> TITLES = titles();

  private SpeedTables() {}

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("gemm", "matrix products");
    titles.put("conv", "convolutions");
    titles.put("elementwise", "elementwise");
    titles.put("rows", "rows");
    titles.put("training", "training steps");
    return titles;
  }

  /// Makes the tables in `README.md` of the project at `root` anew, from `files` in its
  /// `bench/results`.
  public static void update(Path root, List<String> files) throws IOException {
    Path readme = root.resolve("README.md");
    String text = Files.readString(readme);
    Matcher place = PLACE.matcher(text);
    if (!place.find()) {
      throw new IOException(
          "bench: README needs the lines speed: begin and speed: end; " + readme + " has none");
    }
    String names = files.stream().map(SpeedTables::fileName).collect(Collectors.joining(" "));
    String begin = text.substring(0, place.start()) + "<!-- speed: begin " + names + " -->\n";
    AtomicFile.write(readme, refreshed(begin + text.substring(place.start(2)), root));
  }

  private static String fileName(String file) {
    return String.valueOf(Path.of(file).getFileName());
  }

  /// The text of README with its tables made anew from the files that it names.
  public static String refreshed(String readme, Path root) throws IOException {
    Matcher place = PLACE.matcher(readme);
    if (!place.find()) {
      throw new IOException(
          "bench: README needs the lines speed: begin and speed: end; it has none");
    }
    List<Document> documents = new ArrayList<>();
    for (String name : place.group(1).split(" ", -1)) {
      documents.add(ResultsFile.read(root.resolve("bench/results").resolve(name)));
    }
    return readme.substring(0, place.start(2)) + markdown(documents) + readme.substring(place.end(2));
  }

  /// The tables of all documents: one of geometric means by group and one of all the work of which
  /// the documents have results; a later document's row takes the place of an earlier one's.
  static String markdown(List<Document> documents) {
    List<Row> rows = latest(documents);
    StringBuilder out = new StringBuilder();
    Set<Integer> threads = new TreeSet<>();
    rows.forEach(row -> threads.add(row.threads()));
    for (Map.Entry<String, String> title : TITLES.entrySet()) {
      List<Row> ofGroup =
          rows.stream().filter(row -> row.group().equals(title.getKey())).toList();
      if (!ofGroup.isEmpty()) {
        table(out, title.getValue(), ofGroup, threads);
      }
    }
    out.append(source(documents));
    return out.toString();
  }

  /// The rows by group, work, threads and peer: of several the last.
  private static List<Row> latest(List<Document> documents) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Document document : documents) {
      for (Row row : document.rows()) {
        rows.put(
            row.group() + "/" + row.work() + "/" + row.threads() + "/" + row.peerName(), row);
      }
    }
    return List.copyOf(rows.values());
  }

  private static void table(
      StringBuilder out, String title, List<Row> rows, Set<Integer> threads) {
    Set<String> peers = new LinkedHashSet<>();
    rows.stream().map(Row::peerName).filter(Objects::nonNull).forEach(peers::add);
    Set<String> works = new LinkedHashSet<>();
    rows.forEach(row -> works.add(row.work()));
    StringBuilder head = new StringBuilder("| " + title + " |");
    StringBuilder rule = new StringBuilder("|---|");
    for (int count : threads) {
      head.append(" ").append(count == 1 ? "1 thread" : count + " threads");
      head.append(" | of the limit |");
      rule.append("---:|---:|");
      for (String peer : peers) {
        head.append(" / ").append(peer).append(" |");
        rule.append("---:|");
      }
    }
    out.append(head).append('\n').append(rule).append('\n');
    for (String work : works) {
      out.append("| ").append(work).append(" |");
      for (int count : threads) {
        cells(out, rows, work, count, peers);
      }
      out.append('\n');
    }
    means(out, rows, threads, peers);
    out.append('\n');
  }

  private static void cells(
      StringBuilder out, List<Row> rows, String work, int count, Set<String> peers) {
    List<Row> here =
        rows.stream().filter(row -> row.work().equals(work) && row.threads() == count).toList();
    if (here.isEmpty()) {
      out.append(" |".repeat(2 + peers.size()));
      return;
    }
    Row ours = here.getLast();
    Double share = ours.share();
    out.append(' ').append(Numbers.threeDigits(ours.ours())).append(' ').append(ours.unit());
    out.append(" | ").append(share == null ? "" : Numbers.percent(share)).append(" |");
    for (String peer : peers) {
      Double ratio =
          here.stream()
              .filter(row -> peer.equals(row.peerName()))
              .map(Row::ratio)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      out.append(' ').append(ratio == null ? "" : Numbers.times(ratio)).append(" |");
    }
  }

  /// The line of geometric means, if there are peers.
  private static void means(
      StringBuilder out, List<Row> rows, Set<Integer> threads, Set<String> peers) {
    if (peers.isEmpty()) {
      return;
    }
    List<Means.Mean> means = Means.of(rows);
    out.append("| **geometric mean** |");
    for (int count : threads) {
      out.append(" | |");
      for (String peer : peers) {
        String ratio =
            means.stream()
                .filter(mean -> mean.threads() == count && mean.peerName().equals(peer))
                .map(mean -> "**" + Numbers.times(mean.ratio()) + "**")
                .findFirst()
                .orElse("");
        out.append(' ').append(ratio).append(" |");
      }
    }
    out.append('\n');
  }

  /// What the numbers come from, once for each machine and version.
  private static String source(List<Document> documents) {
    Set<String> lines = new LinkedHashSet<>();
    for (Document document : documents) {
      String peers =
          document.peers().entrySet().stream()
              .map(peer -> peer.getKey() + " is " + peer.getValue())
              .collect(Collectors.joining(", "));
      String cpu = document.machine().cpu();
      lines.add(
          "Measured on "
              + document.date().substring(0, 10)
              + (cpu == null ? "" : ", " + cpu)
              + ", "
              + document.machine().cores()
              + " cores, "
              + document.machine().kernels()
              + ", "
              + document.machine().jdk()
              + "; medians of "
              + document.rounds()
              + " rounds of "
              + document.roundMillis()
              + " ms"
              + (peers.isEmpty() ? "" : "; " + peers)
              + ".\n");
    }
    return String.join("", lines);
  }
}
