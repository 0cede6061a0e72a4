package cerulean.neuro;

import cerulean.tensor.IndexedNormals;
import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Current from outside into one compartment, added after what the ports bring.
///
/// A value that depends on time is that of the start of the step, `n dt`, for the whole step.
public abstract class Stimulus extends Component {

  /// For stimuli of users.
  protected Stimulus() {}

  /// Called once per step by one thread, before any cell advances.
  protected void begin(long step, double dtMs) {}

  /// Adds the current of the cells `from .. to`; called by several threads for different ranges.
  protected abstract void add(double[] current, int from, int to);

  /// The same current in every cell.
  public static Stimulus constant(double current) {
    return new OfTime(time -> current, "constant " + current, true);
  }

  /// A current for each cell; `currents` is copied and has one number per cell.
  public static Stimulus constant(double[] currents) {
    return new PerCell(currents.clone());
  }

  /// A function of time in ms, called once per step with `n dt`.
  public static Stimulus of(DoubleUnaryOperator ofTimeMs) {
    return new OfTime(ofTimeMs, "function of time", false);
  }

  /// Steps: from `timesMs[k]` on the current is `currents[k]`; 0 before the first.
  ///
  /// `timesMs` ascending. A time counts as reached up to a millionth of a step early, so that 0.3
  /// is in step 3 of 0.1 ms.
  public static Stimulus steps(double[] timesMs, double[] currents) {
    if (timesMs.length != currents.length) {
      throw new IllegalArgumentException(
          "Stimulus.steps: one current for each time is needed; got "
              + timesMs.length
              + " times and "
              + currents.length
              + " currents");
    }
    for (int k = 0; k < timesMs.length; k++) {
      Checks.finite("Stimulus.steps: currents[" + k + "]", currents[k]);
      if (!(k == 0 ? timesMs[k] >= 0 : timesMs[k] > timesMs[k - 1])) {
        throw new IllegalArgumentException(
            "Stimulus.steps: timesMs must be ascending, from 0 on; got "
                + Arrays.toString(timesMs));
      }
    }
    return new Steps(timesMs.clone(), currents.clone());
  }

  /// One pulse: `current` from `startMs` until `endMs`.
  public static Stimulus pulse(double startMs, double endMs, double current) {
    return steps(new double[] {startMs, endMs}, new double[] {current, 0});
  }

  /// White noise held for a step: a normal number of standard deviation `sd` for each cell and
  /// step.
  ///
  /// The standard deviation is of the current in one step: to keep the effect on the voltage when
  /// the step changes, it has to go with `1 / sqrt(dt)`. Numbers are [IndexedNormals]; that of a
  /// cell and step depends on the seed, the name, the cell and the step.
  public static Stimulus noise(double sd) {
    return new Noise(new double[0], Checks.atLeast0("Stimulus.noise: sd", sd));
  }

  /// White noise with a standard deviation for each cell.
  public static Stimulus noise(double[] sds) {
    for (int i = 0; i < sds.length; i++) {
      Checks.atLeast0("Stimulus.noise: sds[" + i + "]", sds[i]);
    }
    return new Noise(sds.clone(), 0);
  }

  /// Noise with a memory (Ornstein and Uhlenbeck): Gaussian with mean 0, standard deviation `sd`
  /// and correlation `e^(-t / tauMs)` over time, independent between cells.
  ///
  /// Advanced exactly, so that its statistics do not depend on the step; it starts as it goes on,
  /// with standard deviation `sd`.
  public static Stimulus ornsteinUhlenbeck(double sd, double tauMs) {
    return new ColouredNoise(
        Checks.atLeast0("Stimulus.ornsteinUhlenbeck: sd", sd),
        Checks.above0("Stimulus.ornsteinUhlenbeck: tauMs", tauMs));
  }

  /// Called when the stimulus is attached to a compartment of `size` cells.
  protected void attached(int size) {}

  /// Called when the stimulus is attached to a compartment.
  void attached(Compartment compartment) {
    attached(compartment.current().length);
  }

  private static final class OfTime extends Stimulus {
    private final DoubleUnaryOperator ofTimeMs;
    private final String text;
    private final boolean fixed;
    private double value;

    OfTime(DoubleUnaryOperator ofTimeMs, String text, boolean fixed) {
      this.ofTimeMs = ofTimeMs;
      this.text = text;
      this.fixed = fixed;
      if (fixed) {
        value = Checks.finite("Stimulus.constant: current", ofTimeMs.applyAsDouble(0));
      }
    }

