package cerulean.studies.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The output folder of one run, which bears its name only when the run is complete.
///
/// Files go into a hidden sibling `.<name>.partial`; [#finish] moves it into place in one step;
/// [#close] without `finish` deletes it, also when the program is interrupted. A sibling left by a
/// killed run is recognised by its free lock and replaced.
///
///     try (RunFolder folder = RunFolder.create(Path.of("runs/mnist"))) {
///       AtomicFile.write(folder.file("report.html"), page);
///       folder.finish();
///     }
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path target;
  private final Path partial;
  private final FileChannel lock;
  private final Thread onInterrupt;
  private boolean open = true;

  private RunFolder(Path target, Path partial, FileChannel lock) {
    this.target = target;
    this.partial = partial;
    this.lock = lock;
    this.onInterrupt = new Thread(this::discardQuietly, "discard " + partial.getFileName());
  }

  /// Starts a run whose folder will be `target`; parents are made as needed.
  ///
  /// Throws [IOException] with a sentence for the user if `target` has content, another run is
  /// writing to it, or the parent cannot be written.
  public static RunFolder create(Path target) throws IOException {
    Path whole = target.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    Path name = whole.getFileName();
    if (parent == null || name == null) {
      throw new IOException("output folder: it needs a name; got " + target + "; add one");
    }
    checkFree(whole, target);
    Path partial = parent.resolve("." + name + ".partial");
    try {
      Files.createDirectories(parent);
      if (Files.isSymbolicLink(partial)) {
        Files.delete(partial);
      }
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw new IOException(
          "output folder: cannot write in " + parent + "; choose another place for " + name, e);
    }
    FileChannel lock = lock(partial, target);
    try {
      // What a killed run left must not be taken for part of this one.
      clear(partial, false);
    } catch (IOException e) {
      lock.close();
      throw new IOException(
          "output folder: cannot clear the unfinished run in " + partial + "; delete it", e);
    }
    RunFolder folder = new RunFolder(whole, partial, lock);
    Runtime.getRuntime().addShutdownHook(folder.onInterrupt);
    return folder;
  }

  /// Where to write the file called `name` during the run.
  public Path file(String name) {
    Path file = partial.resolve(name).normalize();
    if (!partial.equals(file.getParent()) || name.equals(LOCK)) {
      throw new IllegalArgumentException(
          "output folder: a file lies directly in it; got '" + name + "'; give a bare name");
    }
    return file;
  }

  /// Gives the folder its final name, which is returned. The run is over after that.
  public synchronized Path finish() throws IOException {
    if (!open) {
      throw new IllegalStateException("output folder: " + target + " is closed already");
    }
    checkFree(target, target);
    release(target);
    return target;
  }

  /// Gives up the run but not what it has written: the files go to a folder `NAME-incomplete`, or
  /// `NAME-incomplete-2` and so on, which is returned.
  public synchronized Path keep() throws IOException {
    if (!open) {
      throw new IllegalStateException("output folder: " + target + " is closed already");
    }
    String name = target.getFileName() + "-incomplete";
    Path kept = target.resolveSibling(name);
    for (int i = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); i++) {
      kept = target.resolveSibling(name + "-" + i);
    }
    release(kept);
    return kept;
  }

  /// Moves the files to `place`. Windows moves neither an open file nor onto an existing folder.
  private void release(Path place) throws IOException {
    lock.close();
    Files.deleteIfExists(partial.resolve(LOCK));
    if (Files.isDirectory(place)) {
      Files.delete(place);
    }
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    open = false;
    forgetHook();
  }

  /// Deletes everything written, unless the run was finished or kept.
  @Override
  public void close() throws IOException {
    forgetHook();
    discard();
  }

  private synchronized void discard() throws IOException {
    if (open) {
      open = false;
      lock.close();
      clear(partial, true);
    }
  }

  private void discardQuietly() {
    try {
      discard();
    } catch (IOException e) {
      // The program is ending; the next run clears what is left.
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Shutdown has begun and the hook is running or has run.
    }
  }

  private static void checkFree(Path whole, Path shown) throws IOException {
    if (!Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "output folder: " + shown + " exists and is not a folder; choose another name");
    }
    try (Stream<Path> content = Files.list(whole)) {
      if (content.findAny().isPresent()) {
        throw new IOException(
            "output folder: "
                + shown
                + " exists and is not empty; choose another name or delete it");
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static FileChannel lock(Path partial, Path shown) throws IOException {
    FileChannel channel =
        FileChannel.open(
            partial.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very program, which tryLock reports by exception.
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    if (held == null) {
      throw new IOException(
          "output folder: another run is writing " + shown + "; choose another name or wait");
    }
    return channel;
  }

  /// Deletes the content of `folder` except the lock, or the folder as a whole. Links are deleted,
  /// never followed.
  private static void clear(Path folder, boolean whole) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (whole || !file.equals(folder.resolve(LOCK))) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (whole || !visited.equals(folder)) {
              Files.deleteIfExists(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
