package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the suite of ONNX leaves out.
class MatrixOperatorsTest {

  @Test
  void gemmScalesTransposesAndAdds() {
    Tensor a = counted(2, 1);
    Tensor b = counted(2, 2);
    Tensor c = floats(10, 20);
    Map<String, Object> all = Map.of("transA", 1, "transB", 1, "alpha", 2f, "beta", 0.5f);
    // [1 2] [1 3; 2 4] = [5 11]
    assertElements(first(13, "Gemm", all, a, b, c), 15, 32);
    assertElements(first(13, "Gemm", Map.of("transA", 1), a, b), 7, 10);
  }

  @Test
  void integersAreMultipliedAsIntegers() {
    Tensor a = counted(1, 2).to(DType.I32);
    Tensor product = first(13, "Gemm", Map.of("transB", 1, "alpha", 0.5f), a, a);
    assertEquals(DType.I32, product.dtype());
    assertElements(product, 2);
  }

  @Test
  void halvesAreMultipliedAsFloatsAndGivenBackAsHalves() {
    Tensor a = counted(1, 2).to(DType.F16);
    Tensor product = first(13, "MatMul", Map.of(), a, a.transpose());
    assertEquals(DType.F16, product.dtype());
    assertElements(product.to(DType.F32), 5);
  }

  @Test
  void aMissingInputIsNamed() {
    assertEquals(
        "MatMul: input 1 is missing; the node has [x0]",
        assertThrows(
                IllegalArgumentException.class, () -> first(13, "MatMul", Map.of(), counted(1, 1)))
            .getMessage());
  }
}
