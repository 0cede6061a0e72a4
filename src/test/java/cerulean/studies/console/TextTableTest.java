package cerulean.studies.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TextTableTest {
  @Test
  void numbersAreFlushRightAndTextFlushLeft() {
    String table =
        new TextTable("method", "avg-SG", "note")
            .row("ngm", "0.028 \u00b1 0.002", "small")
            .row("adam", "1.000", "")
            .toString();
    assertEquals(
        """
        method         avg-SG  note
        ------  -------------  -----
        ngm     0.028 \u00b1 0.002  small
        adam            1.000
        """,
        table);
  }

  @Test
  void linesFitOneHundredColumns() {
    TextTable table = new TextTable("a", "b", "c");
    table.row("x".repeat(90), "12", "y".repeat(90));
    table.toString().lines().forEach(line -> assertTrue(line.length() <= TextTable.WIDTH));
    assertTrue(table.toString().contains("x\u2026"));
  }

  @Test
  void aRowHasOneCellPerColumn() {
    assertEquals(
        "table: a row needs one cell per column; got 1 for 2 columns",
        assertThrows(IllegalArgumentException.class, () -> new TextTable("a", "b").row("x"))
            .getMessage());
  }
}
