package cerulean.training;

import cerulean.autograd.Variable;
import cerulean.data.Batch;
import cerulean.data.DataLoader;
import cerulean.nn.Layer;
import cerulean.nn.Network;
import cerulean.optim.Gradients;
import cerulean.optim.Optimizer;
import cerulean.optim.Scheduler;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A training loop for those who do not want to write one. In its plainest form
///
///     Trainer.of(network, optimizer, Losses::crossEntropy).run(loader, 10);
///
/// is this loop, with the same bits:
///
///     while (loader.epoch() < 10) {
///       network.train(true);
///       for (Batch batch : loader) {
///         try (Workspace _ = Workspace.open()) {
///           optimizer.zeroGrad();
///           Variable output = network.forward(Variable.constant(batch.inputs()));
///           Losses.crossEntropy(output, batch.targets()).backward();
///           optimizer.step();
///         }
///       }
///     }
///
/// Whatever is asked for beside it is one method: evaluation after each epoch, early stopping, logs,
/// a progress bar, gradient accumulation and clipping, and checkpoints from which [#run] goes on by
/// itself, bit for bit, after the process was killed.
///
/// A loss that is NaN or infinite ends the run in one sentence with step and batch, before the weights
/// are touched by it.
public final class Trainer {

  /// A loss that looks at the whole batch, such as that of a network with several inputs.
  @FunctionalInterface
  public interface BatchLoss {
    /// The loss of a batch, a scalar; a mean over its examples.
    Variable of(Batch batch);
  }

  /// How a run ended.
  ///
  /// - `steps`, `epochs`: made in all, before it was resumed included
  /// - `loss`: the mean over the examples of the last epoch; NaN if this run has made none
  /// - `measures`: of the last evaluation of this run, by name
  /// - `resumed`: the checkpoint it went on from, if any
  /// - `stoppedEarly`: whether it ended before its epochs
  public record Outcome(
      long steps,
      long epochs,
      double loss,
      Map<String, Double> measures,
      Optional<Checkpoints.Resumed> resumed,
      boolean stoppedEarly) {}

  private final Network network;
  private final Optimizer<?> optimizer;
  private final BatchLoss loss;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final List<Logged> logs = new ArrayList<>();
  private final Map<String, Resumable> carried = new LinkedHashMap<>();

  private int accumulated = 1;
  private double mostNorm = Double.POSITIVE_INFINITY;
  private @Nullable Scheduler scheduler;
  private @Nullable Evaluation evaluation;
  private @Nullable EarlyStopping stopping;
  private String watched = "";
  private @Nullable Path folder;
  private int saveEvery;
  private @Nullable PrintStream screen;
  private boolean terminal;

  private long step;
  private final RunningMean epochLoss = new RunningMean();
  private boolean stopped;

  /// A log that gets the loss of every `every`th step.
  private record Logged(RunLog log, int every) {}

  private Trainer(Network network, Optimizer<?> optimizer, BatchLoss loss) {
    this.network = network;
    this.optimizer = optimizer;
    this.loss = loss;
  }

  /// A loop that makes `objective` of the network's outputs and the batch's targets small.
  public static Trainer of(Layer network, Optimizer<?> optimizer, Objective objective) {
    return new Trainer(
        network,
        optimizer,
        batch -> objective.loss(network.call(Variable.constant(batch.inputs())), batch.targets()));
  }

  /// A loop that makes a loss of whole batches small.
  public static Trainer ofBatches(Network network, Optimizer<?> optimizer, BatchLoss loss) {
    return new Trainer(network, optimizer, loss);
  }

  /// One step for `batches` batches, by the mean of their gradients: a batch of that many times the
  /// size in the memory of one. The last step of an epoch takes what is left. Returns this trainer.
  public Trainer accumulating(int batches) {
    requirePositive("accumulating: batches", batches);
    accumulated = batches;
    return this;
  }

  /// Scales gradients down to the norm `most` if theirs is larger. Returns this trainer.
  public Trainer clippingNorm(double most) {
    if (!(most > 0)) {
      throw new IllegalArgumentException("clippingNorm: norm must be positive; got " + most);
    }
    mostNorm = most;
    return this;
  }

  /// Moves learning rates by one step of `rates` after each update. Returns this trainer.
  public Trainer scheduling(Scheduler rates) {
    scheduler = rates;
    return this;
  }

  /// Measures after each epoch. Returns this trainer.
  public Trainer evaluating(Evaluation afterEachEpoch) {
    evaluation = afterEachEpoch;
    return this;
  }

  /// Ends the run when the `measure` of the evaluation, such as `loss` or `accuracy`, has not got
  /// better for too long, and keeps the best checkpoint if checkpoints are kept. Returns this
  /// trainer.
  public Trainer stopping(String measure, EarlyStopping rule) {
    watched = measure;
    stopping = rule;
    return this;
  }

  /// Writes to `log` the loss of every `every`th step as `loss`, and what is measured after an
  /// epoch by the measures' names with `test-` before them. Whoever opened the log closes it.
  /// Returns this trainer.
  public Trainer logging(RunLog log, int every) {
    requirePositive("logging: every", every);
    logs.add(new Logged(log, every));
    return this;
  }

