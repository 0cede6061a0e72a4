package cerulean.bench.report;

import cerulean.bench.task.Unit;
import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The speed tables of the documents, made from committed results: a short one in README, all rows
/// in `docs/speed.md`. README names the files they are made from:
///
///     <!-- speed: begin 2026-11-22-gemm.json -->
///     ... table ...
///     <!-- speed: end -->
public final class SpeedTables {

  /// The peers of the short table: what most people would use instead.
  private static final Set<String> BEST_KNOWN = Set.of("pytorch", "openblas");

  /// The work of the short table.
  private static final List<String> SHORT =
      List.of(
          "gemm NN 64x64x64",
          "gemm NN 512x512x512",
          "gemm NN 2048x2048x2048",
          "gemm NT 64x256x784",
          "gemm TN 128x400x784",
          "gemm gemv 1024",
          "conv forward 64x32x26 to 64 k3s1p0",
          "conv input 64x32x26 to 64 k3s1p0",
          "conv weight 64x32x26 to 64 k3s1p0",
          "elementwise add 1e3 new",
          "elementwise add 1e7 new",
          "elementwise add 1e7 in place",
          "elementwise sum 1e7 new",
          "elementwise exp 1e6 new",
          "elementwise gelu 1e6 new",
          "elementwise adam 1e7 in place",
          "rows softmax 1024x1000",
          "rows layernorm 4096x512",
          "training tiny batch 1 sgd",
          "training mlp batch 64 momentum",
          "training mlp batch 64 adam",
          "training mlp batch 256 momentum",
          "training mlp batch 256 adam",
          "training cnn batch 64 momentum",
          "training resnet batch 32 momentum",
          "training lstm batch 32 adam",
          "training transformer batch 8 adam");

  private static final Pattern PLACE =
      Pattern.compile("<!-- speed: begin ([^>]*?) -->\\n(.*?)<!-- speed: end -->", Pattern.DOTALL);

  private static final String PAGE = "docs/speed.md";

  /// The kernels of machines without SIMD, as documents call them.
  private static final String SCALAR = "scalar";

  private SpeedTables() {}

  /// Makes README's table and `docs/speed.md` of the project at `root` anew, from `files` in its
  /// `bench/results`.
  public static void update(Path root, List<String> files) throws IOException {
    Path readme = root.resolve("README.md");
    String text = Files.readString(readme);
    Matcher place = place(text);
    String names =
        files.stream()
            .map(file -> String.valueOf(Path.of(file).getFileName()))
            .collect(Collectors.joining(" "));
    String named = text.substring(0, place.start(1)) + names + text.substring(place.end(1));
    List<Document> documents = sources(named, root);
    AtomicFile.write(readme, refreshed(named, documents));
    AtomicFile.write(root.resolve(PAGE), page(documents));
  }

  /// The documents that README's text names.
  public static List<Document> sources(String readme, Path root) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String name : place(readme).group(1).split(" ", -1)) {
      documents.add(ResultsFile.read(root.resolve("bench/results").resolve(name)));
    }
    return documents;
  }

  /// README's text with the table made anew from these documents.
  public static String refreshed(String readme, List<Document> documents) throws IOException {
    Matcher place = place(readme);
    List<Row> rows = latest(documents);
    List<Row> chosen = new ArrayList<>();
    for (String work : SHORT) {
      rows.stream().filter(row -> name(row).equals(work)).forEach(chosen::add);
    }
    MarkdownTable table = new MarkdownTable("work", chosen, BEST_KNOWN);
    for (String work : SHORT) {
      table.row(work, row -> name(row).equals(work));
    }
    Set<String> groups = new LinkedHashSet<>();
    chosen.forEach(row -> groups.add(row.group()));
    for (String group : groups) {
      table.mean(
          "all of " + group, rows.stream().filter(row -> row.group().equals(group)).toList());
    }
    return readme.substring(0, place.start(2))
        + table
        + "\n"
        + String.join("\n", origins(documents))
        + "\n"
        + readme.substring(place.end(2));
  }

  /// The text of `docs/speed.md`: a table for each group.
  public static String page(List<Document> documents) {
    List<Row> rows = latest(documents);
    Set<String> groups = new LinkedHashSet<>();
    rows.forEach(row -> groups.add(row.group()));
    StringBuilder out = new StringBuilder();
    out.append("# Speed\n\n");
    out.append("Made by `./cerulean bench --readme` from the files in `bench/results` that README");
    out.append(" names; what the\ngroups are and how they are measured says");
    out.append(
        " [bench/README.md](../bench/README.md). Behind the speed stands its share of\nwhat");
    out.append(" the machine can do, measured in the same run, and how many times as fast as each");
    out.append(" peer it is.\n");
    if (documents.stream().anyMatch(SpeedTables::isScalar)) {
      out.append("`scalar` are our kernels for machines without SIMD, in a run of their own.\n");
    }
    out.append('\n');
    origins(documents).forEach(line -> out.append(line).append('\n'));
    for (String group : groups) {
      List<Row> ofGroup = rows.stream().filter(row -> row.group().equals(group)).toList();
      Set<String> peers = new LinkedHashSet<>();
      ofGroup.stream().filter(Row::hasPeer).forEach(row -> peers.add(row.peerName()));
      MarkdownTable table = new MarkdownTable(group, ofGroup, peers);
      Set<String> works = new LinkedHashSet<>();
      ofGroup.forEach(row -> works.add(row.work()));
      works.forEach(work -> table.row(work, row -> row.work().equals(work)));
      table.mean("all", ofGroup);
      out.append("\n## ").append(group).append("\n\n").append(table);
    }
    return out.toString();
  }

  private static Matcher place(String readme) throws IOException {
    Matcher place = PLACE.matcher(readme);
    if (!place.find()) {
      throw new IOException(
          "bench: README needs the lines speed: begin and speed: end; it has none");
    }
    return place;
  }

  private static String name(Row row) {
    return row.group() + " " + row.work();
  }

  /// The rows by group, work, threads and peer: of several the last. The scalar kernels, whose runs
  /// are runs of their own, stand beside the others as one more peer.
  private static List<Row> latest(List<Document> documents) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Document document : documents) {
      if (!isScalar(document)) {
        document.rows().forEach(row -> rows.put(key(row) + row.peerName(), row));
      }
    }
    Map<String, Row> ours = new LinkedHashMap<>();
    rows.values().forEach(row -> ours.put(key(row), row));
    for (Document document : documents) {
      for (Row scalar : isScalar(document) ? document.rows() : List.<Row>of()) {
        Row row = ours.get(key(scalar));
        if (row != null) {
          rows.put(key(scalar) + SCALAR, beside(row, scalar));
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private static boolean isScalar(Document document) {
    return document.machine().kernels().equals(SCALAR);
  }

  private static String key(Row row) {
    return name(row) + "/" + row.threads() + "/";
  }

  private static Row beside(Row ours, Row scalar) {
    return new Row(
        ours.group(),
        ours.work(),
        ours.threads(),
        ours.ours(),
        scalar.ours(),
        SCALAR,
        ours.limit(),
        ours.unit(),
        Unit.named(ours.unit()).ratio(ours.ours(), scalar.ours()),
        ours.share(),
        ours.oursSpread(),
        scalar.oursSpread(),
        ours.bytesPerCall());
  }

  /// What the numbers come from, once for each machine and version.
  private static Set<String> origins(List<Document> documents) {
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
              + ".");
    }
    return lines;
  }
}
