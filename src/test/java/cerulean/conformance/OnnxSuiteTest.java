package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// ONNX's backend tests: every case has the outcome that the lists say. A case that starts to pass
/// must leave its block.
class OnnxSuiteTest {

  @TestFactory
  Stream<DynamicTest> everyNodeHasItsListedOutcome() {
    return tests(OnnxSuite.NODES);
  }

  @TestFactory
  Stream<DynamicTest> everyExportedModelHasItsListedOutcome() {
    return tests(OnnxSuite.PYTORCH);
  }

  private static Stream<DynamicTest> tests(OnnxSuite suite) {
    Archive files = Archive.open(suite.archive());
    return suite.cases().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  SuiteResult result = suite.result(files, name);
                  if (suite.list().of(name).outcome() == Outcome.PASS) {
                    assertEquals(Outcome.PASS, result.outcome(), result.reason());
                  } else {
                    assertNotEquals(Outcome.PASS, result.outcome());
                  }
                }));
  }

  @Test
  void theListsNameTheCasesOfTheArchives() {
    assertEquals(
        new TreeSet<>(OnnxSuite.NODES.list().all().keySet()),
        new TreeSet<>(OnnxSuite.NODES.cases()));
    assertEquals(594, OnnxSuite.NODES.cases().size());
    assertEquals(
        new TreeSet<>(OnnxSuite.PYTORCH.list().all().keySet()),
        new TreeSet<>(OnnxSuite.PYTORCH.cases()));
    assertEquals(35, OnnxSuite.PYTORCH.cases().size());
  }
}
