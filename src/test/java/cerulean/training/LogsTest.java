package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class LogsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_500L));

  @TempDir Path folder;

  @Test
  void rowsOfACsvLogHaveAColumnPerNumber() throws IOException {
    Path file = folder.resolve("run.csv");
    try (CsvLog log = CsvLog.open(file, "loss", "accuracy")) {
      log.scalars(1, Map.of("loss", 0.25));
      log.scalars(2, Map.of("accuracy", 1.0, "loss", Double.NaN));
      log.scalars(3, Map.of("loss", Double.POSITIVE_INFINITY));
      log.histogram(3, "w", Tensor.zeros(3));
      assertEquals("3 rows in " + file, log.toString());
    }
    assertEquals("step,loss,accuracy\n1,0.25,\n2,,1.0\n3,Infinity,\n", Files.readString(file));
  }

  @Test
  void aCsvLogGoesOnAfterItsWholeRows() throws IOException {
    Path file = folder.resolve("run.csv");
    Files.writeString(file, "step,loss\n1,0.5\n2,0.2");
    try (CsvLog log = CsvLog.open(file, "loss")) {
      log.scalars(2, Map.of("loss", 0.25));
    }
    assertEquals("step,loss\n1,0.5\n2,0.25\n", Files.readString(file));
    Files.writeString(file, "step,lo");
    CsvLog.open(file, "loss").close();
    assertEquals("step,loss\n", Files.readString(file));
  }

  @Test
  void aRestoredCsvLogForgetsLaterRows() throws IOException {
    Path file = folder.resolve("run.csv");
    try (CsvLog log = CsvLog.open(file, "loss")) {
      log.scalars(1, Map.of("loss", 1.0));
      PartState saved = log.state();
      log.scalars(2, Map.of("loss", 2.0));
      log.restore(saved);
      log.scalars(3, Map.of("loss", 3.0));
      assertEquals(
          "restore: " + file + " has 2 whole rows, the run had written 9",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> log.restore(PartState.ofValues(Map.of("rows", "9"))))
              .getMessage());
    }
    assertEquals("step,loss\n1,1.0\n3,3.0\n", Files.readString(file));
  }

  @Test
  void wrongColumnsAreRefused() throws IOException {
    Path file = folder.resolve("run.csv");
    CsvLog log = CsvLog.open(file, "loss");
    assertEquals(
        "CsvLog: no column 'gain' in " + file + ", which has [loss]",
        assertThrows(IllegalArgumentException.class, () -> log.scalars(1, Map.of("gain", 1.0)))
            .getMessage());
    log.close();
    assertEquals(
        "CsvLog: "
            + file
            + " has other columns: 'step,loss', wanted step and [a]; take another file",
        assertThrows(IOException.class, () -> CsvLog.open(file, "a")).getMessage());
    assertEquals(
        "CsvLog: a column has a name without comma, quote and line end that is not 'step'; got 'a,b'",
        assertThrows(IllegalArgumentException.class, () -> CsvLog.open(file, "a,b")).getMessage());
  }

  private List<EventFile.Message> events() throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      Path file = files.iterator().next();
      assertEquals(
          "events.out.tfevents.1700000000." + ProcessHandle.current().pid() + ".0",
          file.getFileName().toString());
      return EventFile.read(file);
    }
  }

  /// The checksum of the nine digits is that of RFC 3720, B.4's polynomial, in every catalogue.
  @Test
  void theReaderOfThisTestHasThePublishedChecksum() {
    assertEquals(0xE3069283, EventFile.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void numbersAreReadBackFromAnEventFile() throws IOException {
    Map<String, Double> two = new LinkedHashMap<>();
    two.put("train/loss", 0.5);
    two.put("gain", -3.0);
    try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
      log.scalars(300, two);
    }
    List<EventFile.Message> events = events();
    assertEquals(2, events.size());
    assertEquals("brain.Event:2", events.getFirst().text(3));
    EventFile.Message event = events.get(1);
    assertEquals(1_700_000_000.5, event.real(1));
    assertEquals(300, event.number(2));
    List<EventFile.Message> values = event.messages(5).getFirst().messages(1);
    assertEquals("train/loss", values.get(0).text(1));
    assertEquals(0.5f, values.get(0).single(2));
    assertEquals("gain", values.get(1).text(1));
    assertEquals(-3f, values.get(1).single(2));
  }

  @Test
  void histogramsHaveThirtyBuckets() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
      log.histogram(7, "w", Tensor.of(new float[] {0, 1, 1.5f, 30, Float.NaN}, 5));
      log.histogram(8, "nothing", Tensor.of(new float[] {Float.NaN}, 1));
    }
    List<EventFile.Message> events = events();
    assertEquals(2, events.size());
    EventFile.Message value = events.get(1).messages(5).getFirst().messages(1).getFirst();
    assertEquals("w", value.text(1));
    EventFile.Message histogram = value.messages(5).getFirst();
    assertEquals(0, histogram.real(1));
    assertEquals(30, histogram.real(2));
    assertEquals(4, histogram.real(3));
    assertEquals(32.5, histogram.real(4));
    assertEquals(903.25, histogram.real(5));
    double[] limits = histogram.reals(6);
    double[] counts = histogram.reals(7);
    assertEquals(30, limits.length);
    assertEquals(30, limits[29]);
    assertEquals(1, limits[0], 1e-12);
    assertEquals(4, Arrays.stream(counts).sum());
    assertEquals(1, counts[29]);
  }

  @Test
  void equalNumbersAreOneBucket() {
    Histogram one = Histogram.of(new double[] {2, 2, 2});
    assertArrayEquals(new double[] {2}, one.limits());
    assertArrayEquals(new double[] {3}, one.counts());
    assertNull(Histogram.of(new double[0]));
    Histogram wide = Histogram.of(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE});
    assertEquals(1, wide.counts()[0]);
    assertEquals(1, wide.counts()[29]);
  }

  @Test
  void imagesAreReadBackByTheJdk() throws IOException {
    float[] planes = new float[3 * 2 * 5];
    planes[0] = 1;
    planes[10 + 9] = 0.5f;
    planes[20] = 2;
    planes[20 + 1] = Float.NaN;
    try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
      log.image(9, "picture", Tensor.of(planes, 3, 2, 5));
      log.image(9, "grey", Tensor.full(1f, 4, 4));
      assertEquals(
          "image: must be [height, width] or [channels, height, width] with 1 or 3 channels; got [2,"
              + " 3, 4]",
          assertThrows(
                  IllegalArgumentException.class, () -> log.image(9, "x", Tensor.zeros(2, 3, 4)))
              .getMessage());
    }
    List<EventFile.Message> events = events();
    EventFile.Message image =
        events.get(1).messages(5).getFirst().messages(1).getFirst().messages(4).getFirst();
    assertEquals(2, image.number(1));
    assertEquals(5, image.number(2));
    assertEquals(3, image.number(3));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.bytes(4)));
    assertEquals(5, read.getWidth());
    assertEquals(0xFFFF00FF, read.getRGB(0, 0));
    assertEquals(0xFF000000, read.getRGB(1, 0));
    assertEquals(0xFF008000, read.getRGB(4, 1));
    byte[] grey =
        events.get(2).messages(5).getFirst().messages(1).getFirst().messages(4).getFirst().bytes(4);
    assertEquals(255, ImageIO.read(new ByteArrayInputStream(grey)).getRaster().getSample(3, 3, 0));
  }

  @Test
  void aRestoredLogMarksWhatIsDropped() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.open(folder, CLOCK)) {
      log.scalars(5, Map.of("loss", 1.0));
      PartState saved = log.state();
      log.restore(saved);
      assertEquals(saved, log.state());
      // A second log of the same second has a name of its own.
      TensorBoardLog.open(folder, CLOCK).close();
    }
    Path first =
        folder.resolve("events.out.tfevents.1700000000." + ProcessHandle.current().pid() + ".0");
    EventFile.Message mark = EventFile.read(first).get(2);
    assertEquals(6, mark.number(2));
    assertEquals(1, mark.messages(7).getFirst().number(1));
  }
}
