package cerulean.conformance;

import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Section A7, composed graphs: their forward values.
final class TorchGraphs {

  private TorchGraphs() {}

  static void addTo(Adapters to) {
    to.unary("graph.reuse", x -> x.mul(x).add(x.mul(x.sin())).mul(x).sum());
    to.single("graph.fanout", TorchGraphs::fanout);
    to.unary("graph.softmax_by_parts", TorchGraphs::softmaxByParts);
    to.unary("graph.detach", x -> x.mul(x).add(x.exp()));
    to.add("graph.rnn_scan", TorchGraphs::scan);
    to.single("graph.mixed_broadcast", TorchGraphs::mixedBroadcast);
    to.unary("graph.where_safe", TorchGraphs::whereSafe);
    to.unary("graph.unused_input", Tensor::sum);
  }

  private static Tensor fanout(Arguments in) {
    Tensor sum = Tensor.zeros(in.x().dtype(), in.x().shape().dims());
    for (int i = 1; i <= in.integer("n"); i++) {
      sum = sum.add(in.x().mul(i).sin().div(i));
    }
    return sum;
  }

  private static Tensor softmaxByParts(Tensor x) {
    Tensor powers = x.sub(x.amax(true, -1)).exp();
    return powers.div(powers.sum(true, -1));
  }

  private static List<Tensor> scan(Arguments in) {
    Tensor state = in.in("h0");
    List<Tensor> states = new ArrayList<>();
    for (int t = 0; t < in.x().dim(0); t++) {
      Tensor fromInput = in.x().select(0, t).matmul(in.in("Wx"));
      state = fromInput.add(state.matmul(in.in("Wh"))).add(in.in("b")).tanh();
      states.add(state);
    }
    return List.of(Tensor.stack(0, states.toArray(Tensor[]::new)), state);
  }

  private static Tensor mixedBroadcast(Arguments in) {
    Tensor apart = in.x().unsqueeze(1).sub(in.in("c").unsqueeze(0));
    Tensor distance = apart.square().mean(false, -1);
    return distance.neg().div(in.in("T")).logSoftmax(1);
  }

  private static Tensor whereSafe(Tensor x) {
    Tensor one = Tensor.ones(x.dtype());
    Tensor zero = Tensor.zeros(x.dtype());
    return Tensor.where(x.gt(0), Tensor.where(x.gt(0), x, one).sqrt(), zero);
  }
}
