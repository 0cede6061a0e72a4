package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The table of the guide is what operations do.
@Tag("once")
class PromotionTest {

  private static final List<DType> ARITHMETIC =
      Arrays.stream(DType.values()).filter(type -> !type.isStorageOnly()).toList();

  @Test
  void theGuidesTableIsTheRule() throws IOException {
    List<String> expected = new ArrayList<>();
    expected.add("| | F64 | F32 | I64 | I32 | BOOL |");
    expected.add("|---|---|---|---|---|---|");
    for (DType row : ARITHMETIC) {
      StringBuilder line = new StringBuilder("| **" + row + "** |");
      for (DType column : ARITHMETIC) {
        line.append(' ').append(row.promote(column)).append(" |");
      }
      expected.add(line.toString());
    }
    List<String> guide =
        Files.readString(ProjectFiles.ROOT.resolve("docs/tensors.md")).lines().toList();
    int start = guide.indexOf(expected.getFirst());
    assertEquals(expected, guide.subList(start, start + expected.size()));
  }

  @Test
  void operationsFollowTheRule() {
    for (DType a : ARITHMETIC) {
      for (DType b : ARITHMETIC) {
        Tensor x = Tensor.ones(a, 2);
        Tensor y = Tensor.ones(b, 2);
        assertEquals(a.promote(b), x.add(y).dtype(), a + " + " + b);
        assertEquals(a.promote(b), x.maximum(y).dtype(), a + " max " + b);
        assertEquals(DType.BOOL, x.lt(y).dtype(), a + " < " + b);
        assertEquals(a.promote(b), Tensor.where(x.eq(y), x, y).dtype());
        boolean f64 = a.promote(b) == DType.F64;
        assertEquals(f64 ? DType.F64 : DType.F32, x.div(y).dtype(), a + " / " + b);
      }
    }
  }

  @Test
  void numbersTakeTheTensorsType() {
    assertEquals(DType.I32, Tensor.ones(DType.I32, 2).mul(3).dtype());
    assertEquals(DType.F32, Tensor.ones(2).mul(3.5).dtype());
    assertEquals(DType.F64, Tensor.ones(DType.F64, 2).mul(3.5).dtype());
    assertEquals(DType.F32, Tensor.ones(DType.I64, 2).exp().dtype());
  }

  @Test
  void integersWrapAndDivideAsNumPy() {
    Tensor max = Tensor.of(new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}, 2);
    assertEquals("[-2147483648 -2147483647]", max.add(1).toString());
    Tensor a = Tensor.of(new long[] {7, -7, 7, -7, 5}, 5);
    Tensor b = Tensor.of(new long[] {3, 3, -3, -3, 0}, 5);
    assertEquals("[ 2 -3 -3  2  0]", a.floorDivide(b).toString());
    assertEquals("[ 1  2 -2 -1  0]", a.remainder(b).toString());
    assertEquals("[ 1 -1  1 -1  0]", a.fmod(b).toString());
  }

  @Test
  void conversionRoundsOnceToEven() {
    // Between two neighbours of 8 significant bits: 1 + 2^-8 is a tie, and a hair above it is not.
    double tie = 1 + 0x1p-8;
    Tensor x = Tensor.of(new double[] {tie, tie + 0x1p-40, 1 + 3 * 0x1p-8, -tie}, 4);
    assertEquals(
        List.of(1.0, 1 + 0x1p-7, 1 + 0x1p-6, -1.0),
        Arrays.stream(x.to(DType.BF16).toDoubleArray()).boxed().toList());
    double halfTie = 1 + 0x1p-11;
    Tensor y = Tensor.of(new double[] {halfTie, halfTie + 0x1p-50, 65520, 65519.99}, 4);
    assertEquals(
        List.of(1.0, 1 + 0x1p-10, Double.POSITIVE_INFINITY, 65504.0),
        Arrays.stream(y.to(DType.F16).toDoubleArray()).boxed().toList());
  }
}
