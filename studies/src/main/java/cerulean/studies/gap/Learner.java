package cerulean.studies.gap;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.gain.Drive;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainNetwork;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.Uncertainty;
import cerulean.optim.Adam;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import org.jspecify.annotations.Nullable;

/// One network and the optimizer that trains it.
final class Learner {

  /// Test examples per forward pass: activations of 1,024 rows stay in a second-level cache.
  private static final int ROWS = 1024;

  private final Layer network;
  private final @Nullable GainNetwork modulated;
  private final Optimizer<?> optimizer;

  private Learner(Layer network, @Nullable GainNetwork modulated, Optimizer<?> optimizer) {
    this.network = network;
    this.modulated = modulated;
    this.optimizer = optimizer;
  }

  /// What one training iteration tells.
  ///
  /// - `loss`: cross-entropy of the batch before the update
  /// - `entropy`: mean entropy of the predictions before the update, nats
  record Step(double loss, double entropy) {}

  /// What an evaluation tells.
  ///
  /// - `accuracy`: percent
  /// - `loss`: mean cross-entropy
  record Score(double accuracy, double loss) {}

  static Learner of(Method method, Protocol protocol, Philox random) {
    if (method == Method.NGM) {
      Gain gain = Gain.of(protocol.gain(), Drive.entropy());
      GainNetwork network = GainNetwork.of(protocol.network().withGains(random, gain));
      return new Learner(
          network, network, Sgd.of(network.parameters(), Sgd.Config.plain(protocol.lr())));
    }
    Layer network = protocol.network().plain(random);
    double lr = protocol.lr();
    Optimizer<?> optimizer =
        switch (method) {
          case MSGD -> Sgd.of(network.parameters(), Sgd.Config.momentum(lr, Method.MOMENTUM));
          case ADAM -> Adam.of(network.parameters(), Adam.Config.withLr(lr));
          case SGD, NGM -> Sgd.of(network.parameters(), Sgd.Config.plain(lr));
        };
    return new Learner(network, null, optimizer);
  }

  Step learn(Batch batch) {
    network.train(true);
    try (Workspace _ = Workspace.open()) {
      Variable logits = network.forward(Variable.constant(batch.inputs()));
      Variable loss = Losses.crossEntropy(logits, batch.targets());
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      return new Step(loss.value().item(), Uncertainty.entropy(logits.value()));
    }
  }

  Score evaluate(Batch test) {
    network.train(false);
    return NoGrad.call(() -> score(test));
  }

  private Score score(Batch test) {
    int correct = 0;
    double loss = 0;
    for (int from = 0; from < test.size(); from += ROWS) {
      int n = Math.min(ROWS, test.size() - from);
      Tensor targets = test.targets().narrow(0, from, n);
      Variable input = Variable.constant(test.inputs().narrow(0, from, n));
      try (Workspace _ = Workspace.open()) {
        Variable logits = network.forward(input);
        loss += n * (double) Losses.crossEntropy(logits, targets).value().item();
        Tensor chosen = logits.value().argmax(1);
        for (int i = 0; i < n; i++) {
          correct += chosen.getLong(i) == targets.getLong(i) ? 1 : 0;
        }
      }
    }
    return new Score(100.0 * correct / test.size(), loss / test.size());
  }

  /// The mean gain; 1 for networks without.
  double gain() {
    return modulated == null ? 1 : modulated.meanGain();
  }
}
