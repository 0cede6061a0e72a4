package cerulean.autograd;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares gradients with differences of the function itself.
///
/// Along a random direction `v` (one for every input, of unit length together) the derivative
/// `sum(gradient * v)` must equal `(f(x + h v) - f(x - h v)) / 2h`. The function is weighted to a
/// scalar with random numbers, summed in double precision. In float32 the difference is good to
/// about three digits: `h` balances the rounding of `f` against its third derivative. Inputs must
/// lie away from kinks by more than `h`.
public final class GradientCheck {

  private static final float STEP = 0x1p-7f;

  private GradientCheck() {}

  /// The largest relative error over `directions` random directions.
  ///
  /// - `f`: maps its inputs to one variable of any shape
  /// - result: `|analytic - numeric| / max(|analytic|, |numeric|, scale)`, where `scale` is the
  ///   length of the gradient divided by the square root of the number of inputs' elements
  public static double relativeError(
      Function<List<Variable>, Variable> f, List<Tensor> inputs, int directions, Philox random) {
    List<Variable> leaves = new ArrayList<>();
    for (Tensor input : inputs) {
      leaves.add(Variable.leaf(input));
    }
    Variable out = f.apply(leaves);
    Tensor weights = Tensor.normal(random, 0f, 1f, out.shape().dims());
    List<Variable> gradients = out.mul(Variable.constant(weights)).sum().gradients(leaves);
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
      double up = value(f, inputs, direction, STEP, weights);
      double down = value(f, inputs, direction, -STEP, weights);
      double numeric = (up - down) / (2 * STEP);
      double size = Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), scale);
      worst = Math.max(worst, size == 0 ? 0 : Math.abs(analytic - numeric) / size);
    }
    return worst;
  }

  private static List<Tensor> direction(List<Tensor> inputs, Philox random) {
    List<Tensor> drawn = new ArrayList<>();
    double squares = 0;
    for (Tensor input : inputs) {
      Tensor v = Tensor.normal(random, 0f, 1f, input.shape().dims());
      squares += dot(v, v);
      drawn.add(v);
    }
    float length = (float) Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
    drawn.replaceAll(v -> v.div(length));
    return drawn;
  }

  private static double value(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      float step,
      Tensor weights) {
    List<Variable> moved = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      moved.add(Variable.leaf(inputs.get(i).add(direction.get(i).mul(step))));
    }
    return dot(f.apply(moved).value(), weights);
  }

  private static double dot(Tensor a, Tensor b) {
    float[] x = a.toArray();
    float[] y = b.toArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
