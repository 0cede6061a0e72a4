package cerulean;

import java.io.File;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// The libraries' jars or folders of classes, whichever this build tests.
  static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Path.of(entry).startsWith(ROOT))
        .filter(entry -> !Path.of(entry).startsWith(ROOT.resolve("src")))
        .filter(entry -> !Path.of(entry).startsWith(ROOT.resolve("bench")))
        .collect(Collectors.joining(File.pathSeparator));
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

  /// Names of the public classes whose sources are in that folder, sorted.
  static List<String> publicClasses(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (text(file).contains("\npublic ")) {
          names.add(name(file).replace(".java", ""));
        }
      }
    }
    names.sort(null);
    return names;
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
