package cerulean.studies.microcircuit;

import cerulean.studies.gap.Curve;
import cerulean.studies.gap.Method;
import cerulean.studies.gap.OutsideGain;
import cerulean.tensor.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// All experiments of the study with all noise seeds.
///
/// Every list has an entry per seed, in the order of the settings.
///
/// - `cells`: single cells by condition
/// - `ring`, `closed`: populations by inhibition
/// - `interneurons`: mean rates of PV and SOM cells on the ring, by inhibition
/// - `plasticRing`, `pairs`: plasticity by condition
/// - `gain`: relative gain over time through a pulse
/// - `weights`: mean weights through a pulse, and without one
/// - `stimulated`: the network that sees a stimulus, by coupling
/// - `coincidence`: traces without noise
/// - `bridge`: learning curves of the artificial network by what its gain does
@SuppressWarnings("ArrayRecordComponent") // Curves, made once and never compared.
record MicrocircuitStudy(
    Map<Condition, List<Response>> cells,
    Map<Inhibition, List<Response>> ring,
    Map<Inhibition, List<Response>> closed,
    Map<Inhibition, List<RingNetwork.Rates>> interneurons,
    Map<Condition, List<PlasticRing.Change>> plasticRing,
    Map<Condition, List<PlasticPairs.Learning>> pairs,
    List<double[]> gain,
    Map<Double, List<double[]>> weights,
    Map<Double, List<StimulusPulse>> stimulated,
    List<Coincidence> coincidence,
    Map<Bridge, List<Curve>> bridge) {

  /// Runs everything, experiments side by side, each on one thread; their numbers do not depend on
  /// that. `progress` runs after each of [#tasks] tasks.
  static MicrocircuitStudy run(MicrocircuitSettings settings, Runnable progress) {
    Plan plan = new Plan(settings.seeds());
    CellProtocol cell = settings.cell();
    Map<Condition, List<Response>> cells = new LinkedHashMap<>();
    for (Condition condition : settings.cellConditions()) {
      plan.add(cells, condition, seed -> SingleCells.run(cell, condition, seed));
    }
    Map<Inhibition, List<List<RingNetwork.Rates>>> open = new LinkedHashMap<>();
    for (Inhibition inhibition : Inhibition.OPEN) {
      plan.add(open, inhibition, seed -> sweep(cell, settings.ring(), inhibition, seed));
    }
    Map<Inhibition, List<List<RingNetwork.Rates>>> loop = new LinkedHashMap<>();
    for (Inhibition inhibition : settings.closedLoop()) {
      plan.add(loop, inhibition, seed -> sweep(cell, RingProtocol.CLOSED, inhibition, seed));
    }
    PlasticityProtocol plastic = settings.plasticity();
    Map<Condition, List<PlasticRing.Change>> plasticRing = new LinkedHashMap<>();
    for (Condition condition : settings.ringConditions()) {
      plan.add(plasticRing, condition, seed -> PlasticRing.run(cell, plastic, condition, seed));
    }
    Map<Condition, List<PlasticPairs.Learning>> pairs = new LinkedHashMap<>();
    for (Condition condition : settings.pairConditions()) {
      plan.add(pairs, condition, seed -> new PlasticPairs(cell, plastic, condition, seed).learn());
    }
    PulseProtocol pulse = settings.pulse();
    Map<String, List<double[]>> gain = new LinkedHashMap<>();
    plan.add(gain, "gain", seed -> GainPulse.relativeGain(cell, pulse, seed));
    Map<Double, List<double[]>> weights = new LinkedHashMap<>();
    Condition before = Condition.of(pulse.dendritePa(), 0);
    for (double to : new double[] {0, 1}) {
      plan.add(
          weights,
          to,
          seed ->
              new PlasticPairs(cell, plastic, before, seed)
                  .throughPulse(pulse, MicrocircuitSettings.WEIGHTS_EVERY, to));
    }
    Map<Double, List<StimulusPulse>> stimulated = new LinkedHashMap<>();
    for (double coupling : new double[] {0, 1}) {
      plan.add(stimulated, coupling, seed -> StimulusPulse.run(cell, coupling, seed));
    }
    plan.run(progress);
    List<double[]> measured = gain.values().iterator().next();
    return new MicrocircuitStudy(
        cells,
        responses(settings, open),
        responses(settings, loop),
        strongest(open),
        plasticRing,
        pairs,
        measured,
        weights,
        stimulated,
        Coincidence.all(cell),
        bridge(settings, measured, progress));
  }

  /// Single cells under a condition of the settings.
  List<Response> cells(Condition condition) {
    return Objects.requireNonNull(cells.get(condition), condition::key);
  }

  /// Number of tasks of a run.
  static int tasks(MicrocircuitSettings settings) {
    int kinds =
        settings.cellConditions().size()
            + Inhibition.OPEN.size()
            + settings.closedLoop().size()
            + settings.ringConditions().size()
            + settings.pairConditions().size()
            + 1
            + 2
            + 2
            + Bridge.values().length;
    return kinds * settings.seeds().size();
  }

  /// The gain of the pulse in every bin, mean over seeds, drives the network.
  private static Map<Bridge, List<Curve>> bridge(
      MicrocircuitSettings settings, List<double[]> measured, Runnable progress) {
    double[] signal = Bridge.signal(settings.pulse(), measured);
    Plan plan = new Plan(settings.seeds());
    Map<Bridge, List<Curve>> curves = new LinkedHashMap<>();
    for (Bridge arm : Bridge.values()) {
      plan.add(
          curves,
          arm,
          seed ->
              arm == Bridge.ENTROPY
                  ? OutsideGain.of(Method.NGM, seed)
                  : OutsideGain.follow(i -> arm.gain(signal, i), seed));
    }
    plan.run(progress);
    return curves;
  }

  private static List<RingNetwork.Rates> sweep(
      CellProtocol cell, RingProtocol ring, Inhibition inhibition, long seed) {
    List<RingNetwork.Rates> rates = new ArrayList<>();
    for (double pA : cell.grid()) {
      rates.add(RingNetwork.rates(cell, ring, inhibition, pA, seed));
    }
    return rates;
  }

  private static Map<Inhibition, List<Response>> responses(
      MicrocircuitSettings settings, Map<Inhibition, List<List<RingNetwork.Rates>>> sweeps) {
    Map<Inhibition, List<Response>> responses = new LinkedHashMap<>();
    sweeps.forEach((inhibition, bySeed) ->
        responses.put(
            inhibition,
            bySeed.stream()
                .map(sweep ->
                    new Response(
                        settings.cell().grid(),
                        sweep.stream().mapToDouble(RingNetwork.Rates::pyramids).toArray(),
                        settings.cell().leastHz(),
                        Double.NaN,
                        Double.NaN))
                .toList()));
    return responses;
  }

  /// Rates at the strongest drive: those of driven interneurons are the same at all.
  private static Map<Inhibition, List<RingNetwork.Rates>> strongest(
      Map<Inhibition, List<List<RingNetwork.Rates>>> sweeps) {
    Map<Inhibition, List<RingNetwork.Rates>> rates = new LinkedHashMap<>();
    sweeps.forEach(
        (inhibition, bySeed) -> rates.put(inhibition, bySeed.stream().map(List::getLast).toList()));
    return rates;
  }

  /// Tasks that are collected, then done side by side.
  private static final class Plan {

    private final List<Long> seeds;
    private final List<Task<?>> work = new ArrayList<>();
    private final List<Runnable> gathering = new ArrayList<>();

    Plan(List<Long> seeds) {
      this.seeds = seeds;
    }

    /// A task for each seed; what they return is under `key` after [#run].
    <K, V> void add(Map<K, List<V>> results, K key, LongFunction<V> function) {
      List<V> done = new ArrayList<>();
      results.put(key, done);
      for (long seed : seeds) {
        Task<V> task = new Task<>(function, seed);
        work.add(task);
        gathering.add(() -> done.add(task.result()));
      }
    }

    void run(Runnable progress) {
      Parallel.forRange(
          work.size(),
          1,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              work.get(i).run();
              progress.run();
            }
          });
      gathering.forEach(Runnable::run);
    }
  }

  /// One experiment with one seed.
  private static final class Task<V> {

    private final LongFunction<V> function;
    private final long seed;
    private @Nullable V result;

    Task(LongFunction<V> function, long seed) {
      this.function = function;
      this.seed = seed;
    }

    void run() {
      result = function.apply(seed);
    }

    V result() {
      return Objects.requireNonNull(result, "an experiment has not run");
    }
  }
}
