package cerulean.tensor;

import static cerulean.tensor.DType.BOOL;
import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;

import cerulean.tensor.kernel.DoubleComparisons;
import cerulean.tensor.kernel.FloatComparisons;
import cerulean.tensor.kernel.Logic;
import cerulean.tensor.kernel.LongComparisons;

/// Operations whose result is a truth value.
final class Comparisons {

  static final Operation EQUAL =
      Operation.predicate("eq")
          .on(F32, FloatComparisons::equal)
          .on(F64, DoubleComparisons::equal)
          .on(I64, LongComparisons::equal)
          .on(BOOL, Logic::equal);

  static final Operation NOT_EQUAL =
      Operation.predicate("ne")
          .on(F32, FloatComparisons::notEqual)
          .on(F64, DoubleComparisons::notEqual)
          .on(I64, LongComparisons::notEqual)
          .on(BOOL, Logic::xor);

  static final Operation LESS =
      Operation.predicate("lt")
          .on(F32, FloatComparisons::less)
          .on(F64, DoubleComparisons::less)
          .on(I64, LongComparisons::less)
          .on(BOOL, Logic::less);

  static final Operation LESS_EQUAL =
      Operation.predicate("le")
          .on(F32, FloatComparisons::lessEqual)
          .on(F64, DoubleComparisons::lessEqual)
          .on(I64, LongComparisons::lessEqual)
          .on(BOOL, Logic::lessEqual);

  private Comparisons() {}
}
