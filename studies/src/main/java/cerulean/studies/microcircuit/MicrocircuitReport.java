package cerulean.studies.microcircuit;

import cerulean.studies.console.TextTable;
import cerulean.studies.gap.Curve;
import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.run.Origin;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything a run leaves: numbers, curves, figures, the page, and the table on the console.
final class MicrocircuitReport {

  /// Version of the layout of `details`.
  private static final int LAYOUT = 1;

  private final MicrocircuitSettings settings;
  private final MicrocircuitStudy study;
  private final StudyRun run;
  private final List<Finding> findings;
  private final List<Claim> claims;

  MicrocircuitReport(MicrocircuitSettings settings, MicrocircuitStudy study, StudyRun run) {
    this.settings = settings;
    this.study = study;
    this.run = run;
    findings = Findings.of(settings, study);
    claims = Claims.of(settings, study);
  }

  /// Writes every file of the run.
  void write() throws IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("claims", claims);
    details.put("bridge", bridge());
    details.put("pulse", Bridge.signal(settings.pulse(), study.gain()));
    details.put("findings", findings);
    run.results(LAYOUT, findings.stream().map(Finding::measure).toList(), details);
    run.write("responses.csv", responses());
    run.write("pulse.csv", pulse());
    run.write("learning.csv", learning());
    page();
  }

  // ---- The page

  private void page() throws IOException {
    MicrocircuitFigures figures = new MicrocircuitFigures(settings, study);
    MicrocircuitText text = new MicrocircuitText(settings, study);
    StudyReport page =
        new StudyReport(
            run,
            "Gain in a layer-5 microcircuit",
            "two-compartment pyramidal cells, SOM and PV cells, plasticity; "
                + settings.seeds().size()
                + " noise seeds");
    page.lead(text.lead(claims));
    page.paragraph(text.standing());
    page.table(claimTable());
    claims.stream()
        .filter(claim -> !claim.remark().isEmpty())
        .forEach(claim -> page.paragraph("`" + claim.key() + "` " + claim.remark()));
    page.heading("Coincidence").figure(figures.traces(), text.traces(), "traces.svg");
    page.heading("Dendritic current")
        .figure(figures.byDendrite(), text.byDendrite(), "dendrite.svg");
    table(page, FindingTable.DENDRITE);
    page.heading("Coupling")
        .figure(figures.byCoupling(), text.byCoupling(), "coupling.svg")
        .figure(figures.heatMap(), text.heatMap(), "gain-map.svg");
    table(page, FindingTable.COUPLING);
    page.heading("SOM cells").figure(figures.som(), text.som(), "som.svg");
    table(page, FindingTable.SOM);
    page.heading("PV cells").figure(figures.pv(), text.pv(), "pv.svg");
    table(page, FindingTable.PV);
    table(page, FindingTable.RING);
    table(page, FindingTable.CLOSED);
    if (!settings.closedLoop().isEmpty()) {
      page.paragraph(text.closed());
    }
    page.figure(figures.gains(), text.gains(), "gains.svg");
    page.heading("A stimulus").figure(figures.raster(), text.raster(), "raster.svg");
    table(page, FindingTable.STIMULUS);
    page.heading("Plasticity").figure(figures.plasticity(), text.plasticity(), "plasticity.svg");
    table(page, FindingTable.PAIRS);
    table(page, FindingTable.PLASTIC_RING);
    page.heading("A pulse of gain, two timescales")
        .figure(figures.pulse(), text.pulse(), "pulse.svg");
    table(page, FindingTable.PULSE);
    page.heading("The pulse in an artificial network")
        .paragraph(text.bridge())
        .figure(figures.learning(), text.learning(), "learning.svg")
        .figure(figures.bridge(), text.bridgeDots(), "bridge.svg");
    table(page, FindingTable.BRIDGE);
    page.table(bridgeTable());
    text.methods().forEach(page::methods);
    StudyParameter.of(settings)
        .forEach(one ->
            page.parameter(one.name(), String.valueOf(one.value()), one.known(), one.origin()));
    page.parameter("seeds", seeds(), "-", Origin.OURS);
    page.file("responses.csv", "rate of every condition, seed and current");
    page.file("pulse.csv", "relative gain and mean weights over time");
    page.file("learning.csv", "accuracy, loss and gain of the artificial network");
    page.write();
  }

  private void table(StudyReport page, FindingTable table) {
    if (!table.of(findings).isEmpty()) {
      page.table(table.html(findings));
    }
  }

  private String seeds() {
    return String.join(" ", settings.seeds().stream().map(String::valueOf).toList());
  }

  private ReportTable claimTable() {
    ReportTable table =
        ReportTable.of(
            "The paper's statements; it was read as an abstract, its numbers are not known",
            "",
            "the paper says",
            "tested here by",
            "found, mean and 95 % interval",
            "holds");
    for (Claim claim : claims) {
      Cell verdict = Cell.of(claim.verdict());
      table =
          table.row(
              List.of(
                  Cell.of(claim.key()),
                  Cell.of(claim.paper()),
                  Cell.of(claim.test()),
                  Cell.of(claim.result()),
                  claim.holds() ? verdict : verdict.asBest()));
    }
    return table;
  }

  // ---- The bridge

  /// Differences between what the gain does, in words, each of the same seeds.
  private List<Map<String, String>> bridge() {
    List<Map<String, String>> rows = new ArrayList<>();
    rows.add(compare(Bridge.AT_SWITCH, Bridge.NONE));
    rows.add(compare(Bridge.BETWEEN, Bridge.NONE));
    rows.add(compare(Bridge.AT_SWITCH, Bridge.BETWEEN));
    rows.add(compare(Bridge.ENTROPY, Bridge.NONE));
    return rows;
  }

  private Map<String, String> compare(Bridge one, Bridge other) {
    List<Curve> a = Objects.requireNonNull(study.bridge().get(one));
    List<Curve> b = Objects.requireNonNull(study.bridge().get(other));
    double[] gapA = Findings.each(a, c -> Findings.metrics(c).avgSg());
    double[] gapB = Findings.each(b, c -> Findings.metrics(c).avgSg());
    double[] accA = Findings.each(a, c -> Findings.metrics(c).avgAcc());
    double[] accB = Findings.each(b, c -> Findings.metrics(c).avgAcc());
    Map<String, String> row = new LinkedHashMap<>();
    row.put("difference", one.title() + " less " + other.title());
    row.put("avgSg", Claims.difference(gapA, gapB, 4, ""));
    row.put("pSg", Claims.p(gapA, gapB));
    row.put("avgAcc", Claims.difference(accA, accB, 2, ""));
    row.put("pAcc", Claims.p(accA, accB));
    return row;
  }

  private ReportTable bridgeTable() {
    ReportTable table =
        ReportTable.of(
            "Differences with the same tasks, weights and batches, 95 % intervals, paired t-tests",
            "difference", "avg-SG", "p", "avg-ACC (%)", "p");
    for (Map<String, String> row : bridge()) {
      table = table.row(row.values().toArray(String[]::new));
    }
    return table;
  }

  // ---- CSV

  private String responses() {
    CsvRows csv = new CsvRows("experiment", "condition", "seed", "current_pA", "rate_Hz");
    study.cells().forEach((condition, all) -> rows(csv, "cells", condition.key(), all));
    study.ring().forEach((inhibition, all) -> rows(csv, "ring", inhibition.name(), all));
    study.closed().forEach((inhibition, all) -> rows(csv, "closed", inhibition.name(), all));
    return csv.toString();
  }

  private void rows(CsvRows csv, String experiment, String condition, List<Response> bySeed) {
    for (int s = 0; s < bySeed.size(); s++) {
      Response one = bySeed.get(s);
      for (int k = 0; k < one.rates().length; k++) {
        csv.row(experiment, condition, settings.seeds().get(s), one.currents()[k], one.rates()[k]);
      }
    }
  }

  private String pulse() {
    CsvRows csv = new CsvRows("quantity", "seed", "time_ms", "value");
    for (int s = 0; s < settings.seeds().size(); s++) {
      double[] gain = study.gain().get(s);
      for (int b = 0; b < gain.length; b++) {
        csv.row("gain", settings.seeds().get(s), (b + 0.5) * settings.pulse().binMs(), gain[b]);
      }
    }
    study
        .weights()
        .forEach((coupling, bySeed) -> {
          for (int s = 0; s < bySeed.size(); s++) {
            double[] mean = bySeed.get(s);
            for (int k = 0; k < mean.length; k++) {
              String name = coupling > 0 ? "weight with pulse" : "weight without";
              double time = (k + 1) * MicrocircuitSettings.WEIGHTS_EVERY;
              csv.row(name, settings.seeds().get(s), time, mean[k]);
            }
          }
        });
    return csv.toString();
  }

  private String learning() {
    CsvRows csv =
        new CsvRows("gain_signal", "seed", "iteration", "context", "accuracy", "loss", "gain");
    study
        .bridge()
        .forEach((arm, curves) -> {
          for (int s = 0; s < curves.size(); s++) {
            Curve c = curves.get(s);
            for (int i = 0; i < c.iteration().length; i++) {
              csv.row(
                  arm.title(),
                  settings.seeds().get(s),
                  c.iteration()[i],
                  c.context()[i],
                  c.accuracy()[i],
                  c.loss()[i],
                  c.gain()[i]);
            }
          }
        });
    return csv.toString();
  }

  // ---- The console

  /// What became of the paper's statements.
  String table() {
    TextTable table = new TextTable("statement", "holds", "found, mean and 95 % interval");
    for (Claim claim : claims) {
      table.row(claim.key(), claim.verdict(), claim.result());
    }
    return table + "\n" + bridgeLine();
  }

  private String bridgeLine() {
    Map<String, String> first = bridge().getFirst();
    return "artificial network, "
        + first.get("difference")
        + ": avg-SG "
        + first.get("avgSg")
        + ", avg-ACC "
        + first.get("avgAcc")
        + " %";
  }
}
