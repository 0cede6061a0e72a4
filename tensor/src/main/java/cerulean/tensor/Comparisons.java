package cerulean.tensor;

import static cerulean.tensor.DType.BOOL;
import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.DType.I64;

import cerulean.tensor.kernel.DoubleComparisons;
import cerulean.tensor.kernel.DoubleKinds;
import cerulean.tensor.kernel.FloatComparisons;
import cerulean.tensor.kernel.FloatKinds;
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

  static final Operation IS_NAN =
      Operation.predicate("isNaN").on(F32, FloatKinds::isNaN).on(F64, DoubleKinds::isNaN);

  static final Operation IS_INFINITE =
      Operation.predicate("isInfinite")
          .on(F32, FloatKinds::isInfinite)
          .on(F64, DoubleKinds::isInfinite);

  static final Operation IS_FINITE =
      Operation.predicate("isFinite").on(F32, FloatKinds::isFinite).on(F64, DoubleKinds::isFinite);

  static final Operation SIGN_BIT =
      Operation.predicate("signBit").on(F32, FloatKinds::signBit).on(F64, DoubleKinds::signBit);

  static final Operation LOGICAL_AND = Operation.predicate("logicalAnd").on(BOOL, Logic::and);

  static final Operation LOGICAL_OR = Operation.predicate("logicalOr").on(BOOL, Logic::or);

  static final Operation LOGICAL_XOR = Operation.predicate("logicalXor").on(BOOL, Logic::xor);

  static final Operation LOGICAL_NOT = Operation.predicate("logicalNot").on(BOOL, Logic::not);

  private Comparisons() {}
}
