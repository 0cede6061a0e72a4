package cerulean.studies.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class RunFolderTest {
  @TempDir Path home;

  @Test
  void aFinishedRunHasItsNameAndNothingElse() throws IOException {
    Path target = home.resolve("deep/run");
    try (RunFolder folder = RunFolder.create(target)) {
      AtomicFile.write(folder.file("a.txt"), "hello");
      assertFalse(Files.exists(target));
      assertEquals(target, folder.finish());
    }
    assertEquals(List.of("a.txt"), names(target));
    assertEquals(List.of("run"), names(home.resolve("deep")));
  }

  @Test
  void aFailedRunLeavesNothing() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (RunFolder folder = RunFolder.create(home.resolve("run"))) {
            AtomicFile.write(folder.file("a.txt"), "half");
            throw new IllegalStateException("training failed");
          }
        });
    assertEquals(List.of(), names(home));
  }

  @Test
  void aTargetWithContentIsRefusedBeforeAnyWork() throws IOException {
    Path target = Files.createDirectory(home.resolve("run"));
    Files.writeString(target.resolve("old.txt"), "keep");
    IOException e = assertThrows(IOException.class, () -> RunFolder.create(target));
    assertEquals(
        "output folder: " + target + " exists and is not empty; choose another name or delete it",
        e.getMessage());
    assertEquals(List.of("run"), names(home));
    assertEquals(List.of("old.txt"), names(target));
  }

  @Test
  void anEmptyTargetIsUsed() throws IOException {
    Path target = Files.createDirectory(home.resolve("run"));
    try (RunFolder folder = RunFolder.create(target)) {
      AtomicFile.write(folder.file("a.txt"), "x");
      folder.finish();
    }
    assertEquals(List.of("a.txt"), names(target));
  }

  @Test
  void aTargetFilledDuringTheRunIsNotOverwritten() throws IOException {
    Path target = home.resolve("run");
    try (RunFolder folder = RunFolder.create(target)) {
      Files.createDirectory(target);
      Files.writeString(target.resolve("other.txt"), "other");
      assertThrows(IOException.class, folder::finish);
    }
    assertEquals(List.of("other.txt"), names(target));
    assertEquals(List.of("run"), names(home));
  }

  @Test
  void aParentThatIsAFileIsOneSentence() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "x");
    IOException e = assertThrows(IOException.class, () -> RunFolder.create(file.resolve("run")));
    assertEquals(
        "output folder: cannot write in " + file + "; choose another place for run",
        e.getMessage());
  }

  @Test
  void twoRunsDoNotShareAFolder() throws IOException {
    Path target = home.resolve("run");
    try (RunFolder first = RunFolder.create(target)) {
      AtomicFile.write(first.file("a.txt"), "x");
      IOException e = assertThrows(IOException.class, () -> RunFolder.create(target));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("output folder: another run is writing"));
      assertTrue(Files.exists(first.file("a.txt")));
      first.finish();
    }
    assertEquals(List.of("a.txt"), names(target));
  }

  @Test
  void whatAKilledRunLeftIsReplacedAndLinksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.writeString(outside.resolve("keep.txt"), "keep");
    Path stale = Files.createDirectories(home.resolve(".run.partial/sub"));
    Files.writeString(stale.resolve("old.txt"), "old");
    Files.createSymbolicLink(home.resolve(".run.partial/link"), outside);
    try (RunFolder folder = RunFolder.create(home.resolve("run"))) {
      AtomicFile.write(folder.file("new.txt"), "new");
      folder.finish();
    }
    assertEquals(List.of("new.txt"), names(home.resolve("run")));
    assertEquals(List.of("keep.txt"), names(outside));
  }

  @Test
  void filesOutsideTheFolderAreRefused() throws IOException {
    try (RunFolder folder = RunFolder.create(home.resolve("run"))) {
      for (String name : List.of("../x", "a/b", "", ".lock", "/tmp/x")) {
        assertThrows(IllegalArgumentException.class, () -> folder.file(name), name);
      }
    }
  }

  @Test
  void atomicFilesReplaceAndLeaveNoTemporary() throws IOException {
    Path file = home.resolve("a.txt");
    AtomicFile.write(file, "one");
    AtomicFile.write(file, "two");
    assertEquals("two", Files.readString(file));
    assertEquals(List.of("a.txt"), names(home));
    Files.createDirectories(home.resolve("b/c"));
    assertThrows(IOException.class, () -> AtomicFile.write(home.resolve("b"), "x"));
    assertEquals(List.of("a.txt", "b"), names(home));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