    @Override
    protected void begin(long step, double dtMs) {
      if (!fixed) {
        value = ofTimeMs.applyAsDouble(step * dtMs);
      }
    }

    @Override
    protected void add(double[] current, int from, int to) {
      double now = value;
      for (int i = from; i < to; i++) {
        current[i] += now;
      }
    }

    @Override
    public String description() {
      return text;
    }
  }

  private static final class Steps extends Stimulus {
    private final double[] timesMs;
    private final double[] currents;
    private double value;

    Steps(double[] timesMs, double[] currents) {
      this.timesMs = timesMs;
      this.currents = currents;
    }

    @Override
    protected void begin(long step, double dtMs) {
      double reached = (step + 1e-6) * dtMs;
      int found = Arrays.binarySearch(timesMs, reached);
      int last = found < 0 ? -found - 2 : found;
      value = last < 0 ? 0 : currents[last];
    }

    @Override
    protected void add(double[] current, int from, int to) {
      double now = value;
      for (int i = from; i < to; i++) {
        current[i] += now;
      }
    }

    @Override
    public String description() {
      return "steps at " + Arrays.toString(timesMs) + " ms";
    }
  }

  private static final class PerCell extends Stimulus {
    private final double[] currents;

    PerCell(double[] currents) {
      this.currents = currents;
    }

    @Override
    protected void attached(int size) {
      requireSize("Stimulus.constant", currents.length, size);
    }

    @Override
    protected void add(double[] current, int from, int to) {
      for (int i = from; i < to; i++) {
        current[i] += currents[i];
      }
    }

    @Override
    public String description() {
      return "constant per cell";
    }
  }

  private static final class Noise extends Stimulus {
    private double[] sds;
    private final double sameSd;
    private StepKeys keys = new StepKeys(Philox.of(0));

    Noise(double[] sds, double sameSd) {
      this.sds = sds;
      this.sameSd = sameSd;
    }

    @Override
    protected void attached(int size) {
      if (sds.length == 0) {
        sds = new double[size];
        Arrays.fill(sds, sameSd);
      }
      requireSize("Stimulus.noise", sds.length, size);
    }

    @Override
    protected void seed(Philox stream) {
      keys = new StepKeys(stream);
    }

    @Override
    protected void begin(long step, double dtMs) {
      keys.at(step);
    }

    @Override
    protected void add(double[] current, int from, int to) {
      IndexedNormals.addScaled(keys.key0(), keys.key1(), sds, current, from, to);
    }

    @Override
    public String description() {
      return "normal noise, new in every step";
    }
  }

  private static final class ColouredNoise extends Stimulus {
    private final double sd;
    private final double tauMs;
    private double[] values = new double[0];
    private double[] draws = new double[0];
    private double kept;
    private double added;
    private StepKeys keys = new StepKeys(Philox.of(0));

    ColouredNoise(double sd, double tauMs) {
      this.sd = sd;
      this.tauMs = tauMs;
    }

    @Override
    protected void attached(int size) {
      values = new double[size];
      draws = new double[size];
    }

    @Override
    protected void seed(Philox stream) {
      keys = new StepKeys(stream);
      // No step has this number, so the numbers of the start are no other's.
      keys.at(-1);
      IndexedNormals.fill(keys.key0(), keys.key1(), values, 0, values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] *= sd;
      }
    }

    @Override
    protected void prepare(double dtMs) {
      kept = Math.exp(-dtMs / tauMs);
      added = sd * Math.sqrt(-Math.expm1(-2 * dtMs / tauMs));
    }

    @Override
    protected void begin(long step, double dtMs) {
      keys.at(step);
    }

    @Override
    protected void add(double[] current, int from, int to) {
      IndexedNormals.fill(keys.key0(), keys.key1(), draws, from, to);
      for (int i = from; i < to; i++) {
        values[i] = kept * values[i] + added * draws[i];
      }
      for (int i = from; i < to; i++) {
        current[i] += values[i];
      }
    }

    @Override
    protected void state(Snapshot snapshot) {
      snapshot.array("values", values);
    }

    @Override
    public String description() {
      return "Ornstein-Uhlenbeck noise, sd " + sd + ", " + tauMs + " ms, exact";
    }
  }

  private static void requireSize(String what, int given, int size) {
    if (given != size) {
      throw new IllegalArgumentException(
          what + ": one number for each of the " + size + " cells is needed; got " + given);
    }
  }
}
