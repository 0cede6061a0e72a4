package cerulean.bench.neuro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The networks written out in C by hand, one thread, compiled for this machine: the bar for what a
/// processor can do without vectors by hand. The first second has compiling in it, as a changed
/// network needs it.
final class PlainC implements Simulator {

  private static final String NETWORKS = "c_izh";
  private static final String SONG_ABBOTT = "c_songabbott";

  private final Path folder;
  private @Nullable Path compiled;

  PlainC(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "c";
  }

  @Override
  public String version() {
    return "plain C, "
        + Child.firstLine(List.of("gcc", "--version")).orElse("gcc")
        + " -O3 -march=native";
  }

  @Override
  public Optional<String> absence() {
    for (String program : List.of(NETWORKS, SONG_ABBOTT)) {
      Path source = folder.resolve(program + ".c");
      if (!Files.isReadable(source)) {
        return Optional.of("no file " + source + "; --shared says where the folder peers is");
      }
    }
    return Child.onPath("gcc").isEmpty() ? Optional.of("no gcc on the path") : Optional.empty();
  }

  @Override
  public boolean knows(NeuroWork work, int threads) {
    return threads == 1 && !command(work).isEmpty();
  }

  /// Program and arguments: model, simulated seconds, cells; or simulated seconds and seed.
  private static List<String> command(NeuroWork work) {
    String cells = Integer.toString(work.cells());
    return switch (work) {
      case DENSE -> List.of(NETWORKS, "dense", "4", cells);
      case FIRST_SECOND -> List.of(NETWORKS, "dense", "1", cells);
      case SPARSE_1K -> List.of(NETWORKS, "sparse", "4", cells);
      case SPARSE_10K, SPARSE_100K, BUILD -> List.of(NETWORKS, "sparse", "1", cells);
      case STDP_1K -> List.of(NETWORKS, "stdp", "4", cells);
      case STDP_10K -> List.of(NETWORKS, "stdp", "1", cells);
      case SONG_ABBOTT -> List.of(SONG_ABBOTT, "4", "1");
      default -> List.of();
    };
  }

  @Override
  public double seconds(NeuroWork work) {
    return work.cells() > 10_000 ? 2 : 0.3;
  }

  @Override
  public int processes() {
    return 5;
  }

  @Override
  public List<Double> nanos(NeuroWork work, int threads) throws IOException {
    List<String> command = new ArrayList<>(command(work));
    long before = System.nanoTime();
    command.set(0, program(command.getFirst(), work == NeuroWork.FIRST_SECOND).toString());
    Said said = Said.of(Child.lines(command, null));
    double whole = System.nanoTime() - before;
    if (work != NeuroWork.BUILD) {
      said.check(work, name());
    }
    return List.of(
        switch (work) {
          case FIRST_SECOND -> whole;
          case BUILD -> 1e9 * said.made();
          default -> 1e9 * said.run() / said.simulated();
        });
  }

  /// Compiles a program, if it was not yet or is to be `anew`.
  private Path program(String name, boolean anew) throws IOException {
    if (compiled == null) {
      compiled = Files.createTempDirectory("cerulean-neuro");
    }
    Path program = compiled.resolve(name);
    if (anew || !Files.exists(program)) {
      String source = folder.resolve(name + ".c").toString();
      Child.lines(
          List.of("gcc", "-O3", "-march=native", "-o", program.toString(), source, "-lm"), null);
    }
    return program;
  }

  @Override
  public void close() throws IOException {
    Path made = compiled;
    if (made != null) {
      for (String program : List.of(NETWORKS, SONG_ABBOTT)) {
        Files.deleteIfExists(made.resolve(program));
      }
      Files.delete(made);
      compiled = null;
    }
  }
}
