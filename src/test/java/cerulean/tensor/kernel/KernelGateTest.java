package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelGateTest {

  /// The build runs the tests twice; each run must really use the kernels it is there for.
  @Test
  void theKernelsInUseAreTheOnesAskedFor() {
    String asked = System.getProperty("cerulean.kernels");
    assertEquals(asked.equals("simd"), KernelGate.choice().simd());
    assertEquals(
        asked.equals("simd") ? "SimdFloatMatMul" : "ScalarFloatMatMul",
        Kernels.MATMUL.getClass().getSimpleName());
  }

  @Test
  void scalarCanBeForced() {
    assertFalse(KernelGate.choose("scalar").simd());
    assertEquals(
        "scalar kernels: asked for by -Dcerulean.kernels", KernelGate.choose("scalar").reason());
  }

  @Test
  void simdIsFoundHere() {
    assertTrue(KernelGate.choose("auto").simd());
    assertTrue(KernelGate.choose("simd").laneBits() >= 128);
  }

  @Test
  void otherNamesAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> KernelGate.choose("avx"));
    assertEquals("cerulean.kernels: must be auto, simd or scalar; got avx", thrown.getMessage());
  }
}
