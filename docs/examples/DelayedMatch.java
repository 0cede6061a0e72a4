import module cerulean.neuro;
import module cerulean.training;

/// Networks of spiking cells say whether a second stimulus is the one they saw before a delay. What
/// they know of the first one is in the voltages of their cells, which leak away: cells whose time
/// constants differ remember delays that equal cells of the same mean forget, for some of them are slow.
/// (Equal cells that are all slower remember, too, but somebody has to know the delay beforehand: try
/// `CellValues.constant(30)`.) Only weights are learned.
///
///     java -p studies/target/modules --add-modules cerulean.training,cerulean.neuro \
///         docs/examples/DelayedMatch.java
///
/// Reference: N. Perez-Nieves et al. (2021), Neural heterogeneity promotes robust learning, Nature
/// Communications 12, 5791.
static final int CELLS = 40, FIBRES = 20, SHOWN = 8, SHORTEST = 10, LONGEST = 40, BATCH = 32;
static final int STEPS = SHOWN + LONGEST + SHOWN;
static final double TAU = 10;

void main() {
  int seeds = 10;
  var equal = new double[seeds];
  var different = new double[seeds];
  for (int seed = 0; seed < seeds; seed++) {
    equal[seed] = accuracy(CellValues.constant(TAU), seed);
    different[seed] = accuracy(CellValues.gamma(TAU, 1), seed);
    System.err.println("seed %d: equal %.3f, different %.3f".formatted(seed, equal[seed], different[seed]));
  }
  IO.println("accuracy of networks   equal cells | different cells");
  for (int bin = 50; bin < 100; bin += 5) {
    IO.println("%3d to %3d %% %22s | %s".formatted(bin, bin + 5, marks(equal, bin), marks(different, bin)));
  }
  double[] gain = new double[seeds];
  Arrays.setAll(gain, i -> different[i] - equal[i]);
  IO.println("means %.3f and %.3f; p of the pairs if there were no difference: %.4f"
      .formatted(mean(equal), mean(different), signFlips(gain)));
  IO.println("different cells gain %.1f points".formatted(100 * mean(gain)));
}

String marks(double[] accuracies, int bin) {
  return "*".repeat((int) Arrays.stream(accuracies)
      .filter(a -> Math.min(99, (int) (100 * a)) / 5 == bin / 5).count());
}

double mean(double[] values) {
  return Arrays.stream(values).average().orElseThrow();
}

/// The paired permutation test, exact and two-sided: how many of all choices of signs give a mean as far
/// from 0.
double signFlips(double[] differences) {
  int n = differences.length, asFar = 0;
  double own = Math.abs(mean(differences));
  for (int signs = 0; signs < 1 << n; signs++) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
    if (Math.abs(sum) / n >= own - 1e-12) asFar++;
  }
  return (double) asFar / (1 << n);
}

/// Trains a network whose cells have time constants of this law; the share of new trials it is right in.
double accuracy(CellValues law, int seed) {
  var random = Philox.of(seed);
  var first = Linear.of(FIBRES, CELLS, random);
  var cells = SpikingLayer.of(CELLS, Neuron.leaky(0.9), 1)
      .with("tauMs", law.within(1, 200), seed).with(Reset.BY_SUBTRACTION);
  var second = Linear.of(CELLS, 2, random);
  var network = Sequential.of(first, cells, second);
  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));
  for (int i = 0; i < 80; i++) {
    try (var _ = Workspace.open()) {
      var trials = trials(BATCH, random);
      Losses.crossEntropy(answers(network, trials), trials.match()).backward();
      adam.step();
      adam.zeroGrad();
    }
  }
  var trials = trials(300, random);
  var said = answers(network, trials).value().argmax(1);
  return said.eq(trials.match()).to(DType.F32).mean().item();
}

/// The mean output while the second stimulus is shown.
Variable answers(Layer network, Trials trials) {
  return network.forward(trials.spikes()).narrow(0, STEPS - SHOWN, SHOWN).mean(false, 0);
}

/// @param spikes of the fibres, `[STEPS, n, FIBRES]`
/// @param match 1 for trials whose stimuli are the same, else 0
record Trials(Variable spikes, Tensor match) {}

/// Half the fibres fire for one stimulus, half for the other; all of them now and then.
Trials trials(int n, Philox random) {
  float[] rates = new float[STEPS * n * FIBRES];
  long[] match = new long[n];
  Arrays.fill(rates, 0.02f);
  for (int b = 0; b < n; b++) {
    int before = random.nextInt(2), after = random.nextInt(2);
    match[b] = before == after ? 1 : 0;
    int end = STEPS - SHOWN;
    int begin = end - (SHORTEST + random.nextInt(LONGEST - SHORTEST + 1)) - SHOWN;
    for (int t = 0; t < SHOWN; t++) {
      for (int i = 0; i < FIBRES / 2; i++) {
        rates[((begin + t) * n + b) * FIBRES + before * FIBRES / 2 + i] = 0.5f;
        rates[((end + t) * n + b) * FIBRES + after * FIBRES / 2 + i] = 0.5f;
      }
    }
  }
  var spikes = Distributions.bernoulli(random, Tensor.wrap(rates, STEPS, n, FIBRES));
  return new Trials(Variable.constant(spikes), Tensor.of(match, n));
}
