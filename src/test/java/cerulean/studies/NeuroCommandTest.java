package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The demonstrations of the neuro engine, on small settings.
@Tag("once")
class NeuroCommandTest extends CommandTest {

  private Path done(String name, String arguments, String... more) {
    Path target = home.resolve(name);
    List<String> words = new ArrayList<>(List.of(arguments.split(" ", -1)));
    words.addAll(List.of(more));
    assertEquals(0, run(words, "--out", target.toString()), err::toString);
    return target;
  }

  private static double value(Path folder, String name, String of) throws IOException {
    return StudyResults.read(folder.resolve("results.json")).measures().stream()
        .filter(measure -> measure.name().equals(name) && measure.of().equals(of))
        .mapToDouble(Measure::value)
        .findFirst()
        .orElseThrow();
  }

  private static void assertPage(Path folder) throws IOException {
    String page = Files.readString(folder.resolve("report.html"));
    assertFalse(page.contains("NaN") || page.contains("Infinity"), "numbers of " + folder);
    for (String name : names(folder)) {
      assertTrue(
          name.equals("report.html") || page.contains("href=\"" + name + "\""),
          name + " is linked");
    }
  }

  @Test
  void patternsHaveThePublishedSpikes() throws IOException {
    Path folder = done("patterns", "neuro patterns --dt 0.1 --cells", "RS 2007,AC 2004");
    assertPage(folder);
    StudyResults results = StudyResults.read(folder.resolve("results.json"));
    assertEquals("cerulean.neuro-patterns/1", results.schema());
    long compared = 0;
    for (Measure measure : results.measures()) {
      if (!Double.isNaN(measure.reference())) {
        assertEquals(measure.reference(), measure.value(), measure.of() + " " + measure.name());
        compared++;
      }
    }
    assertEquals(3 * 24, compared);
    assertTrue(Double.isNaN(value(folder, "rheobase", "AC 2004")));
    assertEquals(54, value(folder, "rheobase", "RS 2007"), 3);
    assertTrue(
        Files.readString(folder.resolve("spikes.csv"))
            .contains("\nA tonic spiking,5,86.75,86.75\n"));
    assertTrue(out.toString().contains("report: "), out.toString());
  }

  @Test
  void theNetworkIsTheSameOnOneAndTwoThreads() throws IOException {
    String command = "neuro network --size 6000 --ms 500 --seeds 3";
    Path one = done("one", command, "--threads", "1");
    Path two = done("two", command, "--threads", "2");
    assertPage(one);
    for (String name : List.of("measures.csv", "spectrum.csv", "cells.csv")) {
      assertEquals(Files.readString(one.resolve(name)), Files.readString(two.resolve(name)), name);
    }
    assertEquals(6.8, value(one, "rateExcitatory", ""), 0.6);
  }

  /// Bounds are four standard deviations of the NumPy program.
  @Test
  void thePublishedNetworkHasItsStatistics() throws IOException {
    Path folder = done("dense", "neuro network --seeds 7");
    assertPage(folder);
    assertEquals(7533, value(folder, "spikesOfFirstSecond", ""), 4 * 165);
    assertEquals(7.25, value(folder, "rateExcitatory", ""), 4 * 0.14);
    assertEquals(31, value(folder, "gammaPeak", ""), 4 * 4);
  }

  @Test
  void plasticityLeavesWindowWeightsAndTrajectories() throws IOException {
    Path folder = done("stdp", "neuro stdp --seconds 10 --seeds 1");
    assertPage(folder);
    // Weights are single precision, of 0.5: half a unit in the last place is 3e-8.
    assertEquals(0, value(folder, "windowError", "pair"), 6.1e-8);
    assertEquals(11, Files.readAllLines(folder.resolve("competition.csv")).size());
    assertTrue(value(folder, "rate", "") > 20 && value(folder, "rate", "") < 50);
    List<String> frequency = Files.readAllLines(folder.resolve("frequency.csv"));
    String[] fast = frequency.getLast().split(",", -1);
    assertTrue(Double.parseDouble(fast[2]) > 0, "50 Hz strengthens against the order: " + fast[2]);
  }

  @Test
  void curvesOfCellsWithADendriteHaveAMap() throws IOException {
    Path folder =
        done("fi", "neuro fi --points 5 --ms 200.04 --dt 0.1 --cells", "FS 2007,L5 burst");
    assertPage(folder);
    assertTrue(names(folder).contains("l5-burst-map.svg"), names(folder).toString());
    assertEquals(73, value(folder, "rheobase", "FS 2007"), 4);
    assertEquals(11, Files.readAllLines(folder.resolve("curves.csv")).size());
  }

  @Test
  void aRunCanBeHadAgain() {
    Path folder = done("first", "neuro fi --points 3 --ms 100 --dt 0.1 --cells", "RS 2003");
    assertEquals(0, run("rerun", folder.toString()), err.toString());
    assertTrue(out.toString().contains("the same numbers, bit for bit"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          patterns --strength 0 | strength: must be from 0.1 to 10; got 0
          patterns --dt NaN | dt: must be from 0.001 to 1; got NaN
          patterns --cells RS | CellType: no cell RS; there are [RS 2003, IB 2003, CH 2003, FS 2003, TC 2003, RZ 2003, LTS 2003, AC 2004, RS 2007, IB 2007, CH 2007, LTS 2007, FS 2007, TC 2007, RTN 2007, PV, SOM, matrix thalamus, L5 pyramidal, L5 burst, AdEx, squid]
          patterns --dt 0.03 | dt: 10 ms must be a whole number of steps; got 0.03 ms
          network --size 100 | size: must be from 200 to 2000000; got 100
          network --ms 5 | ms: must be from 500 to 10000000; got 5
          network --seeds 1,1 | seeds: each may be given once; got 1,1
          stdp --seconds 0 | seconds: must be from 10 to 100000; got 0
          fi --points 1 | points: must be from 2 to 1000; got 1
          fi --max -3 | max: must be from 0.001 to 1000000; got -3
          fi --ms 7.03 | ms: must be from 10 to 1000000; got 7.03
          fi --threads 0 | threads: must be at least 1; got 0
          """)
  void wrongValuesAreOneSentenceAndExitCode2(String arguments, String sentence) throws IOException {
    String[] words = arguments.split(" ", 2);
    requireWrongUse(sentence, "neuro " + words[0], words[1].split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neuro", "neuro fi --frobnicate", "neuro dreams"})
  void wrongUseIsOneSentence(String arguments) {
    assertEquals(2, run(arguments.split(" ", -1)));
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
  }
}
