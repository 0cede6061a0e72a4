package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.longs;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Recurrent layers against the operators' equations in plain loops, in double precision.
class RecurrentOperatorsTest {

  private static final int TIMES = 4;
  private static final int BATCH = 3;
  private static final int FEATURES = 2;
  private static final int SIZE = 5;

  /// Sums of ten products of numbers below 1, taken in another order.
  private static final double CLOSE = 1e-12;

  private static final Philox RANDOM = Philox.of(11);

  private static Tensor random(int... shape) {
    return Tensor.uniform(RANDOM, -1, 1, shape).to(DType.F64);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `b + x W_row + h R_row` of one row of one direction.
  private static double sum(Tensor w, Tensor r, Tensor b, int d, int row, double[] x, double[] h) {
    double sum = b.getDouble(d, row) + b.getDouble(d, w.dim(1) + row);
    for (int k = 0; k < x.length; k++) {
      sum += w.getDouble(d, row, k) * x[k];
    }
    for (int k = 0; k < h.length; k++) {
      sum += r.getDouble(d, row, k) * h[k];
    }
    return sum;
  }

  private static double[] line(Tensor a, int i, int j) {
    return a.select(0, i).select(0, j).toDoubleArray();
  }

  @Test
  void lstmInBothDirectionsWithPeepholesAndLengths() {
    Tensor x = random(TIMES, BATCH, FEATURES);
    Tensor w = random(2, 4 * SIZE, FEATURES);
    Tensor r = random(2, 4 * SIZE, SIZE);
    Tensor b = random(2, 8 * SIZE);
    Tensor h0 = random(2, BATCH, SIZE);
    Tensor c0 = random(2, BATCH, SIZE);
    Tensor p = random(2, 3 * SIZE);
    int[] lengths = {4, 2, 3};
    Map<String, Object> both = Map.of("direction", "bidirectional", "hidden_size", SIZE);
    List<Tensor> got =
        Nodes.run(22, "LSTM", both, x, w, r, b, longs(4, 2, 3).to(DType.I32), h0, c0, p);
    assertShape(got.get(0), TIMES, 2, BATCH, SIZE);
    for (int d = 0; d < 2; d++) {
      for (int n = 0; n < BATCH; n++) {
        double[] h = line(h0, d, n);
        double[] c = line(c0, d, n);
        for (int step = 0; step < lengths[n]; step++) {
          int time = d == 0 ? step : lengths[n] - 1 - step;
          double[] before = h.clone();
          for (int j = 0; j < SIZE; j++) {
            double[] in = line(x, time, n);
            double gateIn = sum(w, r, b, d, j, in, before) + p.getDouble(d, j) * c[j];
            double gateOut = sum(w, r, b, d, SIZE + j, in, before);
            double keep =
                sum(w, r, b, d, 2 * SIZE + j, in, before) + p.getDouble(d, 2 * SIZE + j) * c[j];
            double candidate = Math.tanh(sum(w, r, b, d, 3 * SIZE + j, in, before));
            c[j] = sigmoid(keep) * c[j] + sigmoid(gateIn) * candidate;
            h[j] = sigmoid(gateOut + p.getDouble(d, SIZE + j) * c[j]) * Math.tanh(c[j]);
          }
          assertArrayEquals(
              h, got.get(0).select(0, time).select(0, d).select(0, n).toDoubleArray(), CLOSE);
        }
        for (int time = lengths[n]; time < TIMES; time++) {
          assertEquals(0, got.get(0).getDouble(time, d, n, 0), "after the end");
        }
        assertArrayEquals(h, line(got.get(1), d, n), CLOSE);
        assertArrayEquals(c, line(got.get(2), d, n), CLOSE);
      }
    }
  }

  @Test
  void gruBeforeAndAfterTheReset() {
    for (int linear = 0; linear < 2; linear++) {
      Tensor x = random(TIMES, BATCH, FEATURES);
      Tensor w = random(1, 3 * SIZE, FEATURES);
      Tensor r = random(1, 3 * SIZE, SIZE);
      Tensor b = random(1, 6 * SIZE);
      Map<String, Object> attributes =
          Map.of("linear_before_reset", linear, "direction", "reverse");
      List<Tensor> got = Nodes.run(22, "GRU", attributes, x, w, r, b);
      for (int n = 0; n < BATCH; n++) {
        double[] h = new double[SIZE];
        for (int time = TIMES - 1; time >= 0; time--) {
          double[] in = line(x, time, n);
          double[] before = h.clone();
          double[] reset = new double[SIZE];
          double[] resetState = new double[SIZE];
          for (int j = 0; j < SIZE; j++) {
            reset[j] = sigmoid(sum(w, r, b, 0, SIZE + j, in, before));
            resetState[j] = reset[j] * before[j];
          }
          for (int j = 0; j < SIZE; j++) {
            int row = 2 * SIZE + j;
            double update = sigmoid(sum(w, r, b, 0, j, in, before));
            double past = b.getDouble(0, 3 * SIZE + row);
            double own = sum(w, r, b, 0, row, in, new double[0]) - past;
            for (int k = 0; k < SIZE; k++) {
              past += r.getDouble(0, row, k) * (linear == 1 ? before : resetState)[k];
            }
            double candidate = Math.tanh(own + (linear == 1 ? reset[j] : 1) * past);
            h[j] = (1 - update) * candidate + update * before[j];
          }
          assertArrayEquals(
              h, got.get(0).select(0, time).select(0, 0).select(0, n).toDoubleArray(), CLOSE);
        }
        assertArrayEquals(h, line(got.get(1), 0, n), CLOSE);
      }
    }
  }

  @Test
  void batchesMayComeFirst() {
    Tensor x = random(TIMES, BATCH, FEATURES);
    Tensor w = random(2, SIZE, FEATURES);
    Tensor r = random(2, SIZE, SIZE);
    Tensor h0 = random(2, BATCH, SIZE);
    Map<String, Object> both = Map.of("direction", "bidirectional");
    List<Tensor> times = Nodes.run(22, "RNN", both, x, w, r, null, null, h0);
    List<Tensor> batches =
        Nodes.run(
            22,
            "RNN",
            Map.of("direction", "bidirectional", "layout", 1),
            x.permute(1, 0, 2),
            w,
            r,
            null,
            null,
            h0.permute(1, 0, 2));
    assertShape(batches.get(0), BATCH, TIMES, 2, SIZE);
    assertElements(times.get(0).permute(2, 0, 1, 3).toDoubleArray(), batches.get(0), 0);
    assertElements(times.get(1).permute(1, 0, 2).toDoubleArray(), batches.get(1), 0);
  }

  /// The step of one number with weight 1 and no recurrence: the function itself.
  private static Tensor activated(Map<String, Object> attributes, double... x) {
    Tensor weight = Tensor.ones(1, 1, 1);
    return Nodes.first(
        22, "RNN", attributes, floats(x).reshape(1, x.length, 1), weight, Tensor.zeros(1, 1, 1));
  }

  @Test
  void functionsTakeTheirParametersOneAfterTheOther() {
    assertElements(activated(function("Relu"), -1, 2), 0, 2);
    assertElements(activated(function("Affine", new float[] {2}, new float[] {1}), -1, 2), -1, 5);
    assertElements(activated(function("LeakyRelu", new float[] {0.5f}), -1, 2), -0.5, 2);
    assertElements(activated(function("ThresholdedRelu"), 0.5, 2), 0, 2);
    assertElements(activated(function("HardSigmoid", new float[] {0.25f}), 1, 9), 0.75, 1);
    assertElements(activated(function("Softsign"), -1, 3), -0.5, 0.75);
    assertElements(
        new double[] {2 * Math.tanh(0.5)},
        activated(function("ScaledTanh", new float[] {2}, new float[] {0.5f}), 1),
        1e-6);
    assertElements(new double[] {Math.expm1(-1)}, activated(function("Elu"), -1), 1e-6);
    assertElements(new double[] {Math.log(2)}, activated(function("Softplus"), 0), 1e-6);
    assertEquals(
        "RNN: activation Gelu is unknown",
        assertThrows(IllegalArgumentException.class, () -> activated(function("Gelu"), 1))
            .getMessage());
  }

  @Test
  void sumsAreCutToTheClipBeforeTheFunction() {
    Map<String, Object> clip = Map.of("activations", new String[] {"Affine"}, "clip", 1.5f);
    assertElements(activated(clip, -7, 1, 7), -1.5, 1, 1.5);
  }

  private static Map<String, Object> function(String name, float[]... parameters) {
    return switch (parameters.length) {
      case 0 -> Map.of("activations", new String[] {name});
      case 1 -> Map.of("activations", new String[] {name}, "activation_alpha", parameters[0]);
      default ->
          Map.of(
              "activations",
              new String[] {name},
              "activation_alpha",
              parameters[0],
              "activation_beta",
              parameters[1]);
    };
  }
}
