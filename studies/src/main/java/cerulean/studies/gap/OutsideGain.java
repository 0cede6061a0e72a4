package cerulean.studies.gap;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.gain.Drive;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainDynamics;
import cerulean.nn.gain.GainNetwork;
import cerulean.nn.gain.SignalDrive;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.Uncertainty;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.function.IntToDoubleFunction;

/// Plain gradient descent with gains that are told from outside what to be, on [SynthSplit]: for
/// signals that something else has measured.
///
/// Tasks, network, batches and evaluation are those of the stability-gap study on the same data;
/// the same seed has the same initial weights and batches whatever the gain. Every layer has the
/// gain, as with [Method#NGM].
public final class OutsideGain {

  /// Of [Trial]: a seed has the same weights and batches here.
  private static final long INITIAL_WEIGHTS = 0;

  private static final long BATCHES = 1;

  private static final long OTHERS = 2;

  /// The tasks are another random problem for every seed.
  private static final long TASKS = 3;

  private OutsideGain() {}

  /// Contexts of a run; each but the first begins with a switch.
  public static int contexts() {
    return 5;
  }

  /// Training iterations per context.
  public static int iterations() {
    return SynthSplit.protocol().iterations();
  }

  /// What is trained on what and how, in words.
  public static String description() {
    Protocol p = SynthSplit.protocol();
    return "ten Gaussian clouds in 64 dimensions (means of norm 4, a common offset of norm 6, unit"
        + " noise, all times 3), two more classes in each of "
        + contexts()
        + " contexts of "
        + p.iterations()
        + " iterations. "
        + p.network().sentence()
        + " is trained jointly by cross-entropy with batches of "
        + p.batch()
        + " and plain gradient descent with learning rate "
        + p.lr()
        + "; task 1 is tested after every iteration";
  }

  /// One of the study's methods on these data.
  public static Curve of(Method method, long seed) {
    return Trial.run(method, seed, stream(seed), SynthSplit.protocol(), () -> {}).curve();
  }

  /// Trains with a gain that is a function of the iteration, counted from 0 over all contexts. A
  /// gain of 1 throughout is [Method#SGD].
  public static Curve follow(IntToDoubleFunction gainAt, long seed) {
    Protocol protocol = SynthSplit.protocol();
    TaskStream stream = stream(seed);
    Philox random = Philox.of(seed);
    Lessons lessons = new Lessons(stream, protocol, random.split(BATCHES), random.split(OTHERS));
    // Without memory: g = 1 + signal.
    SignalDrive signal = Drive.signal(1);
    Gain gain = Gain.of(new GainDynamics(0, 1, 1), signal);
    GainNetwork network =
        GainNetwork.of(protocol.network().withGains(random.split(INITIAL_WEIGHTS), gain, false));
    Sgd sgd = protocol.network().modulatedDescent(network, protocol.lr());
    Curve curve = Curve.ofSize(stream.tasks() * protocol.iterations());
    for (int i = 0; i < curve.size(); i++) {
      int context = i / protocol.iterations() + 1;
      lessons.begin(context);
      signal.set(gainAt.applyAsDouble(i) - 1);
      network.train(true);
      Learner.Step step = step(network, sgd, lessons.next());
      network.train(false);
      curve.set(i, context, i + 1, score(network, stream.test()), network.meanGain(), step);
    }
    return curve;
  }

  private static TaskStream stream(long seed) {
    return SynthSplit.stream(Philox.of(seed).split(TASKS));
  }

  private static Learner.Step step(GainNetwork network, Sgd sgd, Batch batch) {
    try (Workspace _ = Workspace.open()) {
      Variable logits = network.forward(Variable.constant(batch.inputs()));
      Variable loss = Losses.crossEntropy(logits, batch.targets());
      sgd.zeroGrad();
      loss.backward();
      sgd.step();
      return new Learner.Step(loss.value().item(), Uncertainty.entropy(logits.value()));
    }
  }

  private static Learner.Score score(GainNetwork network, Batch test) {
    return NoGrad.call(() -> {
      try (Workspace _ = Workspace.open()) {
        Variable logits = network.forward(Variable.constant(test.inputs()));
        double loss = Losses.crossEntropy(logits, test.targets()).value().item();
        Tensor chosen = logits.value().argmax(1);
        int correct = 0;
        for (int i = 0; i < test.size(); i++) {
          correct += chosen.getLong(i) == test.targets().getLong(i) ? 1 : 0;
        }
        return new Learner.Score(100.0 * correct / test.size(), loss);
      }
    });
  }
}
