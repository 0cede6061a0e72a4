package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.autograd.Grad;
import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.AdaptiveLifPopulation;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.networks.FiringPattern;
import cerulean.nn.gain.GainDynamics;
import cerulean.studies.gap.Method;
import cerulean.studies.gap.TwoTimescales;
import cerulean.studies.gap.TwoTimescales.Trace;
import cerulean.studies.results.CurveMetrics;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.ResultsJson;
import cerulean.studies.results.StudyResults;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The claims of the four papers, one test for each row of the acceptance checklist, in its order
/// and under its number, with the reference value beside what is measured. What takes long is read
/// from the committed results, each of which names the command that makes it.
///
/// To add a row: a method `rowN...` whose `@DisplayName` is the claim; reference values are numbers
/// in it, from the paper or from the project's record of it, and a tolerance has its reason.
@Tag("once")
class PapersTest {

  private static ResultsDocument stabilityGap(String benchmark) throws IOException {
    return ResultsJson.read(
        ProjectFiles.ROOT.resolve("docs/results/stability-gap/" + benchmark + ".json"));
  }

  private static MethodResults results(String benchmark, Method method) throws IOException {
    return Objects.requireNonNull(stabilityGap(benchmark).methods().get(method.key()));
  }

  @Test
  @DisplayName("1: gain follows entropy and returns to g0")
  void row1GainFollowsItsDriveAndReturns() {
    double eta = 0.4;
    double entropy = 1.5;
    GainDynamics dynamics = GainDynamics.ofPaper(eta);
    Tensor gain = Tensor.ones(DType.F64, 1);
    for (int i = 0; i < 600; i++) {
      dynamics.advance(gain, entropy);
    }
    double fixed = 1 + eta * entropy / (1 - 0.9);
    // 0.9^600 is below 1e-27: what is left is rounding.
    assertEquals(fixed, gain.itemDouble(), 1e-12);
    double above = fixed - 1;
    for (int i = 0; i < 20; i++) {
      dynamics.advance(gain, 0);
      above *= 0.9;
      assertEquals(1 + above, gain.itemDouble(), 1e-12);
    }
  }

