import module cerulean.nn;
import module cerulean.optim;
import java.time.Duration;

/// A service that classifies and learns; it does both at full speed from its first request on.
void main() {
  var random = Philox.of(42);
  var network = network(random);
  var momentum = Sgd.of(network.parameters(), Sgd.Config.momentum(0.01, 0.9));

  // Warm-up: a second network of the same sizes with made-up inputs; nothing of the first is touched.
  var made = Philox.of(0);
  var other = network(made);
  var updates = Sgd.of(other.parameters(), Sgd.Config.momentum(0.01, 0.9));
  var inputs = Tensor.normal(made, 0f, 1f, 64, 784);
  var targets = Tensor.zeros(DType.I64, 64);
  var training = WarmUp.within(Duration.ofSeconds(10), () -> train(other, updates, inputs, targets));
  var serving = WarmUp.within(Duration.ofSeconds(5), () -> classify(other, inputs.narrow(0, 0, 1)));
  System.err.println(training + "\n" + serving);

  train(network, momentum, inputs, targets); // the first real ones
  IO.println("classes: " + classify(network, inputs.narrow(0, 0, 3)));
}

Sequential network(Philox random) {
  return Sequential.of(Linear.of(784, 400, random), new Relu(), Linear.of(400, 10, random));
}

void train(Layer network, Optimizer<?> updates, Tensor inputs, Tensor targets) {
  try (Workspace _ = Workspace.open()) {
    updates.zeroGrad();
    Losses.crossEntropy(network.forward(Variable.constant(inputs)), targets).backward();
    updates.step();
  }
}

Tensor classify(Layer network, Tensor images) {
  try (Workspace request = Workspace.open()) {
    var scores = NoGrad.call(() -> network.forward(Variable.constant(images)).value());
    return request.keep(scores.argmax(1));
  }
}
