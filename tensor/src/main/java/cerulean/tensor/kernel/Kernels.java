package cerulean.tensor.kernel;

/// The kernels in use, one constant per family.
///
/// The compiler treats a `static final` receiver as known and inlines through the interface, so the
/// choice costs nothing per call. The SIMD classes are named only on the SIMD side of each
/// conditional: where the Vector API is missing they are never loaded.
public final class Kernels {

  /// Arithmetic.
  public static final FloatElementwise ELEMENTWISE;

  /// Arithmetic in double precision.
  public static final DoubleElementwise DOUBLE_ELEMENTWISE;

  /// Exponential, logarithm and their kin.
  public static final FloatTranscendental TRANSCENDENTAL;

  /// The same in double precision, by the JDK's functions in either mode.
  public static final DoubleTranscendental DOUBLE_TRANSCENDENTAL = new ScalarDoubleTranscendental();

  /// Activation functions and their gradients.
  public static final FloatActivations ACTIVATIONS;

  /// The same in double precision, by the JDK's functions in either mode.
  public static final DoubleActivations DOUBLE_ACTIVATIONS = new ScalarDoubleActivations();

  /// Sums and extremes of runs.
  public static final FloatReductions REDUCTIONS;

  /// Sums and extremes of runs in double precision.
  public static final DoubleReductions DOUBLE_REDUCTIONS;

  /// Softmax and what is computed from it.
  public static final FloatSoftmax SOFTMAX;

  /// The same in double precision, by plain loops in either mode.
  public static final DoubleSoftmax DOUBLE_SOFTMAX = new ScalarDoubleSoftmax();

  /// Means, variances and the maps of normalisations.
  public static final FloatNormalization NORMALIZATION;

  /// The same in double precision, by plain loops in either mode.
  public static final DoubleNormalization DOUBLE_NORMALIZATION = new ScalarDoubleNormalization();

  /// Matrix product.
  public static final FloatMatMul MATMUL;

  /// Matrix product in double precision.
  public static final DoubleMatMul DOUBLE_MATMUL;

  /// Products with shifted rows.
  public static final FloatShiftedProducts SHIFTED_PRODUCTS;

  /// Products with shifted rows in double precision.
  public static final DoubleShiftedProducts DOUBLE_SHIFTED_PRODUCTS;

  /// Steps of recurrent cells.
  public static final FloatRecurrent RECURRENT;

  /// Steps of recurrent cells in double precision.
  public static final DoubleRecurrent DOUBLE_RECURRENT;

  /// Steps of spiking cells.
  public static final FloatSpiking SPIKING;

  /// Steps of spiking cells in double precision.
  public static final DoubleSpiking DOUBLE_SPIKING;

  /// Products with rows of zeros and ones.
  public static final FloatSpikeProducts SPIKE_PRODUCTS;

  /// Matrix product of integers.
  public static final LongMatMul LONG_MATMUL = new ScalarLongMatMul();

  static {
    boolean simd = KernelGate.choice().simd();
    ELEMENTWISE = simd ? new SimdFloatElementwise() : new ScalarFloatElementwise();
    DOUBLE_ELEMENTWISE = simd ? new SimdDoubleElementwise() : new ScalarDoubleElementwise();
    TRANSCENDENTAL = simd ? new InlinedFloatTranscendental() : new ScalarFloatTranscendental();
    ACTIVATIONS = simd ? new InlinedFloatActivations() : new ScalarFloatActivations();
    REDUCTIONS = simd ? new SimdFloatReductions() : new ScalarFloatReductions();
    DOUBLE_REDUCTIONS = simd ? new SimdDoubleReductions() : new ScalarDoubleReductions();
    SOFTMAX = simd ? new InlinedFloatSoftmax() : new ScalarFloatSoftmax();
    NORMALIZATION = simd ? new InlinedFloatNormalization() : new ScalarFloatNormalization();
    MATMUL = simd ? new SimdFloatMatMul() : new ScalarFloatMatMul();
    SHIFTED_PRODUCTS = FloatShiftedProducts.chosen();
    DOUBLE_SHIFTED_PRODUCTS = DoubleShiftedProducts.chosen();
    RECURRENT = simd ? new SimdFloatRecurrent() : new ScalarFloatRecurrent();
    DOUBLE_RECURRENT = simd ? new SimdDoubleRecurrent() : new ScalarDoubleRecurrent();
    SPIKE_PRODUCTS = simd ? new SimdFloatSpikeProducts() : new ScalarFloatSpikeProducts();
    SPIKING = simd ? new SimdFloatSpiking() : new ScalarFloatSpiking();
    DOUBLE_SPIKING = simd ? new SimdDoubleSpiking() : new ScalarDoubleSpiking();
    DOUBLE_MATMUL = simd ? new SimdDoubleMatMul() : new ScalarDoubleMatMul();
  }

  private Kernels() {}
}
