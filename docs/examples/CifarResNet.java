import module cerulean.training;

/// The slim ResNet-18 learns to name what is on photographs. CIFAR-10 comes from its binary files in a
/// folder or from a zip file of JPEGs in folders (then add `,java.desktop` to the modules); without
/// either, a network with a fifth of its filters learns a few digits, to show that it does.
///
///     java -p studies/target/modules --add-modules cerulean.training,java.desktop \
///         docs/examples/CifarResNet.java cifar10-jpeg.zip 1
void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  var images = real ? cifar(Path.of(arguments[0])) : GeneratedDigits.generate(400, 200, 42);
  int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
  var law = real ? Standardization.CIFAR10 : Standardization.MNIST;
  var changes = real ? new Augmentation[] {Augmentation.crop(4), Augmentation.flip()} : new Augmentation[0];

  int filters = real ? 20 : 4; // in the first stage; 20 make it the slim one
  var network = ResNet.of(images.train().channels(), filters, 10, Philox.of(42), 2, 2, 2, 2);
  var train = DataLoader.of(
          ImageDataset.of(images.train(), law, changes), real ? 64 : 10).shuffled(42).droppingLast();
  var test = DataLoader.of(ImageDataset.of(images.test(), law), 250);

  var sgd = Sgd.of(network.parameters(),
      Sgd.Config.momentum(0.03, 0.9).nesterov(true).weightDecay(5e-4));
  long started = System.nanoTime();
  var outcome = Trainer.of(network, sgd, Losses::crossEntropy)
      .scheduling(Scheduler.of(sgd, Schedule.cosine((long) epochs * train.batches(), 0)))
      .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
      .showing(System.err, System.console() != null)
      .run(train, epochs);

  IO.println("accuracy %.4f, %.1f s per epoch with its evaluation".formatted(
      outcome.measures().get("accuracy"), (System.nanoTime() - started) / 1e9 / epochs));
}

Split cifar(Path place) throws IOException {
  return Files.isDirectory(place.resolve("train")) || place.toString().endsWith(".zip")
      ? ImageFolder.split(place)
      : Cifar.ten(place);
}
