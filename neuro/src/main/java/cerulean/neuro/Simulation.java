package cerulean.neuro;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network of populations and the clock that advances it.
///
///     Simulation sim = Simulation.of(1.0, 42);            // dt in ms, seed
///     Population exc = sim.add("exc", IzhikevichPopulation.of(800, REGULAR_SPIKING));
///     exc.attach("input", new CurrentPort());
///     sim.connect("recurrent", exc, exc.port("input"), Connectivity.fixedProbability(0.1),
///         Values.uniform(0, 0.5), Delays.oneStep());
///     sim.stimulate("noise", exc, Stimulus.noise(5));
///     SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(exc));
///     sim.run(1000);
///
/// **A step**, number n, leads from time `n dt` to `(n + 1) dt`. In this order:
///
/// 1. modulators, in the order they were added
/// 2. for every cell: arrivals at its ports, stimuli, then its model advances; spikes are found
/// 3. spikes of this step are put into the rings of their targets, to arrive in step n + delay
/// 4. plasticity, in the order of adding: it sees the spikes of this step, and its changes count from the
///    next step on
/// 5. recorders
///
/// **Reproducible.** The same network, seed and step give the same bits on any number of threads
/// ([Parallel]): cells are cut into blocks of [#BLOCK], targets into a few parts, by size alone. Random
/// streams belong to names: adding a recorder or another noise changes no other number.
///
/// **Stop and go on.** [#save] writes every changing array and what was recorded; a simulation built in
/// the same way loads it and goes on bit for bit.
///
/// Not for use by several threads at once.
public final class Simulation {

  /// Cells that are advanced as one piece of work.
  public static final int BLOCK = 1024;

  /// Cells below which a step is no work for two threads: handing it over costs some microseconds.
  private static final int PARALLEL_CELLS = 4 * BLOCK;

  /// Synaptic events of a step below which they are delivered by one thread.
  private static final long PARALLEL_EVENTS = 4096;

  private final double dtMs;
  private final long seed;
  private final Philox random;
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final List<Population> populations = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();
  private final List<Stimulus> stimuli = new ArrayList<>();
  private final List<Modulator> modulators = new ArrayList<>();
  private final List<Plasticity> plasticities = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();

  private Blocks blocks = Blocks.of(List.of());
  private Deliveries deliveries = Deliveries.of(List.of());
  private long step;

  private final Shares integrating = new Shares(this::integrate);
  private final Shares delivering = new Shares(this::deliver);

  private Simulation(double dtMs, long seed) {
    this.dtMs = dtMs;
    this.seed = seed;
    this.random = Philox.of(seed);
  }

  /// A simulation without cells.
  ///
  /// - `dtMs`: length of a step in ms, above 0
  /// - `seed`: names all its random numbers
  public static Simulation of(double dtMs, long seed) {
    return new Simulation(Checks.above0("Simulation: dtMs", dtMs), seed);
  }

  // ---- Building

  /// Adds a population under a name of its own and returns it.
  public <P extends Population> P add(String name, P population) {
    register(name, population);
    populations.add(population);
    blocks = Blocks.of(populations);
    return population;
  }

  /// Adds a modulator under a name of its own and returns it.
  public <M extends Modulator> M add(String name, M modulator) {
    register(name, modulator);
    modulators.add(modulator);
    return modulator;
  }

  /// Adds a rule of plasticity under a name of its own and returns it.
  public <P extends Plasticity> P add(String name, P plasticity) {
    register(name, plasticity);
    plasticities.add(plasticity);
    return plasticity;
  }

  /// Adds a recorder under a name of its own and returns it.
  public <R extends Recorder> R add(String name, R recorder) {
    register(name, recorder);
    recorders.add(recorder);
    return recorder;
  }

  /// Adds a stimulus to the first compartment of a population and returns it.
  public <S extends Stimulus> S stimulate(String name, Population population, S stimulus) {
    return stimulate(name, population.compartment(), stimulus);
  }

