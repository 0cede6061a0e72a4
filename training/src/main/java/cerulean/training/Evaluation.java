package cerulean.training;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.data.Batch;
import cerulean.data.DataLoader;
import cerulean.nn.Layer;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures a network on a data set it does not learn from.
///
///     Evaluation test = Evaluation.of(network, testLoader, Losses::crossEntropy, Accuracy.top1());
///     IO.println(test.run());     // {loss=0.0512, accuracy=0.984}
public final class Evaluation {

  private final Layer network;
  private final DataLoader loader;
  private final Objective objective;
  private final List<Metric> metrics;

  private Evaluation(Layer network, DataLoader loader, Objective objective, List<Metric> metrics) {
    this.network = network;
    this.loader = loader;
    this.objective = objective;
    this.metrics = metrics;
  }

  /// The loss and the `metrics` of `network` on all of the loader's first epoch.
  public static Evaluation of(
      Layer network, DataLoader loader, Objective objective, Metric... metrics) {
    return new Evaluation(network, loader, objective, List.of(metrics));
  }

  /// Goes through the data once, without gradients, and returns `loss`, the mean over examples, and
  /// the metrics by name.
  ///
  /// It switches the network to evaluation and leaves it there; a training loop switches it back at
  /// the start of its epochs, as [Trainer] does.
  public Map<String, Double> run() {
    network.train(false);
    RunningMean loss = new RunningMean();
    metrics.forEach(Metric::reset);
    for (Batch batch : loader.pass(0)) {
      try (Workspace _ = Workspace.open()) {
        NoGrad.run(() -> {
          Variable output = network.forward(Variable.constant(batch.inputs()));
          double value = objective.loss(output, batch.targets()).value().itemDouble();
          loss.add(value, batch.size());
          metrics.forEach(metric -> metric.add(output.value(), batch.targets()));
        });
      }
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("loss", loss.value());
    metrics.forEach(metric -> measures.put(metric.name(), metric.value()));
    return measures;
  }
}
