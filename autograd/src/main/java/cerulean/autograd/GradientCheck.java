package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Compares derivatives with differences of the function itself.
///
///     GradientCheck.require(in -> in.get(0).matmul(in.get(1)), a, b);
///     GradientCheck.of(in -> in.get(0).relu()).kinksAt(0).require(x);
///
/// Checked are the gradient, the tangent of forward mode, and both of the gradient itself (second
/// order). Of functions of up to 64 numbers that give up to 64, every entry of the Jacobian is
/// compared with `(f(x + h e) - f(x - h e)) / 2h`; of larger ones the derivative along three random
/// directions `v`, `sum(gradient * v)`, where the result is weighted with random numbers to one. `h`
/// is 2^-17 in F64, which balances the rounding of `f` against its third derivative: differences are
/// good to nine digits. (In F32, [#relativeError], it is 2^-7, for three digits.)
public final class GradientCheck {

  /// The largest relative error that passes: a thousand times what the differences of smooth
  /// functions have.
  private static final double MOST = 1e-6;

  /// Functions of so many numbers, giving so many, are checked entry by entry.
  private static final int SMALL = 64;

  private static final double STEP = 0x1p-17;

  private final Function<List<Variable>, Variable> f;
  private final double[] kinks;
  private final boolean secondOrder;
  private final boolean forwardMode;

  private GradientCheck(
      Function<List<Variable>, Variable> f,
      double[] kinks,
      boolean secondOrder,
      boolean forwardMode) {
    this.f = f;
    this.kinks = kinks;
    this.secondOrder = secondOrder;
    this.forwardMode = forwardMode;
  }

  /// A check of `f`, which maps its inputs to one variable of any shape.
  public static GradientCheck of(Function<List<Variable>, Variable> f) {
    return new GradientCheck(f, new double[0], true, true);
  }

  /// Without the elements of inputs that lie as near to one of `places` as a difference would
  /// reach: what the derivative is there is a convention.
  public GradientCheck kinksAt(double... places) {
    return new GradientCheck(f, places.clone(), secondOrder, forwardMode);
  }

  /// Without derivatives of derivatives.
  public GradientCheck firstOrderOnly() {
    return new GradientCheck(f, kinks, false, forwardMode);
  }

  /// Without tangents.
  public GradientCheck reverseModeOnly() {
    return new GradientCheck(f, kinks, secondOrder, false);
  }

  /// Checks `f` at inputs of F64, all of them.
  public static void require(Function<List<Variable>, Variable> f, Tensor... inputs) {
    of(f).require(inputs);
  }

  /// Checks the function at inputs of F64. An [IllegalStateException] says which derivative is
  /// wrong, at which element, what it is and what differences give.
  public void require(Tensor... inputs) {
    List<Tensor> at = List.of(inputs);
    for (Tensor input : inputs) {
      if (input.dtype() != DType.F64) {
        throw new IllegalArgumentException(
            "gradient check: inputs must be F64; got " + input.dtype() + "; convert with to");
      }
    }
    Philox random = Philox.of(1);
    requireDerivatives("the gradient", "the tangent", f, at, random);
    if (secondOrder) {
      String tangent = "the tangent of the gradient";
      requireDerivatives("the gradient of the gradient", tangent, slope(f), at, random);
    }
  }

  /// The gradients of the squared length of `f` behind one another: squared, so that they depend on
  /// the inputs of linear functions too.
  private static Function<List<Variable>, Variable> slope(Function<List<Variable>, Variable> f) {
    return in -> {
      List<Variable> slopes =
          Grad.ofAll(
                  x -> {
                    Variable y = f.apply(x);
                    return y.mul(y).sum();
                  })
              .apply(in);
      return Variable.concat(
          0, slopes.stream().map(s -> s.reshape(s.shape().size())).toArray(Variable[]::new));
    };
  }

  private void requireDerivatives(
      String gradient,
      String tangent,
      Function<List<Variable>, Variable> g,
      List<Tensor> at,
      Philox random) {
    int given = at.stream().mapToInt(Tensor::size).sum();
    List<Variable> leaves = at.stream().map(Variable::leaf).toList();
    Variable out = g.apply(leaves);
    if (given <= SMALL && out.shape().size() <= SMALL) {
      requireEntries(gradient, tangent, g, at, leaves, out);
    } else {
      requireDirections(gradient, tangent, g, at, random);
    }
  }

