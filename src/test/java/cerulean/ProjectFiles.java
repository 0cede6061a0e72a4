package cerulean;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where the files of the project are, for the tests of its rules.
public final class ProjectFiles {

  /// The folder of the parent pom, set by the build.
  public static final Path ROOT =
      Path.of(System.getProperty("cerulean.root", ".")).toAbsolutePath();

  /// Modules that other programs use.
  static final List<String> LIBRARIES =
      List.of("tensor", "autograd", "nn", "optim", "neuro", "data", "training", "onnx");

  /// All modules with a descriptor.
  static final List<String> MODULES =
      List.of("tensor", "autograd", "nn", "optim", "neuro", "data", "training", "onnx", "studies");

  /// What `.gitignore` leaves out, and git's own folder.
  private static final Set<String> NOT_OURS = Set.of(".git", "target", "runs", ".idea", ".vscode");

  private ProjectFiles() {}

  /// Compiled classes of one module.
  static Path classes(String module) {
    return ROOT.resolve(module).resolve("target/classes");
  }

  /// Every file of the project, sorted.
  static List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(name(folder))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // A second working tree has a file named .git.
            if (!NOT_OURS.contains(name(file)) && attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  /// Java sources of all modules, without the tests.
  static List<Path> mainSources() throws IOException {
    Path main = Path.of("src/main/java");
    return all().stream()
        .filter(file -> name(file).endsWith(".java"))
        .filter(file -> ROOT.relativize(file).getNameCount() > 4)
        .filter(file -> ROOT.relativize(file).subpath(1, 4).equals(main))
        .toList();
  }

  /// The text of a file, or the empty string when it is not UTF-8 text.
  static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? text : "";
    } catch (CharacterCodingException binary) {
      return "";
    }
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
