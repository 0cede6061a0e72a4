package cerulean.studies.gap;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Functional;
import cerulean.nn.Layer;
import cerulean.nn.loss.Losses;
import cerulean.tensor.LinearAlgebra;
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

  /// At the weights as they are, of the mean cross-entropy on `batch`. The network is left in
  /// evaluation mode.
  static Curvature of(Layer network, Batch batch) {
    network.train(false);
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

  /// The largest eigenvalue of the Hessian, the sharpness, by the method of Lanczos (1950) from a
  /// random vector, with every vector made orthogonal to all before it: what the largest eigenvalue
  /// is of the Hessian restricted to the vectors so far.
  ///
  /// It ends when the bound is at most `tolerance` times the value, or after `products` products of
  /// the Hessian with a vector.
  Eigenvalue largest(double tolerance, int products, Philox random) {
    int size = weights.shape().size();
    int most = Math.min(products, size);
    double[] diagonal = new double[most];
    double[] beside = new double[most];
    Tensor basis = Tensor.zeros(most, size);
    Tensor v = Tensor.normal(random, 0f, 1f, size);
    v = over(v, length(v));
    for (int k = 0; ; k++) {
      try (Workspace workspace = Workspace.open()) {
        basis.select(0, k).copyFromInPlace(v);
        Tensor product = product(v);
        diagonal[k] = dot(v, product);
        Tensor seen = basis.narrow(0, 0, k + 1);
        // Once leaves the rounding of a large projection behind, twice is enough (Kahan, Parlett).
        Tensor rest = outside(seen, outside(seen, product));
        beside[k] = length(rest);
        Eigenvalue top = top(diagonal, beside, k + 1);
        if (k + 1 == most || top.bound() <= tolerance * Math.abs(top.value())) {
          return top;
        }
        v = workspace.keep(over(rest, beside[k]));
      }
    }
  }

  /// What was found, and how far the nearest true eigenvalue can be from it. That this one is the
  /// largest is not proved by it, but a random start has a part of every eigenvector.
  record Eigenvalue(double value, double bound) {}

  /// The largest eigenvalue of the symmetric tridiagonal matrix of the first `k` steps; its bound
  /// is the length of what the last product has outside the vectors so far, times the last
  /// component of the eigenvector.
  private static Eigenvalue top(double[] diagonal, double[] beside, int k) {
    double[] matrix = new double[k * k];
    for (int i = 0; i < k; i++) {
      matrix[i * k + i] = diagonal[i];
      if (i > 0) {
        matrix[i * k + i - 1] = beside[i - 1];
        matrix[(i - 1) * k + i] = beside[i - 1];
      }
    }
    LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(Tensor.of(matrix, k, k));
    double last = eigen.vectors().select(0, k - 1).select(0, k - 1).itemDouble();
    return new Eigenvalue(
        eigen.values().select(0, k - 1).itemDouble(), beside[k - 1] * Math.abs(last));
  }

  /// What `v` has outside the space of the orthonormal rows of `basis`.
  private static Tensor outside(Tensor basis, Tensor v) {
    return v.sub(basis.matmul(v).matmul(basis));
  }

  /// The trace of the Hessian after Hutchinson (1990): the mean of `v . H v` over `samples` vectors
  /// of random signs.
  double trace(int samples, Philox random) {
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
    return sum / samples;
  }

  private static Tensor over(Tensor v, double number) {
    return v.div(Tensor.scalar((float) number));
  }

  private static double length(Tensor v) {
    return Math.sqrt(dot(v, v));
  }

  private static double dot(Tensor a, Tensor b) {
    return a.mul(b).sum().item();
  }
}
