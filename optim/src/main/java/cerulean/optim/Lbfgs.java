package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// L-BFGS (Liu & Nocedal 1989; Nocedal & Wright 2006, Algorithm 7.4): a quasi-Newton method that knows
/// the curvature from the last few steps, for smooth losses of the whole data.
///
///     double loss = lbfgs.step(() -> network.forward(x).crossEntropy(targets));
///
/// One step makes up to `iterations` moves, each along `-H g` with the inverse Hessian `H` that the
/// remembered changes of weights and gradients imply; how far is `lr`, or what a line search for the
/// strong Wolfe conditions finds ([WolfeSearch]). The first move is `min(1, 1 / |g|_1) lr` long. All
/// parameters are one vector and have one configuration and one type.
public final class Lbfgs implements Optimizer<Lbfgs.Config> {

  /// Below it a change of gradients says nothing about the curvature.
  private static final double LEAST_CURVATURE = 1e-10;

  /// How weights and gradients changed in one move, and `1 / (step . change)`.
  private record Pair(Tensor change, Tensor step, double weight) {}

  private final Groups<Config> groups;
  private final List<Parameter> parameters;
  private final Deque<Pair> history = new ArrayDeque<>();
  private @Nullable Tensor direction;
  private @Nullable Tensor gradientBefore;
  private double moved;
  private double lossBefore;
  private double scale = 1;
  private long moves;
  private long evaluations;

  private Lbfgs(List<Parameter> parameters, Config config) {
    this.groups = new Groups<>(List.of(new ParameterGroup<>(parameters, config)));
    this.parameters = List.copyOf(parameters);
    if (parameters.isEmpty() || parameters.stream().map(Parameter::dtype).distinct().count() > 1) {
      throw notOneVector(parameters);
    }
  }

  /// An optimizer of parameters of one type.
  public static Lbfgs of(List<Parameter> parameters, Config config) {
    return new Lbfgs(parameters, config);
  }

  @Override
  public List<ParameterGroup<Config>> groups() {
    return groups.all();
  }

  @Override
  public void configure(int index, Config config) {
    groups.configure(index, config);
  }

  /// Refused: a step needs the loss.
  @Override
  public void step() {
    throw new UnsupportedOperationException(
        "Lbfgs: a step computes the loss several times; call step(() -> loss)");
  }

  /// Makes up to `iterations` moves; returns the loss before the first.
  @Override
  public double step(Supplier<Variable> loss) {
    Config config = groups.all().getFirst().config();
    double first = evaluate(loss);
    double now = first;
    int used = 1;
    Tensor gradient = flatGradient();
    if (largest(gradient) <= config.gradientTolerance) {
      return first;
    }
    for (int i = 1; i <= config.iterations; i++) {
      moves++;
      Tensor along = nextDirection(gradient, config);
      double slope = dot(gradient, along);
      gradientBefore = gradient;
      direction = along;
      lossBefore = now;
      moved = moves == 1 ? Math.min(1, 1 / sumOfSizes(gradient)) * config.lr : config.lr;
      if (slope > -config.changeTolerance) {
        break;
      }
      int counted = 0;
      if (config.strongWolfe) {
        Tensor start = flatWeights();
        WolfeSearch.Result found =
            new WolfeSearch(
                    t -> pointAt(start, along, t, loss),
                    new WolfeSearch.Point(0, now, gradient, slope),
                    largest(along),
                    config.changeTolerance)
                .from(moved);
        counted = found.evaluations();
        moved = found.point().t();
        now = found.point().loss();
        gradient = found.point().gradient();
        place(start, along, moved);
      } else {
        place(flatWeights(), along, moved);
        if (i < config.iterations) {
          // After the last move nobody asks for the gradient.
          now = evaluate(loss);
          gradient = flatGradient();
          counted = 1;
        }
      }
      used += counted;
      boolean settled =
          largest(gradient) <= config.gradientTolerance
              || largest(along) * Math.abs(moved) <= config.changeTolerance
              || Math.abs(now - lossBefore) < config.changeTolerance;
      if (used >= config.evaluations || settled) {
        break;
      }
    }
    return first;
  }

