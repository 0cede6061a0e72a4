package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// NumPy's validation sets of elementary functions, answered by tensors with the kernels that run.
class NumpyUlpTest {

  @TestFactory
  Stream<DynamicTest> everyRowIsWithinItsBound() {
    return Stream.of(NumpyUlp.Column.values())
        .filter(NumpyUlp.Column::isMeasuredHere)
        .flatMap(column ->
            NumpyUlp.tallies(column.type).entrySet().stream()
                .map(entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey() + " " + column, () -> check(column, entry))));
  }

  private static void check(NumpyUlp.Column column, Map.Entry<String, UlpRows.Tally> entry) {
    assertEquals(List.of(), entry.getValue().beyond());
    long most = NumpyUlp.list().get(entry.getKey())[column.ordinal()];
    assertTrue(
        entry.getValue().largest() <= most,
        () -> entry.getValue().largest() + " ulp, the list has at most " + most);
  }

  @Test
  void theListNamesTheFilesOfTheArchive() {
    Map<String, UlpRows.Tally> single = NumpyUlp.tallies(DType.F32);
    Map<String, UlpRows.Tally> twice = NumpyUlp.tallies(DType.F64);
    assertEquals(single.keySet(), NumpyUlp.list().keySet());
    assertEquals(13_181, single.values().stream().mapToInt(UlpRows.Tally::rows).sum());
    assertEquals(13_429, twice.values().stream().mapToInt(UlpRows.Tally::rows).sum());
  }

  @Test
  void aWrongFunctionIsFound() {
    Archive archive = Archive.open(NumpyUlp.ARCHIVE);
    UlpRows sine = new UlpRows(archive, "sin", DType.F64);
    assertEquals(List.of(), sine.tally(Tensor::sin).beyond());
    assertTrue(sine.tally(Tensor::cos).beyond().size() > 600);
    // One step of F32 is half a billion of F64.
    assertTrue(sine.tally(x -> x.sin().to(DType.F32)).largest() > 1 << 20);
    UlpRows single = new UlpRows(archive, "tan", DType.F32);
    assertEquals(1, single.tally(NumpyUlpTest::aboveTangent).largest());
  }

  private static Tensor aboveTangent(Tensor x) {
    return Special.nextAfter(x.tan(), Tensor.full(x.dtype(), Double.POSITIVE_INFINITY));
  }
}
