package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Vectors computed with PyTorch: every case has the outcome that `torch-vectors.txt` says, on
/// contiguous inputs, in the layout that the case states, on slices and column-major.
class TorchVectorsTest {

  private static final PinnedOutcomes LIST = TorchVectors.LIST;

  @TestFactory
  Stream<DynamicTest> everyCaseHasItsListedOutcome() {
    TorchVectors vectors = new TorchVectors();
    return vectors.cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  SuiteResult result = vectors.result(one);
                  assertEquals(LIST.of(one.name()).outcome(), result.outcome(), result.reason());
                }));
  }

  @Test
  void theListNamesTheCasesOfTheArchive() {
    Set<String> names = new TreeSet<>();
    new TorchVectors().cases().forEach(one -> names.add(one.name()));
    assertEquals(names, new TreeSet<>(LIST.all().keySet()));
    assertEquals(728, names.size());
  }

  @Test
  void everyCaseThatDoesNotPassHasAReason() {
    LIST.all()
        .forEach((name, pin) ->
            assertEquals(pin.outcome() == Outcome.PASS, pin.reason().isEmpty(), name));
  }

  @Test
  void listsAreReadByBlocks() {
    PinnedOutcomes list =
        PinnedOutcomes.parse("# a comment\n## pass\na\n\n## not applicable: a layer: later\nb\n");
    assertEquals(new PinnedOutcomes.Pin(Outcome.PASS, ""), list.of("a"));
    assertEquals(new PinnedOutcomes.Pin(Outcome.NOT_APPLICABLE, "a layer: later"), list.of("b"));
    assertThrows(NullPointerException.class, () -> list.of("c"));
    assertThrows(IllegalArgumentException.class, () -> PinnedOutcomes.parse("## pass\na\na\n"));
    assertThrows(IllegalArgumentException.class, () -> PinnedOutcomes.parse("## passed\na\n"));
  }

  @Test
  void differencesAreFound() {
    Tensor want = Tensor.of(new double[] {1, 0, Double.NaN, Double.POSITIVE_INFINITY}, 4);
    assertEquals(Optional.empty(), difference(want, 1, -0.0, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals(Optional.empty(), difference(want, 1.1, 0, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals(
        "element 0 is 1.2 instead of 1.0",
        difference(want, 1.2, 0, Double.NaN, Double.POSITIVE_INFINITY).orElseThrow());
    assertEquals(
        "element 2 is 3.0 instead of NaN",
        difference(want, 1, 0, 3, Double.POSITIVE_INFINITY).orElseThrow());
    assertEquals(
        "element 3 is 1.0E300 instead of Infinity",
        difference(want, 1, 0, Double.NaN, 1e300).orElseThrow());
    assertEquals(
        "element 1 is NaN instead of 0.0",
        difference(want, 1, Double.NaN, Double.NaN, 0).orElseThrow());
    assertEquals(
        "shape [2, 2] instead of [4]",
        Comparison.difference(want, want.reshape(2, 2), 0.1, 0.05).orElseThrow());
    assertEquals(
        "F32 instead of F64",
        Comparison.difference(want, want.to(DType.F32), 0.1, 0.05).orElseThrow());
    assertEquals(
        "element 1 is 3 instead of 2",
        Comparison.difference(
                Tensor.of(new long[] {1, 2}, 2), Tensor.of(new long[] {1, 3}, 2), 9, 9)
            .orElseThrow());
  }

  private static Optional<String> difference(Tensor want, double... got) {
    return Comparison.difference(want, Tensor.wrap(got, got.length), 0.1, 0.05);
  }

  @Test
  void arrangementsHaveTheSameElements() {
    Tensor tensor = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    int[] strides = {1, 4};
    VectorCase.Input input =
        new VectorCase.Input(
            "x", tensor, Optional.of(new VectorCase.StridedLayout(12, 2, strides)));
    for (Arrangement arrangement : Arrangement.values()) {
      Tensor view = arrangement.of(input);
      assertEquals(Optional.empty(), Comparison.difference(tensor, view, 0, 0));
      assertEquals(arrangement == Arrangement.CONTIGUOUS, view.isContiguous());
    }
    for (Tensor empty : List.of(Tensor.zeros(0, 4), Tensor.scalar(7L), Tensor.scalar(true))) {
      assertEquals(Optional.empty(), Comparison.difference(empty, Arrangement.sliced(empty), 0, 0));
    }
    assertTrue(
        Arrangement.STATED.of(new VectorCase.Input("x", tensor, Optional.empty())).isContiguous());
  }
}
