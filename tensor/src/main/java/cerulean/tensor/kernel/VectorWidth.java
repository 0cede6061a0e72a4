package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;

/// Apart from [KernelGate], so that the gate can be loaded where the Vector API is missing.
final class VectorWidth {

  private VectorWidth() {}

  static int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
