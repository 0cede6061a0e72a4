package cerulean.bench;

import cerulean.bench.task.Convolve;
import cerulean.bench.task.Lookup;
import cerulean.bench.task.Ordering;
import cerulean.bench.task.Pointwise;
import cerulean.bench.task.Pool;
import cerulean.bench.task.Product;
import cerulean.bench.task.Rowwise;
import cerulean.bench.task.Spiking;
import cerulean.bench.task.Task;
import cerulean.bench.task.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which tasks each group times. To add one, add its name here; a name says all there is to know.
final class Plan {

  /// The groups in the order in which they run; the limits are measured first, for all of them.
  static final List<String> GROUPS =
      List.of(
          Limit.GROUP,
          Product.GROUP,
          Convolve.GROUP,
          Pointwise.GROUP,
          Rowwise.GROUP,
          Pool.GROUP,
          Ordering.GROUP,
          Lookup.GROUP,
          Training.GROUP,
          Spiking.GROUP,
          NeuroNetworks.GROUP,
          StartUp.GROUP);

  /// The JMH class of a group.
  private static final Map<String, Class<? extends Contest>> CLASSES =
      Map.of(
          Product.GROUP, MatMulBenchmark.class,
          Convolve.GROUP, ConvolutionBenchmark.class,
          Pointwise.GROUP, ElementwiseBenchmark.class,
          Rowwise.GROUP, RowsBenchmark.class,
          Pool.GROUP, PoolingBenchmark.class,
          Ordering.GROUP, SortingBenchmark.class,
          Lookup.GROUP, EmbeddingBenchmark.class,
          Training.GROUP, TrainingStepBenchmark.class,
          Spiking.GROUP, SpikingBenchmark.class);

  private static final List<String> PRODUCTS =
      List.of(
          "64x64x64",
          "128x128x128",
          "256x256x256",
          "512x512x512",
          "1024x1024x1024",
          "2048x2048x2048",
          "64x256x784",
          "64x10x256",
          "128x400x784",
          "256x784x400");

  private static final List<String> CONVOLUTIONS =
      List.of(
          "64x1x28 to 32 k3s1p0",
          "64x32x26 to 64 k3s1p0",
          "32x20x32 to 20 k3s1p1",
          "32x40x16 to 80 k3s2p1",
          "32x160x4 to 160 k3s1p1",
          "32x64x28 to 128 k1s1p0",
          "32x64x28 to 64 k3s1p1g64");

  private static final List<String> POINTWISE =
      List.of("add", "mul", "fma", "relu", "exp", "tanh", "sigmoid", "gelu", "sum", "adam");

  private static final List<String> TRAINING =
      List.of(
          "tiny batch 1 sgd",
          "tiny batch 1 adam",
          "mlp batch 64 momentum",
          "mlp batch 64 adam",
          "mlp batch 256 momentum",
          "mlp batch 256 adam",
          "cnn batch 64 momentum",
          "cnn batch 64 adam",
          "resnet batch 32 momentum",
          "lstm batch 32 adam",
          "transformer batch 8 adam");

  /// What a quick run times: one or two of each kind.
  static final Set<String> QUICK =
      Set.of(
          "NN 64x64x64",
          "NN 512x512x512",
          "NN 1024x1024x1024",
          "NT 128x400x784",
          "TN 128x400x784",
          "NT 64x10x256",
          "gemv 1024",
          "forward 64x32x26 to 64 k3s1p0",
          "input 64x32x26 to 64 k3s1p0",
          "weight 64x32x26 to 64 k3s1p0",
          "add 1e3 new",
          "add 1e7 new",
          "add 1e7 in place",
          "exp 1e6 new",
          "tanh 1e6 new",
          "gelu 1e6 new",
          "sum 1e6 new",
          "adam 1e7 in place",
          "softmax 1024x1000",
          "layernorm 4096x512",
          "max 64x64x24 k2s2p0",
          "max gradient 64x64x24 k2s2p0",
          "sort 1024x1000",
          "top10 1024x1000",
          "select 8192 of 10000x128",
          "gradient 8192 of 10000x128",
          "784-1000-10 step",
          "tiny batch 1 sgd",
          "mlp batch 64 momentum",
          "mlp batch 64 adam",
          "cnn batch 64 momentum",
          "resnet batch 32 momentum",
          "lstm batch 32 adam",
          "transformer batch 8 adam");

  private static final List<String> SPIKING =
      List.of("step", "fc1", "lif", "fc2", "forward", "backward", "adam");

  private Plan() {}

  /// The tasks of a group that Cerulean knows, all or the quick ones; none for the limits and for
  /// whole processes.
  static List<Task> tasks(String group, boolean quick) {
    return works(group).stream()
        .filter(work -> !quick || QUICK.contains(work))
        .map(work -> Task.of(group, work))
        .filter(Plan::known)
        .toList();
  }

  /// The JMH class that times the task.
  static Class<? extends Contest> benchmark(Task task) {
    Class<? extends Contest> found = CLASSES.get(task.group());
    if (found == null) {
      throw new AssertionError(task.group());
    }
    return found;
  }

  private static boolean known(Task task) {
    return switch (task) {
      case Pointwise pointwise -> ElementwiseBenchmark.knows(pointwise);
      default -> true;
    };
  }

  private static List<String> works(String group) {
    List<String> works = new ArrayList<>();
    switch (group) {
      case Product.GROUP -> {
        for (String form : List.of("NN ", "NT ", "TN ")) {
          PRODUCTS.forEach(size -> works.add(form + size));
        }
        works.add("gemv 1024");
      }
      case Convolve.GROUP -> {
        for (String direction : List.of("forward ", "input ", "weight ")) {
          CONVOLUTIONS.forEach(layer -> works.add(direction + layer));
        }
      }
      case Pointwise.GROUP -> {
        for (String size : List.of(" 1e3 ", " 1e6 ", " 1e7 ")) {
          for (String target : List.of("new", "given", "in place")) {
            POINTWISE.forEach(op -> works.add(op + size + target));
          }
        }
      }
      case Rowwise.GROUP -> {
        works.add("softmax 1024x1000");
        works.add("softmax 4096x10");
        works.add("layernorm 4096x512");
      }
      case Pool.GROUP -> {
        for (String op : List.of("max ", "max gradient ", "mean ", "mean gradient ")) {
          works.add(op + "64x64x24 k2s2p0");
          works.add(op + "32x64x56 k3s2p1");
        }
      }
      case Ordering.GROUP -> {
        works.add("sort 1x1000000");
        works.add("sort 1024x1000");
        works.add("sort 65536x16");
        works.add("top10 1x1000000");
        works.add("top10 1024x1000");
      }
      case Lookup.GROUP -> {
        works.add("select 8192 of 10000x128");
        works.add("gradient 8192 of 10000x128");
        works.add("select 8192 of 50000x512");
        works.add("gradient 8192 of 50000x512");
      }
      case Training.GROUP -> works.addAll(TRAINING);
      case Spiking.GROUP -> SPIKING.forEach(part -> works.add("784-1000-10 " + part));
      default -> {
        // The limits are no tasks: nobody competes. Nor are whole processes, which JMH cannot time.
      }
    }
    return works;
  }
}