  // ---- Entry by entry

  private void requireEntries(
      String gradient,
      String tangent,
      Function<List<Variable>, Variable> g,
      List<Tensor> at,
      List<Variable> leaves,
      Variable out) {
    int results = out.shape().size();
    List<List<Variable>> rows = new ArrayList<>();
    Variable flat = out.reshape(results);
    for (int k = 0; k < results; k++) {
      Variable one = flat.select(0, k);
      rows.add(gradients(one, leaves));
    }
    double[] values = out.value().toDoubleArray();
    for (int i = 0; i < at.size(); i++) {
      double[] x = at.get(i).toDoubleArray();
      for (int j = 0; j < x.length; j++) {
        if (isKink(x[j])) {
          continue;
        }
        List<Tensor> direction = only(at, i, j);
        double[] numeric = column(g, at, direction);
        double[] forward = forwardMode ? tangents(g, at, direction) : numeric;
        for (int k = 0; k < results; k++) {
          double analytic = rows.get(k).get(i).value().toDoubleArray()[j];
          String where = entry(out, k, at.get(i), i, j);
          requireClose(gradient, where, analytic, numeric[k], values[k]);
          requireClose(tangent, where, forward[k], numeric[k], values[k]);
        }
      }
    }
  }

  private boolean isKink(double x) {
    return Arrays.stream(kinks).anyMatch(kink -> Math.abs(x - kink) <= 2 * STEP);
  }

