package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Good files, and every way in which a file can be bad.
@Tag("once")
class IdxTest {

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void imagesAndLabelsAreRead(boolean compressed) throws IOException {
    byte[] pixels = {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6};
    Path images = write("i", idx(IMAGES, sizes(2, 2, 3), pixels), compressed);
    Path labels = write("l", idx(LABELS, sizes(2), 7, 9), compressed);
    Images read = Idx.images(images, labels, 10);
    assertEquals("2 images [2, 3] of 10 classes", read.toString());
    assertEquals(7, read.label(0));
    assertEquals(9, read.label(1));
    assertEquals(6, read.pixel(0, 1, 2));
    assertEquals(255, read.pixel(1, 0, 0));
  }

  @Test
  void anyNumberOfAxesIsRead() throws IOException {
    Idx.Bytes cube = Idx.read(write("c", idx(0x804, sizes(1, 2, 1, 2), 1, 2, 3, 4), false));
    assertArrayEquals(sizes(1, 2, 1, 2), cube.shape());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, cube.values());
    int[] ones = new int[255];
    Arrays.fill(ones, 1);
    assertEquals(255, Idx.read(write("m", idx(0x8FF, ones, 5), true)).shape().length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileCutAtAnyByteIsRefused(boolean compressed) throws IOException {
    byte[] whole = idx(IMAGES, sizes(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    byte[] stored = compressed ? gzip(whole) : whole;
    for (int length = 0; length < stored.length; length++) {
      Path file = Files.write(folder.resolve("cut" + length), Arrays.copyOf(stored, length));
      DataException fault = assertThrows(DataException.class, () -> Idx.read(file));
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains(file.toString()), message);
      assertTrue(message.contains("cut short") || message.contains("ends inside"), message);
    }
  }

  @Test
  void cutFilesAreNamedWithWhatIsThere() throws IOException {
    byte[] whole = idx(LABELS, sizes(3), 1, 2, 3);
    Path five = write("five", Arrays.copyOf(whole, 5), false);
    assertMessage("idx: file ends inside its header: " + five + " has 5 bytes", five);
    Path one = write("one", Arrays.copyOf(whole, 1), false);
    assertMessage("idx: file ends inside its header: " + one + " has 1 byte", one);
    Path inflated = write("six.gz", Arrays.copyOf(whole, 6), true);
    assertMessage(
        "idx: file ends inside its header: " + inflated + " has 6 bytes inflated", inflated);
    Path ten = write("ten", Arrays.copyOf(whole, 10), false);
    assertMessage(
        "idx: file is cut short: " + ten + " declares [3], which is 11 bytes, but has 10", ten);
    Path tenInflated = write("ten.gz", Arrays.copyOf(whole, 10), true);
    assertMessage(
        "idx: file is cut short: " + tenInflated + " declares [3], which is 11 bytes, but has 10",
        tenInflated);
    byte[] gz = gzip(whole);
    Path cut = write("cut.gz", Arrays.copyOf(gz, gz.length - 3), false);
    assertMessage(
        "idx: file is cut short: " + cut + " ends inside its gzip data; fetch it again", cut);
  }

  @Test
  void bytesAfterTheDataAreRefused() throws IOException {
    byte[] longer = idx(LABELS, sizes(3), 1, 2, 3, 4, 5);
    Path plain = write("plain", longer, false);
    assertMessage(
        "idx: bytes after the data: " + plain + " declares [3], which is 11 bytes, but has 13",
        plain);
    Path gz = write("gz", longer, true);
    assertMessage(
        "idx: bytes after the data: " + gz + " declares [3], which is 11 bytes, but has more", gz);
  }

  @Test
  void wrongMagicNumbersAreRefused() throws IOException {
    Path png = write("png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0}, false);
    assertMessage(
        "idx: not an IDX file: " + png + " starts with 0x89504e47, the first two bytes must be 0",
        png);
    Path floats = write("floats", idx(0xD01, sizes(1), 0, 0, 0, 0), false);
    assertMessage(
        "idx: elements are not unsigned bytes: "
            + floats
            + " has type code 0x0d, only 0x08 can be read",
        floats);
    Path scalar = write("scalar", idx(0x800, sizes(), 1), false);
    assertMessage(
        "idx: no axes: " + scalar + " has magic number 0x00000800, at least one axis is needed",
        scalar);
    Path images = write("images", idx(IMAGES, sizes(1, 1, 1), 1), false);
    Path labels = write("labels", idx(LABELS, sizes(1), 1), false);
    assertMessage(
        "idx: not a file of images: "
            + labels
            + " has magic number 0x00000801, images need 0x00000803",
        () -> Idx.images(labels, images, 10));
    assertMessage(
        "idx: not a file of labels: "
            + images
            + " has magic number 0x00000803, labels need 0x00000801",
        () -> Idx.images(images, images, 10));
  }

  @Test
  void emptyAxesAreRefused() throws IOException {
    Path none = write("none", idx(IMAGES, sizes(0, 28, 28)), false);
    assertMessage("idx: size 0: " + none + " declares [0, 28, 28], axis 0 is empty", none);
    Path flat = write("flat", idx(IMAGES, sizes(-1, -1, 0)), true);
    assertMessage(
        "idx: declared sizes are too large: "
            + flat
            + " declares [4294967295, 4294967295, 0], at most 2147483639 bytes can be read",
        flat);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sizesThatOverflowAreRefused(boolean compressed) throws IOException {
    // 2^16 * 2^16 is 0 and 2^31 is negative in 32 bits; 2^32 * 2^32 is 0 in 64 bits.
    int[][] shapes = {
      {1 << 16, 1 << 16, 1},
      {1 << 31, 1, 1},
      {-1, -1, -1},
      {1 << 31, 1 << 31, 4},
      {1, 1, Integer.MAX_VALUE}
    };
    for (int[] shape : shapes) {
      Path file = write("big", idx(IMAGES, shape, 1, 2, 3), compressed);
      assertMessage(
          "idx: declared sizes are too large: "
              + file
              + " declares "
              + IdxSource.sizes(shape)
              + ", at most 2147483639 bytes can be read",
          file);
    }
  }

  @Test
  void hugeDeclaredSizesInSmallFilesTakeNoMemory() throws IOException {
    byte[] huge = idx(IMAGES, sizes(2000, 1000, 1000), 1, 2, 3);
    Path plain = write("huge", huge, false);
    Path gz = write("huge.gz", huge, true);
    long length = Files.size(gz);
    assertSmallMemory(() ->
        assertMessage(
            "idx: file is cut short: "
                + plain
                + " declares [2000, 1000, 1000], which is 2000000016 bytes, but has 19",
            plain));
    assertSmallMemory(() ->
        assertMessage(
            "idx: file is cut short: "
                + gz
                + " declares [2000, 1000, 1000], which is 2000000016 bytes, but a gzip file of "
                + length
                + " bytes inflates to at most "
                + 1032 * length,
            gz));
  }

  @Test
  void gzipBombIsInflatedOnlyToTheDeclaredEnd() throws IOException {
    byte[] bomb = idx(LABELS, sizes(3), new byte[50_000_000]);
    Path file = write("bomb.gz", bomb, true);
    assertSmallMemory(() ->
        assertMessage(
            "idx: bytes after the data: " + file + " declares [3], which is 11 bytes, but has more",
            file));
  }

  @Test
  void changedGzipBytesAreRefusedOrHarmless() throws IOException {
    byte[] values = new byte[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * i);
    }
    byte[] good = gzip(idx(LABELS, sizes(300), values));
    int refused = 0;
    for (int i = 2; i < good.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit);
        Path file = Files.write(folder.resolve("bad"), bad);
        try {
          assertArrayEquals(values, Idx.read(file).values());
        } catch (DataException expected) {
          String message = String.valueOf(expected.getMessage());
          assertTrue(message.contains(file.toString()), message);
          refused++;
        }
      }
    }
    // All but the ten-byte header is covered by the checksum and the length.
    assertTrue(refused >= 8 * (good.length - 10), refused + " of " + 8 * good.length);
  }

  @Test
  void corruptGzipIsNamed() throws IOException {
    byte[] bad = gzip(idx(LABELS, sizes(3), 1, 2, 3));
    bad[bad.length - 5] ^= 1;
    Path file = write("crc.gz", bad, false);
    assertMessage(
        "idx: corrupt gzip data: " + file + ": Corrupt GZIP trailer; fetch it again", file);
    assertNotNull(assertThrows(DataException.class, () -> Idx.read(file)).getCause());
  }

  @Test
  void labelsMustMatchTheImages() throws IOException {
    Path images = write("i", idx(IMAGES, sizes(2, 1, 1), 1, 2), false);
    Path three = write("three", idx(LABELS, sizes(3), 1, 2, 3), false);
    assertMessage(
        "idx: labels do not match images: "
            + three
            + " has 3 labels, "
            + images
            + " has 2 images; take both from the same set",
        () -> Idx.images(images, three, 10));
    Path ten = write("ten", idx(LABELS, sizes(2), 9, 10), false);
    assertMessage(
        "idx: label out of range: " + ten + " has label 10 at place 1, labels must be 0 to 9",
        () -> Idx.images(images, ten, 10));
    Path negative = write("negative", idx(LABELS, sizes(2), -1, 0), false);
    assertMessage(
        "idx: label out of range: " + negative + " has label 255 at place 0, labels must be 0 to 9",
        () -> Idx.images(images, negative, 10));
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    Path missing = folder.resolve("missing");
    assertMessage("idx: file not found: " + missing + "; check the path", missing);
    assertMessage("idx: not a file: " + folder + "; give the path of an IDX file", folder);
  }

  @Test
  void mnistIsFoundPlainOrCompressed() throws IOException {
    writeMnist(10);
    Split split = Idx.mnist(folder);
    assertEquals("3 images [1, 2] of 10 classes", split.train().toString());
    assertEquals("2 images [1, 2] of 10 classes", split.test().toString());
    assertEquals(9, split.test().label(1));
  }

  @Test
  void mnistSaysWhatIsMissingAndWhere() throws IOException {
    Path absent = folder.resolve("absent");
    assertMessage(
        "mnist: folder not found: "
            + absent
            + "; it must hold train-images-idx3-ubyte, train-labels-idx1-ubyte,"
            + " t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each as it is or with .gz at the"
            + " end",
        () -> Idx.mnist(absent));
    writeMnist(10);
    Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
    assertMessage(
        "mnist: file not found: neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz is in "
            + folder
            + "; put one of them there",
        () -> Idx.mnist(folder));
  }

  @Test
  void mnistNeedsOneImageSizeAndTenClasses() throws IOException {
    writeMnist(10);
    write("t10k-images-idx3-ubyte", idx(IMAGES, sizes(2, 2, 1), 1, 2, 3, 4), false);
    assertMessage(
        "mnist: training and test images differ in size: [1, 2] and [2, 1] in "
            + folder
            + "; take all four files from the same set",
        () -> Idx.mnist(folder));
    writeMnist(11);
    assertMessage(
        "idx: label out of range: "
            + folder.resolve("train-labels-idx1-ubyte.gz")
            + " has label 10 at place 2, labels must be 0 to 9",
        () -> Idx.mnist(folder));
  }

  /// Three training and two test images of 1 by 2 pixels; the last training label is `classes - 1`.
  private void writeMnist(int classes) throws IOException {
    write("train-images-idx3-ubyte", idx(IMAGES, sizes(3, 1, 2), 1, 2, 3, 4, 5, 6), false);
    write("train-labels-idx1-ubyte.gz", idx(LABELS, sizes(3), 0, 5, classes - 1), true);
    write("t10k-images-idx3-ubyte.gz", idx(IMAGES, sizes(2, 1, 2), 1, 2, 3, 4), true);
    write("t10k-labels-idx1-ubyte", idx(LABELS, sizes(2), 3, 9), false);
  }

  private Path write(String name, byte[] contents, boolean compressed) throws IOException {
    return Files.write(folder.resolve(name), compressed ? gzip(contents) : contents);
  }

  private static int[] sizes(int... sizes) {
    return sizes;
  }

  private static byte[] idx(int magic, int[] sizes, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return idx(magic, sizes, bytes);
  }

  private static byte[] idx(int magic, int[] sizes, byte[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    return buffer.put(values).array();
  }

  private static byte[] gzip(byte[] contents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(contents);
    }
    return out.toByteArray();
  }

  private static void assertMessage(String message, Path file) {
    assertMessage(message, () -> Idx.read(file));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(DataException.class, call).getMessage());
  }

  /// Less than a megabyte, counted by the JVM for this thread.
  private static void assertSmallMemory(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    call.run();
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 1_000_000, taken + " bytes");
  }
}
