package cerulean.studies.microcircuit;

import cerulean.studies.gap.Curve;
import cerulean.studies.results.CurveMetrics;
import cerulean.studies.results.SwitchMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// Reads the numbers off the experiments.
final class Findings {

  private final MicrocircuitSettings settings;
  private final MicrocircuitStudy study;
  private final List<Finding> all = new ArrayList<>();

  private Findings(MicrocircuitSettings settings, MicrocircuitStudy study) {
    this.settings = settings;
    this.study = study;
  }

  /// All findings, in the order of the tables.
  static List<Finding> of(MicrocircuitSettings settings, MicrocircuitStudy study) {
    Findings made = new Findings(settings, study);
    made.cells();
    made.rings();
    made.stimulus();
    made.plasticity();
    made.pulse();
    made.bridge();
    return made.all;
  }

  /// One number per seed.
  static <T> double[] each(List<T> bySeed, ToDoubleFunction<T> number) {
    return bySeed.stream().mapToDouble(number).toArray();
  }

  private void cells() {
    for (double pA : MicrocircuitSettings.DENDRITE) {
      Condition condition = Condition.of(pA, MicrocircuitSettings.USUAL_COUPLING);
      cell(FindingTable.DENDRITE, Condition.number(pA) + " pA", condition);
    }
    for (double gamma : MicrocircuitSettings.COUPLINGS) {
      Condition condition = Condition.of(MicrocircuitSettings.USUAL_PA, gamma);
      cell(FindingTable.COUPLING, Condition.number(gamma), condition);
    }
    for (double nS : MicrocircuitSettings.TONIC) {
      cell(
          FindingTable.SOM, Condition.number(nS) + " nS", MicrocircuitSettings.usual().withSom(nS));
    }
    for (double nS : MicrocircuitSettings.TONIC) {
      cell(FindingTable.PV, Condition.number(nS) + " nS", MicrocircuitSettings.usual().withPv(nS));
    }
  }

  private void cell(FindingTable table, String label, Condition condition) {
    List<Response> bySeed = study.cells(condition);
    add(table, label, "gain", "Hz/nA", 1, each(bySeed, Response::gain), Prototype.gain(condition));
    add(table, label, "x-intercept", "pA", 0, each(bySeed, Response::intercept), Double.NaN);
    add(
        table,
        label,
        "rheobase",
        "pA",
        0,
        each(bySeed, Response::rheobase),
        Prototype.rheobase(condition));
    add(
        table,
        label,
        "plateau",
        "",
        2,
        each(bySeed, Response::plateau),
        Prototype.plateau(condition));
    add(table, label, "bursts", "", 2, each(bySeed, Response::bursts), Prototype.bursts(condition));
  }

  private void rings() {
    study.ring().forEach((inhibition, bySeed) -> ring(FindingTable.RING, inhibition, bySeed));
    study
        .interneurons()
        .forEach((inhibition, bySeed) -> {
          String label = inhibition.name();
          add(
              FindingTable.RING,
              label,
              "SOM",
              "Hz",
              0,
              each(bySeed, RingNetwork.Rates::som),
              Double.NaN);
          add(
              FindingTable.RING,
              label,
              "PV",
              "Hz",
              0,
              each(bySeed, RingNetwork.Rates::pv),
              Double.NaN);
        });
    study.closed().forEach((inhibition, bySeed) -> ring(FindingTable.CLOSED, inhibition, bySeed));
  }

  private void ring(FindingTable table, Inhibition inhibition, List<Response> bySeed) {
    String label = inhibition.name();
    double[] gain = each(bySeed, Response::gain);
    double[] intercept = each(bySeed, Response::intercept);
    add(table, label, "gain", "Hz/nA", 1, gain, Prototype.gain(inhibition));
    add(table, label, "x-intercept", "pA", 0, intercept, Prototype.intercept(inhibition));
    add(table, label, "rheobase", "pA", 0, each(bySeed, Response::rheobase), Double.NaN);
  }

  private void stimulus() {
    study
        .stimulated()
        .forEach((coupling, bySeed) -> {
          String label = "coupling " + Condition.number(coupling);
          FindingTable table = FindingTable.STIMULUS;
          add(
              table,
              label,
              "rate before",
              "Hz",
              1,
              each(bySeed, StimulusPulse::before),
              Double.NaN);
          add(
              table,
              label,
              "rate during",
              "Hz",
              1,
              each(bySeed, StimulusPulse::during),
              Double.NaN);
          add(
              table,
              label,
              "bursts during",
              "",
              2,
              each(bySeed, StimulusPulse::bursts),
              Double.NaN);
        });
  }

