package cerulean.studies.gap;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.gain.Drive;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainNetwork;
import cerulean.nn.gain.GainedRate;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.Uncertainty;
import cerulean.optim.Adam;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.studies.continual.AveragedGem;
import cerulean.studies.continual.ElasticWeightConsolidation;
import cerulean.studies.continual.LearningWithoutForgetting;
import cerulean.studies.continual.Safeguard;
import cerulean.studies.continual.SynapticIntelligence;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One network, the optimizer that trains it and what protects earlier tasks.
final class Learner {

  /// Examples from which EWC estimates the Fisher information of a task.
  private static final int FISHER_EXAMPLES = 200;

  private final Method method;
  private final Protocol protocol;
  private final Lessons lessons;
  private final Layer network;
  private final @Nullable GainNetwork modulated;
  private final @Nullable GainedRate rate;
  private final Safeguard safeguard;
  private Optimizer<?> optimizer;

  private Learner(
      Method method, Protocol protocol, Philox weights, Philox others, Lessons lessons) {
    Regime regime = protocol.regime();
    this.method = method;
    this.protocol = protocol;
    this.lessons = lessons;
    this.network = network(weights);
    this.modulated = network instanceof GainNetwork gains ? gains : null;
    if (modulated != null) {
      modulated.hold(regime.without(Ablation.GAIN_FROZEN));
    }
    if (method == Method.NGM && regime.without(Ablation.ENTROPY_RATE)) {
      Sgd sgd = protocol.network().modulatedDescent(network, protocol.lr());
      this.rate =
          GainedRate.of(
              protocol.lr(), protocol.gain(), Drive.entropy(), 1, lr -> configure(sgd, lr));
      this.optimizer = sgd;
    } else {
      this.rate = null;
      this.optimizer = optimizer(network.parameters());
    }
    this.safeguard = safeguard(others);
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

  /// - `weights`: draws the initial weights
  /// - `others`: draws whatever else a protection needs
  /// - `lessons`: what a protection may look at
  static Learner of(
      Method method, Protocol protocol, Philox weights, Philox others, Lessons lessons) {
    return new Learner(method, protocol, weights, others, lessons);
  }

  private Layer network(Philox random) {
    Regime regime = protocol.regime();
    if (method != Method.NGM || regime.without(Ablation.ENTROPY_RATE)) {
      return protocol.network().plain(random);
    }
    Gain gain = Gain.of(protocol.gain(), Drive.entropy());
    boolean headOnly = regime.without(Ablation.HEAD_ONLY);
    return GainNetwork.of(protocol.network().withGains(random, gain, headOnly));
  }

  private Optimizer<?> optimizer(List<Parameter> parameters) {
    double lr = protocol.lr();
    return switch (method) {
      case MSGD -> Sgd.of(parameters, Sgd.Config.momentum(lr, Method.MOMENTUM));
      case ADAM -> Adam.of(parameters, Adam.Config.withLr(lr));
      case SGD -> Sgd.of(parameters, Sgd.Config.plain(lr));
      case NGM -> protocol.network().modulatedDescent(network, lr);
    };
  }

  private static void configure(Sgd sgd, double lr) {
    for (int i = 0; i < sgd.groups().size(); i++) {
      sgd.configure(i, sgd.groups().get(i).config().lr(lr));
    }
  }

  private Safeguard safeguard(Philox random) {
    double strength = protocol.regime().strength();
    return switch (protocol.regime().protection()) {
      case NONE -> Safeguard.none();
      case AGEM -> AveragedGem.of(network, this::lossOnPast);
      case EWC -> ElasticWeightConsolidation.of(network, strength, FISHER_EXAMPLES, random);
      case SI -> SynapticIntelligence.of(network, strength);
      case LWF -> LearningWithoutForgetting.of(network, network(random), strength);
    };
  }

  /// In evaluation, so that gains stand still and their drive does not see the pass.
  private @Nullable Variable lossOnPast() {
    if (!lessons.hasPast()) {
      return null;
    }
    Batch past = lessons.past();
    network.train(false);
    Variable logits = network.forward(Variable.constant(past.inputs()));
    network.train(true);
    return Losses.crossEntropy(logits, past.targets());
  }

  /// A task joins, or the first begins.
  void beginContext(int context) {
    lessons.begin(context);
    if (context > 1 && method.hasState() && protocol.regime().without(Ablation.ORACLE_RESET)) {
      optimizer = optimizer(network.parameters());
    }
  }

  /// The context has ended.
  void endContext() {
    Batch latest = lessons.ofLatest(FISHER_EXAMPLES);
    safeguard.endOfTask(latest.inputs(), latest.targets());
  }

  Step learn(Batch batch) {
    network.train(true);
    if (rate != null) {
      rate.advance();
    }
    try (Workspace _ = Workspace.open()) {
      Variable logits = network.forward(Variable.constant(batch.inputs()));
      Variable loss = Losses.crossEntropy(logits, batch.targets());
      optimizer.zeroGrad();
      safeguard.objective(loss, batch.inputs(), logits).backward();
      safeguard.beforeStep();
      optimizer.step();
      safeguard.afterStep();
      if (rate != null) {
        rate.drive().observeOutput(logits.value());
      }
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
    int rows = protocol.network().rowsAtOnce();
    for (int from = 0; from < test.size(); from += rows) {
      int n = Math.min(rows, test.size() - from);
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

  /// What is trained.
  Layer network() {
    return network;
  }

  /// The mean gain, or that on the learning rate; 1 for learners without.
  double gain() {
    if (rate != null) {
      return rate.factor();
    }
    return modulated == null ? 1 : modulated.meanGain();
  }
}
