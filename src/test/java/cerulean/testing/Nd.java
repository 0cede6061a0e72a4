package cerulean.testing;

import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A plain n-dimensional array of doubles: the oracle that tensors are compared with. Slow and
/// obvious on purpose.
public record Nd(int[] shape, double[] values) {

  public static Nd of(Tensor tensor) {
    return new Nd(tensor.shape().dims(), tensor.toDoubleArray());
  }

  public static int size(int... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /// The position of the element with row-major number `flat`.
  public static int[] position(int flat, int... shape) {
    int[] position = new int[shape.length];
    int rest = flat;
    for (int i = shape.length - 1; i >= 0; i--) {
      position[i] = rest % shape[i];
      rest /= shape[i];
    }
    return position;
  }

  public double at(int... position) {
    int flat = 0;
    for (int i = 0; i < shape.length; i++) {
      flat = flat * shape[i] + position[i];
    }
    return values[flat];
  }

  public static Nd fill(int[] shape, ToDoubleFunction<int[]> element) {
    double[] values = new double[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsDouble(position(i, shape));
    }
    return new Nd(shape, values);
  }

  public Nd map(DoubleUnaryOperator f) {
    return new Nd(shape, Arrays.stream(values).map(f).toArray());
  }

  public Nd zip(Nd other, DoubleBinaryOperator f) {
    int rank = Math.max(shape.length, other.shape.length);
    int[] common = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= shape.length ? shape[shape.length - i] : 1;
      int b = i <= other.shape.length ? other.shape[other.shape.length - i] : 1;
      common[rank - i] = a == 1 ? b : a;
    }
    return fill(common, p -> f.applyAsDouble(broadcastAt(this, p), broadcastAt(other, p)));
  }

  private static double broadcastAt(Nd a, int[] position) {
    int[] own = new int[a.shape.length];
    int skip = position.length - own.length;
    for (int i = 0; i < own.length; i++) {
      own[i] = a.shape[i] == 1 ? 0 : position[i + skip];
    }
    return a.at(own);
  }

  /// Reduces over the axes by a function of the reduced elements in row-major order.
  public Nd reduce(ToDoubleFunction<double[]> f, boolean keepDims, int... axes) {
    boolean[] gone = new boolean[shape.length];
    Arrays.fill(gone, axes.length == 0);
    for (int axis : axes) {
      gone[axis < 0 ? axis + shape.length : axis] = true;
    }
    int[] keptShape = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      keptShape[i] = gone[i] ? 1 : shape[i];
    }
    Nd kept =
        fill(
            keptShape,
            p -> {
              double[] chosen = new double[values.length];
              int n = 0;
              for (int flat = 0; flat < values.length; flat++) {
                int[] q = position(flat, shape);
                boolean match = true;
                for (int i = 0; i < q.length; i++) {
                  match &= gone[i] || q[i] == p[i];
                }
                if (match) {
                  chosen[n++] = values[flat];
                }
              }
              return f.applyAsDouble(Arrays.copyOf(chosen, n));
            });
    if (keepDims) {
      return kept;
    }
    int[] squeezed = new int[shape.length];
    int n = 0;
    for (int i = 0; i < shape.length; i++) {
      if (!gone[i]) {
        squeezed[n++] = shape[i];
      }
    }
    return new Nd(Arrays.copyOf(squeezed, n), kept.values);
  }

  /// Maps each run along an axis to a run, all of the same length.
  public Nd along(int axis, UnaryOperator<double[]> f) {
    int[] result = shape.clone();
    result[axis] = f.apply(run(axis, new int[shape.length])).length;
    return fill(result, p -> f.apply(run(axis, p))[p[axis]]);
  }

  private double[] run(int axis, int... position) {
    int[] p = position.clone();
    double[] run = new double[shape[axis]];
    for (int i = 0; i < run.length; i++) {
      p[axis] = i;
      run[i] = at(p);
    }
    return run;
  }

  public Nd matmul(Nd other) {
    int[] result = {shape[0], other.shape[1]};
    return fill(
        result,
        p -> {
          double sum = 0;
          for (int k = 0; k < shape[1]; k++) {
            sum += at(p[0], k) * other.at(k, p[1]);
          }
          return sum;
        });
  }

  /// The sum of `n` terms, in order.
  public static double sum(int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }

  /// Products of stacks of matrices by NumPy's rules for `matmul`.
  public Nd products(Nd other) {
    Nd a = shape.length > 1 ? this : new Nd(new int[] {1, shape[0]}, values);
    Nd b = other.shape.length > 1 ? other : new Nd(new int[] {other.shape[0], 1}, other.values);
    int rank = Math.max(a.shape.length, b.shape.length);
    int[] result = new int[rank];
    for (int i = 1; i <= rank - 2; i++) {
      int x = i <= a.shape.length - 2 ? a.shape[a.shape.length - 2 - i] : 1;
      int y = i <= b.shape.length - 2 ? b.shape[b.shape.length - 2 - i] : 1;
      result[rank - 2 - i] = x == 1 ? y : x;
    }
    result[rank - 2] = a.shape[a.shape.length - 2];
    result[rank - 1] = b.shape[b.shape.length - 1];
    int k = a.shape[a.shape.length - 1];
    Nd product =
        fill(
            result,
            p ->
                sum(
                    k,
                    i -> {
                      int[] left = p.clone();
                      left[rank - 1] = i;
                      int[] right = p.clone();
                      right[rank - 2] = i;
                      return broadcastAt(a, left) * broadcastAt(b, right);
                    }));
    int[] kept =
        IntStream.range(0, rank)
            .filter(i -> i < rank - 2 || (i == rank - 2 ? shape.length : other.shape.length) > 1)
            .map(i -> result[i])
            .toArray();
    return new Nd(kept, product.values);
  }
}