  /// `-H g` by the two loops over the remembered pairs.
  private Tensor nextDirection(Tensor gradient, Config config) {
    if (direction == null || gradientBefore == null) {
      scale = 1;
      return outside(gradient::neg);
    }
    Tensor before = gradientBefore;
    Tensor along = direction;
    Tensor change = outside(() -> gradient.sub(before));
    Tensor step = outside(() -> along.mul(moved));
    double curvature = dot(change, step);
    if (curvature > LEAST_CURVATURE) {
      if (history.size() == config.history) {
        history.removeFirst();
      }
      history.addLast(new Pair(change, step, 1 / curvature));
      scale = curvature / dot(change, change);
    }
    Tensor d = outside(gradient::neg);
    double[] shares = new double[history.size()];
    int i = shares.length;
    for (Iterator<Pair> latest = history.descendingIterator(); latest.hasNext(); ) {
      Pair pair = latest.next();
      shares[--i] = dot(pair.step, d) * pair.weight;
      d.addScaledInPlace(pair.change, -shares[i]);
    }
    d.mulInPlace(scale);
    for (Pair pair : history) {
      double back = dot(pair.change, d) * pair.weight;
      d.addScaledInPlace(pair.step, shares[i++] - back);
    }
    return d;
  }

  private WolfeSearch.Point pointAt(Tensor start, Tensor along, double t, Supplier<Variable> loss) {
    place(start, along, t);
    double value = evaluate(loss);
    Tensor gradient = flatGradient();
    return new WolfeSearch.Point(t, value, gradient, dot(gradient, along));
  }

  private double evaluate(Supplier<Variable> loss) {
    evaluations++;
    return Evaluation.of(this, loss);
  }

  // ---- All parameters as one vector

  private Tensor flatWeights() {
    return flat(parameters.stream().map(p -> p.value().flatten()).toArray(Tensor[]::new));
  }

  /// The gradients; zeros where there is none.
  private Tensor flatGradient() {
    Tensor[] parts = new Tensor[parameters.size()];
    for (int i = 0; i < parts.length; i++) {
      Parameter parameter = parameters.get(i);
      Tensor gradient = parameter.grad();
      parts[i] =
          gradient == null
              ? Tensor.zeros(parameter.dtype(), parameter.value().size())
              : gradient.flatten();
    }
    return flat(parts);
  }

  private static Tensor flat(Tensor... parts) {
    return outside(() -> Tensor.concat(0, parts));
  }

  /// Puts the parameters at `start + t along`.
  private void place(Tensor start, Tensor along, double t) {
    try (Workspace _ = Workspace.open()) {
      Tensor all = start.copy();
      all.addScaledInPlace(along, t);
      int from = 0;
      for (Parameter parameter : parameters) {
        Tensor w = parameter.value();
        w.copyFromInPlace(all.narrow(0, from, w.size()).reshape(w.shape().dims()));
        from += w.size();
      }
    }
  }

  private static double dot(Tensor a, Tensor b) {
    try (Workspace _ = Workspace.open()) {
      return a.dot(b).itemDouble();
    }
  }

  private static double largest(Tensor a) {
    try (Workspace _ = Workspace.open()) {
      return a.norm(Double.POSITIVE_INFINITY, false).itemDouble();
    }
  }

  private static double sumOfSizes(Tensor a) {
    try (Workspace _ = Workspace.open()) {
      return a.norm(1, false).itemDouble();
    }
  }

  /// What is remembered from step to step outlives the workspace of the step.
  private static Tensor outside(Supplier<Tensor> tensor) {
    return Workspace.outside(tensor);
  }

  // ---- State

