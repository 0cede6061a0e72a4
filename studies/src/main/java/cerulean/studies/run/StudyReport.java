package cerulean.studies.run;

import cerulean.studies.plot.Chart;
import cerulean.studies.report.HtmlReport;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.Versions;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The page of a run: what was found, figures and tables; then, the same for every study, methods
/// with all parameters and where they come from, the run record and the files.
///
///     new StudyReport(run, "Bursts", "a layer-5 cell, 20 seeds")
///         .lead("Gain doubles with dendritic drive.")
///         .figure(chart, "Rate against current.", "gain.svg")
///         .table(table)
///         .methods("Cells are those of ...")
///         .parameter("step (ms)", "0.1", "0.1", Origin.GIVEN)
///         .file("rates.csv", "rate of every trial")
///         .write();
public final class StudyReport {

  /// The page, in the run's folder.
  public static final String PAGE = "report.html";

  /// Digits of a checksum that are shown; all are in the record.
  private static final int DIGITS = 16;

  private final StudyRun run;
  private final HtmlReport page;
  private final List<String> methods = new ArrayList<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private ReportTable parameters =
      ReportTable.of("Parameters", "parameter", "value", "paper", "origin");
  private int figures;

  /// Starts the page of a run with a headline and the line below it.
  public StudyReport(StudyRun run, String title, String subtitle) {
    this.run = run;
    this.page = new HtmlReport(title, subtitle);
    files.put(StudyRun.RESULTS, "every number on this page");
    files.put(RunRecord.FILE, "how the run came about; `./cerulean rerun` reads it");
  }

  /// Adds the paragraph that says what was found.
  public StudyReport lead(String text) {
    page.lead(text);
    return this;
  }

  /// Starts a section.
  public StudyReport heading(String text) {
    page.heading(text);
    return this;
  }

  /// Adds a paragraph.
  public StudyReport paragraph(String text) {
    page.paragraph(text);
    return this;
  }

  /// Adds a table.
  public StudyReport table(ReportTable table) {
    page.table(table);
    return this;
  }

  /// Adds a figure.
  public StudyReport figure(Chart chart, String caption) {
    figures++;
    page.figure(chart, caption);
    return this;
  }

  /// Adds a figure and writes it to a file of its own, too.
  public StudyReport figure(Chart chart, String caption, String file) throws IOException {
    run.write(file, chart.file(Chart.WIDE));
    figure(chart, caption);
    return file(file, "figure " + figures);
  }

  /// Adds a paragraph to the methods.
  public StudyReport methods(String text) {
    methods.add(text);
    return this;
  }

  /// Adds a parameter to the table in the methods.
  ///
  /// @param paper the paper's value; a dash where it has none
  public StudyReport parameter(String name, String value, String paper, Origin origin) {
    parameters = parameters.row(name, value, paper, origin.word());
    return this;
  }

  /// Names a file of the run and what is in it.
  public StudyReport file(String name, String what) {
    files.put(name, what);
    return this;
  }

  /// Writes the page; the results are written before it.
  public void write() throws IOException {
    page.heading("Methods");
    methods.forEach(page::paragraph);
    if (!parameters.rows().isEmpty()) {
      page.table(parameters);
    }
    page.heading("Run record").keyValues(record());
    if (!run.data().isEmpty()) {
      page.table(data());
    }
    page.code(run.command());
    page.paragraph(
        "`./cerulean rerun DIR`, with the folder of this page, runs it again and compares every"
            + " number.");
    page.heading("Files").files(files);
    run.write(PAGE, page.html());
  }

  private Map<String, String> record() {
    MachineInfo machine = StudyRun.machine();
    Versions versions = StudyRun.versions();
    Map<String, String> record = new LinkedHashMap<>();
    record.put("finished", StudyRun.now());
    record.put("machine", machine.os() + ", " + machine.arch() + ", " + machine.memoryText());
    record.put("threads", Integer.toString(Parallel.threads()));
    record.put("Java", machine.jdk() + ", " + machine.vm());
    record.put("kernels", machine.kernels());
    String commit = versions.gitCommit();
    record.put(
        "Cerulean", versions.cerulean() + (commit == null ? "" : ", commit `" + commit + "`"));
    return record;
  }

  private ReportTable data() {
    ReportTable table = ReportTable.of("Data", "name", "bytes", "SHA-256, first digits");
    for (FileRecord one : run.data()) {
      table =
          table.row(
              one.name(),
              Long.toString(one.bytes()),
              "`" + one.sha256().substring(0, DIGITS) + "`");
    }
    return table;
  }
}
