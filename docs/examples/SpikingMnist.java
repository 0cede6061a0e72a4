import module cerulean.neuro;
import module cerulean.training;

/// A network of 1,010 spiking cells learns handwritten digits. A digit is shown for 25 steps: its
/// brightness is the rate at which 784 fibres fire, the class is the output cell that fires most.
/// With the folder of MNIST's four files it learns those; without, digits that it draws itself.
///
///     java -p studies/target/modules --add-modules cerulean.training,cerulean.neuro \
///         docs/examples/SpikingMnist.java FOLDER
///
/// Reference: J. K. Eshraghian et al. (2023), Training spiking neural networks using lessons from
/// deep learning, Proceedings of the IEEE 111(9), 1016-1054 (the network).
static final int STEPS = 25;

void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  var digits = real ? Idx.mnist(Path.of(arguments[0])) : GeneratedDigits.generate(1_200, 300, 42);
  int epochs = real ? 3 : 4;
  long start = System.nanoTime();

  var random = Philox.of(42);
  var noise = random.split(1);
  Layer rates = pixels -> Variable.constant(RateCode.bernoulli(pixels.value(), STEPS, noise));
  var first = Linear.of(784, 1_000, random);
  var hidden = SpikingLayer.of(1_000, Neuron.leaky(0.9), 1).with(Reset.BY_SUBTRACTION);
  var second = Linear.of(1_000, 10, random);
  var output = SpikingLayer.of(10, Neuron.leaky(0.9), 1).with(Reset.BY_SUBTRACTION);
  var network = Sequential.of(
      new Flatten(), rates, first, hidden, second, output, OverSteps.SUM);

  var unit = Standardization.toUnit(1);
  var train = DataLoader.of(ImageDataset.of(digits.train(), unit), real ? 128 : 32).shuffled(42);
  var test = DataLoader.of(ImageDataset.of(digits.test(), unit), 250);
  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.001));
  var outcome = Trainer.of(network, adam, Losses::crossEntropy)
      .scheduling(Scheduler.of(adam, Schedule.cosine((long) epochs * train.batches(), 0)))
      .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
      .showing(System.err, System.console() != null)
      .run(train, epochs);

  // What it costs to look at a digit, beside the same network with numbers instead of spikes.
  var some = new Flatten().forward(Variable.constant(test.iterator().next().inputs()));
  var fibres = rates.forward(some).value();
  var spikes = hidden.forward(first.forward(Variable.constant(fibres))).value();
  var operations = SynapticOperations.ofSpikes(fibres, weight(first))
      .plus(SynapticOperations.ofSpikes(spikes, weight(second))).per(some.shape().dim(0));
  var dense = new SynapticOperations(0, 784 * 1_000 + 1_000 * 10);
  IO.println("a hidden cell fires %.2f times; %.0f additions a digit, %.1f times the energy of %.0f multiply-adds"
      .formatted(RateCode.decode(spikes).mean().item() * STEPS, operations.additions(),
          operations.picojoules() / dense.picojoules(), dense.multiplyAdds()));
  IO.println("accuracy %.4f after %d steps and %.0f s".formatted(
      outcome.measures().get("accuracy"), outcome.steps(), (System.nanoTime() - start) / 1e9));
}

Tensor weight(Linear layer) {
  return layer.ownParameters().get("weight").value();
}
