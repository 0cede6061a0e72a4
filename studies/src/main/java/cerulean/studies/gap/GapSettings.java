package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.run.Choice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides the numbers of a run: what the command line gave, with the paper's
/// values where it gave nothing.
///
/// - `data`: where the files are; not looked at for generated digits
/// - `evaluated`: test images of task 1 that are evaluated, at most
public record GapSettings(
    Benchmark benchmark,
    Dataset dataset,
    Path data,
    List<Method> methods,
    List<Long> seeds,
    int evaluated,
    Protocol protocol) {

  private static final int TRAIN_DIGITS = 20_000;

  private static final int TEST_DIGITS = 5_000;

  private static final long DIGITS_SEED = 1;

  /// Where the images come from.
  public enum Dataset implements Choice {
    /// Drawn by us; needs no files.
    DIGITS,

    /// The four IDX files of MNIST.
    MNIST,

    /// The binary files of CIFAR-10, or its images in a folder or zip file.
    CIFAR10,

    /// The binary files of CIFAR-100.
    CIFAR100;

    /// The name as a reader knows it.
    String title() {
      return switch (this) {
        case DIGITS -> "generated digits";
        case MNIST -> "MNIST";
        case CIFAR10 -> "CIFAR-10";
        case CIFAR100 -> "CIFAR-100";
      };
    }

    /// Where its files are unless another place is given.
    Path usualPlace() {
      return Path.of(
          "data",
          switch (this) {
            case DIGITS, MNIST -> "mnist";
            case CIFAR10 -> "cifar10-jpeg.zip";
            case CIFAR100 -> "cifar-100-binary";
          });
    }
  }

  /// Keeps unmodifiable copies; there must be a method, a seed, an image, none of them twice.
  public GapSettings {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    Choice.requireDistinct("methods", methods);
    Choice.requireDistinct("seeds", seeds);
    boolean fits =
        benchmark.hasPhotographs()
            ? dataset == benchmark.dataset()
            : dataset == Dataset.DIGITS || dataset == Dataset.MNIST;
    if (!fits) {
      throw new IllegalArgumentException(
          "dataset: "
              + benchmark.key()
              + " is made of "
              + (benchmark.hasPhotographs() ? benchmark.dataset().key() : "digits or mnist")
              + "; got "
              + dataset.key());
    }
    if (evaluated < 1) {
      throw new IllegalArgumentException("eval-samples: must be at least 1; got " + evaluated);
    }
  }

  /// Training iterations of all runs together.
  long iterations() {
    return (long) methods.size() * seeds.size() * benchmark.contexts() * protocol.iterations();
  }

  /// Reads or draws the images.
  GapData load() throws IOException {
    return switch (dataset) {
      case DIGITS -> GapData.digits(TRAIN_DIGITS, TEST_DIGITS, DIGITS_SEED);
      case MNIST -> GapData.mnist(data);
      case CIFAR10 -> GapData.cifar10(data);
      case CIFAR100 -> GapData.cifar100(data);
    };
  }

  /// The name of the data set as a reader knows it.
  String datasetTitle() {
    return dataset.title();
  }

  /// What was learned, as in `split MNIST`.
  String title() {
    String how = benchmark.key().replaceFirst("-cifar.*", "");
    boolean first = benchmark == Benchmark.DOMAIN_CIFAR100_V1;
    return how + " " + datasetTitle() + (first ? " as in the first version" : "");
  }

  /// What is not as in the paper, as in `learning rate 0.02 in place of 0.01`; empty where its
  /// numbers may be set beside ours. How often and on how many images is evaluated does not count,
  /// nor which methods and seeds there are.
  List<String> departures() {
    List<String> found = new ArrayList<>();
    if (dataset != benchmark.dataset()) {
      found.add(dataset.title() + " in place of " + benchmark.dataset().title());
    }
    found.addAll(protocol.departuresFrom(benchmark.protocol()));
    return found;
  }

  /// Whether data and protocol are those of the paper.
  boolean asInPaper() {
    return departures().isEmpty();
  }

  /// All settings by name, for the results file.
  Map<String, Object> asMap() {
    GainDynamics gain = protocol.gain();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("benchmark", benchmark.key());
    map.put("dataset", dataset.key());
    map.put("methods", Choice.keys(methods));
    map.put("seeds", seeds);
    map.put("contexts", benchmark.contexts());
    map.put("iterations", protocol.iterations());
    map.put("batch", protocol.batch());
    map.put("lr", protocol.lr());
    map.put("gamma", gain.gamma());
    map.put("g0", gain.g0());
    map.put("eta", gain.eta());
    map.put("momentum", Method.MOMENTUM);
    map.putAll(protocol.network().settings());
    map.put("evalEvery", protocol.evaluateEvery());
    map.put("evalSamples", evaluated);
    Regime regime = protocol.regime();
    map.put("training", regime.training().key());
    map.put("protection", regime.protection().key());
    map.put("strength", regime.strength());
    map.put("memory", regime.memory());
    map.put("ablations", regime.ablations().stream().map(Ablation::key).toList());
    if (dataset == Dataset.DIGITS) {
      map.put("digits", List.of(TRAIN_DIGITS, TEST_DIGITS, DIGITS_SEED));
    }
    return map;
  }
}