  /// Reference values rounded to the digits given; each tolerance is half a unit of the last one.
  @Test
  @DisplayName("2: gain acts as two timescales")
  void row2TheOneDimensionalDemonstration() {
    Trace slow = TwoTimescales.slow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS);
    Trace both = TwoTimescales.fastAndSlow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS);
    Trace gained =
        TwoTimescales.gained(
            TwoTimescales::reversedBriefly,
            TwoTimescales.STEPS,
            TwoTimescales.dynamicsOfReversal(),
            1);
    double[][] outputs = {{0.063, -0.225}, {-0.549, -0.649}, {-0.903, -0.914}};
    double[] errors = {0.4897, 0.2480, 0.3622};
    List<Trace> traces = List.of(slow, both, gained);
    for (int i = 0; i < 3; i++) {
      assertEquals(outputs[i][0], traces.get(i).output()[150], 0.0005);
      assertEquals(outputs[i][1], traces.get(i).output()[153], 0.0005);
      assertEquals(
          errors[i], traces.get(i).error(TwoTimescales::reversedBriefly, 144, 200), 0.00005);
    }
    assertEquals(147, gained.stepOfPeakGain());
    assertEquals(2.46, gained.gain()[147], 0.005);
  }

  /// Differences of the exact gradient, in double precision: errors of order `h^2` and of rounding
  /// over `h`, both about 1e-9 for the step taken.
  @Test
  @DisplayName("3: curvature in the raw weights is g^2 times that in the weights that act")
  void row3CurvatureIdentityByFiniteDifferences() {
    double g = 1.7;
    Tensor x = Tensor.normal(Philox.of(1), 0f, 1f, 6, 3).to(DType.F64);
    Tensor acting = Tensor.normal(Philox.of(2), 0f, 1f, 6).to(DType.F64);
    double[][] hActing = differences(w -> softmaxLoss(w, x, 1), acting);
    double[][] hRaw = differences(w -> softmaxLoss(w, x, g), acting.div(Tensor.scalar(g)));
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        assertEquals(g * g * hActing[i][j], hRaw[i][j], 1e-7);
      }
    }
  }

  private static Variable softmaxLoss(Variable weights, Tensor x, double g) {
    Variable logits = Variable.constant(x).matmul(weights.reshape(3, 2)).mul(g);
    return logits.crossEntropy(Tensor.of(new long[] {0, 1, 0, 1, 1, 0}, 6));
  }

  private static double[][] differences(UnaryOperator<Variable> loss, Tensor at) {
    double h = 1e-5;
    int n = at.shape().size();
    double[][] hessian = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] step = new double[n];
      step[i] = h;
      double[] up = gradient(loss, at.add(Tensor.of(step, n)));
      double[] down = gradient(loss, at.sub(Tensor.of(step, n)));
      hessian[i] = new double[n];
      for (int j = 0; j < n; j++) {
        hessian[i][j] = (up[j] - down[j]) / (2 * h);
      }
    }
    return hessian;
  }

  private static double[] gradient(UnaryOperator<Variable> loss, Tensor at) {
    return Grad.of(loss).apply(Variable.constant(at)).value().toDoubleArray();
  }

  /// References are of the authors' files, the curve averaged over five seeds: avg-SG 0.019 for
  /// NGM, 0.270 for momentum and 0.155 for Adam, avg-ACC 99.02, 99.08 and 98.60.
  ///
  /// Our seeds are other draws. Over seeds avg-SG has a standard deviation of 0.002, 0.007 and
  /// 0.078 in the authors' files and of 0.005, 0.003 and 0.061 in ours, in that order of methods,
  /// avg-ACC one of 0.02, 0.07 and 0.18 there and 0.07, 0.12 and 0.27 here. Tolerances of NGM and
  /// momentum are two to three of the larger; Adam's gap varies too much for one, so its order is
  /// asserted.
  ///
  /// On [cerulean.studies.gap.SynthSplit], which needs no files, `SynthSplitTest` asserts the gaps
  /// of the project's record (0.103 NGM, 0.035 SGD, 0.274 momentum, 0.401 Adam) and the order.
  @Test
  @DisplayName("4: NGM reduces the gap at equal accuracy")
  void row4TheGapIsSmallerAtEqualAccuracy() throws IOException {
    CurveMetrics ngm = results("split", Method.NGM).ofMeanCurve();
    CurveMetrics msgd = results("split", Method.MSGD).ofMeanCurve();
    CurveMetrics adam = results("split", Method.ADAM).ofMeanCurve();
    assertEquals(0.019, ngm.avgSg(), 0.01);
    assertEquals(0.270, msgd.avgSg(), 0.02);
    assertTrue(ngm.avgSg() < adam.avgSg() / 3, "Adam " + adam.avgSg());
    assertEquals(99.02, ngm.avgAcc(), 0.2);
    assertEquals(99.08, msgd.avgAcc(), 0.2);
  }

  @Test
  @DisplayName("5: momentum forgets everything at the first switch")
  void row5MomentumsFirstSwitchIsCatastrophic() throws IOException {
    double first = results("split", Method.MSGD).ofMeanCurve().sgPerSwitch().getFirst();
    assertEquals(1.000, first, 0.02);
    assertEquals(0.029, results("split", Method.NGM).ofMeanCurve().sgPerSwitch().getFirst(), 0.015);
  }

  /// Slopes of the authors' files over the first three tasks.
  @Test
  @DisplayName("6: gain rises with class-incremental tasks, not with domain-incremental ones")
  void row6GainFollowsComplexity() throws IOException {
    assertEquals(0.22, slope("split"), 0.03);
    assertEquals(-0.18, slope("permuted"), 0.03);
    assertEquals(-0.07, slope("rotated"), 0.03);
    // 0.42 in the authors' files. Ours is one seed, and how slopes vary over seeds is not known, so
    // what is asserted is their order: steeper than on MNIST.
    assertTrue(slope("split-cifar10") > 0.22 + 0.03, "slope " + slope("split-cifar10"));
  }

  private static double slope(String benchmark) throws IOException {
    List<Double> gains = results(benchmark, Method.NGM).gainPerTask();
    return (gains.get(2) - gains.get(0)) / 2;
  }

  /// The paper's numbers are not known; references are those of the prototype of the
  /// reconstruction. Its gains are of eight copies and have a standard error of about 0.5 Hz/nA;
  /// the tolerance is two of them.
  ///
  /// On the ring the control agrees: the prototype's one run is within three standard deviations of
  /// the mean of our ten, where single runs of ours have 0.2 Hz/nA and 7 pA. Under SOM and PV cells
  /// it does not: ours act more strongly (`docs/results/microcircuit.md`), which is asserted beside
  /// the prototype's numbers. Their lines shift by more than the record's limit of 60 pA, at half
  /// the strength by less.
  @Test
  @DisplayName("7: dendritic drive and coupling raise gain, SOM cells lower it, PV cells shift")
  void row7DendritesAndInterneuronsSetTheGain() throws IOException {
    requireGains("dendrite: %s pA", Map.of("0", 30.1, "150", 33.1, "300", 37.4, "450", 42.6));
    requireGains(
        "coupling: %s", Map.of("0", 29.1, "0.25", 29.1, "0.5", 29.7, "0.75", 32.9, "1", 37.4));
    requireGains("som: %s nS", Map.of("0", 37.4, "5", 31.3, "10", 29.3, "20", 29.2));
    requireGains("pv: %s nS", Map.of("0", 37.4, "5", 35.6, "10", 35.2, "20", 32.9));
    for (List<String> rising :
        List.of(
            List.of("dendrite: 0 pA", "dendrite: 150 pA", "dendrite: 300 pA", "dendrite: 450 pA"),
            List.of("coupling: 0.25", "coupling: 0.5", "coupling: 0.75", "coupling: 1"))) {
      for (int k = 1; k < rising.size(); k++) {
        assertTrue(
            microcircuit(rising.get(k), "gain") > microcircuit(rising.get(k - 1), "gain"),
            rising.get(k));
      }
    }
    double control = 45.4;
    double intercept = 490;
    assertEquals(control, microcircuit("ring: none", "gain"), 3 * 0.2 * Math.sqrt(1.1));
    assertEquals(intercept, microcircuit("ring: none", "x-intercept"), 3 * 7 * Math.sqrt(1.1));
    // Prototype: SOM cells 36.2 Hz/nA and 441 pA, PV cells 41.4 and 575, twice as strong 40.1 and
    // 735.
    assertTrue(lostGain("ring: SOM") > 1 - 36.2 / control);
    assertTrue(lostGain("ring: SOM / 2") < 1 - 36.2 / control);
    assertTrue(lostGain("ring: PV") < 1 - 41.4 / control);
    assertTrue(lostGain("ring: PV x 2") < 1 - 40.1 / control);
    assertTrue(shift("ring: SOM") < 441 - intercept);
    assertTrue(shift("ring: PV") > 575 - intercept);
    assertTrue(shift("ring: PV x 2") > 735 - intercept);
    assertTrue(lostGain("ring: SOM") > 2 * lostGain("ring: PV"));
    // Limits of the record.
    assertEquals(0, shift("ring: SOM / 2"), 60);
    assertTrue(shift("ring: PV") > 80);
  }

  private static void requireGains(String condition, Map<String, Double> references)
      throws IOException {
    for (Map.Entry<String, Double> reference : references.entrySet()) {
      String of = condition.formatted(reference.getKey());
      assertEquals(reference.getValue(), microcircuit(of, "gain"), 1, of);
    }
  }

  private static double lostGain(String of) throws IOException {
    return 1 - microcircuit(of, "gain") / microcircuit("ring: none", "gain");
  }

  private static double shift(String of) throws IOException {
    return microcircuit(of, "x-intercept") - microcircuit("ring: none", "x-intercept");
  }

  private static double microcircuit(String of, String name) throws IOException {
    return measure("microcircuit", of, name);
  }

  /// References are the prototype's, of one run. Single runs of ours have a standard deviation of
  /// 0.03 to 0.05 s over the ten noise seeds; the tolerance is three of the largest.
  @Test
  @DisplayName("8: bursting speeds spike-timing dependent plasticity")
  void row8BurstsSpeedPlasticity() throws IOException {
    String time = "median time to w 0.9";
    Map<String, Double> references =
        Map.of("0 pA, γ 1", 5.41, "400 pA, γ 0", 5.47, "400 pA, γ 1", 4.13, "500 pA, γ 1", 3.54);
    for (Map.Entry<String, Double> reference : references.entrySet()) {
      String of = "pairs: " + reference.getKey();
      assertEquals(reference.getValue(), microcircuit(of, time), 0.15, of);
    }
    double without = microcircuit("pairs: 400 pA, γ 0", time);
    assertTrue(microcircuit("pairs: 400 pA, γ 1", time) < 0.85 * without);
    assertTrue(
        microcircuit("pairs: 400 pA, γ 1", "intervals below 10 ms")
            > 2 * microcircuit("pairs: 400 pA, γ 0", "intervals below 10 ms"));
  }

  /// The paper gives no numbers; references are those of the prototype of the reconstruction, 200
  /// runs. Both are draws of 200: a share near 0.9 then has a standard error of 0.021, so that the
  /// difference of two is within 0.09 in all but 0.3 % of cases, and near 0.1 alike.
  @Test
  @DisplayName("9: dopamine learns and fails after a set shift, with noradrenaline it adapts")
  void row9NoradrenalineUnlocksTheShiftOfSet() throws IOException {
    assertEquals(0.985, goNoGo("da", "meanBefore"), 0.01);
    assertEquals(0.10, goNoGo("da", "solved"), 0.09);
    assertEquals(0.86, goNoGo("da-na", "solved"), 0.09);
    assertTrue(goNoGo("da", "solved") < 0.3);
    assertTrue(goNoGo("da-na", "solved") > 0.8);
    assertEquals(0.67, goNoGo("da-na", "entropyShift"), 0.05);
    assertTrue(goNoGo("da-na", "entropyShift") > 4 * goNoGo("da-na", "entropyBefore"));
    assertTrue(goNoGo("da-na", "entropyLast") < 0.2);
    assertTrue(goNoGo("da", "entropyShift") < 2 * goNoGo("da", "entropyBefore"));
  }

  private static double goNoGo(String condition, String name) throws IOException {
    return measure("go-nogo", condition, name);
  }

  /// The number over all seeds in the committed results of a study.
  private static double measure(String study, String of, String name) throws IOException {
    return StudyResults.read(ProjectFiles.ROOT.resolve("docs/results/" + study + "/results.json"))
        .measures()
        .stream()
        .filter(m -> m.of().equals(of) && m.name().equals(name) && m.seed() == null)
        .findFirst()
        .orElseThrow(() -> new AssertionError(study + " has no " + name + " of " + of))
        .value();
  }

  /// First and last spikes, and how many there are, as in the record; all spikes are in the
  /// conformance sheet.
  @Test
  @DisplayName("10: the 20 firing patterns of Izhikevich (2004)")
  void row10FiringPatterns() {
    int[] counts = {5, 1, 28, 6, 6, 6, 10, 14, 1, 1, 1, 1, 1, 7, 1, 5, 1, 1, 3, 12};
    List<FiringPattern> panels = FiringPattern.panels2004();
    assertEquals(20, panels.size());
    for (int i = 0; i < counts.length; i++) {
      double[] spikes = panels.get(i).run().spikesMs();
      assertEquals(counts[i], spikes.length, panels.get(i).name());
      assertArrayEquals(
          panels.get(i).publishedMs().stream().mapToDouble(Double::doubleValue).toArray(),
          spikes,
          1e-9,
          panels.get(i).name());
    }
  }

  /// The tutorial's cell and step (0.1 ms, 500 ms); qualitative in the record: the response rises
  /// more steeply with noradrenaline, and intervals lengthen less.
  @Test
  @DisplayName("11: noradrenaline steepens the f-I curve of a LIF cell, adaptation is weaker")
  void row11NoradrenalineSteepensTheResponse() {
    List<Double> slopes = new ArrayList<>();
    List<Double> adaptations = new ArrayList<>();
    for (double level : new double[] {0, 0.5, 1}) {
      double low = spikes(level, 3000).length;
      double[] high = spikes(level, 6000);
      slopes.add((high.length - low) / 0.5 / 3);
      double first = high[1] - high[0];
      double last = high[high.length - 1] - high[high.length - 2];
      adaptations.add(last / first);
    }
    List<Double> rising = new ArrayList<>(slopes);
    Collections.sort(rising);
    assertEquals(rising, slopes);
    assertTrue(slopes.getLast() > 1.5 * slopes.getFirst(), "slopes " + slopes);
    List<Double> falling = new ArrayList<>(adaptations);
    falling.sort(Collections.reverseOrder());
    assertEquals(falling, adaptations);
  }

  private static double[] spikes(double level, double currentPa) {
    Simulation sim = Simulation.of(0.1, 1);
    AdaptiveLifPopulation cell =
        sim.add("cell", AdaptiveLifPopulation.of(1, AdaptiveLifParameters.noradrenaline(level)));
    sim.stimulate("drive", cell, Stimulus.constant(currentPa));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cell));
    sim.run(500);
    return spikes.timesMs();
  }
}
