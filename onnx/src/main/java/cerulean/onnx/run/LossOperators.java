package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Indexing;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Losses of scores `[batch, classes, places...]` against class numbers `[batch, places...]`.
final class LossOperators {

  private LossOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("NegativeLogLikelihoodLoss", Operator.single(c -> loss(c, c.input(0))));
    table.put("SoftmaxCrossEntropyLoss", LossOperators::softmaxCrossEntropy);
  }

  private static List<@Nullable Tensor> softmaxCrossEntropy(Call call) {
    Tensor logProbabilities = call.input(0).logSoftmax(1);
    return Operator.outputs(loss(call, logProbabilities), logProbabilities);
  }

  /// `-w[t] p[t]` at each place with class `t`, nothing where `t` is the class to ignore; `mean`
  /// divides the sum by that of the weights that took part.
  private static Tensor loss(Call call, Tensor logProbabilities) {
    Tensor target = call.input(1).to(DType.I64);
    DType type = logProbabilities.dtype();
    Tensor weight = Tensor.ones(type, target.shape().dims());
    Tensor none = Tensor.zeros(type);
    if (call.node().attribute("ignore_index").isPresent()) {
      Tensor ignored = target.eq((double) call.node().integer("ignore_index"));
      // What is ignored need not be a class: read class 0 there and weigh it with nothing.
      target = Tensor.where(ignored, Tensor.scalar(0L), target);
      weight = Tensor.where(ignored, none, weight);
    }
    if (call.has(2)) {
      weight = weight.mul(Indexing.takeFlat(call.input(2), target));
    }
    Tensor picked = logProbabilities.gather(1, target.unsqueeze(1)).squeeze(1);
    Tensor loss = Tensor.where(weight.eq(0), none, picked.neg().mul(weight));
    String reduction = call.node().textOr("reduction", "mean");
    return switch (reduction) {
      case "none" -> loss;
      case "sum" -> loss.sum();
      case "mean" -> loss.sum().div(weight.sum());
      default -> throw call.unsupported("reduction " + reduction + " is unknown");
    };
  }
}
