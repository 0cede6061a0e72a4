package cerulean.studies.microcircuit;

import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of the study: a row per condition, a column per quantity, the prototype's number
/// below ours.
enum FindingTable {
  DENDRITE(
      "dendrite", "Single cells by dendritic current, coupling 1; plateaus and bursts at 2.4 nA"),
  COUPLING("coupling", "Single cells by coupling, dendrite 300 pA; plateaus and bursts at 2.4 nA"),
  SOM("som", "Single cells under tonic SOM inhibition of the dendrite, nS"),
  PV("pv", "Single cells under tonic PV inhibition of the soma, nS"),
  RING("ring", "Populations on a ring, interneurons driven from outside"),
  CLOSED("closed", "Populations on a ring, interneurons driven by the pyramids alone"),
  STIMULUS("stimulus", "Network with a stimulus of 200 ms"),
  PAIRS("pairs", "Plastic pairs by dendritic current and coupling"),
  PLASTIC_RING(
      "plasticRing",
      "Plastic ring, changes per synapse and second, by dendritic current and coupling"),
  PULSE("pulse", "A pulse of coupling of 500 ms"),
  BRIDGE("bridge", "Artificial network on ten classes, two more at each switch");

  private final String key;
  private final String caption;

  FindingTable(String key, String caption) {
    this.key = key;
    this.caption = caption;
  }

  String key() {
    return key;
  }

  String caption() {
    return caption;
  }

  /// Those of the findings that belong here.
  List<Finding> of(List<Finding> all) {
    return all.stream().filter(one -> one.table().equals(key)).toList();
  }

  /// For the page; without rows if nothing was found.
  ReportTable html(List<Finding> all) {
    List<Finding> own = of(all);
    List<String> names = names(own);
    List<String> header = new ArrayList<>(List.of("condition"));
    names.forEach(name -> header.add(head(own, name)));
    ReportTable table =
        ReportTable.of(
            caption + ": mean and 95 % interval over seeds" + note(own),
            header.toArray(String[]::new));
    for (String condition : conditions(own)) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(condition)));
      for (String name : names) {
        Finding found = find(own, condition, name);
        row.add(found == null ? Cell.of("-") : cell(found));
      }
      table = table.row(row);
    }
    return table;
  }

  private static Cell cell(Finding found) {
    Cell cell = Cell.of(found.text());
    return found.prototype() == null ? cell : cell.beside("prototype " + found.prototypeText());
  }

  private static String note(List<Finding> own) {
    boolean known = own.stream().anyMatch(one -> one.prototype() != null);
    return known ? "; below, the prototype of the reconstruction" : "";
  }

  private static List<String> names(List<Finding> own) {
    return own.stream().map(Finding::name).distinct().toList();
  }

  private static List<String> conditions(List<Finding> own) {
    return own.stream().map(Finding::of).distinct().toList();
  }

  private static String head(List<Finding> own, String name) {
    String unit =
        own.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().unit();
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }

  private static @Nullable Finding find(List<Finding> own, String condition, String name) {
    return own.stream()
        .filter(one -> one.of().equals(condition) && one.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
