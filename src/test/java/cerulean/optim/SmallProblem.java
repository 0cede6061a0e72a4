package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Two weight matrices, a function to be learned, and its mean squared error.
final class SmallProblem {

  final List<Parameter> parameters = new ArrayList<>();
  private final Variable inputs;
  private final Variable targets;

  private SmallProblem(DType type, long seed) {
    Philox random = Philox.of(seed);
    inputs = Variable.constant(Tensor.normal(random, 0f, 1f, 16, 4).to(type));
    targets = Variable.constant(inputs.value().narrow(1, 0, 2).sin());
    for (int[] shape : new int[][] {{5, 4}, {2, 5}}) {
      parameters.add(Parameter.of(Tensor.normal(random, 0f, 0.5f, shape).to(type)));
    }
  }

  static SmallProblem of(DType type) {
    return new SmallProblem(type, 7);
  }

  Variable loss() {
    Variable hidden = inputs.matmul(parameters.get(0).transpose()).tanh();
    Variable error = hidden.matmul(parameters.get(1).transpose()).sub(targets);
    return error.mul(error).mean();
  }

  /// One step of any optimizer; returns the loss before it.
  double step(Optimizer<?> optimizer) {
    if (optimizer instanceof GainSgd gain) {
      gain.drive(0.5);
    }
    return optimizer.step(this::loss);
  }

  /// Puts the parameters where those of another are.
  void copyFrom(SmallProblem other) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).value().copyFromInPlace(other.parameters.get(i).value());
    }
  }

  /// The bits of all parameters, as numbers.
  double[] weights() {
    return Tensor.concat(
            0, parameters.stream().map(p -> p.value().flatten()).toArray(Tensor[]::new))
        .toDoubleArray();
  }
}
