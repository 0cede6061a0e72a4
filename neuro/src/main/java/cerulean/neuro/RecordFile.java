package cerulean.neuro;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A text file that a recorder writes line by line: memory stays bounded, and all lines are there
/// after each run.
///
/// Saving a simulation notes how long the file is; loading cuts it to that length and goes on
/// behind it, so that a run that was stopped leaves the file of a run that was not. What a run
/// wrote after it was saved is cut off, as its steps come again.
final class RecordFile {

  private final Path path;
  private @Nullable BufferedWriter out;

  /// Characters written, all of them ASCII; -1 before the file is opened.
  private long length = -1;

  RecordFile(Path path) {
    this.path = path;
  }

  /// Opens the file, replacing what is there, unless it is open; called in every step, so that a
  /// run without anything to record does not leave the file of an earlier one.
  BufferedWriter open() throws IOException {
    BufferedWriter made = out;
    if (made == null) {
      made =
          length < 0
              ? Files.newBufferedWriter(path)
              : Files.newBufferedWriter(path, StandardOpenOption.APPEND);
      out = made;
      length = Math.max(0, length);
    }
    return made;
  }

  /// Writes a line of a time and some numbers.
  void line(double timeMs, double[] values, int from, int count) throws IOException {
    StringBuilder text = new StringBuilder().append(timeMs);
    for (int k = from; k < from + count; k++) {
      text.append(',').append(values[k]);
    }
    line(text);
  }

  /// Writes a line.
  void line(StringBuilder text) throws IOException {
    open().append(text.append('\n'));
    length += text.length();
  }

  void flush() throws IOException {
    BufferedWriter writer = out;
    if (writer != null) {
      writer.flush();
    }
  }

  /// Saves the length, or cuts the file to the saved one.
  void state(Snapshot snapshot) {
    long saved = snapshot.number("fileLength", length);
    if (!snapshot.loading()) {
      return;
    }
    try {
      BufferedWriter writer = out;
      if (writer != null) {
        writer.close();
        out = null;
      }
      if (saved >= 0) {
        cut(saved);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("load: cannot go on with " + path + ": " + failed, failed);
    }
    length = saved;
  }

  private void cut(long saved) throws IOException {
    long there = Files.exists(path) ? Files.size(path) : 0;
    if (there < saved) {
      throw new IllegalArgumentException(
          "load: "
              + path
              + " had "
              + saved
              + " bytes when the run was saved, now "
              + there
              + "; put the file back where it was written");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(saved);
    }
  }
}
