package cerulean.neuro;

import java.io.IOException;

/// Something that looks on at the end of every step and keeps what it sees.
///
/// What was recorded is saved with a simulation and goes on growing after a load, as far as the
/// recorder hands it to [#state]; those of this package do.
public abstract class Recorder extends Component {

  /// For recorders of users.
  protected Recorder() {}

  /// Called once at the end of every step.
  protected abstract void record(long step, double dtMs) throws IOException;

  /// Called at the end of every run: writes what waits to be written.
  protected void flush() throws IOException {}
}
