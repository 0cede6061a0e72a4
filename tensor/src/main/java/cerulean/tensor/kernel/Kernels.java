package cerulean.tensor.kernel;

/// The kernels in use, one constant per family.
///
/// The compiler treats a `static final` receiver as known and inlines through the interface, so the
/// choice costs nothing per call. The SIMD classes are named only on the SIMD side of each
/// conditional: where the Vector API is missing they are never loaded.
public final class Kernels {

  /// Arithmetic.
  public static final ElementwiseKernels ELEMENTWISE;

  /// Exponential, logarithm and their kin.
  public static final TranscendentalKernels TRANSCENDENTAL;

  /// Sums and extremes of runs.
  public static final ReductionKernels REDUCTIONS;

  /// Matrix product.
  public static final MatMulKernels MATMUL;

  static {
    boolean simd = KernelGate.choice().simd();
    ELEMENTWISE = simd ? new SimdElementwise() : new ScalarElementwise();
    TRANSCENDENTAL = simd ? new SimdTranscendental() : new ScalarTranscendental();
    REDUCTIONS = simd ? new SimdReductions() : new ScalarReductions();
    MATMUL = simd ? new SimdMatMul() : new ScalarMatMul();
  }

  private Kernels() {}
}
