package cerulean.bench;

import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One training step of the paper's network, 784-400-400-10: forward, backward, update.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {

  @Param({"64", "256"})
  private int batch;

  @Param({"sgd-momentum", "adam"})
  private String optimizer = "";

  @Param({"1", "2"})
  private int threads;

  private Layer network = new Relu();
  private Optimizer<?> updates = Sgd.of(java.util.List.of(), Sgd.Config.plain(1));
  private Variable inputs = Variable.constant(Tensor.zeros(0));
  private Tensor targets = Tensor.zeros(0);

  @Setup
  public void prepare() {
    Parallel.configure(threads);
    Philox random = Philox.of(1);
    network =
        Sequential.of(
            Linear.of(784, 400, random),
            new Relu(),
            Linear.of(400, 400, random),
            new Relu(),
            Linear.of(400, 10, random));
    updates =
        optimizer.equals("adam")
            ? Adam.of(network.parameters(), Adam.Config.ofPaper())
            : Sgd.of(network.parameters(), Sgd.Config.momentum(0.01, 0.9));
    inputs = Variable.constant(Tensor.normal(random, 0f, 1f, batch, 784));
    long[] classes = new long[batch];
    for (int i = 0; i < batch; i++) {
      classes[i] = random.nextInt(10);
    }
    targets = Tensor.wrap(classes, batch);
    float before = step();
    for (int i = 0; i < 20; i++) {
      step();
    }
    if (!(step() < before)) {
      throw new IllegalStateException("training: the loss did not fall");
    }
  }

  @Benchmark
  public float step() {
    Variable loss = Losses.crossEntropy(network.forward(inputs), targets);
    updates.zeroGrad();
    loss.backward();
    updates.step();
    return loss.value().item();
  }
}
