package cerulean.studies.continual;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.StateDict;
import cerulean.tensor.Tensor;
import java.util.TreeSet;

/// Learning without forgetting (Li & Hoiem 2016): on the examples of the new task the network is to
/// answer for the classes of earlier ones what it answered before.
///
///     loss - lambda T^2 mean_b sum_k q_bk ln p_bk
///
/// `q` and `p` are softmax of the logits over `T`, of the network as the latest task left it and as
/// it is, over the classes seen in earlier tasks (there is one head for all). `T` is 2 as in the
/// paper; the factor `T^2` keeps gradients as large as without it (Hinton et al. 2015).
public final class LearningWithoutForgetting implements Safeguard {

  private static final double TEMPERATURE = 2;

  private final Layer network;
  private final Layer former;
  private final double lambda;
  private final TreeSet<Long> seen = new TreeSet<>();

  private LearningWithoutForgetting(Layer network, Layer former, double lambda) {
    this.network = network;
    this.former = former;
    this.lambda = lambda;
  }

  /// Holds `network` to its former answers.
  ///
  /// @param former a network of the same layers, which is overwritten
  /// @param lambda weight beside the loss, not negative; the paper uses 1
  public static LearningWithoutForgetting of(Layer network, Layer former, double lambda) {
    if (!(lambda >= 0 && Double.isFinite(lambda))) {
      throw new IllegalArgumentException(
          "LwF: lambda must be finite and not negative, got " + lambda);
    }
    return new LearningWithoutForgetting(network, former, lambda);
  }

  @Override
  public Variable objective(Variable loss, Tensor inputs, Variable logits) {
    if (seen.isEmpty()) {
      return loss;
    }
    long[] classes = seen.stream().mapToLong(Long::longValue).toArray();
    Tensor index = Tensor.of(classes, classes.length);
    Tensor taught =
        NoGrad.call(() -> former.forward(Variable.constant(inputs)))
            .value()
            .indexSelect(1, index)
            .div(Tensor.scalar((float) TEMPERATURE))
            .softmax(1);
    Variable answered = logits.indexSelect(1, index).div(TEMPERATURE).logSoftmax(1);
    double factor = -lambda * TEMPERATURE * TEMPERATURE / inputs.dim(0);
    return loss.add(answered.mul(Variable.constant(taught)).sum().mul(factor));
  }

  @Override
  public void endOfTask(Tensor inputs, Tensor targets) {
    StateDict.load(former, StateDict.of(network));
    former.train(false);
    for (long target : targets.toLongArray()) {
      seen.add(target);
    }
  }
}
