package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Element types, the order of products, and sentences of Einstein's notation.
@Tag("once")
class EinsumTest implements WordForWord {

  private static final Tensor A = Tensor.zeros(3, 4);

  @Test
  void integersKeepTheirTypeAndMixedTypesAreWidened() {
    Tensor a = Tensor.of(new int[] {1, 2, 3, 4}, 2, 2);
    Tensor sum = Einsum.of("ij->i", a);
    assertEquals(DType.I32, sum.dtype());
    assertArrayEquals(new int[] {3, 7}, sum.toIntArray());
    Tensor b = Tensor.of(new double[] {0.5, 1}, 2);
    Tensor product = Einsum.of("ij,j", a, b);
    assertEquals(DType.F64, product.dtype());
    assertArrayEquals(new double[] {2.5, 5.5}, product.toDoubleArray());
  }

  @Test
  void theResultHasStorageOfItsOwn() {
    Tensor a = Tensor.ones(2, 3);
    Tensor same = Einsum.of("ij->ij", a);
    assertNotSame(a.array(), same.array());
    assertTrue(Einsum.of("ij->ji", a).isContiguous());
  }

  @Test
  void aChainIsMultipliedInTheCheapestOrder() {
    // (A B) C takes 10 * 30 * 5 + 10 * 5 * 60 products, A (B C) six times as many: the example of
    // Cormen et al., Introduction to Algorithms, section on matrix chains.
    List<Einsum.Step> steps =
        Einsum.path("ij,jk,kl->il", Tensor.zeros(10, 30), Tensor.zeros(30, 5), Tensor.zeros(5, 60));
    assertEquals(
        List.of(new Einsum.Step(0, 1, "ij,jk->ik", 1500), new Einsum.Step(3, 2, "ik,kl->il", 3000)),
        steps);
  }

  @Test
  void operandsMayShareNothing() {
    assertEquals(
        List.of(new Einsum.Step(0, 1, "i,j->ij", 12)),
        Einsum.path("i,j", Tensor.zeros(3), Tensor.zeros(4)));
    assertEquals(List.of(), Einsum.path("ii", Tensor.zeros(3, 3)));
  }

  @Test
  void manyOperandsAreMultipliedCheapestPairFirst() {
    String equation = "ab,bc,cd,de,ef,fg,gh,hi,ij,jk->ak";
    Tensor[] operands = new Tensor[10];
    Tensor chain = Tensor.full(DType.F64, 0, 2, 2);
    chain.copyFromInPlace(Tensor.of(new double[] {1, 1, 0, 1}, 2, 2));
    java.util.Arrays.fill(operands, chain);
    assertArrayEquals(new double[] {1, 10, 0, 1}, Einsum.of(equation, operands).toDoubleArray());
    double products =
        Einsum.path(equation, operands).stream().mapToDouble(Einsum.Step::multiplications).sum();
    assertEquals(9 * 8, products);
  }

  static List<Arguments> sentences() {
    return List.of(
        row(() -> Einsum.of("ij,jk", A), "einsum: 'ij,jk' names 2 operands; got 1"),
        row(() -> Einsum.of("ij"), "einsum: 'ij' names 1 operands; got 0"),
        row(
            () -> Einsum.of("ijk", A),
            "einsum: 'ijk' names 3 axes of operand 0; its shape is [3, 4]"),
        row(
            () -> Einsum.of("ijk...", A),
            "einsum: 'ijk...' names 3 or more axes of operand 0; its shape is [3, 4]"),
        row(
            () -> Einsum.of("ij,jk->ik", A, A),
            "einsum: 'j' in 'ij,jk->ik' is 4 in operand 0 [3, 4] and 3 in operand 1 [3, 4]; sizes"
                + " of a letter must be equal or 1"),
        row(
            () -> Einsum.of("ii", A),
            "einsum: 'i' in 'ii' is 3 in operand 0 [3, 4] and 4 in operand 0 [3, 4]; sizes of a"
                + " letter must be equal or 1"),
        row(
            () -> Einsum.of("...i,...i", A, Tensor.zeros(2, 4)),
            "einsum: an axis of '...' in '...i,...i' is 3 in operand 0 [3, 4] and 2 in operand 1 [2,"
                + " 4]; sizes of a letter must be equal or 1"),
        row(
            () -> Einsum.of("i1", A),
            "einsum: 'i1' has '1' for a letter; use a to z, A to Z and '...' once"),
        row(
            () -> Einsum.of("......", A),
            "einsum: '......' has '.' for a letter; use a to z, A to Z and '...' once"),
        row(
            () -> Einsum.of("ij->i->j", A),
            "einsum: 'ij->i->j' has '-' for a letter; use a to z, A to Z and '...' once"),
        row(() -> Einsum.of("ij->k", A), "einsum: 'ij->k' has 'k' in the result and in no operand"),
        row(
            () -> Einsum.of("ij->ii", A),
            "einsum: 'ij->ii' has 'i' twice in the result; once is possible"),
        row(
            () -> Einsum.of("ij->i", A.eq(A)),
            "einsum: is not defined on BOOL; convert with to(DType.F32)"),
        row(
            () -> Einsum.of("ij->i", A.to(DType.F16)),
            "einsum: F16 is for storage; convert with to(DType.F32)"));
  }
}
