package cerulean.nn.init;

import cerulean.tensor.DType;
import cerulean.tensor.Distributions;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// Laws of whole matrices and filters.
final class StructuredLaws {

  /// A law that can draw in any floating-point type.
  @FunctionalInterface
  interface Typed {
    Tensor draw(DType type, Philox random, int... shape);
  }

  private StructuredLaws() {}

  static Initializer of(Typed law) {
    return new Initializer() {
      @Override
      public Tensor draw(Philox random, int... shape) {
        return law.draw(DType.F32, random, shape);
      }

      @Override
      public Tensor draw(DType type, Philox random, int... shape) {
        return law.draw(type, random, shape);
      }
    };
  }

  /// The orthogonal factor of a matrix of normal numbers, with the signs that make the other factor
  /// have a positive diagonal: without them the law would not be uniform (Mezzadri 2007, "How to
  /// generate random matrices from the classical compact groups").
  static Tensor orthogonal(DType type, double gain, Philox random, int... shape) {
    Shape all = Shape.of(shape);
    if (shape.length < 2) {
      throw wrongShape("orthogonal", "needs two axes at least", all);
    }
    int rows = shape[0];
    int columns = rows == 0 ? 0 : all.size() / rows;
    if (all.size() == 0) {
      return Tensor.zeros(type, shape);
    }
    double[] numbers = new double[all.size()];
    Distributions.normal(random, 0.0, 1.0, numbers, 0, numbers.length);
    Tensor normal = Tensor.wrap(numbers, rows, columns);
    LinearAlgebra.Qr qr = LinearAlgebra.qr(rows < columns ? normal.transpose() : normal);
    Tensor positive = qr.r().diagonal().ge(0).to(DType.F64).mul(2).sub(1);
    Tensor q = qr.q().mul(positive).mul(gain);
    return (rows < columns ? q.transpose() : q).reshape(shape).to(type);
  }

  static Tensor identity(DType type, int... shape) {
    if (shape.length != 2) {
      throw wrongShape("identity", "needs two axes", Shape.of(shape));
    }
    return Tensor.eye(type, shape[0], shape[1], 0);
  }

  static Tensor dirac(DType type, int groups, int... shape) {
    Shape all = Shape.of(shape);
    if (shape.length < 3) {
      throw wrongShape("dirac", "needs filters [out, in, ...] of one axis at least", all);
    }
    if (groups < 1 || shape[0] % groups != 0) {
      throw wrongGroups(groups, all);
    }
    double[] filters = new double[all.size()];
    int window = 1;
    int centre = 0;
    for (int axis = 2; axis < shape.length; axis++) {
      window *= shape[axis];
      centre = centre * shape[axis] + shape[axis] / 2;
    }
    int outputs = shape[0] / groups;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < Math.min(outputs, shape[1]); i++) {
        filters[((group * outputs + i) * shape[1] + i) * window + centre] = 1;
      }
    }
    return Tensor.wrap(filters, shape).to(type);
  }

  static Tensor sparse(DType type, double part, double sd, Philox random, int... shape) {
    if (shape.length != 2) {
      throw wrongShape("sparse", "needs two axes", Shape.of(shape));
    }
    int rows = shape[0];
    int columns = shape[1];
    double[] matrix = new double[Shape.of(shape).size()];
    Distributions.normal(random, 0.0, sd, matrix, 0, matrix.length);
    int zeros = (int) Math.ceil(part * rows);
    for (int column = 0; column < columns; column++) {
      int[] order = random.permutation(rows);
      for (int i = 0; i < zeros; i++) {
        matrix[order[i] * columns + column] = 0;
      }
    }
    return Tensor.wrap(matrix, shape).to(type);
  }

  static Tensor forgetBias(DType type, double value, int... shape) {
    if (shape.length != 1 || shape[0] % 4 != 0) {
      throw wrongShape("forgetBias", "needs one axis of four gates", Shape.of(shape));
    }
    Tensor bias = Tensor.zeros(type, shape);
    bias.narrow(0, shape[0] / 4, shape[0] / 4).fillInPlace(value);
    return bias;
  }

  private static ShapeException wrongShape(String law, String rule, Shape given) {
    return new ShapeException(law, rule + "; got " + given, given);
  }

  private static ShapeException wrongGroups(int groups, Shape given) {
    return new ShapeException(
        "dirac", "groups must divide the outputs; got " + groups + " for " + given, given);
  }
}
