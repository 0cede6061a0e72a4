package cerulean.studies.gap;

import cerulean.data.Augmentation;
import cerulean.data.ImageTransforms;
import cerulean.data.Images;
import cerulean.data.NumpyPermutation;
import cerulean.data.Split;
import cerulean.nn.gain.GainDynamics;
import cerulean.studies.run.Choice;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The paper's benchmarks: three on MNIST or any set of ten classes like it, three on CIFAR.
public enum Benchmark implements Choice {
  /// Class-incremental: classes 0 and 1, then two more per context; five contexts of 200
  /// iterations.
  SPLIT(GapSettings.Dataset.MNIST, 5, 200, 128, 0.4),

  /// Domain-incremental: pixels as they are, then in two random orders; three contexts of 200.
  PERMUTED(GapSettings.Dataset.MNIST, 3, 200, 128, 0.3),

  /// Domain-incremental: images turned by 0, 80 and 160 degrees; three contexts of 400.
  ROTATED(GapSettings.Dataset.MNIST, 3, 400, 128, 0.5),

  /// Class-incremental on photographs: airplane and automobile, then two more per context.
  SPLIT_CIFAR10(GapSettings.Dataset.CIFAR10, 5, 400, 256, 0.2),

  /// Domain-incremental on photographs, reconstructed from the paper's later versions: the 20
  /// coarse classes of CIFAR-100, in context k made up of the k-th fine class of each.
  DOMAIN_CIFAR100(GapSettings.Dataset.CIFAR100, 3, 400, 256, 0.1),

  /// The same as the scripts of the first version have it: the five fine classes of aquatic
  /// mammals, then those of fish, then of flowers, among 100 outputs.
  DOMAIN_CIFAR100_V1(GapSettings.Dataset.CIFAR100, 3, 400, 256, 0.2);

  private static final int CLASSES = 10;

  private static final int COARSE_CLASSES = 20;

  private static final int FINE_CLASSES = 100;

  private static final double[] DEGREES = {0, 80, 160};

  /// Seed of the permutations in the authors' scripts.
  private static final long PERMUTATION_SEED = 42;

  /// Black pixels around a photograph from which a window of its size is cut.
  private static final int PADDING = 4;

  private final GapSettings.Dataset dataset;
  private final int contexts;
  private final int iterations;
  private final int batch;
  private final double eta;

  Benchmark(GapSettings.Dataset dataset, int contexts, int iterations, int batch, double eta) {
    this.dataset = dataset;
    this.contexts = contexts;
    this.iterations = iterations;
    this.batch = batch;
    this.eta = eta;
  }

  /// The paper's images.
  public GapSettings.Dataset dataset() {
    return dataset;
  }

  /// Whether its images are photographs, which need files.
  boolean hasPhotographs() {
    return dataset != GapSettings.Dataset.MNIST;
  }

  /// Training iterations per context in the paper.
  public int iterations() {
    return iterations;
  }

  /// The paper's weight of the uncertainty in the gain.
  public double eta() {
    return eta;
  }

  /// The number of contexts.
  public int contexts() {
    return contexts;
  }

  /// Images in the test set of task 1.
  int tested() {
    return switch (this) {
      case SPLIT -> 2115;
      case PERMUTED, ROTATED -> 10_000;
      case SPLIT_CIFAR10, DOMAIN_CIFAR100 -> 2000;
      case DOMAIN_CIFAR100_V1 -> 500;
    };
  }

  private int classes() {
    return switch (this) {
      case SPLIT, PERMUTED, ROTATED, SPLIT_CIFAR10 -> CLASSES;
      case DOMAIN_CIFAR100 -> COARSE_CLASSES;
      case DOMAIN_CIFAR100_V1 -> FINE_CLASSES;
    };
  }

