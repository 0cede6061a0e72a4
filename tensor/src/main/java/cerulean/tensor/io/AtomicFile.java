package cerulean.tensor.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Writes a file so that it is there whole or not at all.
///
/// The bytes go to a hidden temporary file in the same folder (a move from another file system
/// would be a copy), are forced to the disk, and are then moved onto the final name in one step.
/// Whatever ends the program meanwhile, the name stands for the old file or for the new one. A
/// program that is killed may leave `.NAME.tmp-PROCESS-NUMBER` behind. A symbolic link is replaced
/// by the file.
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

  /// Attempts at a name that nobody else has.
  private static final int MOST_NAMES = 10_000;

  private AtomicFile() {}

  /// Produces the contents of a file.
  @FunctionalInterface
  public interface Contents {
    /// Writes all of it to `out`, which is buffered and closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `text` as UTF-8, replacing what is there.
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes bytes, replacing what is there.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /// Writes what `contents` produces, replacing what is there; if it throws an exception, nothing
  /// has changed.
  public static void write(Path file, Contents contents) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw noFolder(file, folder);
    }
    if (Files.isDirectory(whole)) {
      throw new IOException("write: " + file + " is a folder; give the name of a file");
    }
    Path temporary = null;
    try {
      temporary = create(whole);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        contents.writeTo(out);
        out.flush();
        // Without it a power cut can leave the new name with no content.
        channel.force(true);
      }
      Files.move(
          temporary, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // The name is free for another writer.
      temporary = null;
    } finally {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    }
    force(folder);
  }

  /// A new empty file beside `whole`, whose name no other writer has.
  private static Path create(Path whole) throws IOException {
    String name = "." + whole.getFileName() + ".tmp-" + ProcessHandle.current().pid() + "-";
    for (int i = 0; i < MOST_NAMES; i++) {
      try {
        return Files.createFile(whole.resolveSibling(name + i));
      } catch (FileAlreadyExistsException taken) {
        // Another thread is writing the same file, or an earlier process with this number died.
      }
    }
    throw new IOException(
        "write: too many unfinished copies of " + whole + "; delete " + name + "*");
  }

  /// Makes the new name itself last through a power cut.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Windows opens no folders. The file is complete whichever name survives.
    }
  }

  private static IOException noFolder(Path file, @Nullable Path folder) {
    return new IOException(
        "write: folder not found: " + folder + " for " + file + "; make it first");
  }
}
