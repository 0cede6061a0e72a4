import module cerulean.neuro;
import module cerulean.training;

/// A network of spiking cells learns five pairs of digits, one after the other: which of the two is it? New
/// pairs overwrite old ones, unless in each of these contexts other cells are open. With the folder of
/// MNIST's four files it learns those; without, digits that it draws itself.
///
///     java -p studies/target/modules --add-modules cerulean.training,cerulean.neuro \
///         docs/examples/ContextGating.java FOLDER
///
/// Reference: N. Y. Masse, G. D. Grant & D. J. Freedman (2018), Alleviating catastrophic forgetting
/// using context-dependent gating and synaptic stabilization, PNAS 115(44), E10467-E10475.
static final int TASKS = 5, STEPS = 15;

void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  var digits = real ? Idx.mnist(Path.of(arguments[0])) : GeneratedDigits.generate(2_000, 500, 42);
  int cells = real ? 400 : 100;
  int batches = real ? 150 : 30;
  double without = learn(digits, ContextGate.of(TASKS, cells, 1, Philox.of(1)), cells, batches);
  double with = learn(digits, ContextGate.of(TASKS, cells, 0.2, Philox.of(1)), cells, batches);
  IO.println("accuracy over all pairs at the end: %.3f with all cells open".formatted(without));
  IO.println("gates %.3f".formatted(with));
}

/// Learns the pairs in turn, and prints how right the network is about each pair after each.
double learn(Split digits, ContextGate gate, int n, int batches) {
  var random = Philox.of(7);
  var first = Linear.of(784, n, random);
  var cells = SpikingLayer.of(n, Neuron.leaky(0.9), 1).with(Reset.BY_SUBTRACTION);
  var second = Linear.of(n, 2, random);
  var all = Sequential.of(first, cells, second);
  var adam = Adam.of(all.parameters(), Adam.Config.withLr(0.002));
  IO.println(gate + ", after each pair:");
  double mean = 0;
  for (int task = 0; task < TASKS; task++) {
    var loader = DataLoader.of(pair(digits.train(), task), 64).shuffled(task);
    int done = 0;
    while (done < batches) {
      for (var batch : loader) {
        if (done++ == batches) break;
        try (var _ = Workspace.open()) {
          var said = answers(first, cells, second, gate, task, batch);
          Losses.crossEntropy(said, labels(batch, task)).backward();
          adam.step();
          adam.zeroGrad();
        }
      }
    }
    mean = 0;
    var line = new StringBuilder();
    for (int old = 0; old <= task; old++) {
      var test = DataLoader.of(pair(digits.test(), old), 1_000).iterator().next();
      var said = answers(first, cells, second, gate, old, test).value().argmax(1);
      double right = said.eq(labels(test, old)).to(DType.F32).mean().item();
      mean += right / (task + 1);
      line.append(" %.3f".formatted(right));
    }
    IO.println(" " + line);
  }
  return mean;
}

/// Mean drive of the two classes by the spikes of the cells that are open in this context.
Variable answers(
    Linear first, SpikingLayer cells, Linear second, ContextGate gate, int task, Batch batch) {
  var drive = first.forward(Variable.constant(batch.inputs()).flatten(1, 3));
  var spikes = cells.hold(drive, STEPS, cells.start(batch.size())).output();
  return second.forward(gate.gate(spikes, task).mean(false, 0));
}

ImageDataset pair(Images images, int task) {
  return ImageDataset.of(images.ofClasses(2 * task, 2 * task + 1), Standardization.toUnit(1));
}

/// 0 for the even digit of a pair, 1 for the odd one.
Tensor labels(Batch batch, int task) {
  return batch.targets().sub(Tensor.scalar(2L * task));
}
