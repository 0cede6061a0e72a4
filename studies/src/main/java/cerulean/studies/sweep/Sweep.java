package cerulean.studies.sweep;

import cerulean.studies.results.StudyResults;
import cerulean.studies.run.RunRecord;
import cerulean.studies.run.StudyRun;
import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A sweep in a folder: one folder per run in it, a `logs` folder, and the tables. Runs whose
/// folder is there are done and are not repeated, so a sweep that was stopped goes on where it was,
/// and one whose file has grown does what is new.
public final class Sweep {

  private static final String LOGS = "logs";

  private final SweepFile file;
  private final Path folder;
  private final List<Job> jobs;

  private Sweep(SweepFile file, Path folder) {
    this.file = file;
    this.folder = folder;
    this.jobs = file.jobs();
  }

  /// The sweep of `file` in `folder`, which is made when it runs.
  public static Sweep of(SweepFile file, Path folder) {
    return new Sweep(file, folder);
  }

  /// How a sweep ended.
  ///
  /// - `table`: of all runs that are done
  /// - `repeated`: runs that were done now
  /// - `failures`: a sentence for each run that is not done, or that cannot be read
  public record Result(SweepTable table, int repeated, List<String> failures) {
    /// Keeps an unmodifiable copy.
    public Result {
      failures = List.copyOf(failures);
    }
  }

  /// The folder of a job's run.
  public Path place(Job job) {
    return folder.resolve(job.name());
  }

  /// Does what is not done, at most [Runner#slots] runs at once, and writes the tables whenever one
  /// is. A run that fails leaves the others alone.
  public Result run(Runner runner, PrintWriter progress) throws IOException {
    try {
      Files.createDirectories(folder.resolve(LOGS));
    } catch (IOException e) {
      throw new IOException(
          "sweep: cannot write in " + folder + "; choose another place with --out", e);
    }
    try (FileChannel channel = lock()) {
      assert channel.isOpen();
      List<Job> open = new ArrayList<>();
      for (Job job : jobs) {
        if (!isDone(job)) {
          open.add(job);
        }
      }
      say(progress, (jobs.size() - open.size()) + " of " + jobs.size() + " runs are done");
      List<String> failures = runAll(runner, open, progress);
      return new Result(collect(failures), open.size(), failures);
    }
  }

  /// Whether a job's run is there; that of another command under its name is not.
  private boolean isDone(Job job) throws IOException {
    Path place = place(job);
    if (!Files.exists(place.resolve(RunRecord.FILE))) {
      return false;
    }
    List<String> words = RunRecord.read(place).arguments();
    if (!job.was(words)) {
      throw new IOException(
          "sweep: %s is a run of other settings (%s); choose another place with --out"
              .formatted(place, String.join(" ", words)));
    }
    return true;
  }

  private List<String> runAll(Runner runner, List<Job> open, PrintWriter progress)
      throws IOException {
    List<String> failures = new ArrayList<>();
    try (ExecutorService slots =
        Executors.newFixedThreadPool(runner.slots(), Thread.ofPlatform().daemon().factory())) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Job job : open) {
        running.add(slots.submit(one(runner, job, progress)));
      }
      for (int i = 0; i < open.size(); i++) {
        Outcome outcome = outcome(running.get(i));
        if (!outcome.done()) {
          failures.add(open.get(i).name() + ": " + outcome.sentence());
        }
      }
    }
    return failures;
  }

  private Callable<Outcome> one(Runner runner, Job job, PrintWriter progress) {
    return () -> {
      long started = System.nanoTime();
      Path log = folder.resolve(LOGS).resolve(job.name() + ".log");
      Outcome outcome = runner.run(job, place(job), log);
      String how = outcome.done() ? "done" : "failed";
      double seconds = (System.nanoTime() - started) / 1e9;
      say(progress, String.format(Locale.ROOT, "%s %s in %.0f s", job.name(), how, seconds));
      if (outcome.done()) {
        collect(new ArrayList<>());
      }
      return outcome;
    };
  }

  private static Outcome outcome(Future<Outcome> running) {
    try {
      return running.get();
    } catch (ExecutionException failure) {
      return Outcome.failed(String.valueOf(failure.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Outcome.failed("stopped");
    }
  }

  /// The table of what is done, written to its files. A results file that cannot be read is told
  /// and leaves the others in the table.
  private synchronized SweepTable collect(List<String> failures) throws IOException {
    SweepTable table = new SweepTable(file, jobs.size());
    for (Job job : jobs) {
      StudyResults results = results(job, failures);
      if (results != null) {
        table.add(job, results);
      }
    }
    AtomicFile.write(folder.resolve("table.csv"), table.csv());
    AtomicFile.write(folder.resolve("table.md"), table.markdown());
    AtomicFile.write(folder.resolve("table.html"), table.html());
    return table;
  }

  private @Nullable StudyResults results(Job job, List<String> failures) {
    Path results = place(job).resolve(StudyRun.RESULTS);
    if (!Files.exists(place(job).resolve(RunRecord.FILE))) {
      return null;
    }
    try {
      return StudyResults.read(results);
    } catch (IOException unreadable) {
      failures.add(
          unreadable.getMessage() + "; delete " + place(job) + " to have that run repeated");
      return null;
    }
  }

  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      // Held by this very program, which tryLock reports by exception.
    }
    if (held == null) {
      channel.close();
      throw new IOException(
          "sweep: another sweep is running in " + folder + "; wait for it or choose another --out");
    }
    return channel;
  }

  private static void say(PrintWriter progress, String text) {
    synchronized (progress) {
      progress.println("sweep: " + text);
      progress.flush();
    }
  }
}
