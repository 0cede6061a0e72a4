package cerulean.studies.continual;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;

/// Elastic weight consolidation (Kirkpatrick et al. 2017): springs hold parameters where earlier
/// tasks left them, each as stiff as the task's Fisher information is large.
///
///     loss + lambda/2 sum_k sum_i F_ki (w_i - w*_ki)^2
///
/// `F_k` is the diagonal of the Fisher information after task `k`: the mean over its examples of the
/// squared gradient of `ln p(y)`, one example at a time, with `y` drawn from the network's own
/// prediction (which is the Fisher information; labels instead of draws give the empirical one,
/// which vanishes when a task is learned perfectly). There is a spring for every task, as in the
/// paper. As sums of quadratics are quadratic, two numbers per parameter hold them all.
public final class ElasticWeightConsolidation implements Safeguard {

  private final Layer network;
  private final List<Parameter> parameters;
  private final double lambda;
  private final int examples;
  private final Philox random;

  /// `sum_k F_k` and `sum_k F_k w*_k`.
  private final List<Tensor> stiffness;

  private final List<Tensor> pull;

  private ElasticWeightConsolidation(Layer network, double lambda, int examples, Philox random) {
    this.network = network;
    this.parameters = network.parameters();
    this.lambda = lambda;
    this.examples = examples;
    this.random = random;
    this.stiffness = zerosLike(parameters);
    this.pull = zerosLike(parameters);
  }

  /// Springs on all parameters of `network`, which gives logits.
  ///
  /// @param lambda stiffness, not negative
  /// @param examples that the Fisher information is estimated from, per task
  /// @param random draws classes
  public static ElasticWeightConsolidation of(
      Layer network, double lambda, int examples, Philox random) {
    if (!(lambda >= 0 && Double.isFinite(lambda)) || examples < 1) {
      throw new IllegalArgumentException(
          "EWC: needs a finite lambda that is not negative and an example, got "
              + lambda
              + " and "
              + examples);
    }
    return new ElasticWeightConsolidation(network, lambda, examples, random);
  }

  static List<Tensor> zerosLike(List<Parameter> parameters) {
    List<Tensor> zeros = new ArrayList<>();
    for (Parameter parameter : parameters) {
      zeros.add(Workspace.outside(() -> Tensor.zeros(parameter.dtype(), parameter.shape().dims())));
    }
    return zeros;
  }

  /// Adds the springs' force, `lambda (sum_k F_k w - sum_k F_k w*_k)`.
  @Override
  public void beforeStep() {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor gradient = parameters.get(i).grad();
      if (gradient != null) {
        Tensor w = parameters.get(i).value();
        gradient.addScaledInPlace(w.mul(stiffness.get(i)).sub(pull.get(i)), lambda);
      }
    }
  }

  @Override
  public void endOfTask(Tensor inputs, Tensor targets) {
    List<Tensor> fisher = fisher(inputs);
    for (int i = 0; i < parameters.size(); i++) {
      stiffness.get(i).addInPlace(fisher.get(i));
      pull.get(i).addInPlace(fisher.get(i).mul(parameters.get(i).value()));
    }
  }

  /// The diagonal of the Fisher information at the parameters as they are, in evaluation: one
  /// tensor for each parameter.
  List<Tensor> fisher(Tensor inputs) {
    List<Tensor> fisher = zerosLike(parameters);
    int n = Math.min(examples, inputs.dim(0));
    network.train(false);
    for (int row = 0; row < n; row++) {
      try (Workspace _ = Workspace.open()) {
        Variable logits = network.forward(Variable.constant(inputs.narrow(0, row, 1)));
        Tensor drawn = Tensor.of(new long[] {draw(logits.value())}, 1);
        List<Variable> gradients = logits.crossEntropy(drawn).gradients(parameters);
        for (int i = 0; i < fisher.size(); i++) {
          Tensor gradient = gradients.get(i).value();
          fisher.get(i).addScaledInPlace(gradient.mul(gradient), 1.0 / n);
        }
      }
    }
    network.train(true);
    return fisher;
  }

  /// A class drawn from the softmax of one row of logits.
  private int draw(Tensor logits) {
    double[] p = logits.softmax(1).toDoubleArray();
    double u = random.nextDouble();
    int k = 0;
    for (double sum = p[0]; u >= sum && k + 1 < p.length; sum += p[k]) {
      k++;
    }
    return k;
  }
}
