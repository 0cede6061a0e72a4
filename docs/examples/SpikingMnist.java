import module cerulean.neuro;
import module cerulean.training;

/// A network of spiking cells learns handwritten digits. A digit is shown for 25 steps, its brightness as a
/// current; the class is the output cell that fires most, a rate code. With the folder of MNIST's four
/// files 1,000 hidden cells learn those; without, 100 learn digits that it draws itself. With the word
/// `fibres` behind the folder, brightness is the rate at which 784 fibres fire: noisier, and slower.
///
///     java -p studies/target/modules --add-modules cerulean.training,cerulean.neuro \
///         docs/examples/SpikingMnist.java FOLDER
///
/// Reference: J. K. Eshraghian et al. (2023), Training spiking neural networks using lessons from
/// deep learning, Proceedings of the IEEE 111(9), 1016-1054 (the network).
static final int STEPS = 25;

void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  boolean fibres = arguments.length > 1 && arguments[1].equals("fibres");
  var digits = real ? Idx.mnist(Path.of(arguments[0])) : GeneratedDigits.generate(1_200, 300, 42);
  int epochs = real ? 2 : 4;
  int cells = real ? 1_000 : 100;
  long start = System.nanoTime();

  var random = Philox.of(42);
  var noise = random.split(1);
  Layer rates = x -> Variable.constant(RateCode.bernoulli(x.value(), STEPS, noise));
  var first = Linear.of(784, cells, random);
  var hidden = SpikingLayer.of(cells, Neuron.leaky(0.9), 1).with(Reset.BY_SUBTRACTION);
  var second = SpikeLinear.of(cells, 10, random);
  var output = SpikingLayer.of(10, Neuron.leaky(0.9), 1).with(Reset.BY_SUBTRACTION);
  var shown = fibres
      ? Sequential.of(new Flatten(), rates, first, hidden)
      : Sequential.of(new Flatten(), first, Held.of(hidden, STEPS));
  var network = Sequential.of(shown, second, output, OverSteps.SUM);

  var unit = Standardization.toUnit(1);
  var train = DataLoader.of(ImageDataset.of(digits.train(), unit), real ? 128 : 32).shuffled(42);
  var test = DataLoader.of(ImageDataset.of(digits.test(), unit), 250);
  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.002));
  var outcome = Trainer.of(network, adam, Losses::crossEntropy)
      .scheduling(Scheduler.of(adam, Schedule.cosine((long) epochs * train.batches(), 0)))
      .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
      .showing(System.err, System.console() != null)
      .run(train, epochs);

  // What spikes cost behind the hidden cells, beside a layer of numbers there.
  var some = Variable.constant(test.iterator().next().inputs());
  var spikes = shown.forward(some).value();
  var operations = SynapticOperations.ofSpikes(spikes, second.parameters().getFirst().value())
      .per(some.shape().dim(0));
  IO.println("a hidden cell fires %.1f times a digit: %.0f additions behind it instead of %d multiply-adds"
      .formatted(STEPS * spikes.mean().item(), operations.additions(), 10 * cells));
  IO.println("accuracy %.4f after %d steps and %.0f s".formatted(
      outcome.measures().get("accuracy"), outcome.steps(), (System.nanoTime() - start) / 1e9));
}
