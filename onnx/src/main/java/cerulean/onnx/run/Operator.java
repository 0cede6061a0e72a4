package cerulean.onnx.run;

import cerulean.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node does with its inputs.
@FunctionalInterface
interface Operator {

  /// The outputs, in order. Trailing outputs that the node does not name may be left out, others
  /// may be null.
  List<@Nullable Tensor> run(Call call);

  /// An operator with one output.
  @FunctionalInterface
  interface Single {
    /// The output.
    Tensor run(Call call);
  }

  /// An operator with one output as one with several.
  static Operator single(Single operator) {
    return call -> Collections.<@Nullable Tensor>singletonList(operator.run(call));
  }
}
