package cerulean.neuro.conformance;

import cerulean.neuro.networks.FiringPattern;
import java.util.ArrayList;
import java.util.List;

/// The 20 panels of figure 1 of Izhikevich (2004) and four cells of the figure of 2003.
final class PatternRows implements NeuroRows {

  private final List<NeuroRow> rows = new ArrayList<>();

  PatternRows() {
    for (FiringPattern pattern : FiringPattern.panels2004()) {
      add(pattern);
    }
    for (FiringPattern pattern : FiringPattern.cells2003()) {
      add(pattern);
    }
  }

  private void add(FiringPattern pattern) {
    double[] expected = pattern.publishedMs().stream().mapToDouble(Double::doubleValue).toArray();
    rows.add(NeuroRow.numbers(pattern.name(), expected, 0, () -> pattern.run().spikesMs()));
  }

  @Override
  public String title() {
    return "Twenty firing patterns";
  }

  @Override
  public String source() {
    return "Figure 1 of Izhikevich (2004) and cells of the figure of 2003: spike times of the author's"
        + " scripts, with their step and order of update (Euler, v before u), time of the start"
        + " of the step. Equal to the step.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
