package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The real files, where they are at hand.
@Tag("once")
class MnistTest {

  @Test
  void realFilesHaveTheirPublishedFigures() throws DataException {
    Path folder = Path.of(System.getProperty("cerulean.shared", "."), "data", "mnist");
    assumeTrue(
        Files.isDirectory(folder),
        "MNIST not tested: no folder " + folder + " (set by -Dcerulean.shared)");
    Split mnist = Idx.mnist(folder);
    assertEquals("60000 images [28, 28] of 10 classes", mnist.train().toString());
    assertEquals("10000 images [28, 28] of 10 classes", mnist.test().toString());
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        mnist.train().classCounts());
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
        mnist.test().classCounts());
    assertEquals(5, mnist.train().label(0));
    assertEquals(7, mnist.test().label(0));

    long sum = 0;
    long squares = 0;
    byte[] pixels = mnist.train().pixels();
    for (byte pixel : pixels) {
      int grey = Byte.toUnsignedInt(pixel);
      sum += grey;
      squares += (long) grey * grey;
    }
    double mean = (double) sum / pixels.length;
    double sd = Math.sqrt((double) squares / pixels.length - mean * mean);
    assertEquals(Images.MNIST_MEAN, mean / 255, 0.00005);
    assertEquals(Images.MNIST_SD, sd / 255, 0.00005);
  }
}