  /// As PyTorch's, under the first parameter, with the history as matrices: a row for every pair.
  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    if (direction != null && gradientBefore != null) {
      put(state, "n_iter", moves);
      put(state, "func_evals", evaluations);
      put(state, "t", moved);
      put(state, "prev_loss", lossBefore);
      put(state, "H_diag", scale);
      state.put("state.0.d", outside(direction::copy));
      state.put("state.0.prev_flat_grad", outside(gradientBefore::copy));
      int n = direction.size();
      DType type = direction.dtype();
      Tensor changes = outside(() -> Tensor.zeros(type, history.size(), n));
      Tensor steps = outside(() -> Tensor.zeros(type, history.size(), n));
      double[] weights = new double[history.size()];
      int i = 0;
      for (Pair pair : history) {
        changes.select(0, i).copyFromInPlace(pair.change);
        steps.select(0, i).copyFromInPlace(pair.step);
        weights[i++] = pair.weight;
      }
      state.put("state.0.old_dirs", changes);
      state.put("state.0.old_stps", steps);
      state.put("state.0.ro", outside(() -> Tensor.of(weights, weights.length)));
    }
    groups.writeTo(state);
    return state;
  }

  private static void put(Map<String, Tensor> state, String name, double number) {
    state.put("state.0." + name, outside(() -> Tensor.scalar(number)));
  }

  private static void put(Map<String, Tensor> state, String name, long number) {
    state.put("state.0." + name, outside(() -> Tensor.scalar(number)));
  }

  @Override
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("Lbfgs", state);
    List<Config> configs = groups.read(reader);
    Deque<Pair> pairs = new ArrayDeque<>();
    Tensor d = null;
    Tensor before = null;
    double[] numbers = new double[3];
    long[] counts = new long[2];
    if (reader.hasAny("state.0.")) {
      counts[0] = reader.whole("state.0.n_iter");
      counts[1] = reader.whole("state.0.func_evals");
      numbers[0] = reader.number("state.0.t");
      numbers[1] = reader.number("state.0.prev_loss");
      numbers[2] = reader.number("state.0.H_diag");
      DType type = parameters.getFirst().dtype();
      int n = parameters.stream().mapToInt(p -> p.value().size()).sum();
      d = reader.tensor("state.0.d", type, Shape.of(n)).orElse(null);
      before = reader.tensor("state.0.prev_flat_grad", type, Shape.of(n)).orElse(null);
      Tensor changes = reader.rows("state.0.old_dirs", type, n).orElse(null);
      int rows = changes == null ? 0 : changes.dim(0);
      Tensor steps = reader.tensor("state.0.old_stps", type, Shape.of(rows, n)).orElse(null);
      Tensor weights = reader.tensor("state.0.ro", DType.F64, Shape.of(rows)).orElse(null);
      if (changes != null && steps != null && weights != null) {
        for (int i = 0; i < rows; i++) {
          Tensor change = changes.select(0, i);
          Tensor step = steps.select(0, i);
          pairs.add(new Pair(outside(change::copy), outside(step::copy), weights.getDouble(i)));
        }
      }
    }
    reader.finish();
    groups.configureAll(configs);
    direction = d;
    gradientBefore = before;
    moves = counts[0];
    evaluations = counts[1];
    moved = numbers[0];
    lossBefore = numbers[1];
    scale = numbers[2];
    history.clear();
    history.addAll(pairs);
  }

  private static IllegalArgumentException notOneVector(List<Parameter> parameters) {
    return new IllegalArgumentException(
        "Lbfgs: parameters must be some and of one type, got "
            + parameters.stream().map(p -> p.dtype() + " " + p.shape()).toList());
  }

  /// - `lr`: factor of every move, or where the line search begins, not negative
  /// - `iterations`: moves per step at most, at least 1
  /// - `evaluations`: evaluations of the loss per step after which no other move begins, at least 1
  /// - `gradientTolerance`: largest element of a gradient that counts as 0, not negative
  /// - `changeTolerance`: change of loss or weights that counts as none, not negative
  /// - `history`: changes that are remembered, at least 1
  /// - `strongWolfe`: search along the line
  public record Config(
      double lr,
      int iterations,
      int evaluations,
      double gradientTolerance,
      double changeTolerance,
      int history,
      boolean strongWolfe)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Lbfgs", "lr", lr);
      Range.atLeast("Lbfgs", "iterations", 1, iterations);
      Range.atLeast("Lbfgs", "evaluations", 1, evaluations);
      Range.notNegative("Lbfgs", "gradientTolerance", gradientTolerance);
      Range.notNegative("Lbfgs", "changeTolerance", changeTolerance);
      Range.atLeast("Lbfgs", "history", 1, history);
    }

    /// PyTorch's settings: rate 1, 20 iterations, 25 evaluations, tolerances 1e-7 and 1e-9, a
    /// history of 100, no line search.
    public static Config defaults() {
      return new Config(1, 20, 25, 1e-7, 1e-9, 100, false);
    }

    /// The same with a line search, with which it converges from where it may.
    public static Config searching() {
      return defaults().strongWolfe(true);
    }

    @Override
    public Config lr(double lr) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }

    /// The same with another `iterations`; as in PyTorch with 5/4 as many evaluations.
    public Config iterations(int iterations) {
      return new Config(
          lr,
          iterations,
          Math.max(1, iterations * 5 / 4),
          gradientTolerance,
          changeTolerance,
          history,
          strongWolfe);
    }

    /// The same with another `evaluations`.
    public Config evaluations(int evaluations) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }

    /// The same with another `gradientTolerance`.
    public Config gradientTolerance(double gradientTolerance) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }

    /// The same with another `changeTolerance`.
    public Config changeTolerance(double changeTolerance) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }

    /// The same with another `history`.
    public Config history(int history) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }

    /// The same with `strongWolfe` on or off.
    public Config strongWolfe(boolean strongWolfe) {
      return new Config(
          lr, iterations, evaluations, gradientTolerance, changeTolerance, history, strongWolfe);
    }
  }
}
