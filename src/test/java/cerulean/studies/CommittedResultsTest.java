package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The results files that the pages of `docs/results` are made from.
@Tag("once")
class CommittedResultsTest {

  private static final Path RESULTS = ProjectFiles.ROOT.resolve("docs/results");

  private static final Pattern PICTURE = Pattern.compile("\\(([^()\\s]+\\.svg)\\)");

  /// A picture that no page shows is not seen when it goes stale.
  @Test
  void everyPictureIsShownOnAPage() throws IOException {
    Set<Path> shown = new HashSet<>();
    for (Path page : files(".md")) {
      Matcher picture = PICTURE.matcher(Files.readString(page));
      while (picture.find()) {
        shown.add(page.resolveSibling(picture.group(1)).normalize());
      }
    }
    List<Path> pictures = files(".svg");
    assertFalse(pictures.isEmpty());
    assertEquals(List.of(), pictures.stream().filter(file -> !shown.contains(file)).toList());
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> all = Files.walk(RESULTS)) {
      return all.map(Path::normalize)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  /// A sweep and a reader look numbers up by these.
  @ParameterizedTest
  @ValueSource(strings = {"microcircuit", "go-nogo", "heterogeneity"})
  void noTwoMeasuresShareNameConditionAndSeed(String study) throws IOException {
    StudyResults results = StudyResults.read(RESULTS.resolve(study).resolve("results.json"));
    Set<List<String>> seen = new HashSet<>();
    for (Measure measure : results.measures()) {
      List<String> place = List.of(measure.name(), measure.of(), String.valueOf(measure.seed()));
      assertTrue(seen.add(place), place + " twice");
    }
  }
}
