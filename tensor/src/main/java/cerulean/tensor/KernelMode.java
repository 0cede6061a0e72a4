package cerulean.tensor;

import cerulean.tensor.kernel.KernelGate;

/// The kernels this virtual machine uses, for reports and diagnosis.
///
/// - `simd`: vector kernels, or scalar ones
/// - `laneBits`: vector width in bits; 32 for scalar kernels
/// - `reason`: one sentence, with the remedy where SIMD could be had but is not
public record KernelMode(boolean simd, int laneBits, String reason) {

  /// The mode in use, chosen once at start-up.
  public static KernelMode current() {
    KernelGate.Choice choice = KernelGate.choice();
    return new KernelMode(choice.simd(), choice.laneBits(), choice.reason());
  }
}