  /// Everything else as in the paper: batches of 128 (photographs: 256), learning rate 0.01, gains
  /// with `gamma` 0.9 and `g0` 1, a perceptron 784-400-400-10 (photographs: a slim ResNet-18 with a
  /// gain on its head), evaluation after every iteration, joint training.
  public Protocol protocol() {
    NetworkPlan network = hasPhotographs() ? SlimResNet.ofPaper(classes()) : Perceptron.ofPaper();
    return new Protocol(iterations, batch, 0.01, GainDynamics.ofPaper(eta), network, 1);
  }

  /// The stream of tasks made of a data set of ten classes.
  TaskStream stream(Split data, int evaluated) {
    return stream(new GapData(data, null, List.of()), evaluated);
  }

  /// The stream of tasks made of a data set; at most `evaluated` images of each task's test set are
  /// kept, a choice that is the same in every run.
  TaskStream stream(GapData data, int evaluated) {
    Split coarse = data.coarse();
    List<TaskData> tasks =
        domains(data.split().train(), coarse == null ? null : coarse.train()).stream()
            .map(this::training)
            .toList();
    List<Batch> tests = new ArrayList<>();
    for (Images test : domains(data.split().test(), coarse == null ? null : coarse.test())) {
      int[] rows = Philox.of(0).permutation(test.size());
      int[] kept = Arrays.copyOf(rows, Math.min(evaluated, rows.length));
      Arrays.sort(kept);
      tests.add(Batch.of(hasPhotographs() ? TaskData.photographs(test) : TaskData.of(test), kept));
    }
    return new TaskStream(tasks, tests);
  }

  private TaskData training(Images images) {
    return hasPhotographs()
        ? TaskData.photographs(images, Augmentation.crop(PADDING), Augmentation.flip())
        : TaskData.of(images);
  }

  private List<Images> domains(Images all, @Nullable Images coarse) {
    List<Images> domains = new ArrayList<>();
    switch (this) {
      case SPLIT, SPLIT_CIFAR10 -> {
        for (int label = 0; label < CLASSES; label += 2) {
          domains.add(all.ofClasses(label, label + 1));
        }
      }
      case PERMUTED -> {
        NumpyPermutation orders = NumpyPermutation.ofSeed(PERMUTATION_SEED);
        domains.add(all);
        for (int i = 0; i < 2; i++) {
          domains.add(ImageTransforms.permute(all, orders.next(all.pixelsPerImage())));
        }
      }
      case ROTATED -> {
        for (double degrees : DEGREES) {
          domains.add(ImageTransforms.rotate(all, degrees));
        }
      }
      case DOMAIN_CIFAR100 -> {
        int[] ranks = ranks(all, of(coarse));
        for (int k = 0; k < contexts; k++) {
          int rank = k;
          domains.add(of(coarse).select(rows(all.size(), row -> ranks[all.label(row)] == rank)));
        }
      }
      case DOMAIN_CIFAR100_V1 -> {
        Images groups = of(coarse);
        for (int k = 0; k < contexts; k++) {
          int group = k;
          domains.add(all.select(rows(all.size(), row -> groups.label(row) == group)));
        }
      }
    }
    return domains;
  }

  private static Images of(@Nullable Images coarse) {
    if (coarse == null) {
      throw new IllegalArgumentException("benchmark: CIFAR-100 needs its coarse classes, too");
    }
    return coarse;
  }

  private static int[] rows(int size, IntPredicate wanted) {
    return IntStream.range(0, size).filter(wanted).toArray();
  }

  /// The place of each fine class among those of its coarse class, in the order of their numbers.
  private static int[] ranks(Images fine, Images coarse) {
    int[] group = new int[FINE_CLASSES];
    Arrays.fill(group, -1);
    for (int row = 0; row < fine.size(); row++) {
      group[fine.label(row)] = coarse.label(row);
    }
    int[] seen = new int[COARSE_CLASSES];
    int[] ranks = new int[FINE_CLASSES];
    for (int label = 0; label < FINE_CLASSES; label++) {
      ranks[label] = group[label] < 0 ? -1 : seen[group[label]]++;
    }
    return ranks;
  }
}