  /// Zeros but for one element of one input.
  private static List<Tensor> only(List<Tensor> at, int input, int element) {
    List<Tensor> direction = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      double[] values = new double[at.get(i).size()];
      if (i == input) {
        values[element] = 1;
      }
      direction.add(Tensor.wrap(values, at.get(i).shape().dims()));
    }
    return direction;
  }

  private static double[] column(
      Function<List<Variable>, Variable> g, List<Tensor> at, List<Tensor> direction) {
    double[] up = moved(g, at, direction, STEP).toDoubleArray();
    double[] down = moved(g, at, direction, -STEP).toDoubleArray();
    for (int k = 0; k < up.length; k++) {
      up[k] = (up[k] - down[k]) / (2 * STEP);
    }
    return up;
  }

  private static double[] tangents(
      Function<List<Variable>, Variable> g, List<Tensor> at, List<Tensor> direction) {
    return Grad.jvp(in -> List.of(g.apply(in)), constants(at), constants(direction))
        .tangents()
        .getFirst()
        .value()
        .toDoubleArray();
  }

  private static String entry(Variable out, int k, Tensor input, int i, int j) {
    return "of result "
        + place(k, out.shape().dims())
        + " with respect to input "
        + i
        + " "
        + place(j, input.shape().dims());
  }

  /// The indices of the `element`-th element.
  private static String place(int element, int... dims) {
    int[] index = new int[dims.length];
    int rest = element;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = rest % dims[axis];
      rest /= dims[axis];
    }
    return Arrays.toString(index);
  }

  /// Refuses what is further from the difference than its rounding, which grows with the value.
  private static void requireClose(
      String what, String where, double analytic, double numeric, double value) {
    double size = Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), 1e-3);
    double most = MOST * Math.max(size, 1e-3 * Math.abs(value));
    if (!(Math.abs(analytic - numeric) <= most)) {
      throw new IllegalStateException(
          "gradient check: "
              + what
              + " is not the derivative of the function; "
              + where
              + " it is "
              + (float) analytic
              + ", differences give "
              + (float) numeric);
    }
  }

  // ---- Along directions

  private void requireDirections(
      String gradient,
      String tangent,
      Function<List<Variable>, Variable> g,
      List<Tensor> at,
      Philox random) {
    List<Variable> leaves = at.stream().map(Variable::leaf).toList();
    Variable out = g.apply(leaves);
    Tensor weights = normal(out.value(), random);
    List<Variable> gradients = gradients(out.mul(Variable.constant(weights)).sum(), leaves);
    double value = Math.sqrt(dot(out.value(), out.value()));
    for (int d = 0; d < 3; d++) {
      List<Tensor> direction = direction(at, random);
      for (int i = 0; i < at.size(); i++) {
        direction.set(i, awayFromKinks(at.get(i), direction.get(i)));
      }
      double analytic = 0;
      for (int i = 0; i < at.size(); i++) {
        analytic += dot(gradients.get(i).value(), direction.get(i));
      }
      double numeric = difference(g, at, direction, weights);
      String where = "along random direction " + d;
      requireClose(gradient, where, analytic, numeric, value);
      if (forwardMode) {
        Variable moves =
            Grad.jvp(in -> List.of(g.apply(in)), constants(at), constants(direction))
                .tangents()
                .getFirst();
        requireClose(tangent, where, dot(moves.value(), weights), numeric, value);
      }
    }
  }

  /// The direction with zeros for elements at kinks.
  private Tensor awayFromKinks(Tensor at, Tensor direction) {
    double[] x = at.toDoubleArray();
    double[] v = direction.toDoubleArray();
    for (int i = 0; i < x.length; i++) {
      v[i] = isKink(x[i]) ? 0 : v[i];
    }
    return Tensor.wrap(v, at.shape().dims());
  }

  /// The largest relative error over `directions` random directions.
  ///
  /// - `f`: maps its inputs to one variable of any shape
  /// - result: `|analytic - numeric| / max(|analytic|, |numeric|, scale)`, where `scale` is the
  ///   length of the gradient divided by the square root of the number of inputs' elements
  public static double relativeError(
      Function<List<Variable>, Variable> f, List<Tensor> inputs, int directions, Philox random) {
    List<Variable> leaves = inputs.stream().map(Variable::leaf).toList();
    Variable out = f.apply(leaves);
    Tensor weights = normal(out.value(), random);
    List<Variable> gradients = gradients(out.mul(Variable.constant(weights)).sum(), leaves);
    double squares = 0;
    int elements = 0;
    for (Variable gradient : gradients) {
      squares += dot(gradient.value(), gradient.value());
      elements += gradient.value().size();
    }
    double scale = Math.sqrt(squares / Math.max(1, elements));
    double worst = 0;
    for (int d = 0; d < directions; d++) {
      List<Tensor> direction = direction(inputs, random);
      double analytic = 0;
      for (int i = 0; i < inputs.size(); i++) {
        analytic += dot(gradients.get(i).value(), direction.get(i));
      }
      double numeric = difference(f, inputs, direction, weights);
      double size = Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), scale);
      worst = Math.max(worst, size == 0 ? 0 : Math.abs(analytic - numeric) / size);
    }
    return worst;
  }

  /// The gradients of a number, zeros if it is constant.
  private static List<Variable> gradients(Variable number, List<Variable> leaves) {
    return number.requiresGrad()
        ? number.gradients(leaves)
        : leaves.stream().map(Variable::zerosLike).toList();
  }

  private static List<Variable> constants(List<Tensor> tensors) {
    return tensors.stream().map(Variable::constant).toList();
  }

  /// Random numbers in the shape and the type of a tensor.
  private static Tensor normal(Tensor like, Philox random) {
    return Tensor.normal(random, 0f, 1f, like.shape().dims()).to(like.dtype());
  }

  private static List<Tensor> direction(List<Tensor> inputs, Philox random) {
    List<Tensor> drawn = new ArrayList<>();
    double squares = 0;
    for (Tensor input : inputs) {
      Tensor v = normal(input, random);
      squares += dot(v, v);
      drawn.add(v);
    }
    double length = Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
    drawn.replaceAll(v -> v.div(length));
    return drawn;
  }

  private static double difference(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      Tensor weights) {
    boolean exact = inputs.stream().allMatch(input -> input.dtype() == DType.F64);
    double step = exact ? STEP : 0x1p-7;
    double up = value(f, inputs, direction, step, weights);
    double down = value(f, inputs, direction, -step, weights);
    return (up - down) / (2 * step);
  }

  private static double value(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      double step,
      Tensor weights) {
    return dot(moved(f, inputs, direction, step), weights);
  }

  /// The function at inputs moved along a direction.
  private static Tensor moved(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      double step) {
    List<Variable> moved = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      moved.add(Variable.leaf(inputs.get(i).add(direction.get(i).mul(step))));
    }
    return f.apply(moved).value();
  }

  private static double dot(Tensor a, Tensor b) {
    double[] x = a.toDoubleArray();
    double[] y = b.toDoubleArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
