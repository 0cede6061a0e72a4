package cerulean.studies.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program that writes more than the disk of its run has room for; a test starts it on a small
/// one.
final class FullDisk {

  /// Tells that it got as far as the failure.
  static final int RAN = 17;

  private static final int MORE_THAN_THERE_IS = 1 << 20;

  private FullDisk() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    try (StudyRun run = StudyRun.start("demo", target, List.of("demo"))) {
      run.write("results.json", "{}");
      run.write("curves.csv", "x".repeat(MORE_THAN_THERE_IS));
    } catch (IOException full) {
      System.out.println(full.getMessage());
      try (Stream<Path> kept = Files.list(target.resolveSibling("run-incomplete"))) {
        System.out.println("kept " + kept.map(Path::getFileName).toList());
      }
      System.exit(RAN);
    }
  }
}
