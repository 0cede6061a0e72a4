package cerulean.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Floats as vectors of doubles: for sums and maps that are to be rounded once.
///
/// A vector of doubles of the preferred width is made from one of floats of half that width, so
/// that no lane goes to waste.
final class WideLanes {

  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  /// Elements per vector.
  static final int STEP = DOUBLES.length();

  private WideLanes() {}

  static DoubleVector load(float[] a, int i) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, a, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /// Rounds to the nearest.
  static void store(DoubleVector v, float[] out, int i) {
    ((FloatVector) v.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(out, i);
  }
}
