package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is the old one or the new one.
@Tag("once")
class AtomicFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void failureLeavesWhatWasThere() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, "old");
    IOException full = new IOException("disk full");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw full;
                    }));
    assertEquals(full, thrown);
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a"), names());
  }

  @Test
  void readersSeeTheOldFileUntilTheNewIsWhole() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, "old");
    AtomicFile.write(
        file,
        out -> {
          out.write("new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          out.flush();
          assertEquals("old", Files.readString(file));
          assertEquals(2, names().size());
        });
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("a"), names());
  }

  @Test
  void whatAKilledProgramLeftIsNotTouched() throws IOException {
    Path left = folder.resolve(".a.tmp-" + ProcessHandle.current().pid() + "-0");
    Files.writeString(left, "half");
    AtomicFile.write(folder.resolve("a"), "new");
    assertEquals("new", Files.readString(folder.resolve("a")));
    assertEquals("half", Files.readString(left));
  }

  @Test
  void severalWritersOfOneFileDoNotMix() throws Exception {
    Path file = folder.resolve("a");
    List<Future<?>> writes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        String text = ("" + i % 10).repeat(10_000);
        writes.add(
            pool.submit(() -> {
              AtomicFile.write(file, text);
              return null;
            }));
      }
    }
    for (Future<?> write : writes) {
      write.get();
    }
    String text = Files.readString(file);
    assertEquals(10_000, text.length());
    assertEquals(1, text.chars().distinct().count());
    assertEquals(List.of("a"), names());
  }

  @Test
  void missingFoldersAreASentence() {
    Path file = folder.resolve("none/a");
    assertEquals(
        "write: folder not found: " + folder.resolve("none") + " for " + file + "; make it first",
        assertThrows(IOException.class, () -> AtomicFile.write(file, "x")).getMessage());
  }

  @Test
  void foldersAreNotReplaced() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "write: " + empty + " is a folder; give the name of a file",
        assertThrows(IOException.class, () -> AtomicFile.write(empty, "x")).getMessage());
    assertTrue(Files.isDirectory(empty));
  }
}
