package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// Randomised leaky rectifier (Xu et al. 2015): `x` above 0, `a x` else, with a slope `a` that is
/// drawn from `U(lower, upper)` for each element while it trains and is their mean in evaluation.
///
/// - input: any shape
/// - result: the same shape
public final class RRelu implements Layer {

  private final double lower;
  private final double upper;
  private final Philox random;
  private boolean training = true;

  private RRelu(double lower, double upper, Philox random) {
    this.lower = lower;
    this.upper = upper;
    this.random = random;
  }

  /// Slopes from 1/8 to 1/3.
  public static RRelu of(Philox random) {
    return of(1.0 / 8, 1.0 / 3, random);
  }

  /// Slopes from `lower` to `upper`, drawn from `random` itself as in [Dropout].
  public static RRelu of(double lower, double upper, Philox random) {
    Hyperparameters.requireAtLeast("RRelu", "upper", upper, lower);
    return new RRelu(lower, upper, random);
  }

  @Override
  public Variable forward(Variable input) {
    if (!training) {
      return input.leakyRelu((lower + upper) / 2);
    }
    DType type = input.dtype();
    int[] dims = input.shape().dims();
    Tensor slopes = Tensor.uniform(random, (float) lower, (float) upper, dims).to(type);
    Variable below = input.mul(Variable.constant(slopes));
    return Variable.where(input.gt(0), input, below);
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public String toString() {
    return "RRelu(" + lower + ", " + upper + ")";
  }
}
