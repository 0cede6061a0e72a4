package cerulean.training;

import java.io.IOException;
import java.util.Map;

/// Is told how a training run gets on.
///
///     trainer.listening(new TrainingListener() {
///       public void afterEpoch(Epoch epoch) { IO.println(epoch.measures()); }
///     });
public interface TrainingListener {

  /// A step that was made.
  ///
  /// - `step`: how many there have been, this one included
  /// - `epoch`, `batch`: that of its (last) batch, from 0; an epoch has `batches`
  /// - `loss`: the mean of its batches, before the update
  record Step(long step, long epoch, int batch, int batches, double loss) {}

  /// An epoch that has ended.
  ///
  /// - `step`: how many steps there have been
  /// - `epoch`: its number, from 0
  /// - `loss`: the mean over its examples, each before the update it led to
  /// - `measures`: what was measured at its end, by name, if anything
  record Epoch(long step, long epoch, double loss, Map<String, Double> measures) {}

  /// After each update of the weights.
  default void afterStep(Step step) throws IOException {}

  /// After each epoch, when everything is measured and before it is saved.
  default void afterEpoch(Epoch epoch) throws IOException {}
}