  /// Adds a stimulus to a compartment and returns it.
  public <S extends Stimulus> S stimulate(String name, Compartment compartment, S stimulus) {
    stimulus.attached(compartment);
    register(name, stimulus);
    compartment.attach(stimulus);
    stimuli.add(stimulus);
    return stimulus;
  }

  /// Makes the synapses from a population to a port and returns them.
  ///
  /// - `weights`: in the unit of the port ([Port#weightUnit])
  /// - `delays`: from one step on
  public Projection connect(
      String name,
      Population source,
      Port target,
      Connectivity connectivity,
      Values weights,
      Delays delays) {
    requireAdded(source);
    requireAdded(target.population());
    requireFree(name);
    Projection made =
        new Wiring(source, target, connectivity, weights, delays, dtMs, stream(name)).build();
    target.reserve(made.longestDelaySteps(), step);
    register(name, made);
    projections.add(made);
    deliveries = Deliveries.of(projections);
    return made;
  }

  private void register(String name, Component component) {
    requireFree(name);
    if (!component.name().isEmpty()) {
      throw new IllegalArgumentException(
          "add: " + name + " was added before as " + component.name() + "; make a new one");
    }
    component.named(name);
    component.seed(stream(name));
    components.put(name, component);
  }

  private void requireFree(String name) {
    if (name.isBlank() || name.contains("/") || components.containsKey(name)) {
      throw new IllegalArgumentException(
          "add: a name must be new, not empty and without a slash; got \"" + name + "\"");
    }
  }

  private void requireAdded(Population population) {
    if (!populations.contains(population)) {
      throw new IllegalArgumentException(
          "connect: population "
              + (population.name().isEmpty() ? "without a name" : population.name())
              + " is not of this simulation; add it first");
    }
  }

  /// The stream of a name: seed and name alone say what is in it.
  private Philox stream(String name) {
    return stream(random, name);
  }

