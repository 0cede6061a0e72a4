package cerulean.studies.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class RunComparisonTest {

  @TempDir private Path home = Path.of("");

  private Path run(String name, String json, String csv) throws IOException {
    Path folder = home.resolve(name);
    try (StudyRun run = StudyRun.start("demo", folder, List.of("demo"))) {
      run.write("results.json", json);
      run.write("curves.csv", csv);
      run.write("page.html", "page " + name);
      return run.finish();
    }
  }

  private static RunComparison compare(Path before, Path again) throws IOException {
    return RunComparison.of(before, RunRecord.read(before), again);
  }

  @Test
  void timeAndPlaceMayDiffer() throws IOException {
    Path one =
        run(
            "one",
            "{\"created\": 1, \"a\": [1.5, {\"seconds\": 2, \"b\": 3}]}",
            "x,seconds\n1,2\n");
    Path two =
        run(
            "two",
            "{\"created\": 9, \"a\": [1.5, {\"seconds\": 9, \"b\": 3}]}",
            "x,seconds\n1,9\n");
    RunComparison comparison = compare(one, two);
    assertNull(comparison.difference());
    // 1.5 and 3, and of the table both names but seconds, and 1
    assertEquals(4, comparison.values());
  }

  @Test
  void theFirstDifferenceIsNamed() throws IOException {
    Path one = run("one", "{\"a\": [1.5, {\"b\": 3}]}", "x,y\n1,2\n3,4\n");
    assertEquals(
        "results.json a [1] b: 3, now 4",
        compare(one, run("b", "{\"a\": [1.5, {\"b\": 4}]}", "x,y\n1,2\n3,4\n")).difference());
    assertEquals(
        "results.json a [2]: nothing, now 7",
        compare(one, run("c", "{\"a\": [1.5, {\"b\": 3}, 7]}", "x,y\n1,2\n3,4\n")).difference());
    assertEquals(
        "curves.csv line 3 y: 4, now 4.000001",
        compare(one, run("d", "{\"a\": [1.5, {\"b\": 3}]}", "x,y\n1,2\n3,4.000001\n"))
            .difference());
    assertEquals(
        "curves.csv lines: 3, now 2",
        compare(one, run("e", "{\"a\": [1.5, {\"b\": 3}]}", "x,y\n1,2\n")).difference());
  }
}