  /// Saves everything in `checkpoints` after every `every`th step, after each epoch and at the end;
  /// [#run] goes on from the newest one there. Returns this trainer.
  public Trainer saving(Path checkpoints, int every) {
    requirePositive("saving: every", every);
    folder = checkpoints;
    saveEvery = every;
    return this;
  }

  /// Saves and restores `part`, too: a random stream that the network's dropout draws from,
  /// `Resumable.of(random)`; an average of weights, `Resumable.ofTensors(average::state,
  /// average::load)`. Returns this trainer.
  public Trainer carrying(String name, Resumable part) {
    carried.put(name, part);
    return this;
  }

  /// Shows a progress bar, and a line for each epoch, on `out`; `isTerminal` says whether it is a
  /// terminal or takes plain lines only. Returns this trainer.
  public Trainer showing(PrintStream out, boolean isTerminal) {
    screen = out;
    terminal = isTerminal;
    return this;
  }

  /// Tells `listener` of every step and epoch. Returns this trainer.
  public Trainer listening(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /// Makes the run end after the present step; for listeners.
  public void stop() {
    stopped = true;
  }

  /// How many steps there have been.
  public long step() {
    return step;
  }

  /// Goes through the data until `epochs` epochs are complete, those before it was resumed
  /// included: if the loader has been through one, `run(loader, 3)` makes two.
  public Outcome run(DataLoader loader, long epochs) throws IOException {
    requirePositive("run: epochs", epochs);
    if (stopping != null && evaluation == null) {
      throw nothingEvaluated(watched);
    }
    Checkpoints checkpoints = checkpoints(loader);
    Optional<Checkpoints.Resumed> resumed =
        checkpoints == null ? Optional.empty() : checkpoints.resume();
    if (resumed.isEmpty() && loader.epoch() >= epochs) {
      throw nothingToDo(loader.epoch(), epochs);
    }
    stopped = false;
    double mean = Double.NaN;
    Map<String, Double> measures = Map.of();
    try (ProgressBar bar = bar(loader, epochs)) {
      while (!isOver() && loader.epoch() < epochs) {
        long epoch = loader.epoch();
        epoch(loader, checkpoints, bar);
        if (loader.epoch() == epoch) {
          break;
        }
        mean = epochLoss.value();
        epochLoss.reset();
        measures = measure(epoch, mean, checkpoints);
        save(checkpoints);
      }
    }
    if (stopped) {
      save(checkpoints);
    }
    return new Outcome(step, loader.epoch(), mean, measures, resumed, loader.epoch() < epochs);
  }

  private boolean isOver() {
    return stopped || (stopping != null && stopping.isOver());
  }

  /// The rest of an epoch, until its end or a stop.
  private void epoch(
      DataLoader loader, @Nullable Checkpoints checkpoints, @Nullable ProgressBar bar)
      throws IOException {
    network.train(true);
    int parts = 0;
    int done = 0;
    double sum = 0;
    for (Batch batch : loader) {
      int index = loader.batch() - 1;
      if (done == 0) {
        parts = Math.min(accumulated, loader.batches() - index);
        optimizer.zeroGrad();
      }
      double value = isPlain() ? step(batch, loader, index) : learn(batch, parts, loader, index);
      epochLoss.add(value, batch.size());
      sum += value;
      done++;
      if (done == parts) {
        update();
        report(
            new TrainingListener.Step(step, loader.epoch(), index, loader.batches(), sum / parts));
        done = 0;
        sum = 0;
        if (step % saveEvery() == 0) {
          save(checkpoints);
        }
      }
      if (bar != null) {
        bar.step();
      }
      if (done == 0 && stopped) {
        return;
      }
    }
  }

  /// Whether the optimizer may evaluate the loss itself, which some must do several times a step.
  private boolean isPlain() {
    return accumulated == 1 && mostNorm == Double.POSITIVE_INFINITY;
  }

  /// Makes a step for one batch and returns its loss.
  private double step(Batch batch, DataLoader loader, int index) {
    try (Workspace _ = Workspace.open()) {
      return optimizer.step(() -> finite(loss.of(batch), loader, index));
    }
  }

  /// Adds the gradients of a batch, one of `parts`, and returns its loss.
  private double learn(Batch batch, int parts, DataLoader loader, int index) {
    try (Workspace _ = Workspace.open()) {
      Variable ofBatch = finite(loss.of(batch), loader, index);
      ofBatch.div(parts).backward();
      return ofBatch.value().itemDouble();
    }
  }

  private Variable finite(Variable ofBatch, DataLoader loader, int index) {
    if (ofBatch.shape().size() != 1) {
      throw notOneNumber(ofBatch);
    }
    double value = ofBatch.value().itemDouble();
    if (!Double.isFinite(value)) {
      throw notFinite(value, step, loader.epoch(), index);
    }
    return ofBatch;
  }

  /// What comes after the gradients of a step, and of a plain step after the update.
  private void update() {
    if (!isPlain()) {
      try (Workspace _ = Workspace.open()) {
        if (mostNorm < Double.POSITIVE_INFINITY) {
          Gradients.clipNorm(network.parameters(), mostNorm);
        }
        optimizer.step();
      }
    }
    if (scheduler != null) {
      scheduler.step();
    }
    step++;
  }

  private void report(TrainingListener.Step made) throws IOException {
    for (Logged logged : logs) {
      if (made.step() % logged.every() == 0) {
        logged.log().scalars(made.step(), Map.of("loss", made.loss()));
      }
    }
    for (TrainingListener listener : listeners) {
      listener.afterStep(made);
    }
  }

  /// What is done when an epoch has ended.
  private Map<String, Double> measure(long epoch, double mean, @Nullable Checkpoints checkpoints)
      throws IOException {
    Map<String, Double> measures = evaluation == null ? Map.of() : evaluation.run();
    if (!measures.isEmpty()) {
      Map<String, Double> named = new LinkedHashMap<>();
      measures.forEach((name, value) -> named.put("test-" + name, value));
      for (Logged logged : logs) {
        logged.log().scalars(step, named);
      }
    }
    if (stopping != null) {
      Double value = measures.get(watched);
      if (value == null) {
        throw notMeasured(watched, measures);
      }
      if (stopping.update(value) && checkpoints != null) {
        checkpoints.saveBest(step);
      }
    }
    TrainingListener.Epoch ended = new TrainingListener.Epoch(step, epoch, mean, measures);
    if (screen != null) {
      screen.println(line(ended));
    }
    for (TrainingListener listener : listeners) {
      listener.afterEpoch(ended);
    }
    return measures;
  }

  private static String line(TrainingListener.Epoch epoch) {
    StringBuilder line =
        new StringBuilder("epoch %d: loss %.4f".formatted(epoch.epoch(), epoch.loss()));
    epoch.measures().forEach((name, value) -> line.append(", test %s %.4f".formatted(name, value)));
    return line.toString();
  }

  private @Nullable Checkpoints checkpoints(DataLoader loader) {
    if (folder == null) {
      return null;
    }
    RunState run = new RunState().network(network).optimizer(optimizer).loader(loader);
    run.with("trainer", progress());
    Scheduler rates = scheduler;
    if (rates != null) {
      // After the optimizer, whose rates it sets.
      run.scheduler(rates);
    }
    if (stopping != null) {
      run.with("stopping", stopping);
    }
    for (int i = 0; i < logs.size(); i++) {
      run.with("log" + i, logs.get(i).log());
    }
    carried.forEach(run::with);
    return Checkpoints.in(folder, run);
  }

  /// The steps, and the mean loss of an epoch that is not complete.
  private Resumable progress() {
    return new Resumable() {
      @Override
      public PartState state() {
        PartState state = epochLoss.state();
        state.values().put("step", Long.toString(step));
        return state;
      }

      @Override
      public void restore(PartState state) {
        epochLoss.restore(state);
        step = state.longValue("step");
      }
    };
  }

  private int saveEvery() {
    return folder == null ? Integer.MAX_VALUE : saveEvery;
  }

  private void save(@Nullable Checkpoints checkpoints) throws IOException {
    for (Logged logged : logs) {
      logged.log().flush();
    }
    if (checkpoints != null) {
      checkpoints.save(step);
    }
  }

  private @Nullable ProgressBar bar(DataLoader loader, long epochs) {
    if (screen == null) {
      return null;
    }
    long total = epochs * loader.batches();
    ProgressBar bar = new ProgressBar("training", "batches", total, terminal, screen);
    bar.skip(loader.epoch() * loader.batches() + loader.batch());
    return bar;
  }

  private static void requirePositive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be at least 1; got " + number);
    }
  }

  private static ArithmeticException notFinite(double value, long step, long epoch, int batch) {
    return new ArithmeticException(
        "train: the loss is %s at step %d (epoch %d, batch %d, all from 0), so the weights were left as"
                .formatted(value, step, epoch, batch)
            + " they are; lower the learning rate, clip gradients, or find the operation with"
            + " Anomaly.detect()");
  }

  private static ShapeException notOneNumber(Variable loss) {
    return new ShapeException(
        "train",
        "the loss must be one number; got " + loss.shape() + "; take its mean()",
        loss.shape());
  }

  private static IllegalStateException nothingToDo(long done, long epochs) {
    return new IllegalStateException(
        "run: the loader has been through "
            + done
            + (done == 1 ? " epoch" : " epochs")
            + " already, and "
            + epochs
            + (epochs == 1 ? " is" : " are")
            + " asked for in all; ask for more, or make a new loader");
  }

  private static IllegalStateException nothingEvaluated(String measure) {
    return new IllegalStateException(
        "stopping: nobody measures '" + measure + "'; say with evaluating(...) on what data");
  }

  private static IllegalArgumentException notMeasured(
      String measure, Map<String, Double> measures) {
    return new IllegalArgumentException(
        "stopping: no measure '"
            + measure
            + "' after an epoch; the evaluation gives "
            + measures.keySet());
  }
}
