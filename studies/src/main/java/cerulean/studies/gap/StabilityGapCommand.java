package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.run.Choice;
import cerulean.studies.run.FileRecord;
import cerulean.studies.run.RunRecord;
import cerulean.studies.run.StudyCommand;
import cerulean.studies.run.StudyRun;
import cerulean.tensor.Parallel;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean stability-gap`: trains all methods on a growing union of tasks, watches task 1, and
/// writes the report.
@Command(
    name = "stability-gap",
    description =
        "Train classifiers on tasks that join one after another, watch the first one after every"
            + " iteration, and compare how deep it dips (arXiv:2507.14056).",
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class StabilityGapCommand extends StudyCommand<GapSettings> {

  /// Evaluated images where the data are generated: the default run is to end within a minute.
  private static final int QUICK_EVALUATION = 300;

  private static final int USUAL_SEEDS = 2;

  private static final int PAPERS_SEEDS = 5;

  /// Data and weights of the small network.
  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      description =
          "split, permuted or rotated (MNIST), split-cifar10, domain-cifar100 or domain-cifar100-v1;"
              + " default split")
  private String benchmark = "split";

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "digits (generated, no download), mnist, cifar10 or cifar100; default digits, for CIFAR its"
              + " own")
  private @Nullable String dataset;

  @Option(
      names = "--data",
      paramLabel = "PLACE",
      description =
          "folder with the four MNIST files, plain or .gz; for CIFAR a folder with the binary files or"
              + " a zip file of images; default data/mnist, data/cifar10-jpeg.zip,"
              + " data/cifar-100-binary")
  private @Nullable Path data;

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      split = ",",
      description = "of ngm,msgd,adam,sgd; default all")
  private List<String> methods = Choice.keys(List.of(Method.values()));

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description = "default 42,43; with --full 42,43,44,45,46")
  private @Nullable List<Long> seeds;

  @Option(
      names = "--full",
      description =
          "the paper's protocol: its images and five seeds; on 2 cores 4 minutes for split MNIST, 30"
              + " for the other two, a day for photographs")
  private boolean full;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "training iterations per context; default the paper's: 200, rotated and CIFAR 400")
  private @Nullable Integer iterations;

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "iterations between evaluations; default 1")
  private int evaluateEvery = 1;

  @Option(
      names = "--eval-samples",
      paramLabel = "N",
      description = "task-1 test images evaluated; default 300 of digits, all of the others")
  private @Nullable Integer evaluated;

  @Option(names = "--lr", paramLabel = "X", description = "learning rate; default the paper's 0.01")
  private double lr = 0.01;

  @Option(
      names = "--eta",
      paramLabel = "X",
      description = "weight of uncertainty in the gain; default the paper's, 0.1 to 0.5")
  private @Nullable Double eta;

  @Option(
      names = "--training",
      paramLabel = "NAME",
      description =
          "data of a context: joint (all tasks so far), sequential (the latest alone) or replay (the"
              + " latest and a memory); default joint")
  private String training = "joint";

  @Option(
      names = "--protect",
      paramLabel = "NAME",
      description = "what keeps earlier tasks: none, agem, ewc, si or lwf; default none")
  private String protect = "none";

  @Option(
      names = "--strength",
      paramLabel = "X",
      description = "of the protection; default 100 for ewc, 0.1 for si, 1 for lwf")
  private @Nullable Double strength;

  @Option(
      names = "--memory",
      paramLabel = "N",
      description = "examples of earlier tasks that replay and agem keep; default 3000")
  private int memory = Regime.USUAL_MEMORY;

  @Option(
      names = "--ablate",
      paramLabel = "LIST",
      split = ",",
      description =
          "of gain-frozen,head-only,entropy-rate (of ngm) and oracle-reset (of msgd and adam);"
              + " default none")
  private List<String> ablate = List.of();

  @Option(
      names = "--landscape",
      description =
          "also measure the curvature of the loss along a switch of a small network with a protocol"
              + " of its own, once for each method and seed (a few seconds each)")
  private boolean landscape;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "train nothing: report the finished runs in the folders of DIR, as a sweep leaves them, as"
              + " one; they may differ in methods and seeds")
  private @Nullable Path from;

  /// The finished runs, where nothing is trained.
  private @Nullable GapArchive archive;

  /// The command, before its options are read.
  public StabilityGapCommand() {}

  @Override
  protected GapSettings settings() throws IOException {
    if (from == null) {
      return own();
    }
    GapArchive runs = GapArchive.open(from);
    archive = runs;
    StabilityGapCommand first = new StabilityGapCommand();
    List<String> words = runs.first().arguments();
    new CommandLine(first).parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    Map<Method, List<Trial>> trials = runs.experiment().trials();
    first.methods = Choice.keys(List.copyOf(trials.keySet()));
    first.seeds = trials.values().iterator().next().stream().map(Trial::seed).toList();
    return first.own();
  }

  private GapSettings own() {
    Benchmark chosen = Choice.of("benchmark", Benchmark.class, benchmark);
    GapSettings.Dataset source = source(chosen);
    Protocol paper = chosen.protocol();
    Protocol protocol =
        new Protocol(
            iterations != null ? iterations : paper.iterations(),
            paper.batch(),
            lr,
            eta != null ? GainDynamics.ofPaper(eta) : paper.gain(),
            paper.network(),
            evaluateEvery,
            regime());
    boolean digits = source == GapSettings.Dataset.DIGITS;
    return new GapSettings(
        chosen,
        source,
        data != null ? data : source.usualPlace(),
        Choice.of("methods", Method.class, methods),
        seeds != null ? seeds : usualSeeds(full ? PAPERS_SEEDS : USUAL_SEEDS),
        evaluated != null ? evaluated : digits ? QUICK_EVALUATION : Integer.MAX_VALUE,
        protocol);
  }

  private GapSettings.Dataset source(Benchmark chosen) {
    if (dataset != null) {
      return Choice.of("dataset", GapSettings.Dataset.class, dataset);
    }
    return full || chosen.hasPhotographs() ? chosen.dataset() : GapSettings.Dataset.DIGITS;
  }

  private Regime regime() {
    Protection protection = Choice.of("protect", Protection.class, protect);
    return new Regime(
        Choice.of("training", Training.class, training),
        protection,
        strength != null ? strength : protection.usualStrength(),
        memory,
        new LinkedHashSet<>(Choice.of("ablate", Ablation.class, ablate)));
  }

  @Override
  protected String study(GapSettings settings, StudyRun run) throws IOException {
    run.settings(settings.asMap());
    GapReport report = archive != null ? joined(archive, settings, run) : trained(settings, run);
    if (landscape) {
      int walks = settings.methods().size() * settings.seeds().size();
      try (ProgressBar bar = run.progress("walks", walks)) {
        report.with(Landscape.of(settings.methods(), settings.seeds(), bar::step));
      }
    }
    report.write();
    return report.table();
  }

  /// Reports runs that are there.
  private static GapReport joined(GapArchive archive, GapSettings settings, StudyRun run)
      throws IOException {
    RunRecord record = archive.first();
    run.data(record.data().toArray(FileRecord[]::new));
    return new GapReport(
        settings,
        archive.experiment(),
        archive.tested(),
        run,
        record.machine(),
        record.threads(),
        record.versions());
  }

  private static GapReport trained(GapSettings settings, StudyRun run) throws IOException {
    GapData images = settings.load();
    run.data(images.records());
    TaskStream stream = settings.benchmark().stream(images, settings.evaluated());
    Experiment experiment;
    try (ProgressBar bar = run.progress("iterations", settings.iterations())) {
      experiment =
          Experiment.run(
              settings.methods(), settings.seeds(), stream, settings.protocol(), bar::step);
    }
    return new GapReport(
        settings,
        experiment,
        stream.test().size(),
        run,
        StudyRun.machine(),
        Parallel.threads(),
        StudyRun.versions());
  }
}
