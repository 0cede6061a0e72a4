package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.run.FileRecord;
import cerulean.studies.run.RunOptions;
import cerulean.studies.run.RunRecord;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cerulean stability-gap`: trains all methods on a growing union of tasks, watches task 1, and
/// writes the report.
@Command(
    name = "stability-gap",
    description =
        "Train classifiers on tasks that join one after another, watch the first one after every"
            + " iteration, and compare how deep it dips (arXiv:2507.14056).",
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class StabilityGapCommand implements Callable<Integer> {

  /// Evaluated images where the data are generated: the default run is to end within a minute.
  private static final int QUICK_EVALUATION = 300;

  private static final List<Long> PAPERS_SEEDS = List.of(42L, 43L, 44L, 45L, 46L);

  /// Data and weights of the small network.
  private static final long LANDSCAPE_SEED = 8;

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
  private List<String> methods = Arrays.stream(Method.values()).map(Method::key).toList();

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
          "also measure the curvature of the loss along a switch of a small network (half a minute)")
  private boolean landscape;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "train nothing: report the finished runs in the folders of DIR, as a sweep leaves them, as"
              + " one; they may differ in methods and seeds")
  private @Nullable Path from;

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command, before its options are read.
  public StabilityGapCommand() {}

  @Override
  public Integer call() throws IOException {
    options.configure();
    if (from != null) {
      return together(from);
    }
    GapSettings settings = settings();
    try (StudyRun run = options.start()) {
      GapData images = settings.load();
      run.settings(settings.asMap());
      run.data(images.records());
      TaskStream stream = settings.benchmark().stream(images, settings.evaluated());
      Experiment experiment = train(run, settings, stream);
      report(
          run,
          new GapReport(
              settings,
              experiment,
              stream.test().size(),
              run,
              StudyRun.machine(),
              StudyRun.versions()));
    }
    return CommandLine.ExitCode.OK;
  }

  /// Reports runs that are there.
  private int together(Path folder) throws IOException {
    GapArchive archive = GapArchive.open(folder);
    Experiment experiment = archive.experiment();
    StabilityGapCommand first = new StabilityGapCommand();
    List<String> words = archive.first().arguments();
    new CommandLine(first).parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    first.methods = experiment.trials().keySet().stream().map(Method::key).toList();
    first.seeds = experiment.trials().values().iterator().next().stream().map(Trial::seed).toList();
    GapSettings settings = first.settings();
    try (StudyRun run = options.start()) {
      run.settings(settings.asMap());
      run.data(archive.first().data().toArray(FileRecord[]::new));
      RunRecord record = archive.first();
      report(
          run,
          new GapReport(
              settings, experiment, archive.tested(), run, record.machine(), record.versions()));
    }
    return CommandLine.ExitCode.OK;
  }

  private void report(StudyRun run, GapReport report) throws IOException {
    if (landscape) {
      report.with(Landscape.of(methods.stream().map(Method::ofKey).toList(), LANDSCAPE_SEED));
    }
    report.write();
    Path finished = run.finish();
    PrintWriter console = spec.commandLine().getOut();
    console.println(report.table());
    console.println("report: " + finished.resolve(StudyReport.PAGE));
    console.flush();
  }

  private static Experiment train(StudyRun run, GapSettings settings, TaskStream stream) {
    try (ProgressBar bar = run.progress("iterations", settings.iterations())) {
      return Experiment.run(
          settings.methods(), settings.seeds(), stream, settings.protocol(), bar::step);
    }
  }

  private GapSettings settings() {
    try {
      Benchmark chosen = choice("benchmark", benchmark, Benchmark.values());
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
      int all = digits ? QUICK_EVALUATION : Integer.MAX_VALUE;
      return new GapSettings(
          chosen,
          source,
          data != null ? data : source.usualPlace(),
          methods.stream().map(Method::ofKey).toList(),
          seeds != null ? seeds : full ? PAPERS_SEEDS : List.of(42L, 43L),
          evaluated != null ? evaluated : all,
          protocol);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private GapSettings.Dataset source(Benchmark chosen) {
    if (dataset != null) {
      return choice("dataset", dataset, GapSettings.Dataset.values());
    }
    return full || chosen.hasPhotographs() ? chosen.dataset() : GapSettings.Dataset.DIGITS;
  }

  private Regime regime() {
    Protection protection = choice("protect", protect, Protection.values());
    Set<Ablation> ablations = new LinkedHashSet<>();
    for (String key : ablate) {
      ablations.add(choice("ablate", key, Ablation.values()));
    }
    return new Regime(
        choice("training", training, Training.values()),
        protection,
        strength != null ? strength : protection.usualStrength(),
        memory,
        ablations);
  }

  private static <E extends Enum<E>> E choice(String option, String given, E[] values) {
    for (E value : values) {
      if (key(value).equals(given)) {
        return value;
      }
    }
    String names = Arrays.stream(values).map(value -> key(value)).toList().toString();
    throw new IllegalArgumentException(option + ": must be one of " + names + "; got " + given);
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
