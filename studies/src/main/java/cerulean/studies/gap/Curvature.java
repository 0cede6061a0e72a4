package cerulean.studies.gap;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Functional;
import cerulean.nn.Layer;
import cerulean.nn.loss.Losses;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How the loss of a network bends: what is read off its Hessian with respect to all weights as one
/// vector, without the matrix.
///
/// Gains are held. With a gain `g` that is the same everywhere, weights that act are `W = g w`, and
/// the Hessian in `w` is `g^2` times that in `W`, so that curvatures in `W` are those here over
/// `g^2`.
final class Curvature {

  private final Layer network;
  private final Batch batch;
  private final Variable weights;

  private Curvature(Layer network, Batch batch) {
    this.network = network;
    this.batch = batch;
    this.weights = Variable.constant(flat(network));
  }

  /// At the weights as they are, of the mean cross-entropy on `batch`.
  static Curvature of(Layer network, Batch batch) {
    return new Curvature(network, batch);
  }

  /// All weights of a network, one after another.
  static Tensor flat(Layer network) {
    return Tensor.concat(
        0,
        network.parameters().stream()
            .map(parameter -> parameter.value().reshape(-1))
            .toArray(Tensor[]::new));
  }

  /// The loss of the network with other weights.
  Variable loss(Variable vector) {
    Map<String, Variable> by = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, Parameter> entry : network.namedParameters().entrySet()) {
      int size = entry.getValue().shape().size();
      int[] shape = entry.getValue().shape().dims();
      by.put(entry.getKey(), vector.narrow(0, at, size).reshape(shape));
      at += size;
    }
    return Functional.call(
        network,
        by,
        () ->
            Losses.crossEntropy(
                network.forward(Variable.constant(batch.inputs())), batch.targets()));
  }

  private Tensor product(Tensor direction) {
    UnaryOperator<Variable> loss = this::loss;
    return Grad.hessianProduct(loss, weights, Variable.constant(direction)).value();
  }

  /// The eigenvalue of the Hessian of the largest magnitude, by `steps` of power iteration from a
  /// random vector: `v <- H v / |H v|`, the value `v . H v`.
  double largest(int steps, Philox random) {
    network.train(false);
    Tensor v = unit(Tensor.normal(random, 0f, 1f, weights.shape().size()));
    double value = 0;
    for (int i = 0; i < steps; i++) {
      try (Workspace workspace = Workspace.open()) {
        Tensor product = product(v);
        value = dot(v, product);
        v = workspace.keep(unit(product));
      }
    }
    network.train(true);
    return value;
  }

  /// The trace of the Hessian after Hutchinson (1990): the mean of `v . H v` over `samples` vectors
  /// of random signs.
  double trace(int samples, Philox random) {
    network.train(false);
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      try (Workspace _ = Workspace.open()) {
        float[] signs = new float[weights.shape().size()];
        for (int j = 0; j < signs.length; j++) {
          signs[j] = random.nextInt() < 0 ? -1 : 1;
        }
        Tensor v = Tensor.wrap(signs, signs.length);
        sum += dot(v, product(v));
      }
    }
    network.train(true);
    return sum / samples;
  }

  private static Tensor unit(Tensor v) {
    return v.div(Tensor.scalar((float) Math.sqrt(dot(v, v))));
  }

  private static double dot(Tensor a, Tensor b) {
    return a.mul(b).sum().item();
  }
}
