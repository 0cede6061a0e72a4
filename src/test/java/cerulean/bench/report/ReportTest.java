package cerulean.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.bench.task.Unit;
import cerulean.studies.results.MachineInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows as JSON, as a table and as the tables of the documents.
@Tag("once")
class ReportTest {

  private static final List<Row> ROWS =
      List.of(
          product("NN 64x64x64", 1, 160, 80.0, "openblas"),
          product("NN 64x64x64", 1, 160, 160.0, "pytorch"),
          product("NN 64x64x64", 2, 200, 100.0, "openblas"),
          product("NN 9x9x9", 1, 40, 5.0, "openblas"),
          new Row(
              "rows",
              "softmax 1024x1000",
              1,
              600.4,
              null,
              null,
              null,
              "us",
              null,
              null,
              0.04,
              null,
              4_096_000));

  private static Row product(
      String work, int threads, double ours, @Nullable Double peer, @Nullable String name) {
    return new Row(
        "gemm",
        work,
        threads,
        ours,
        peer,
        name,
        200.0,
        "GFLOP/s",
        peer == null ? null : ours / peer,
        ours / 200,
        0.031,
        peer == null ? null : 0.2,
        16_800);
  }

  private static Document document(List<Row> rows) {
    return document("simd", rows);
  }

  private static Document document(String kernels, List<Row> rows) {
    return new Document(
        Document.SCHEMA,
        "2026-11-22T09:30:00Z",
        "./cerulean bench",
        null,
        new MachineInfo("Linux", "amd64", "a processor", 2, 1L << 34, "a JDK", "VM", kernels),
        List.of("-XX:+UseParallelGC"),
        Map.of("openblas", "OpenBLAS 0.3.21"),
        7,
        150,
        rows);
  }

