package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// Outputs as a list.
  static List<@Nullable Tensor> outputs(@Nullable Tensor... outputs) {
    return Arrays.asList(outputs);
  }

  /// An operator that computes as one that takes types with arithmetic only: elements of BF16 and
  /// F16 are computed as F32, those of U8 and I8 as I32, and results of these types are converted
  /// to that of the first input that is for storage only.
  static Operator widening(Operator operator) {
    return call -> {
      @Nullable DType narrow = null;
      List<@Nullable Tensor> inputs = new ArrayList<>();
      for (Tensor input : call.inputs()) {
        if (input == null || !input.dtype().isStorageOnly()) {
          inputs.add(input);
        } else {
          narrow = narrow == null ? input.dtype() : narrow;
          inputs.add(input.to(wide(input.dtype())));
        }
      }
      if (narrow == null) {
        return operator.run(call);
      }
      DType wide = wide(narrow);
      List<@Nullable Tensor> outputs = new ArrayList<>();
      for (Tensor output : operator.run(call.with(inputs))) {
        outputs.add(output != null && output.dtype() == wide ? output.to(narrow) : output);
      }
      return outputs;
    };
  }

  private static DType wide(DType type) {
    return type.isFloating() ? DType.F32 : DType.I32;
  }
}
