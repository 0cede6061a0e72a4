package cerulean.studies.sweep;

import java.io.IOException;
import java.nio.file.Path;

/// Where the runs of a sweep are computed. A cluster's would submit a job and wait for it.
///
/// What a runner must keep: when [#run] returns a finished outcome, `folder` is a finished run,
/// whole; until then there is no folder of that name. That is what [cerulean.studies.run.StudyRun]
/// gives when the command is started with `--out folder`.
public interface Runner {

  /// How many jobs may be given to [#run] at once, each from a thread of its own.
  int slots();

  /// Computes a job; returns when it has ended, well or not.
  ///
  /// @param folder of the run, to be made
  /// @param log file for what the job says
  Outcome run(Job job, Path folder, Path log) throws IOException, InterruptedException;
}
