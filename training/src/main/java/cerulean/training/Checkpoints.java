package cerulean.training;

import cerulean.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps the state of a run in files of a folder, so that a run that was killed goes on with the
/// bits it would have had.
///
///     Checkpoints checkpoints = Checkpoints.in(folder, run);
///     long step = checkpoints.resume().map(Checkpoints.Resumed::step).orElse(0L);
///     ...
///     checkpoints.save(step);       // step-000000000120.safetensors, and the two before it
///     checkpoints.saveBest(step);   // best.safetensors
///
/// A checkpoint is a safetensors file, which other programs read as well, and is there whole or not
/// at all. It carries a checksum of all it holds; where the newest does not agree with its own (a
/// disk has failed, somebody has cut it) the one before it is used. One run writes to a folder at
/// a time.
public final class Checkpoints {

  /// A run goes on from the newest; two more are there should it be damaged.
  private static final int USUAL_KEPT = 3;

  private static final String FORMAT = "cerulean.checkpoint";
  private static final String VERSION = "1";
  private static final String STEP = "cerulean.step";
  private static final String CHECKSUM = "cerulean.crc32c";

  private static final Pattern NAME = Pattern.compile("step-(\\d{12,18})\\.safetensors");

  /// What an atomic write leaves behind in a process that is killed.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\.(?:step-\\d+|best)\\.safetensors\\.tmp-(\\d+)-\\d+");

  private final Path folder;
  private final RunState run;
  private final int kept;

  /// Files that were refused; they make room for good ones.
  private final List<Path> damaged = new ArrayList<>();

  /// Where a run goes on.
  ///
  /// - `step`: that of the checkpoint
  /// - `file`: the checkpoint
  /// - `refused`: a sentence for each newer file that could not be used
  public record Resumed(long step, Path file, List<String> refused) {

    /// Keeps an unmodifiable copy of the list.
    public Resumed {
      refused = List.copyOf(refused);
    }
  }

  record Read(long step, PartState state) {}

  private Checkpoints(Path folder, RunState run, int kept) {
    this.folder = folder;
    this.run = run;
    this.kept = kept;
  }

  /// Checkpoints of `run` in `folder`, which is made at the first save; the last three are kept.
  public static Checkpoints in(Path folder, RunState run) {
    return new Checkpoints(folder, run, USUAL_KEPT);
  }

  /// The same, keeping the last `count`, at least two: one is left if the newest is damaged.
  public Checkpoints keeping(int count) {
    if (count < 2) {
      throw tooFewKept(count);
    }
    return new Checkpoints(folder, run, count);
  }

  /// Saves the run as it is after `step` steps and deletes the oldest checkpoints that are too
  /// many.
  public void save(long step) throws IOException {
    if (step < 0) {
      throw new IllegalArgumentException("save: step must not be negative; got " + step);
    }
    Files.createDirectories(folder);
    NavigableMap<Long, Path> files = files();
    for (Path file : damaged) {
      files.values().remove(file);
    }
    if (!files.isEmpty() && files.lastKey() > step) {
      throw laterThere(step, files.lastEntry().getValue());
    }
    Path file = folder.resolve("step-%012d.safetensors".formatted(step));
    write(file, step);
    for (Path refused : damaged) {
      if (!refused.equals(file)) {
        Files.deleteIfExists(refused);
      }
    }
    damaged.clear();
    files.put(step, file);
    while (files.size() > kept) {
      Files.deleteIfExists(files.pollFirstEntry().getValue());
    }
    deleteUnfinished();
  }

  /// Saves the run as the best so far, beside the others.
  public void saveBest(long step) throws IOException {
    Files.createDirectories(folder);
    write(best(), step);
  }

