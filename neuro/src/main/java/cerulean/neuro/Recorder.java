package cerulean.neuro;

import java.io.IOException;

/// Something that looks on at the end of every step and keeps what it sees.
///
/// What was recorded is not saved with a simulation: a run that goes on has new recorders.
public abstract class Recorder extends Component {

  /// For recorders of users.
  protected Recorder() {}

  /// Called once at the end of every step.
  protected abstract void record(long step, double dtMs) throws IOException;

  /// Called at the end of every run: writes what waits to be written.
  protected void flush() throws IOException {}
}
