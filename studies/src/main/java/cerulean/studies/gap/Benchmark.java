package cerulean.studies.gap;

import cerulean.data.ImageTransforms;
import cerulean.data.Images;
import cerulean.data.NumpyPermutation;
import cerulean.data.Split;
import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The paper's benchmarks in their MNIST form, on any set of ten classes.
public enum Benchmark {
  /// Class-incremental: classes 0 and 1, then two more per context; five contexts of 200
  /// iterations.
  SPLIT(200, 0.4),

  /// Domain-incremental: pixels as they are, then in two random orders; three contexts of 200.
  PERMUTED(200, 0.3),

  /// Domain-incremental: images turned by 0, 80 and 160 degrees; three contexts of 400.
  ROTATED(400, 0.5);

  private static final int CLASSES = 10;

  private static final double[] DEGREES = {0, 80, 160};

  /// Seed of the permutations in the authors' scripts.
  private static final long PERMUTATION_SEED = 42;

  private final int iterations;
  private final double eta;

  Benchmark(int iterations, double eta) {
    this.iterations = iterations;
    this.eta = eta;
  }

  /// Training iterations per context in the paper.
  public int iterations() {
    return iterations;
  }

  /// The paper's weight of the uncertainty in the gain.
  public double eta() {
    return eta;
  }

  /// The name on the command line and in result files.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the paper's images are.
  String dataTitle() {
    return "MNIST";
  }

  /// The number of contexts.
  public int contexts() {
    return this == SPLIT ? CLASSES / 2 : 3;
  }

  /// Everything else as in the paper: batches of 128, learning rate 0.01, gains with `gamma` 0.9
  /// and `g0` 1, a perceptron 784-400-400-10, evaluation after every iteration, joint training.
  public Protocol protocol() {
    return new Protocol(iterations, 128, 0.01, GainDynamics.ofPaper(eta), NetworkPlan.ofPaper(), 1);
  }

  /// The stream of tasks made of a data set; at most `evaluated` images of each task's test set are
  /// kept, a choice that is the same in every run.
  TaskStream stream(Split data, int evaluated) {
    List<TaskData> tasks = domains(data.train()).stream().map(TaskData::of).toList();
    List<Batch> tests = new ArrayList<>();
    for (Images test : domains(data.test())) {
      int[] rows = Philox.of(0).permutation(test.size());
      int[] kept = Arrays.copyOf(rows, Math.min(evaluated, rows.length));
      Arrays.sort(kept);
      tests.add(Batch.of(TaskData.of(test), kept));
    }
    return new TaskStream(tasks, tests);
  }

  private List<Images> domains(Images all) {
    List<Images> domains = new ArrayList<>();
    switch (this) {
      case SPLIT -> {
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
    }
    return domains;
  }
}
