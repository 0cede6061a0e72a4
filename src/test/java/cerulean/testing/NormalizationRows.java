package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Normalization;
import java.util.Arrays;
import java.util.List;

/// Normalisations against their formulas.
final class NormalizationRows extends Rows {

  NormalizationRows() {
    for (int[] shape : new int[][] {{3, 5}, {2, 3, 4}, {2, 67}, {0, 4}, {1, 300}}) {
      int n = shape[shape.length - 1];
      layer("layerNorm", shape, s(n), 1, true);
      layer("rmsNorm", shape, s(n), 1, false);
    }
    layer("layerNorm", s(2, 3, 4), s(3, 4), 2, true);
    layer("rmsNorm", s(2, 3, 4), s(2, 3, 4), 3, false);
    row(
        "layerNorm",
        "plain",
        shapes(s(4, 6)),
        a -> Normalization.layerNorm(a.get(0), 1, null, null, 1e-5),
        a -> standard(a.get(0), 6, true, 1e-5),
        a -> a.get(0).layerNorm(1, null, null, 1e-5));
    row(
        "layerNorm",
        "weight only",
        shapes(s(4, 6), s(6)),
        a -> Normalization.layerNorm(a.get(0), 1, a.get(1), null, 1e-5),
        a -> standard(a.get(0), 6, true, 1e-5).zip(a.get(1), (x, w) -> x * w),
        a -> a.get(0).layerNorm(1, a.get(1), null, 1e-5));
    row(
        "rmsNorm",
        "plain",
        shapes(s(4, 6)),
        a -> Normalization.rmsNorm(a.get(0), 1, null, 1e-5),
        a -> standard(a.get(0), 6, false, 1e-5),
        a -> a.get(0).rmsNorm(1, null, 1e-5));
    for (int[] shape : new int[][] {{5, 6}, {2, 6, 5}, {2, 6, 3, 4}, {2, 6, 2, 3, 2}, {0, 6, 4}}) {
      int area = Nd.size(shape) == 0 ? 1 : Nd.size(shape) / shape[0] / 6;
      for (int groups : new int[] {1, 2, 3, 6}) {
        row(
            "groupNorm",
            Arrays.toString(shape) + groups,
            shapes(shape, s(6), s(6)),
            a -> Normalization.groupNorm(a.get(0), groups, a.get(1), a.get(2), 1e-5),
            a -> scaled(standard(a.get(0), area * 6 / groups, true, 1e-5), a.get(1), a.get(2)),
            a -> a.get(0).groupNorm(groups, a.get(1), a.get(2), 1e-5));
      }
      row(
          "instanceNorm",
          Arrays.toString(shape),
          shapes(shape, s(6), s(6)),
          a -> Normalization.instanceNorm(a.get(0), a.get(1), a.get(2), 1e-5),
          a -> scaled(standard(a.get(0), area, true, 1e-5), a.get(1), a.get(2)),
          a -> a.get(0).instanceNorm(a.get(1), a.get(2), 1e-5));
      row(
          "batchNorm",
          Arrays.toString(shape),
          shapes(shape, s(6), s(6), s(6), s(6)),
          a ->
              Normalization.batchNorm(
                  a.get(0), a.get(1), a.get(2).mul(a.get(2)), a.get(3), a.get(4), 1e-5),
          a -> scaled(batch(a), a.get(3), a.get(4)),
          a -> {
            Variable variance = a.get(2).mul(a.get(2));
            return a.get(0).batchNorm(a.get(1), variance, a.get(3), a.get(4), 1e-5);
          });
    }
    for (int size : new int[] {1, 2, 3, 5, 20}) {
      for (int[] shape : new int[][] {{2, 5, 3, 4}, {2, 7}, {0, 5, 3}}) {
        row(
            "localResponseNorm",
            Arrays.toString(shape) + size,
            shapes(shape),
            a -> Normalization.localResponseNorm(a.get(0), size, 0.1, 0.75, 1.5),
            a -> localResponse(a.get(0), size),
            a -> a.get(0).localResponseNorm(size, 0.1, 0.75, 1.5));
      }
    }
  }

  private void layer(String op, int[] shape, int[] run, int axes, boolean centred) {
    row(
        op,
        Arrays.toString(shape) + axes,
        centred ? shapes(shape, run, run) : shapes(shape, run),
        a ->
            centred
                ? Normalization.layerNorm(a.get(0), axes, a.get(1), a.get(2), 1e-5)
                : Normalization.rmsNorm(a.get(0), axes, a.get(1), 1e-5),
        a -> {
          Nd y = standard(a.get(0), Nd.size(run), centred, 1e-5).zip(a.get(1), (x, w) -> x * w);
          return centred ? y.zip(a.get(2), Double::sum) : y;
        },
        a ->
            centred
                ? a.get(0).layerNorm(axes, a.get(1), a.get(2), 1e-5)
                : a.get(0).rmsNorm(axes, a.get(1), 1e-5));
  }

  /// Every run of `n` elements by itself.
  private static Nd standard(Nd x, int n, boolean centred, double epsilon) {
    double[] out = new double[x.values().length];
    for (int from = 0; from < out.length; from += n) {
      double[] run = Arrays.copyOfRange(x.values(), from, from + n);
      double mean = centred ? Arrays.stream(run).sum() / n : 0;
      double variance = Arrays.stream(run).map(v -> (v - mean) * (v - mean)).sum() / n;
      for (int i = 0; i < n; i++) {
        out[from + i] = (run[i] - mean) / Math.sqrt(variance + epsilon);
      }
    }
    return new Nd(x.shape(), out);
  }

  private static Nd scaled(Nd x, Nd weight, Nd bias) {
    return Nd.fill(x.shape(), p -> x.at(p) * weight.at(p[1]) + bias.at(p[1]));
  }

  private static Nd batch(List<Nd> a) {
    return Nd.fill(
        a.get(0).shape(),
        p -> {
          double sd = a.get(2).at(p[1]);
          return (a.get(0).at(p) - a.get(1).at(p[1])) / Math.sqrt(sd * sd + 1e-5);
        });
  }

  private static Nd localResponse(Nd x, int size) {
    return Nd.fill(
        x.shape(),
        p -> {
          double sum = 0;
          for (int c = p[1] - size / 2; c < p[1] - size / 2 + size; c++) {
            if (c >= 0 && c < x.shape()[1]) {
              int[] q = p.clone();
              q[1] = c;
              sum += x.at(q) * x.at(q);
            }
          }
          return x.at(p) / Math.pow(1.5 + 0.1 * sum / size, 0.75);
        });
  }
}
