package cerulean.bench.neuro;

import cerulean.bench.task.Unit;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.SynapticPlasticity;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A program that does one work and prints its numbers; the group starts it.
public final class NeuroProcess {

  /// The work, a name of [NeuroWork].
  public static final String WORK = "cerulean.bench.neuro";

  public static final String THREADS = "cerulean.bench.threads";

  /// How many rounds are timed, and how long each is at least, in ms.
  public static final String ROUNDS = "cerulean.bench.rounds";

  public static final String MILLIS = "cerulean.bench.millis";

  /// When the process was started, in microseconds of the epoch.
  public static final String STARTED = "cerulean.bench.started";

  private static final String MARK = "neuro:";
  private static final String WRONG = "neuro wrong:";

  /// The network runs so long before it is timed: the compiler is then done with it.
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  private NeuroProcess() {}

  public static void main(String[] arguments) {
    Parallel.configure(Integer.getInteger(THREADS, 1));
    NeuroWork work = NeuroWork.valueOf(System.getProperty(WORK, "DENSE"));
    try {
      List<Double> numbers =
          switch (work.unit()) {
            case BYTES -> List.of(bytes(work));
            case SECONDS -> List.of(work == NeuroWork.BUILD ? built(work) : first(work));
            default -> rounds(work);
          };
      System.out.println(
          MARK + numbers.stream().map(number -> " " + number).collect(Collectors.joining()));
    } catch (WrongNetwork wrong) {
      System.out.println(WRONG + " " + wrong.getMessage());
    }
  }

  /// A network that does not do what it must; timing it would be pointless.
  private static final class WrongNetwork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongNetwork(String what) {
      super(what);
    }
  }

  /// The numbers in what the process printed, or the sentence that says what is wrong.
  public static List<Double> numbers(List<String> lines) throws IOException {
    for (String line : lines) {
      if (line.startsWith(WRONG)) {
        throw new IOException(line.substring(WRONG.length()).strip());
      }
      if (line.startsWith(MARK)) {
        return Arrays.stream(line.substring(MARK.length()).strip().split(" ", -1))
            .map(Double::valueOf)
            .toList();
      }
    }
    throw new IOException(lines.isEmpty() ? "it printed nothing" : lines.getLast());
  }

  /// Microseconds of the epoch, as a clock of all processes tells.
  public static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Nanoseconds for each simulated second, or for each step.
  private static List<Double> rounds(NeuroWork work) {
    NeuroWork.Network network = work.network();
    Simulation simulation = network.simulation();
    SpikeRecorder spikes = simulation.add("recorded", SpikeRecorder.of(network.cells()));
    checked(work, simulation, spikes);
    long begun = System.nanoTime();
    double chunkMs = 1;
    while (System.nanoTime() - begun < WARM_UP_NANOS) {
      long before = System.nanoTime();
      simulation.run(chunkMs);
      // Chunks of some 20 ms: the clock is then read seldom.
      if (System.nanoTime() - before < 10_000_000) {
        chunkMs *= 2;
      }
      spikes.clear();
    }
    double per = work.unit() == Unit.MICROSECONDS ? simulation.dtMs() : 1000;
    long least = 1_000_000L * Integer.getInteger(MILLIS, 300);
    List<Double> nanos = new ArrayList<>();
    for (int round = 0; round < Integer.getInteger(ROUNDS, 7); round++) {
      double simulatedMs = 0;
      long from = System.nanoTime();
      long passed = 0;
      while (passed < least) {
        simulation.run(chunkMs);
        simulatedMs += chunkMs;
        passed = System.nanoTime() - from;
      }
      nanos.add(passed * per / simulatedMs);
      spikes.clear();
    }
    return nanos;
  }

  private static void checked(NeuroWork work, Simulation simulation, SpikeRecorder spikes) {
    simulation.run(work.checkedMs());
    double hz = spikes.total() / (work.checkedMs() / 1000) / work.cells();
    if (!work.isRight(hz)) {
      throw new WrongNetwork(work.wrong("cerulean", hz));
    }
  }

  private static double first(NeuroWork work) {
    NeuroWork.Network network = work.network();
    Simulation simulation = network.simulation();
    SpikeRecorder spikes = simulation.add("recorded", SpikeRecorder.of(network.cells()));
    checked(work, simulation, spikes);
    return 1e3 * (micros() - Long.getLong(STARTED, micros()));
  }

  private static double built(NeuroWork work) {
    long before = System.nanoTime();
    NeuroWork.Network network = work.network();
    double nanos = System.nanoTime() - before;
    Projection made = (Projection) network.simulation().get("synapses");
    if (made.synapses() != 100L * work.cells()) {
      throw new WrongNetwork(work.text() + " has " + made.synapses());
    }
    return nanos;
  }

  /// Indices, weights, delays, and of a plastic synapse what its rule has: without the traces of
  /// cells no less.
  private static double bytes(NeuroWork work) {
    Simulation simulation = work.network().simulation();
    Projection synapses = (Projection) simulation.get("synapses");
    boolean plastic = work == NeuroWork.BYTES_STDP || work == NeuroWork.BYTES_STDP_DELAYS;
    if (!plastic) {
      return (double) synapses.bytes() / synapses.synapses();
    }
    SynapticPlasticity rule = (SynapticPlasticity) simulation.get("stdp");
    return (double) synapses.bytes() / synapses.synapses()
        + (double) rule.bytes() / rule.synapses().count();
  }
}
