package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a normalisation learns: `weight` (ones at first) and `bias` (zeros), each possibly missing.
record Affine(@Nullable Parameter weight, @Nullable Parameter bias) {

  static Affine none() {
    return new Affine(null, null);
  }

  static Affine of(int... shape) {
    return new Affine(Parameter.of(Tensor.ones(shape)), Parameter.of(Tensor.zeros(shape)));
  }

  static Affine withoutBias(int... shape) {
    return new Affine(Parameter.of(Tensor.ones(shape)), null);
  }

  Map<String, Parameter> named() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    if (weight != null) {
      own.put("weight", weight);
    }
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  /// What is unusual, for a layer's text.
  String text() {
    return weight == null ? ", not affine" : bias == null ? ", no bias" : "";
  }
}