  private void plasticity() {
    study
        .pairs()
        .forEach((condition, bySeed) -> {
          String label = label(condition);
          FindingTable table = FindingTable.PAIRS;
          double[] seconds = each(bySeed, PlasticPairs.Learning::medianSeconds);
          double[] quick = each(bySeed, PlasticPairs.Learning::shortIntervals);
          add(table, label, "median time to w 0.9", "s", 2, seconds, Prototype.seconds(condition));
          add(
              table,
              label,
              "intervals below 10 ms",
              "",
              2,
              quick,
              Prototype.shortIntervals(condition));
        });
    study
        .plasticRing()
        .forEach((condition, bySeed) -> {
          String label = label(condition);
          FindingTable table = FindingTable.PLASTIC_RING;
          double[] way = each(bySeed, PlasticRing.Change::travelled);
          add(table, label, "way, up and down", "1/s", 3, way, Prototype.travelled(condition));
          add(
              table,
              label,
              "distance in the end",
              "1/s",
              4,
              each(bySeed, PlasticRing.Change::moved),
              Double.NaN);
          double[] base =
              each(
                  Objects.requireNonNull(study.plasticRing().get(NO_COUPLING)),
                  PlasticRing.Change::travelled);
          double known = Prototype.travelled(condition) / Prototype.travelled(NO_COUPLING);
          add(table, label, "way over that at gamma 0", "", 2, ratio(way, base), known);
        });
  }

  /// What plasticity without bursts by coincidence is compared with.
  static final Condition NO_COUPLING = Condition.of(400, 0);

  static double[] ratio(double[] a, double[] b) {
    double[] ratio = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      ratio[i] = a[i] / b[i];
    }
    return ratio;
  }

  /// A short name of a condition.
  static String label(Condition condition) {
    return Condition.number(condition.dendritePa())
        + " pA, \u03b3 "
        + Condition.number(condition.coupling())
        + (condition.somNs() > 0 ? ", SOM" : "");
  }

  private void pulse() {
    PulseProtocol pulse = settings.pulse();
    int first = pulse.firstBin();
    int end = pulse.endBin();
    FindingTable table = FindingTable.PULSE;
    double[] onset = each(study.gain(), g -> mean(g, first, first + 2));
    double[] rest = each(study.gain(), g -> mean(g, first + 2, end));
    double[] after = each(study.gain(), g -> mean(g, end + 1, g.length));
    add(table, "first 100 ms", "gain over that before", "", 2, onset, Double.NaN);
    add(table, "rest of the pulse", "gain over that before", "", 2, rest, Double.NaN);
    add(table, "from 50 ms after it", "gain over that before", "", 2, after, Double.NaN);
    WeightSteps steps = WeightSteps.of(settings, study);
    add(table, "first 100 ms", "mean weight more than without", "", 4, steps.early(), Double.NaN);
    add(
        table,
        "rest of the pulse",
        "mean weight more than without",
        "",
        4,
        steps.atEnd(),
        Double.NaN);
    add(
        table,
        "from 50 ms after it",
        "mean weight more than without",
        "",
        4,
        steps.last(),
        Double.NaN);
    add(
        table,
        "rest of the pulse",
        "learning speed over that without",
        "",
        2,
        steps.speedDuring(),
        Double.NaN);
    add(
        table,
        "from 50 ms after it",
        "learning speed over that without",
        "",
        2,
        steps.speedAfter(),
        Double.NaN);
  }

  static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += values[k];
    }
    return sum / (to - from);
  }

  private void bridge() {
    FindingTable table = FindingTable.BRIDGE;
    study
        .bridge()
        .forEach((arm, curves) -> {
          String label = arm.title();
          add(table, label, "avg-ACC", "%", 2, each(curves, c -> metrics(c).avgAcc()), Double.NaN);
          add(table, label, "min-ACC", "%", 2, each(curves, c -> metrics(c).minAcc()), Double.NaN);
          add(table, label, "avg-SG", "", 4, each(curves, c -> metrics(c).avgSg()), Double.NaN);
          add(table, label, "area of dips", "% it.", 0, each(curves, Findings::area), Double.NaN);
        });
  }

  static CurveMetrics metrics(Curve curve) {
    return CurveMetrics.of(curve.context(), curve.accuracy());
  }

  /// Mean over switches.
  static double area(Curve curve) {
    return SwitchMetrics.of(curve.context(), curve.accuracy()).stream()
        .mapToDouble(SwitchMetrics::area)
        .average()
        .orElse(Double.NaN);
  }

  private void add(
      FindingTable table,
      String of,
      String name,
      String unit,
      int digits,
      double[] bySeed,
      double prototype) {
    all.add(Finding.of(table.key(), of, name, unit, digits, bySeed).beside(prototype));
  }
}