  /// Goes on from the newest checkpoint that is whole, if there is any.
  ///
  /// Throws [CheckpointException] if there are checkpoints and none can be read, or if one is of
  /// another run: of a network with other layers, say.
  public Optional<Resumed> resume() throws IOException {
    List<String> refused = new ArrayList<>();
    damaged.clear();
    for (Path file : files().descendingMap().values()) {
      Read read;
      try {
        read = read(file);
      } catch (IOException fault) {
        refused.add(
            "checkpoint: %s is not used, the one before it is: %s"
                .formatted(file.getFileName(), fault.getMessage()));
        damaged.add(file);
        continue;
      }
      restore(file, read, null);
      return Optional.of(new Resumed(read.step, file, refused));
    }
    if (!refused.isEmpty()) {
      throw new CheckpointException(
          "checkpoint: none of the %d in %s can be read; the newest: %s; delete them to start anew"
              .formatted(refused.size(), folder, refused.getFirst()));
    }
    return Optional.empty();
  }

  /// Restores the best checkpoint, all of it or one part such as `network`; returns its step.
  public long restoreBest(@Nullable String part) throws IOException {
    Read read = read(best());
    restore(best(), read, part);
    return read.step;
  }

  /// Whether a best checkpoint was saved.
  public boolean hasBest() {
    return Files.exists(best());
  }

  private Path best() {
    return folder.resolve("best.safetensors");
  }

  private void write(Path file, long step) throws IOException {
    PartState state = run.state();
    Map<String, String> values = new LinkedHashMap<>(state.values());
    values.put(FORMAT, VERSION);
    values.put(STEP, Long.toString(step));
    String checksum = Checksum.of(new PartState(state.tensors(), values));
    values.put(CHECKSUM, checksum);
    SafeTensors.write(file, state.tensors(), values);
  }

  /// Reads a checkpoint and compares its checksum; throws [IOException] if it is not whole.
  static Read read(Path file) throws IOException {
    SafeTensors.Contents contents = SafeTensors.read(file);
    Map<String, String> values = new LinkedHashMap<>(contents.metadata());
    String version = values.get(FORMAT);
    String declared = values.remove(CHECKSUM);
    if (version == null || declared == null) {
      throw new CheckpointException(
          "checkpoint: no checkpoint of Cerulean: %s has no %s in its metadata"
              .formatted(file, version == null ? FORMAT : CHECKSUM));
    }
    String found = Checksum.of(new PartState(contents.tensors(), values));
    if (!found.equals(declared)) {
      throw new CheckpointException(
          "checkpoint: %s is damaged: its checksum is %s, that of its contents %s"
              .formatted(file, declared, found));
    }
    if (!version.equals(VERSION)) {
      throw new CheckpointException(
          "checkpoint: %s is of format %s, this program reads %s"
              .formatted(file, version, VERSION));
    }
    long step = PartState.ofValues(values).longValue(STEP);
    values.remove(FORMAT);
    values.remove(STEP);
    return new Read(step, new PartState(contents.tensors(), values));
  }

  private void restore(Path file, Read read, @Nullable String part) throws CheckpointException {
    try {
      if (part == null) {
        run.restore(read.state);
      } else {
        run.restore(part, read.state);
      }
    } catch (IllegalArgumentException mismatch) {
      throw new CheckpointException(
          "checkpoint: %s is another run's: %s".formatted(file, mismatch.getMessage()), mismatch);
    }
  }

  /// The checkpoints in the folder by step.
  private NavigableMap<Long, Path> files() throws IOException {
    NavigableMap<Long, Path> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path file : all) {
          Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
          if (name.matches()) {
            files.put(Long.parseLong(name.group(1)), file);
          }
        }
      }
    }
    return files;
  }

  /// Deletes what processes that are no more have left half written.
  private void deleteUnfinished() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, ".*.tmp-*")) {
      for (Path file : all) {
        Matcher name = UNFINISHED.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public String toString() {
    return "checkpoints of " + run + " in " + folder;
  }

  private static IllegalArgumentException tooFewKept(int count) {
    return new IllegalArgumentException(
        "Checkpoints: at least 2 must be kept, so that one is left if the newest is damaged; got "
            + count);
  }

  private static CheckpointException laterThere(long step, Path later) {
    return new CheckpointException(
        "checkpoint: step %d comes after a later one: %s is there; resume from it, or take another folder"
            .formatted(step, later));
  }
}
