package cerulean.studies.heterogeneity;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.Uncertainty;
import cerulean.optim.Adam;
import cerulean.studies.heterogeneity.SpikingNetwork.Response;
import cerulean.studies.results.CurveMetrics;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;

/// One network on the stream of digits. Networks of one seed have the same weights at the start and
/// see the same batches.
///
/// Noradrenaline follows how unsure the network is: after each iteration `NA <- decay NA + (1 -
/// decay) H / ln 10`, H the mean entropy of its answers to the batch; so it is between 0 and 1 and
/// rises when classes join. Tests use the level of the moment.
///
/// - `iteration`, `context`: of each test, both from 1
/// - `accuracy`: on the first two classes, percent
/// - `level`: of noradrenaline at each test; where it reaches nobody, what it would have been
/// - `metrics`: of that curve
/// - `end`: percent right of pictures of all classes after the last context
/// - `spikes`, `operations`: of a picture then
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
record StreamRun(
    long seed,
    int[] iteration,
    int[] context,
    double[] accuracy,
    double[] level,
    CurveMetrics metrics,
    double end,
    double spikes,
    double operations) {

  /// Random stream below the seed; 0 draws the weights.
  private static final int BATCHES = 1;

  static StreamRun of(
      StreamProtocol protocol,
      CellPlan plan,
      DigitStream stream,
      Condition condition,
      long seed,
      Runnable progress) {
    SpikingNetwork network =
        new SpikingNetwork(plan, condition, DigitStream.FIBRES, StreamProtocol.CLASSES, seed);
    Philox random = Philox.of(seed).split(BATCHES);
    Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(protocol.lr()));
    int iterations = StreamProtocol.CONTEXTS * protocol.iterations();
    int tests = iterations / protocol.every();
    int[] at = new int[tests];
    int[] context = new int[tests];
    double[] accuracy = new double[tests];
    double[] levels = new double[tests];
    double level = 0;
    int test = 0;
    for (int i = 0; i < iterations; i++) {
      int now = i / protocol.iterations();
      try (Workspace _ = Workspace.open()) {
        DigitStream.Examples batch = stream.draw(now, protocol.batch(), random);
        Variable logits = network.forward(batch.spikes(), level).last(protocol.steps());
        adam.zeroGrad();
        Losses.crossEntropy(logits, batch.labels()).backward();
        adam.step();
        double unsure = Uncertainty.entropy(logits.value()) / Math.log(StreamProtocol.CLASSES);
        level = Math.clamp(protocol.decay() * level + (1 - protocol.decay()) * unsure, 0, 1);
      }
      if ((i + 1) % protocol.every() == 0) {
        at[test] = i + 1;
        context[test] = now + 1;
        levels[test] = level;
        accuracy[test++] = test(network, stream.first(), level, protocol).accuracy();
      }
      progress.run();
    }
    IntervalRun.Test end = test(network, stream.all(), level, protocol);
    return new StreamRun(
        seed,
        at,
        context,
        accuracy,
        levels,
        CurveMetrics.of(context, accuracy),
        end.accuracy(),
        end.spikes(),
        end.operations());
  }

  private static IntervalRun.Test test(
      SpikingNetwork network,
      DigitStream.Examples examples,
      double level,
      StreamProtocol protocol) {
    return NoGrad.call(() -> {
      try (Workspace _ = Workspace.open()) {
        Response response = network.forward(examples.spikes(), level);
        Tensor chosen = response.last(protocol.steps()).value().argmax(1);
        int n = examples.labels().size();
        int right = 0;
        for (int i = 0; i < n; i++) {
          right += chosen.getLong(i) == examples.labels().getLong(i) ? 1 : 0;
        }
        Tensor spikes = response.spikes().value();
        return new IntervalRun.Test(
            100.0 * right / n,
            (double) spikes.countNonZero(false, 0, 1, 2).itemLong() / n,
            network.cost(examples.spikes(), spikes).additions());
      }
    });
  }

  /// The stability gap at the first switch.
  double firstGap() {
    return metrics.sgPerSwitch().getFirst();
  }
}
