package cerulean.training;

import cerulean.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/// Where the numbers of a run are written down, by step.
///
/// A log is a part of a run: restored, it goes on after what it had when the run was saved.
public interface RunLog extends Closeable, Resumable {

  /// Writes down numbers that were taken after `step` steps.
  void scalars(long step, Map<String, Double> values) throws IOException;

  /// Writes down how the elements of a tensor are distributed; a log of numbers alone leaves it
  /// out.
  default void histogram(long step, String name, Tensor values) throws IOException {}

  /// Writes down an image, `[height, width]` or `[channels, height, width]` with 1 or 3 channels
  /// and values from 0 to 1; a log of numbers alone leaves it out.
  default void image(long step, String name, Tensor image) throws IOException {}

  /// Makes sure that what was written down is in its file, so that a run which goes on from here
  /// finds it.
  void flush() throws IOException;
}
