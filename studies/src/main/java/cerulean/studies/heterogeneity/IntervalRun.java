package cerulean.studies.heterogeneity;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.studies.heterogeneity.SpikingNetwork.Response;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;

/// One network that learned intervals. Networks of one seed have the same weights at the start and
/// see the same trials.
///
/// - `learning`: share right in each batch
/// - `test`: on new trials
/// - `noisy`: on the same trials with more background
/// - `byInterval`: share right of the trials of each class
/// - `pyramidal`, `all`: what noradrenaline on those cells does to a network that learned without
///   it, at each level; empty for others
/// - `tauMs`: time constants of the pyramidal cells' membranes after learning
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
record IntervalRun(
    long seed,
    double[] learning,
    Test test,
    Test noisy,
    double[] byInterval,
    List<Test> pyramidal,
    List<Test> all,
    double[] tauMs) {

  /// Random streams below the seed; 0 draws the weights.
  private static final int TRIALS = 1;

  private static final int TESTS = 2;

  private static final int NOISE = 3;

  /// A test.
  ///
  /// - `accuracy`: percent
  /// - `spikes`: of all hidden cells in a trial
  /// - `operations`: additions at synapses in a trial
  record Test(double accuracy, double spikes, double operations) {}

  static IntervalRun of(
      IntervalProtocol protocol, CellPlan plan, Condition condition, long seed, Runnable progress) {
    IntervalTask task = protocol.task();
    int classes = task.intervals().size();
    SpikingNetwork network = new SpikingNetwork(plan, condition, task.fibres(), classes, seed);
    Philox random = Philox.of(seed).split(TRIALS);
    double[] learning = new double[protocol.iterations()];
    Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(protocol.lr()));
    for (int i = 0; i < learning.length; i++) {
      try (Workspace _ = Workspace.open()) {
        IntervalTask.Trials trials = task.draw(protocol.batch(), random);
        Variable logits = network.forward(trials.spikes(), protocol.level()).last(task.read());
        adam.zeroGrad();
        Losses.crossEntropy(logits, trials.labels()).backward();
        adam.step();
        learning[i] = percent(right(logits.value(), trials));
      }
      progress.run();
    }
    Philox tests = Philox.of(seed);
    IntervalTask.Trials quiet = task.draw(protocol.tested(), tests.split(TESTS));
    IntervalTask.Trials noisy =
        task.withBackground(task.background() * protocol.noise())
            .draw(protocol.tested(), tests.split(NOISE));
    Modulation own = condition.modulation();
    List<Test> pyramidal = new ArrayList<>();
    List<Test> all = new ArrayList<>();
    if (own == Modulation.NONE) {
      for (double level : protocol.levels()) {
        pyramidal.add(test(network, task, quiet, Modulation.EXCITATORY, level));
        all.add(test(network, task, quiet, Modulation.ALL, level));
      }
    }
    Tensor tau =
        plan.classes().of(CellPlan.PYR, 0, network.cells().value("tauMs").expand(plan.cells()));
    return new IntervalRun(
        seed,
        learning,
        test(network, task, quiet, own, protocol.level()),
        test(network, task, noisy, own, protocol.level()),
        byInterval(network, task, quiet, own, protocol.level()),
        pyramidal,
        all,
        tau.toDoubleArray());
  }

  private static Test test(
      SpikingNetwork network,
      IntervalTask task,
      IntervalTask.Trials trials,
      Modulation modulation,
      double level) {
    return NoGrad.call(() -> {
      try (Workspace _ = Workspace.open()) {
        Response response = network.forward(trials.spikes(), modulation, level);
        Tensor spikes = response.spikes().value();
        return new Test(
            percent(right(response.last(task.read()).value(), trials)),
            (double) spikes.countNonZero(false, 0, 1, 2).itemLong() / trials.size(),
            network.cost(trials.spikes(), spikes).additions());
      }
    });
  }

  private static double[] byInterval(
      SpikingNetwork network,
      IntervalTask task,
      IntervalTask.Trials trials,
      Modulation modulation,
      double level) {
    boolean[] right =
        NoGrad.call(() -> {
          try (Workspace _ = Workspace.open()) {
            Response response = network.forward(trials.spikes(), modulation, level);
            return right(response.last(task.read()).value(), trials);
          }
        });
    int classes = task.intervals().size();
    double[] share = new double[classes];
    int[] count = new int[classes];
    for (int i = 0; i < right.length; i++) {
      int label = (int) trials.labels().getLong(i);
      count[label]++;
      share[label] += right[i] ? 100 : 0;
    }
    for (int k = 0; k < classes; k++) {
      share[k] /= count[k];
    }
    return share;
  }

  private static boolean[] right(Tensor logits, IntervalTask.Trials trials) {
    Tensor chosen = logits.argmax(1);
    boolean[] right = new boolean[trials.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = chosen.getLong(i) == trials.labels().getLong(i);
    }
    return right;
  }

  private static double percent(boolean[] right) {
    int sum = 0;
    for (boolean one : right) {
      sum += one ? 1 : 0;
    }
    return 100.0 * sum / right.length;
  }
}
