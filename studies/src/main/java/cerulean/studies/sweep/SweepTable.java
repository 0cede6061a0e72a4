package cerulean.studies.sweep;

import cerulean.studies.console.TextTable;
import cerulean.studies.report.Cell;
import cerulean.studies.report.HtmlReport;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Measure;
import cerulean.studies.results.Spread;
import cerulean.studies.results.StudyResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The numbers of all runs of a sweep: in CSV a row for each run and what was measured in it, in
/// HTML and Markdown a row for each point of the grid, mean and standard deviation over seeds.
public final class SweepTable {

  private final SweepFile file;
  private final int planned;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> measures = new LinkedHashSet<>();
  private int runs;

  /// One run, one method or condition in it.
  private record Row(Job job, String of, Map<String, Double> values) {}

  SweepTable(SweepFile file, int planned) {
    this.file = file;
    this.planned = planned;
    measures.addAll(file.measures());
  }

  /// Adds what a run measured. Where a measure is given for the seed and over seeds, that of the
  /// seed is taken: a run of a sweep has one.
  void add(Job job, StudyResults results) {
    runs++;
    Map<String, Map<String, Double>> byWhat = new LinkedHashMap<>();
    for (Measure measure : results.measures()) {
      if (file.measures().isEmpty()) {
        measures.add(measure.name());
      }
      if (measures.contains(measure.name())) {
        Map<String, Double> values =
            byWhat.computeIfAbsent(measure.of(), of -> new LinkedHashMap<>());
        if (measure.seed() != null) {
          values.put(measure.name(), measure.value());
        } else {
          values.putIfAbsent(measure.name(), measure.value());
        }
      }
    }
    byWhat.forEach((of, values) -> rows.add(new Row(job, of, values)));
  }

  /// How many runs are in it.
  public int runs() {
    return runs;
  }

  private boolean hasMethods() {
    return rows.stream().anyMatch(row -> !row.of().isEmpty());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(file.grid().keySet());
    if (hasMethods()) {
      names.add("of");
    }
    return names;
  }

  private List<String> key(Row row) {
    List<String> key = new ArrayList<>(row.job().point().values());
    if (hasMethods()) {
      key.add(row.of());
    }
    return key;
  }

  /// A row for each run: grid, seed, measures, and the name of its folder.
  public String csv() {
    List<String> header = new ArrayList<>(names());
    header.add("seed");
    header.addAll(measures);
    header.add("run");
    CsvRows csv = new CsvRows(header);
    for (Row row : rows) {
      List<Object> fields = new ArrayList<>(key(row));
      fields.add(row.job().seed() == null ? "" : row.job().seed());
      measures.forEach(name -> fields.add(row.values().getOrDefault(name, Double.NaN)));
      fields.add(row.job().name());
      csv.row(fields.toArray());
    }
    return csv.toString();
  }

  /// Rows by point of the grid, in the order of the runs.
  private List<List<String>> summary() {
    Map<List<String>, List<Row>> points = new LinkedHashMap<>();
    rows.forEach(row -> points.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row));
    List<List<String>> summary = new ArrayList<>();
    points.forEach((key, group) -> {
      List<String> line = new ArrayList<>(key);
      line.add(Integer.toString(group.size()));
      for (String name : measures) {
        line.add(
            text(
                Spread.of(
                    group.stream()
                        .map(row -> row.values().getOrDefault(name, Double.NaN))
                        .toList())));
      }
      summary.add(line);
    });
    return summary;
  }

  /// Four significant digits of the mean, the deviation to the same place.
  private static String text(Spread spread) {
    if (Double.isNaN(spread.mean())) {
      return "-";
    }
    int size = spread.mean() == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(spread.mean())));
    String form = "%." + Math.clamp(3 - size, 0, 6) + "f";
    String mean = String.format(Locale.ROOT, form, spread.mean());
    return Double.isNaN(spread.sd())
        ? mean
        : mean + " \u00b1 " + String.format(Locale.ROOT, form, spread.sd());
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(names());
    header.add("runs");
    header.addAll(measures);
    return header;
  }

  private String lead() {
    return runs
        + " of "
        + planned
        + " runs of `"
        + file.study()
        + "` are done. Mean \u00b1 standard deviation over seeds.";
  }

  /// The summary as Markdown.
  public String markdown() {
    StringBuilder text = new StringBuilder(lead()).append("\n\n");
    line(text, header());
    line(text, header().stream().map(name -> "---").toList());
    summary().forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(' '));
    text.append("|\n");
  }

  /// The summary as a page.
  public String html() {
    ReportTable table = ReportTable.of("Results", header().toArray(String[]::new));
    for (List<String> row : summary()) {
      table = table.row(row.stream().map(Cell::of).toList());
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("study", file.study());
    file.settings().forEach((name, words) -> settings.put(name, words.getLast()));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("table.csv", "every run");
    files.put("table.md", "this table as Markdown");
    return new HtmlReport("Sweep of " + file.study(), String.join(", ", file.grid().keySet()))
        .lead(lead())
        .table(table)
        .heading("Common settings")
        .keyValues(settings)
        .heading("Files")
        .files(files)
        .html();
  }

  /// The summary for a terminal.
  @Override
  public String toString() {
    TextTable table = new TextTable(header().toArray(String[]::new));
    summary().forEach(row -> table.row(row.toArray(String[]::new)));
    return table.toString();
  }
}
