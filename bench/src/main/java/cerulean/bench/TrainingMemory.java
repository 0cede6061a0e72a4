package cerulean.bench;

import cerulean.autograd.Variable;
import cerulean.bench.task.Network;
import cerulean.nn.Layer;
import cerulean.nn.loss.Losses;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What memory management costs: training steps of the networks 4-32-32-2 (batch 1, plain gradient
/// descent) and 784-400-400-10 (batch 64, momentum), and a sum of two tensors of ten million
/// numbers, on one thread, with and without workspaces in turn, under each garbage collector and
/// with large pages.
///
/// With a file as argument it starts a virtual machine for every setting and writes the rows there;
/// without one it measures the one it runs on.
final class TrainingMemory {

  private static final int ROUNDS = 6;

  /// How often each setting has its turn. The fastest counts: the machine may be shared.
  private static final int TURNS = 3;

  private static final int STEPS = 100;

  private static final int SMALL_STEPS = 20_000;

  private static final int ADDITIONS = 15;

  /// Steps until no code is compiled any more: before, vectors are objects, and the steps of the
  /// large network allocate forty times as much.
  private static final int WARM_UP = 1_500;

  private static final String[] SETTINGS = {
    "-XX:+UseSerialGC",
    "-XX:+UseParallelGC",
    "-XX:+UseG1GC",
    "-XX:+UseParallelGC -XX:+UseTransparentHugePages",
    "-XX:+UseG1GC -XX:+UseTransparentHugePages",
  };

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Layer network;
  private final Optimizer<?> updates;
  private final Variable inputs;
  private final Tensor targets;

  private TrainingMemory(Network of, int batch, int features, Sgd.Config config) {
    Philox random = Philox.of(1);
    network = Networks.of(of);
    updates = Sgd.of(network.parameters(), config);
    inputs = Variable.constant(Tensor.normal(random, 0f, 1f, batch, features));
    long[] classes = new long[batch];
    for (int i = 0; i < batch; i++) {
      classes[i] = random.nextInt(of.classes());
    }
    targets = Tensor.wrap(classes, batch);
  }

  private void train() {
    updates.zeroGrad();
    Losses.crossEntropy(network.forward(inputs), targets).backward();
    updates.step();
  }

  /// What the steps of one kind took.
  private static final class Tally {
    private final List<Long> nanos = new ArrayList<>();
    private long bytes;
    private long collections;
    private long collecting;
    private int steps;

    void add(Runnable work, int times, boolean workspaces) {
      long bytesBefore = THREADS.getTotalThreadAllocatedBytes();
      long[] before = collections();
      for (int i = 0; i < times; i++) {
        long started = System.nanoTime();
        if (workspaces) {
          try (Workspace _ = Workspace.open()) {
            work.run();
          }
        } else {
          work.run();
        }
        nanos.add(System.nanoTime() - started);
      }
      long[] after = collections();
      bytes += THREADS.getTotalThreadAllocatedBytes() - bytesBefore;
      collections += after[0] - before[0];
      collecting += after[1] - before[1];
      steps += times;
    }

    private static long[] collections() {
      long[] sums = new long[2];
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        sums[0] += collector.getCollectionCount();
        sums[1] += collector.getCollectionTime();
      }
      return sums;
    }

    String row(String work, boolean workspaces) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      return String.format(
          Locale.ROOT,
          "{\"flags\": \"%s\", \"work\": \"%s\", \"workspace\": %b, \"quartile_us\": %.1f, \"median_us\": %.1f,"
              + " \"bytes_per_step\": %d, \"collections_per_1000\": %.1f, \"collecting_ms_per_1000\":"
              + " %.1f}",
          System.getProperty("setting", ""),
          work,
          workspaces,
          sorted[sorted.length / 4] / 1e3,
          sorted[sorted.length / 2] / 1e3,
          bytes / steps,
          1000.0 * collections / steps,
          1000.0 * collecting / steps);
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 1) {
      writeAll(Path.of(args[0]));
      return;
    }
    Parallel.configure(1);
    TrainingMemory small = new TrainingMemory(Network.TINY, 1, 4, Sgd.Config.plain(0.01));
    measure("training step 4-32-32-2, batch 1, SGD", small::train, SMALL_STEPS, 2 * SMALL_STEPS);
    TrainingMemory large = new TrainingMemory(Network.MLP, 64, 784, Sgd.Config.momentum(0.01, 0.9));
    measure("training step 784-400-400-10, batch 64, momentum", large::train, STEPS, WARM_UP);
    Tensor a = Tensor.normal(Philox.of(2), 0f, 1f, 10_000_000);
    Tensor b = Tensor.normal(Philox.of(3), 0f, 1f, 10_000_000);
    measure("add 1e7", () -> a.add(b), ADDITIONS, 2 * ADDITIONS);
  }

  private static void measure(String name, Runnable work, int times, int warmUp) {
    new Tally().add(work, warmUp, true);
    new Tally().add(work, warmUp, false);
    Tally with = new Tally();
    Tally without = new Tally();
    for (int round = 0; round < ROUNDS; round++) {
      with.add(work, times, true);
      without.add(work, times, false);
    }
    System.out.println(without.row(name, false));
    System.out.println(with.row(name, true));
  }

  private static void writeAll(Path file) throws IOException, InterruptedException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (int turn = 0; turn < TURNS; turn++) {
      for (String setting : SETTINGS) {
        for (String row : measured(setting)) {
          String key = row.substring(0, row.indexOf("\"quartile_us\""));
          rows.merge(key, row, (a, b) -> quartile(a) <= quartile(b) ? a : b);
        }
      }
    }
    String head =
        String.format(
            Locale.ROOT,
            "{\n  \"what\": \"memory of training steps and of a large sum, one thread\",%n"
                + "  \"jdk\": \"%s\",%n  \"machine\": \"%s, %d processors\",%n  \"heap\": \"1 GiB\",%n"
                + "  \"rows\": [%n    ",
            System.getProperty("java.vm.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
    Files.writeString(file, head + String.join(",\n    ", rows.values()) + "\n  ]\n}\n");
  }

  private static double quartile(String row) {
    return Double.parseDouble(row.replaceAll(".*\"quartile_us\": ([0-9.]+).*", "$1"));
  }

  /// The rows that a virtual machine with some flags prints.
  private static List<String> measured(String setting) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(Arrays.asList(setting.split(" ")));
    command.addAll(
        List.of(
            "-Xms1g",
            "-Xmx1g",
            "--add-modules=jdk.incubator.vector",
            "-Dsetting=" + setting,
            "-cp",
            System.getProperty("java.class.path"),
            TrainingMemory.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var lines = process.inputReader()) {
      List<String> rows = lines.lines().filter(line -> line.startsWith("{")).toList();
      process.waitFor();
      return rows;
    }
  }
}
