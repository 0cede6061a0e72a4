import module cerulean.training;

/// A variational autoencoder (Kingma & Welling 2014) learns to draw digits: one network turns a digit
/// into a small normal distribution, another draws the digit from a sample of it. Afterwards samples of
/// the standard normal distribution become digits that nobody has written.
///
///     java -p studies/target/modules --add-modules cerulean.training docs/examples/VariationalAutoencoder.java FOLDER
void main(String[] arguments) throws IOException {
  boolean real = arguments.length > 0;
  var digits = real ? Idx.mnist(Path.of(arguments[0])) : GeneratedDigits.generate(2_000, 10, 42);
  var random = Philox.of(42);
  var encoder = Sequential.of(
      new Flatten(), Linear.of(784, 128, random), new Relu(), Linear.of(128, 2 * LATENT, random));
  var decoder = Sequential.of(
      Linear.of(LATENT, 128, random), new Relu(), Linear.of(128, 784, random));
  var both = Sequential.of(encoder, decoder);

  var noise = Philox.of(7);
  var loader = DataLoader.of(
      ImageDataset.of(digits.train(), Standardization.toUnit(1)), 50).shuffled(42);
  var adam = Adam.of(both.parameters(), Adam.Config.withLr(0.002));
  var outcome = Trainer.ofBatches(both, adam, batch -> loss(encoder, decoder, batch.inputs(), noise))
      .showing(System.err, System.console() != null)
      .run(loader, real ? 10 : 5);

  var samples = Tensor.normal(noise, 0f, 1f, 3, LATENT);
  var drawn = decoder.forward(Variable.constant(samples)).sigmoid().value();
  IO.println(picture(drawn.reshape(3, 28, 28)));
  IO.println("bound %.1f nats per image after %d steps".formatted(outcome.loss(), outcome.steps()));
}

/// Numbers that a digit is boiled down to.
static final int LATENT = 10;

/// The negative evidence lower bound: what it costs to draw the pixels, and how far the distribution
/// of the latent numbers is from the standard normal one; a mean over the images.
Variable loss(Layer encoder, Layer decoder, Tensor images, Philox noise) {
  int count = images.dim(0);
  var pixels = Variable.constant(images.flatten(1, -1));
  var parts = encoder.forward(Variable.constant(images)).split(1, LATENT, LATENT);
  var mean = parts[0];
  var logVariance = parts[1];

  // The sample is a function of mean and variance, so that gradients go through it.
  var normal = Variable.constant(Tensor.normal(noise, 0f, 1f, count, LATENT));
  var sample = mean.add(logVariance.mul(0.5).exp().mul(normal));

  // -(y log p + (1 - y) log(1 - p)) with p = sigmoid(x) is softplus(x) - x y
  var x = decoder.forward(sample);
  var drawing = x.softplus(1, 20).sub(x.mul(pixels)).sum();
  var distance = mean.mul(mean).add(logVariance.exp()).sub(logVariance).add(-1).sum().mul(0.5);
  return drawing.add(distance).div(count);
}

/// Images side by side, a character for each pixel of every other row.
String picture(Tensor images) {
  var text = new StringBuilder();
  for (int y = 0; y < 28; y += 2) {
    for (int i = 0; i < images.dim(0); i++) {
      for (int x = 0; x < 28; x++) {
        text.append(" .:*#".charAt((int) (images.get(i, y, x) * 4.99f)));
      }
    }
    text.append('\n');
  }
  return text.toString().stripTrailing();
}