  @Test
  void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/results.json");
    Document document = document(ROWS);
    ResultsFile.write(file, document);
    assertEquals(document, ResultsFile.read(file));
  }

  @Test
  void aRowIsALineWithTheNamesOfTheSchema() {
    String text = ResultsFile.text(document(ROWS.subList(0, 1)));
    assertTrue(
        text.contains(
            """
              { "group" : "gemm", "work" : "NN 64x64x64", "threads" : 1, "ours" : 160.0, "peer" : 80.0, \
            "peerName" : "openblas", "limit" : 200.0, "unit" : "GFLOP/s", "ratio" : 2.0, \
            "share" : 0.8, "oursSpread" : 0.031, "peerSpread" : 0.2, "bytesPerCall" : 16800.0 }
            """
                .stripTrailing()),
        text);
  }

  @Test
  void aFileThatIsNoResultsFileIsOneSentence(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{ \"schema\" : \"other/1\" }");
    assertEquals(
        "bench: the schema must be cerulean-bench/1; " + file + " has other/1",
        assertThrows(IOException.class, () -> ResultsFile.read(file)).getMessage());
    Files.writeString(file, "[ 1, 2");
    String message = assertThrows(IOException.class, () -> ResultsFile.read(file)).getMessage();
    assertTrue(message.startsWith("bench: " + file + " is not a results file; "), message);
  }

  @Test
  void numbersKeepFourDigits() {
    assertEquals(0.0123500, ResultsFile.rounded(0.01234999), 1e-12);
    assertEquals(123500, ResultsFile.rounded(123456));
    assertEquals(0, ResultsFile.rounded(0));
    assertEquals(-2.5, ResultsFile.rounded(-2.5));
    assertTrue(Double.isNaN(ResultsFile.rounded(Double.NaN)));
  }

  @Test
  void theTableHasALineForEachPeerAndTheMeansBelow() {
    assertEquals(
        """
        gemm         thr  ours   +-           peer    +-  limit  unit     ratio   memory
        -----------  ---  ----  ---  -------------  ----  -----  -------  -----  -------
        NN 64x64x64    1   160  3 %  80.0 openblas  20 %    200  GFLOP/s  2.00x  16.8 kB
        NN 64x64x64    1   160  3 %    160 pytorch  20 %    200  GFLOP/s  1.00x  16.8 kB
        NN 64x64x64    2   200  3 %   100 openblas  20 %    200  GFLOP/s  2.00x  16.8 kB
        NN 9x9x9       1  40.0  3 %  5.00 openblas  20 %    200  GFLOP/s  8.00x  16.8 kB
        gemm, 1 thread: 4.00x as fast as openblas in geometric mean of 2
        gemm, 1 thread: 1.00x as fast as pytorch in geometric mean of 1
        gemm, 2 threads: 2.00x as fast as openblas in geometric mean of 1
        """,
        Table.of(ROWS.subList(0, 4)));
  }

  @Test
  void readmeGetsChosenWorkAndTheMeansOfAll() throws IOException {
    String readme =
        """
        before
        <!-- speed: begin a.json -->
        old
        <!-- speed: end -->
        after
        """;
    assertEquals(
        """
        before
        <!-- speed: begin a.json -->
        | work | 1 thread | of limit | / openblas | / pytorch | 2 threads | of limit | / openblas | / pytorch |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|
        | gemm NN 64x64x64 | 160 GFLOP/s | 80 % | 2.00x | 1.00x | 200 GFLOP/s | 100 % | 2.00x | |
        | rows softmax 1024x1000 | 600 us | | | | | | | |
        | **all of gemm, geometric mean** | | | **4.00x** | **1.00x** | | | **2.00x** | |

        Measured on 2026-11-22, a processor, 2 cores, simd, a JDK; medians of 7 rounds of 150 ms; openblas is OpenBLAS 0.3.21.
        <!-- speed: end -->
        after
        """,
        SpeedTables.refreshed(readme, List.of(document(ROWS))));
  }

  @Test
  void ofTwoResultsTheLaterCounts() {
    String page =
        SpeedTables.page(
            List.of(
                document(List.of(product("NN 9x9x9", 1, 40, 5.0, "openblas"))),
                document(List.of(product("NN 9x9x9", 1, 50, 5.0, "openblas")))));
    assertTrue(page.contains("| NN 9x9x9 | 50.0 GFLOP/s | 25 % | 10.0x |\n"), page);
    assertTrue(page.contains("\n## gemm\n\n| gemm | 1 thread | of limit | / openblas |\n"), page);
  }

  @Test
  void scalarKernelsStandBesideTheOthers() {
    Row time =
        new Row("rows", "softmax", 1, 50.0, null, null, null, "us", null, null, 0.01, null, 0);
    Row slow =
        new Row("rows", "softmax", 1, 400.0, null, null, null, "us", null, null, 0.01, null, 0);
    String page =
        SpeedTables.page(
            List.of(
                document("scalar", List.of(product("NN 9x9x9", 1, 4, null, null), slow)),
                document(List.of(product("NN 9x9x9", 1, 50, 25.0, "openblas"), time)),
                document("scalar", List.of(product("not measured", 1, 1, null, null)))));
    assertTrue(page.contains("| gemm | 1 thread | of limit | / openblas | / scalar |\n"), page);
    assertTrue(page.contains("| NN 9x9x9 | 50.0 GFLOP/s | 25 % | 2.00x | 12.5x |\n"), page);
    assertTrue(page.contains("| softmax | 50.0 us | | 8.00x |\n"), page);
    assertTrue(page.contains("`scalar` are our kernels for machines without SIMD"), page);
    assertFalse(page.contains("not measured"), page);
    assertThrows(IllegalArgumentException.class, () -> Unit.named("parsec"));
  }

  @Test
  void withoutThePlaceForItReadmeIsRefused() {
    assertEquals(
        "bench: README needs the lines speed: begin and speed: end; it has none",
        assertThrows(IOException.class, () -> SpeedTables.refreshed("text", List.of()))
            .getMessage());
  }

  @Test
  void updatingNamesTheFilesAndWritesBoth(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(
        root.resolve("README.md"), "<!-- speed: begin old.json -->\n<!-- speed: end -->\n");
    ResultsFile.write(root.resolve("bench/results/new.json"), document(ROWS));
    SpeedTables.update(root, List.of("bench/results/new.json"));
    String readme = Files.readString(root.resolve("README.md"));
    assertTrue(readme.startsWith("<!-- speed: begin new.json -->\n| work |"), readme);
    assertEquals(
        SpeedTables.page(List.of(document(ROWS))), Files.readString(root.resolve("docs/speed.md")));
  }

  @Test
  void theMiddleRoundCountsAndTheQuartilesSpread() {
    Timing timing = Timing.of(List.of(40.0, 10.0, 20.0, 30.0, 1000.0), List.of(8.0, 8.0, 900.0));
    assertEquals(30, timing.nanos());
    assertEquals(20 / 30.0, timing.spread(), 1e-12);
    assertEquals(8, timing.bytes());
    assertEquals(15, Timing.of(List.of(10.0, 20.0), List.of()).nanos());
    assertTrue(Double.isNaN(Timing.of(List.of(10.0), List.of()).bytes()));
    assertEquals(
        "timing: at least one round is needed; got none",
        assertThrows(IllegalArgumentException.class, () -> Timing.of(List.of(), List.of()))
            .getMessage());
  }

  @Test
  void numbersAreShort() {
    assertEquals("0.0953", Numbers.threeDigits(0.09531));
    assertEquals("17.3", Numbers.threeDigits(17.26));
    assertEquals("1842", Numbers.threeDigits(1842.1));
    assertEquals("0", Numbers.threeDigits(0));
    assertEquals("84.0x", Numbers.times(84));
    assertEquals("840x", Numbers.times(840));
    assertEquals("9900 us", Numbers.speed(9900, "us"));
    assertEquals("57.1 ms", Numbers.speed(57_100, "us"));
    assertEquals("47.0 GFLOP/s", Numbers.speed(47, "GFLOP/s"));
    assertEquals("12 B", Numbers.bytes(12));
    assertEquals("4.10 MB", Numbers.bytes(4_096_000));
  }
}
