import module cerulean.training;

/// A convolutional network learns handwritten digits. With the folder of MNIST's four files it is right
/// about more than 99 % of them within a minute on two cores; without, it learns digits that it draws
/// itself.
///
///     java -p studies/target/modules --add-modules cerulean.training docs/examples/MnistCnn.java FOLDER
void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  var digits = real ? Idx.mnist(Path.of(arguments[0])) : GeneratedDigits.generate(1_200, 300, 42);
  int epochs = 3;

  // 28 x 28 -> 26 x 26 -> 13 x 13 -> 11 x 11 -> 5 x 5
  var random = Philox.of(42);
  var network = Sequential.of(
      Conv2d.of(1, 16, Window.of(3, 3), random), new Relu(), MaxPool2d.of(2),
      Conv2d.of(16, 32, Window.of(3, 3), random), new Relu(), MaxPool2d.of(2),
      new Flatten(),
      Linear.of(32 * 5 * 5, 128, random), new Relu(),
      Linear.of(128, 10, random));

  // Every epoch sees the images in another order, shifted by up to two pixels.
  var train = DataLoader.of(
      ImageDataset.of(digits.train(), Standardization.MNIST, Augmentation.crop(2)), 64).shuffled(42);
  var test = DataLoader.of(ImageDataset.of(digits.test(), Standardization.MNIST), 250);

  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.002));
  var outcome = Trainer.of(network, adam, Losses::crossEntropy)
      .scheduling(Scheduler.of(adam, Schedule.cosine((long) epochs * train.batches(), 0)))
      .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
      .showing(System.err, System.console() != null)
      .run(train, epochs);

  IO.println("accuracy %.4f after %d steps"
      .formatted(outcome.measures().get("accuracy"), outcome.steps()));
}
