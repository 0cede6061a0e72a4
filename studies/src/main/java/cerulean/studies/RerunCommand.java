package cerulean.studies;

import cerulean.studies.run.FileRecord;
import cerulean.studies.run.RunComparison;
import cerulean.studies.run.RunRecord;
import cerulean.tensor.KernelMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a study again from the record it left, and compares every number.
@Command(
    name = "rerun",
    description = {
      "Run a study again from its run.json and compare every number, bit for bit.",
      "Exit code 1 if one differs; the first that does is named."
    },
    mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "folder of a finished run")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "keep the second run there; default nowhere")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    RunRecord before = RunRecord.read(folder);
    requireUntouched(before);
    if (out != null) {
      return compare(before, out);
    }
    Path temporary = Files.createTempDirectory("cerulean-rerun");
    try {
      return compare(before, temporary.resolve("run"));
    } finally {
      delete(temporary);
    }
  }

  /// A results file that was changed afterwards is not what the run found.
  private void requireUntouched(RunRecord record) throws IOException {
    for (FileRecord written : record.files()) {
      Path file = folder.resolve(written.name());
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "rerun: " + file + " is missing; it was written by the run in " + folder);
      }
      if (!FileRecord.of(file).equals(written)) {
        throw new IOException(
            "rerun: " + file + " was changed after the run; its checksum is not that in run.json");
      }
    }
  }

  private int compare(RunRecord before, Path place) throws IOException {
    List<String> words = new ArrayList<>(before.arguments());
    words.add("--out");
    words.add(place.toString());
    StringWriter said = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(said, true));
    if (command.execute(words.toArray(String[]::new)) != CommandLine.ExitCode.OK) {
      String sentence = said.toString().strip().replaceFirst("^cerulean: ", "");
      throw new IOException("rerun: " + before.command() + " failed: " + sentence);
    }
    RunRecord now = RunRecord.read(place);
    RunComparison comparison = RunComparison.of(folder, before, place);
    PrintWriter console = spec.commandLine().getOut();
    String difference = comparison.difference();
    if (difference == null) {
      console.printf("the same numbers, bit for bit: all %,d of them%n", comparison.values());
      console.flush();
      return CommandLine.ExitCode.OK;
    }
    throw new IOException(
        "rerun: the numbers differ, first %s; %s".formatted(difference, causes(before, now)));
  }

  /// What is not as it was, which is where a difference may come from.
  private static String causes(RunRecord before, RunRecord now) {
    List<String> changed = new ArrayList<>();
    if (!before.data().equals(now.data())) {
      changed.add("the data have other checksums");
    }
    compare(changed, "Cerulean", before.versions().cerulean(), now.versions().cerulean());
    compare(
        changed,
        "commit",
        String.valueOf(before.versions().gitCommit()),
        String.valueOf(now.versions().gitCommit()));
    compare(changed, "Java", before.versions().java(), now.versions().java());
    compare(changed, "kernels", before.machine().kernels(), now.machine().kernels());
    return changed.isEmpty()
        ? "data, versions and kernels (" + KernelMode.current().reason() + ") are as they were"
        : "changed since: " + String.join(", ", changed);
  }

  private static void compare(List<String> changed, String what, String before, String now) {
    if (!before.equals(now)) {
      changed.add(what + " from " + before + " to " + now);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
