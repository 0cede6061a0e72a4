package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one layer of a recurrent network learns, `gates` blocks of `hidden` rows each: `weight_ih`
/// `[gates hidden, in]`, `weight_hh` `[gates hidden, hidden]`, `bias_ih` and `bias_hh`.
record RecurrentWeights(
    Parameter input, Parameter hidden, Parameter inputBias, Parameter hiddenBias) {

  /// As many layers as wanted; the first takes `in` features, the others the states of the one
  /// before. All are drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
  static List<RecurrentWeights> draw(
      String name, int gates, int in, int hidden, int layers, Philox random) {
    if (in < 1 || hidden < 1 || layers < 1) {
      throw sizes(name, in, hidden, layers);
    }
    float k = (float) (1 / Math.sqrt(hidden));
    List<RecurrentWeights> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      int rows = gates * hidden;
      int features = i == 0 ? in : hidden;
      all.add(
          new RecurrentWeights(
              Parameter.of(Tensor.uniform(random, -k, k, rows, features)),
              Parameter.of(Tensor.uniform(random, -k, k, rows, hidden)),
              Parameter.of(Tensor.uniform(random, -k, k, rows)),
              Parameter.of(Tensor.uniform(random, -k, k, rows))));
    }
    return List.copyOf(all);
  }

  /// PyTorch's names: `weight_ih_l0`, ...
  static Map<String, Parameter> named(List<RecurrentWeights> layers) {
    Map<String, Parameter> own = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      RecurrentWeights layer = layers.get(i);
      own.put("weight_ih_l" + i, layer.input);
      own.put("weight_hh_l" + i, layer.hidden);
      own.put("bias_ih_l" + i, layer.inputBias);
      own.put("bias_hh_l" + i, layer.hiddenBias);
    }
    return own;
  }

  int hiddenSize() {
    return hidden.value().dim(1);
  }

  /// Zeros to start from, `[layers, batch, hidden]`.
  static Variable zeros(List<RecurrentWeights> layers, Variable sequence) {
    DType type = sequence.value().dtype();
    int batch = sequence.value().dim(1);
    int hidden = layers.getFirst().hiddenSize();
    return Variable.constant(Tensor.zeros(type, layers.size(), batch, hidden));
  }

  static void requireSequence(String name, Variable sequence) {
    if (sequence.shape().rank() != 3) {
      throw new ShapeException(
          name,
          "input must be [steps, batch, features]; got " + sequence.shape(),
          sequence.shape());
    }
  }

  static String text(String name, List<RecurrentWeights> layers) {
    int in = layers.getFirst().input.value().dim(1);
    int hidden = layers.getFirst().hiddenSize();
    String depth = layers.size() == 1 ? "" : ", " + layers.size() + " layers";
    return name + "(" + in + " -> " + hidden + depth + ")";
  }

  private static IllegalArgumentException sizes(String name, int in, int hidden, int layers) {
    return new IllegalArgumentException(
        name
            + ": input size, hidden size and layers must be at least 1; got "
            + in
            + ", "
            + hidden
            + " and "
            + layers);
  }
}
