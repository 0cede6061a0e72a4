package cerulean.tensor;

import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.kernel.LongElementwise;

/// Operations of one operand.
final class Functions {

  static final Operation NEG =
      Operation.named("neg")
          .on(F32, ELEMENTWISE::neg)
          .on(F64, DOUBLE_ELEMENTWISE::neg)
          .on(I64, LongElementwise::neg);

  static final Operation ABS =
      Operation.named("abs")
          .on(F32, ELEMENTWISE::abs)
          .on(F64, DOUBLE_ELEMENTWISE::abs)
          .on(I64, LongElementwise::abs);

  static final Operation SIGN =
      Operation.named("sign")
          .on(F32, ELEMENTWISE::sign)
          .on(F64, DOUBLE_ELEMENTWISE::sign)
          .on(I64, LongElementwise::sign);

  static final Operation SQRT =
      Operation.named("sqrt").on(F32, ELEMENTWISE::sqrt).on(F64, DOUBLE_ELEMENTWISE::sqrt);

  static final Operation EXP =
      Operation.named("exp").on(F32, TRANSCENDENTAL::exp).on(F64, DOUBLE_TRANSCENDENTAL::exp);

  static final Operation LOG =
      Operation.named("log").on(F32, TRANSCENDENTAL::log).on(F64, DOUBLE_TRANSCENDENTAL::log);

  static final Operation TANH =
      Operation.named("tanh").on(F32, TRANSCENDENTAL::tanh).on(F64, DOUBLE_TRANSCENDENTAL::tanh);

  static final Operation SIGMOID =
      Operation.named("sigmoid")
          .on(F32, TRANSCENDENTAL::sigmoid)
          .on(F64, DOUBLE_TRANSCENDENTAL::sigmoid);

  private Functions() {}
}
