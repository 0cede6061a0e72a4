package cerulean.studies.gap;

import cerulean.studies.results.AllTasks;
import cerulean.studies.results.Measure;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.SeedMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The main numbers of a run in the form that all studies share: of every seed, and of the curve
/// averaged over seeds, beside the authors' own where there are any.
final class GapMeasures {

  private static final String AUTHORS =
      "result files of the authors' first version, curve averaged over 5 seeds";

  private GapMeasures() {}

  static List<Measure> of(GapSettings settings, Map<String, MethodResults> methods) {
    List<Measure> measures = new ArrayList<>();
    for (Method method : settings.methods()) {
      String key = method.key();
      MethodResults results = Objects.requireNonNull(methods.get(key));
      for (SeedMetrics seed : results.perSeed()) {
        measures.add(Measure.of("avgAcc", key, seed.seed(), seed.avgAcc()).in("%"));
        measures.add(Measure.of("minAcc", key, seed.seed(), seed.minAcc()).in("%"));
        measures.add(Measure.of("wcAcc", key, seed.seed(), seed.wcAcc()).in("%"));
        measures.add(Measure.of("avgSg", key, seed.seed(), seed.avgSg()));
      }
      PaperNumbers paper = PaperNumbers.beside(settings, method);
      add(measures, "avgAcc", key, results.ofMeanCurve().avgAcc(), "%", paper, 0);
      add(measures, "minAcc", key, results.ofMeanCurve().minAcc(), "%", paper, 1);
      add(measures, "wcAcc", key, results.ofMeanCurve().wcAcc(), "%", paper, 2);
      add(measures, "avgSg", key, results.ofMeanCurve().avgSg(), "", paper, 3);
      AllTasks tasks = results.allTasks();
      if (tasks != null) {
        measures.add(Measure.of("acc", key, null, tasks.acc().mean()).in("%"));
        measures.add(Measure.of("learned", key, null, tasks.learned().mean()).in("%"));
        measures.add(Measure.of("forgetting", key, null, tasks.forgetting().mean()).in("%"));
      }
      if (method == Method.NGM && results.gainPerTask().size() > 1) {
        double[] gains = results.gainPerTask().stream().mapToDouble(Double::doubleValue).toArray();
        Measure slope = Measure.of("gainSlope", key, null, LinearFit.of(gains).slope());
        double given = PaperNumbers.gainSlope(settings.benchmark());
        measures.add(paper == null ? slope : slope.beside(given, AUTHORS));
      }
    }
    return measures;
  }

  private static void add(
      List<Measure> measures,
      String name,
      String of,
      double value,
      String unit,
      @Nullable PaperNumbers paper,
      int which) {
    Measure measure = Measure.of(name + "OfMeanCurve", of, null, value).in(unit);
    if (paper == null) {
      measures.add(measure);
      return;
    }
    double[] given = {paper.avgAcc(), paper.minAcc(), paper.wcAcc(), paper.avgSg()};
    measures.add(measure.beside(given[which], AUTHORS));
  }
}
