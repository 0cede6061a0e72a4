package cerulean.studies.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.run.FileRecord;
import cerulean.studies.run.RunRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class ResultsJsonTest {
  @TempDir Path home;

  @Test
  void aDocumentReadsBackEqual() throws IOException {
    Path file = home.resolve("results.json");
    ResultsJson.write(file, document());
    assertEquals(document(), ResultsJson.read(file));
  }

  @Test
  void namesAreThoseOfTheSchema() throws IOException {
    JsonNode root = new ObjectMapper().readTree(ResultsJson.text(document()));
    assertEquals(
        List.of(
            "schema",
            "created",
            "command",
            "configuration",
            "machine",
            "versions",
            "methods",
            "measures"),
        names(root));
    assertEquals("cerulean.stability-gap/1", root.get("schema").asText());
    assertEquals(List.of("eta", "seeds"), names(root.get("configuration")));
    assertEquals(
        List.of("os", "arch", "cores", "memory", "jdk", "vm", "kernels"),
        names(root.get("machine")));
    assertEquals(List.of("cerulean", "java", "gitCommit"), names(root.get("versions")));
    assertEquals(List.of("ngm", "adam"), names(root.get("methods")));
    JsonNode ngm = root.get("methods").get("ngm");
    assertEquals(
        List.of("perSeed", "meanOfSeeds", "ofMeanCurve", "gainPerTask", "allTasks"), names(ngm));
    assertEquals(
        List.of(
            "seed",
            "avgAcc",
            "minAcc",
            "wcAcc",
            "minAccFromFirst",
            "wcAccFromFirst",
            "avgSg",
            "sgPerSwitch",
            "seconds"),
        names(ngm.get("perSeed").get(0)));
    assertEquals(
        List.of(
            "avgAcc",
            "minAcc",
            "wcAcc",
            "minAccFromFirst",
            "wcAccFromFirst",
            "avgSg",
            "sgPerSwitch",
            "seconds"),
        names(ngm.get("meanOfSeeds")));
    assertEquals(List.of("mean", "sd"), names(ngm.get("meanOfSeeds").get("avgAcc")));
    assertEquals(
        List.of(
            "avgAcc",
            "minAcc",
            "wcAcc",
            "minAccFromFirst",
            "wcAccFromFirst",
            "avgSg",
            "sgPerSwitch"),
        names(ngm.get("ofMeanCurve")));
  }

  @Test
  void doublesAreShortAndNaNIsNull() throws IOException {
    String text = ResultsJson.text(document());
    assertTrue(text.contains("\"avgAcc\" : 0.1,"), text);
    assertTrue(text.contains("\"wcAcc\" : null"));
    assertTrue(text.contains("[ 1.0, null ]"), text);
  }

  @Test
  void otherFilesAreOneSentence() throws IOException {
    Path file = Files.writeString(home.resolve("x.json"), "[1, 2");
    IOException e = assertThrows(IOException.class, () -> ResultsJson.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("results: " + file + " is not a results document; "));
    assertEquals(1, message.lines().count());
    Files.writeString(file, "{}");
    assertThrows(IOException.class, () -> ResultsJson.read(file));
    String other = ResultsJson.text(document()).replace("stability-gap/1", "stability-gap/9");
    Files.writeString(file, other);
    assertEquals(
        "results: the schema must be cerulean.stability-gap/1; "
            + file
            + " has cerulean.stability-gap/9",
        assertThrows(IOException.class, () -> ResultsJson.read(file)).getMessage());
  }

  @Test
  void spreadIsThatOfASample() {
    assertEquals(new Spread(2, 1), Spread.of(List.of(1.0, 2.0, 3.0)));
    assertEquals(new Spread(5, Double.NaN), Spread.of(List.of(5.0)));
    MetricSummary summary = document().methods().values().iterator().next().meanOfSeeds();
    assertEquals(0.2, summary.avgAcc().mean(), 1e-15);
    assertEquals(2, summary.sgPerSwitch().size());
  }

  @Test
  void curvesHaveOneRowPerIteration() throws IOException {
    CurvesCsv csv = new CurvesCsv("accuracy", "gain");
    csv.row("ngm", 42, 0, 1, 99.5, 1);
    csv.row("a,\"b\"", 43, 1, 1, Double.NaN, 0.1);
    Path file = home.resolve("curves.csv");
    csv.write(file);
    assertEquals(
        List.of(
            "method,seed,iteration,task,accuracy,gain",
            "ngm,42,0,1,99.5,1",
            "\"a,\"\"b\"\"\",43,1,1,,0.1"),
        Files.readAllLines(file));
  }

  @Test
  void unknownColumnsAndUnevenRowsAreRefused() {
    assertEquals(
        "curves: columns are some of [accuracy, loss, gain, trainLoss, entropy] in that order;"
            + " got [loss, accuracy]",
        assertThrows(IllegalArgumentException.class, () -> new CurvesCsv("loss", "accuracy"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new CurvesCsv("loss").row("m", 1, 1, 1, 2, 3));
  }

  @Test
  void theMachineIsDescribed() throws IOException {
    MachineInfo machine = MachineInfo.gather("scalar");
    assertTrue(machine.cores() > 0 && machine.memory() > 1 << 20);
    assertTrue(machine.memoryText().endsWith(" GiB"));
    Path cpu = Files.writeString(home.resolve("cpu"), "flags\t: x\nmodel name\t: Fast  CPU\n");
    assertEquals("Fast  CPU", MachineInfo.cpuModel(cpu));
    assertNull(MachineInfo.cpuModel(home.resolve("none")));
  }

  private static ResultsDocument document() {
    List<SeedMetrics> seeds =
        List.of(
            new SeedMetrics(42, 0.1, 90, Double.NaN, 80, 70, 0.3, List.of(1.0, Double.NaN), 12),
            new SeedMetrics(43, 0.3, 91, 1e-300, 81, 71, 0.1, List.of(0.5, 0.25), 13.5));
    CurveMetrics curve = new CurveMetrics(0.2, 90.5, 1.0 / 3, 80, 70, 0.2, List.of(0.7));
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("eta", 0.4);
    configuration.put("seeds", List.of(42, 43));
    Map<String, MethodResults> methods = new LinkedHashMap<>();
    List<AccuracyMatrix> matrices =
        List.of(
            new AccuracyMatrix(new double[][] {{90, 10}, {80, 70}}),
            new AccuracyMatrix(new double[][] {{91, 12}, {83, 72}}));
    methods.put("ngm", MethodResults.of(seeds, curve, List.of(1.0, 1.5), matrices));
    methods.put("adam", MethodResults.of(seeds, curve, List.of(1.0, 1.5), matrices));
    return new ResultsDocument(
        ResultsDocument.SCHEMA,
        "2026-11-22T00:00:00Z",
        "./cerulean stability-gap",
        configuration,
        new MachineInfo("Linux", "amd64", null, 2, 1L << 34, "25.0.3", "HotSpot", "simd"),
        new Versions("0.1.0", "25.0.3", "02c6909"),
        methods,
        List.of(
            Measure.of("avgSg", "ngm", 42L, 0.3),
            Measure.of("avgAcc", "ngm", null, 0.2).in("%").beside(99.02, "table 1")));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void whatAllStudiesShareIsReadFromAnyOfThem() throws IOException {
    Path file = home.resolve("results.json");
    ResultsJson.write(file, document());
    StudyResults read = StudyResults.read(file);
    assertEquals("stability-gap", read.study());
    assertEquals(document().measures(), read.measures());
    assertEquals(document().machine(), read.machine());
    StudyResults own =
        new StudyResults(
            "cerulean.go-nogo/1",
            read.created(),
            read.command(),
            read.configuration(),
            read.machine(),
            read.versions(),
            List.of(Measure.of("solved", "dopamine", null, Double.NaN)),
            Map.of("rates", List.of(1, 2)));
    own.write(file);
    assertEquals(own, StudyResults.read(file));
  }

  @Test
  void aMissingFileAndASchemaOfOthersAreOneSentence() throws IOException {
    Path file = home.resolve("x.json");
    assertEquals(
        "results: there is no file " + file,
        assertThrows(IOException.class, () -> StudyResults.read(file)).getMessage());
    Files.writeString(file, "{\"schema\": \"theirs\"}");
    String message =
        String.valueOf(assertThrows(IOException.class, () -> StudyResults.read(file)).getMessage());
    assertTrue(message.contains("schema must be cerulean.STUDY/VERSION; got theirs"), message);
    assertEquals(1, message.lines().count());
    Files.writeString(file, "null");
    assertEquals(
        "results: " + file + " is not a results document; it holds null",
        assertThrows(IOException.class, () -> StudyResults.read(file)).getMessage());
  }

  @Test
  void theDocumentationNamesEveryField() throws IOException {
    String page = Files.readString(ProjectFiles.ROOT.resolve("docs/results-files.md"));
    List<String> missing = new ArrayList<>();
    for (Class<?> type :
        List.of(
            StudyResults.class,
            Measure.class,
            MachineInfo.class,
            Versions.class,
            MethodResults.class,
            SeedMetrics.class,
            AllTasks.class,
            RunRecord.class,
            FileRecord.class)) {
      for (RecordComponent field : type.getRecordComponents()) {
        if (!page.contains("`" + field.getName() + "`")) {
          missing.add(type.getSimpleName() + "." + field.getName());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /// What a version wrote that tested the first task alone.
  @Test
  void aFileWithoutAllTasksIsRead() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode root = mapper.readTree(ResultsJson.text(document()));
    root.findParents("allTasks")
        .forEach(
            node -> ((com.fasterxml.jackson.databind.node.ObjectNode) node).remove("allTasks"));
    Path file = home.resolve("results.json");
    Files.writeString(file, mapper.writeValueAsString(root));
    assertNull(ResultsJson.read(file).methods().get("ngm").allTasks());
  }
}
