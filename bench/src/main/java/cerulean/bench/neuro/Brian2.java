package cerulean.bench.neuro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brian2 in its fastest mode, C++ standalone: a program that it writes for the network, compiles
/// and runs; only the run counts, but for the first second.
final class Brian2 implements Simulator {

  private static final String SCRIPT = "brian_bench.py";

  /// What writing and compiling a program takes, as seen.
  private static final double COMPILE_SECONDS = 15;

  private final Path folder;
  private @Nullable Path python;
  private String version = "";

  Brian2(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "brian2";
  }

  @Override
  public String version() {
    return "Brian2 " + version + ", C++ standalone";
  }

  /// Looks for a Python that has Brian2: there may be several on the path.
  @Override
  public Optional<String> absence() {
    Path script = folder.resolve(SCRIPT);
    if (!Files.isReadable(script)) {
      return Optional.of("no file " + script + "; --shared says where the folder peers is");
    }
    for (Path candidate : Child.onPath("python3")) {
      Optional<String> said =
          Child.firstLine(
              List.of(
                  candidate.toString(),
                  "-W",
                  "ignore",
                  "-c",
                  "import importlib.metadata as m; print(m.version('brian2'))"));
      if (said.isPresent()) {
        python = candidate;
        version = said.get();
        return Optional.empty();
      }
    }
    return Optional.of("no python3 with brian2 on the path; the package is python3-brian");
  }

  @Override
  public boolean knows(NeuroWork work, int threads) {
    return !model(work).isEmpty();
  }

  private static String model(NeuroWork work) {
    return switch (work) {
      case DENSE, FIRST_SECOND -> "izh_dense";
      case SPARSE_1K, SPARSE_10K, SPARSE_100K -> "izh_sparse";
      case STDP_1K, STDP_10K -> "stdp_rec";
      case SONG_ABBOTT -> "songabbott";
      case CUBA -> "cuba";
      case COBA -> "coba";
      default -> "";
    };
  }

  @Override
  public double seconds(NeuroWork work) {
    return COMPILE_SECONDS + (work == NeuroWork.SPARSE_100K ? 20 : 2);
  }

  @Override
  public int processes() {
    return 1;
  }

  @Override
  public List<Double> nanos(NeuroWork work, int threads) throws IOException {
    Path interpreter = python;
    if (interpreter == null) {
      throw new IOException("no python3 with brian2");
    }
    Path own = Files.createTempDirectory("cerulean-brian2");
    try {
      String simulated =
          switch (work) {
            case SONG_ABBOTT -> "4";
            case DENSE, SPARSE_1K, STDP_1K, CUBA, COBA -> "2";
            default -> "1";
          };
      long before = System.nanoTime();
      Said said =
          Said.of(
              Child.lines(
                  List.of(
                      interpreter.toString(),
                      "-W",
                      "ignore",
                      folder.resolve(SCRIPT).toAbsolutePath().toString(),
                      model(work),
                      "cpp",
                      Integer.toString(threads),
                      simulated,
                      Integer.toString(work.cells())),
                  own));
      double whole = System.nanoTime() - before;
      said.check(work, name());
      return List.of(work == NeuroWork.FIRST_SECOND ? whole : 1e9 * said.run() / said.simulated());
    } finally {
      Files.deleteIfExists(own);
    }
  }

  @Override
  public void close() {}
}
