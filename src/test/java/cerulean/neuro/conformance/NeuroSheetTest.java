package cerulean.neuro.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every line of the sheet, and the sheet: `-Dcerulean.update=true` writes it anew.
@Tag("once")
class NeuroSheetTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/neuro-conformance.md");

  private static final List<NeuroRows> SECTIONS = NeuroSheet.sections();

  @TestFactory
  Stream<DynamicTest> lineAgrees() {
    return SECTIONS.stream()
        .flatMap(section ->
            section.rows().stream()
                .map(row ->
                    DynamicTest.dynamicTest(
                        section.title() + ": " + row.name(),
                        () ->
                            assertTrue(
                                row.agrees(),
                                () ->
                                    "expected " + row.expected() + ", measured " + row.shown()))));
  }

  @Test
  void thePageSaysWhatWasMeasured() throws IOException {
    String made = NeuroSheet.markdown(SECTIONS);
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  @Test
  void aNumberBeyondItsToleranceIsOff() {
    assertTrue(NeuroRow.number("a", 1, 0.1, () -> 1.0625).agrees());
    assertEquals(false, NeuroRow.number("a", 1, 0.1, () -> 1.125).agrees());
    assertEquals(false, NeuroRow.number("a", 1, 0.1, () -> Double.NaN).agrees());
    NeuroRow fewer = NeuroRow.numbers("a", new double[] {1, 2}, 0.1, () -> new double[] {1});
    assertEquals(false, fewer.agrees());
    assertEquals("1 2 ± 0.100", fewer.expected());
    assertEquals("1", fewer.shown());
  }
}
