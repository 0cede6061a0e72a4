package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.conformance.SpecialValues.Row;
import cerulean.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// NaN, infinities, signed zeros and the ends of the number line, as the array API standard wants
/// them; `array-api-special-values.txt` has the rows.
class SpecialValuesTest {

  @TestFactory
  Stream<DynamicTest> everyRowHasTheStandardsResult() {
    return SpecialValues.read().entrySet().stream()
        .flatMap(entry ->
            Stream.of(DType.F32, DType.F64)
                .map(type ->
                    DynamicTest.dynamicTest(
                        entry.getKey() + " " + type,
                        () -> assertEquals(List.of(), wrong(entry.getValue(), type)))));
  }

  private static List<String> wrong(List<Row> rows, DType type) {
    List<Optional<String>> faults = ArrayApiSpecialCases.faults(rows, type);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i).toString();
      faults.get(i).ifPresent(fault -> wrong.add(row + ": " + fault));
    }
    return wrong;
  }

  @Test
  void thereAreThousandsOfRows() {
    assertEquals(53, SpecialValues.read().size());
    int rows = SpecialValues.read().values().stream().mapToInt(List::size).sum();
    assertTrue(rows > 2_900, rows + " rows");
  }

  @Test
  void setsBecomeEveryCombination() {
    List<Row> rows = SpecialValues.parse("## add\nzero {1, pi} -> -|x2| | why\n").get("add");
    assertEquals("[add(0, 1), add(0, pi), add(-0, 1), add(-0, pi)]", rows.toString());
    assertEquals("why", rows.getFirst().freedom());
    assertEquals(-1, rows.getFirst().want(DType.F32));
    assertEquals(-(float) Math.PI, rows.get(1).want(DType.F32));
    assertEquals(-Math.PI, rows.get(1).want(DType.F64));
    assertEquals(0.0, rows.get(0).argument(0, DType.F64));
    assertEquals(-0.0, rows.get(2).argument(0, DType.F64));
  }

  @Test
  void aWrongResultIsFound() {
    List<Row> rows =
        SpecialValues.parse("## add\n1 1 -> 3\n-0 -0 -> 0\nNaN 1 -> 1\ninf 1 -> inf\n").get("add");
    List<Optional<String>> faults = ArrayApiSpecialCases.faults(rows, DType.F32);
    assertEquals("F32 together: 2.0 instead of 3.0", faults.get(0).orElseThrow());
    assertEquals("F32 together: -0.0 instead of 0.0", faults.get(1).orElseThrow());
    assertEquals("F32 together: NaN instead of 1.0", faults.get(2).orElseThrow());
    assertEquals(Optional.empty(), faults.get(3));
  }
}
