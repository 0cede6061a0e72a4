package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The results files that the pages of `docs/results` are made from.
@Tag("once")
class CommittedResultsTest {

  /// A sweep and a reader look numbers up by these.
  @ParameterizedTest
  @ValueSource(strings = {"microcircuit", "go-nogo", "heterogeneity"})
  void noTwoMeasuresShareNameConditionAndSeed(String study) throws IOException {
    StudyResults results =
        StudyResults.read(ProjectFiles.ROOT.resolve("docs/results/" + study + "/results.json"));
    Set<List<String>> seen = new HashSet<>();
    for (Measure measure : results.measures()) {
      List<String> place = List.of(measure.name(), measure.of(), String.valueOf(measure.seed()));
      assertTrue(seen.add(place), place + " twice");
    }
  }
}
