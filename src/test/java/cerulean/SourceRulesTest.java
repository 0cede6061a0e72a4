package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rules about the text of the files.
@Tag("once")
class SourceRulesTest {

  /// Lines a person reads in one sitting; a kernel is denser than other code.
  private static final int MOST_LINES = 600;

  private static final int MOST_KERNEL_LINES = 450;

  /// The one door to every operation on tensors: many short methods, each with its comment.
  private static final int MOST_LINES_OF_DOOR = 1500;

  private static final String DOOR = "cerulean/tensor/Tensor.java";

  /// Folders of one machine.
  private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.])/(work|root|farm)/");

  private static final Pattern UNNUMBERED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b(?!\\(#\\d+\\))");

  private static String shown(Path file) {
    return ProjectFiles.ROOT.relativize(file).toString();
  }

  @Test
  void sourceFilesFitOneSitting() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : ProjectFiles.mainSources()) {
      long lines = ProjectFiles.text(file).lines().count();
      if (lines >= most(file)) {
        tooLong.add(shown(file) + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), tooLong);
  }

  private static int most(Path file) {
    if (file.endsWith(DOOR)) {
      return MOST_LINES_OF_DOOR;
    }
    boolean kernel = file.getParent().endsWith("cerulean/tensor/kernel");
    return kernel ? MOST_KERNEL_LINES : MOST_LINES;
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    Set<Path> packages = new TreeSet<>();
    for (Path file : ProjectFiles.mainSources()) {
      if (!ProjectFiles.name(file).equals("module-info.java")) {
        packages.add(file.getParent());
      }
    }
    assertFalse(packages.isEmpty(), "no packages under " + ProjectFiles.ROOT);
    List<String> unmarked = new ArrayList<>();
    for (Path folder : packages) {
      Path info = folder.resolve("package-info.java");
      String text = Files.exists(info) ? ProjectFiles.text(info) : "";
      if (!text.startsWith("/// ") || !text.contains("@NullMarked")) {
        unmarked.add(shown(info));
      }
    }
    assertEquals(List.of(), unmarked, "missing, without a comment or without @NullMarked");
  }

  @Test
  void filesNameNoFolderOfOneMachine() throws IOException {
    assertEquals(List.of(), linesWith(MACHINE_PATH, ProjectFiles.all()));
  }

  @Test
  void openWorkHasAnIssueNumber() throws IOException {
    assertEquals(List.of(), linesWith(UNNUMBERED, written()));
  }

  @Test
  void indentationIsSpaces() throws IOException {
    assertEquals(List.of(), linesWith(Pattern.compile("\t"), written()));
  }

  /// Files that people write: code, build files, scripts and documents, no data.
  private static List<Path> written() throws IOException {
    return ProjectFiles.all().stream()
        .filter(file -> {
          String name = ProjectFiles.name(file);
          return !name.contains(".") || name.matches(".*\\.(java|xml|md|sh|py|yml|yaml)");
        })
        .toList();
  }

  private static List<String> linesWith(Pattern pattern, List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = ProjectFiles.text(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          found.add(shown(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }
}