  static Philox stream(Philox random, String name) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return random.split(hash);
  }

  // ---- Running

  /// Advances by `ms`, a whole number of steps.
  public void run(double ms) {
    long steps = steps("run: ms", ms, dtMs);
    try {
      for (long k = 0; k < steps; k++) {
        advance();
      }
      for (Recorder recorder : recorders) {
        recorder.flush();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("run: a recorder could not write: " + failed, failed);
    }
  }

  /// Advances by one step.
  public void step() {
    run(dtMs);
  }

  static long steps(String what, double ms, double dtMs) {
    double steps = Math.rint(ms / dtMs);
    if (!(ms >= 0
        && steps < Long.MAX_VALUE
        && Math.abs(steps * dtMs - ms) <= 1e-6 * dtMs * Math.max(1, 1e-6 * steps))) {
      throw new IllegalArgumentException(
          what + " must be a whole number of steps of " + dtMs + " ms; got " + ms);
    }
    return (long) steps;
  }

  private void advance() throws IOException {
    for (Modulator modulator : modulators) {
      modulator.refresh(dtMs);
      modulator.step(step, dtMs);
    }
    refresh();
    for (Population population : populations) {
      population.begin(step, dtMs);
    }
    for (Stimulus stimulus : stimuli) {
      stimulus.begin(step, dtMs);
    }
    boolean several = Parallel.threads() > 1;
    int pieces = blocks.count();
    if (several && blocks.cells() >= PARALLEL_CELLS) {
      integrating.run(pieces);
    } else {
      for (int piece = 0; piece < pieces; piece++) {
        integrate(piece);
      }
    }
    blocks.gather();
    for (Projection projection : projections) {
      projection.beforeDelivery(step, dtMs);
    }
    for (Plasticity plasticity : plasticities) {
      plasticity.beforeDelivery(step, dtMs);
    }
    if (several && deliveries.events() >= PARALLEL_EVENTS) {
      delivering.run(deliveries.pieces());
    } else {
      deliveries.deliverAll(step);
    }
    for (Plasticity plasticity : plasticities) {
      plasticity.step(step, dtMs);
    }
    for (Recorder recorder : recorders) {
      recorder.record(step, dtMs);
    }
    step++;
  }

  private void integrate(int piece) {
    blocks.integrate(piece, step, dtMs);
  }

  private void deliver(int piece) {
    deliveries.deliver(piece, step);
  }

  /// Populations first: ports compute their factors from what populations prepared.
  private void refresh() {
    for (Population population : populations) {
      population.refresh(dtMs);
      for (Port port : population.portsInOrder()) {
        port.refresh(dtMs);
      }
    }
    for (Component component : components.values()) {
      component.refresh(dtMs);
    }
  }

  // ---- Facts

  /// Length of a step in ms.
  public double dtMs() {
    return dtMs;
  }

  /// The seed.
  public long seed() {
    return seed;
  }

  /// Number of the next step, from 0.
  public long nextStep() {
    return step;
  }

  /// Time now, in ms.
  public double timeMs() {
    return step * dtMs;
  }

  /// The part of that name.
  public Component get(String name) {
    Component found = components.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "Simulation: no part " + name + "; there are " + components.keySet());
    }
    return found;
  }

  /// What is simulated and how, for people: step, seed, every part with model and scheme, in the
  /// order in which parts work.
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append("simulation, dt %s ms, seed %d, at %s ms%n".formatted(dtMs, seed, timeMs()));
    for (Modulator modulator : modulators) {
      line(text, "modulator", modulator.name(), modulator.description());
    }
    for (Population population : populations) {
      line(
          text,
          "population",
          population.name(),
          population.size() + " cells, " + population.description());
      for (Port port : population.portsInOrder()) {
        line(text, "  port", port.name(), port.description() + ", weights in " + port.weightUnit());
      }
    }
    for (Stimulus stimulus : stimuli) {
      line(text, "stimulus", stimulus.name(), stimulus.description());
    }
    for (Projection projection : projections) {
      line(text, "projection", projection.name(), projection.description());
    }
    for (Plasticity plasticity : plasticities) {
      line(text, "plasticity", plasticity.name(), plasticity.description());
    }
    for (Recorder recorder : recorders) {
      line(text, "recorder", recorder.name(), recorder.description());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String kind, String name, String description) {
    text.append("%-12s%-16s%s%n".formatted(kind, name, description));
  }

  // ---- Stopping and going on

  /// Writes everything that a run changes to a file, whole or not at all, as safetensors.
  public void save(Path file) throws IOException {
    Snapshot snapshot = Snapshot.empty();
    state(snapshot);
    SafeTensors.write(file, snapshot.tensors(), Map.of("format", "cerulean-neuro-1"));
  }

  /// Takes over what [#save] wrote. The simulation must have been built in the same way: same
  /// names, sizes, seed and step.
  ///
  /// Recorders go on with what they had recorded; one that the file does not know starts empty, and
  /// one that the file knows must be there.
  ///
  /// A file that does not fit is refused with a sentence; the simulation may then have been changed
  /// in part and is of no use.
  public void load(Path file) throws IOException {
    Map<String, Tensor> saved = SafeTensors.read(file).tensors();
    Snapshot snapshot = Snapshot.of(saved);
    state(snapshot);
    snapshot.requireAllTaken();
    for (Component component : components.values()) {
      component.changed();
    }
  }

  private void state(Snapshot snapshot) {
    snapshot.enter("simulation");
    long savedSeed = snapshot.number("seed", seed);
    double savedDt = snapshot.number("dtMs", dtMs);
    if (savedSeed != seed || savedDt != dtMs) {
      throw new IllegalArgumentException(
          "load: the file is of seed "
              + savedSeed
              + " and dt "
              + savedDt
              + " ms, the simulation of seed "
              + seed
              + " and dt "
              + dtMs
              + " ms");
    }
    step = snapshot.number("step", step);
    for (Component component : components.values()) {
      // A recorder may be new; one that the file has and the simulation has not is refused, lest
      // what it recorded be lost.
      boolean fresh = component instanceof Recorder && snapshot.loading();
      if (!fresh || snapshot.has(component.name())) {
        snapshot.enter(component.name());
        component.state(snapshot);
      }
    }
    for (Population population : populations) {
      for (Port port : population.portsInOrder()) {
        snapshot.enter(port.name());
        port.state(snapshot);
      }
    }
  }
}
