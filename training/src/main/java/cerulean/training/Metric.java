package cerulean.training;

import cerulean.tensor.Tensor;

/// A measure of a network's outputs that is taken batch after batch.
///
///     metric.reset();
///     for (Batch batch : loader.pass(0)) metric.add(scores(batch), batch.targets());
///     IO.println(metric.name() + " " + metric.value());
public interface Metric {

  /// What it is called in logs, as in `accuracy`.
  String name();

  /// Takes in a batch: the outputs for some examples and what was asked.
  void add(Tensor outputs, Tensor targets);

  /// The measure of all that was added since the last reset; NaN if that is nothing.
  double value();

  /// Forgets everything.
  void reset();
}
