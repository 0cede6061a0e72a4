package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class CifarTest {

  @TempDir Path folder;

  /// Records with `labels` and images whose bytes are `100 i + channel`.
  private static byte[] file(int labelsEach, int... labels) {
    int record = labelsEach + 3072;
    byte[] bytes = new byte[labels.length / labelsEach * record];
    for (int i = 0; i < labels.length / labelsEach; i++) {
      for (int k = 0; k < labelsEach; k++) {
        bytes[i * record + k] = (byte) labels[i * labelsEach + k];
      }
      for (int p = 0; p < 3072; p++) {
        bytes[i * record + labelsEach + p] = (byte) (100 * i + p / 1024);
      }
      bytes[i * record + labelsEach + 1024 + 33] = -1;
    }
    return bytes;
  }

  private void writeTen() throws IOException {
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("data_batch_" + i + ".bin"), file(1, i, 9));
    }
    Files.write(folder.resolve("test_batch.bin"), file(1, 0));
  }

  @Test
  void cifarTenIsReadInTheOrderOfItsFiles() throws IOException {
    writeTen();
    Split split = Cifar.ten(folder);
    assertEquals("10 images [3, 32, 32] of 10 classes", split.train().toString());
    assertEquals("1 images [3, 32, 32] of 10 classes", split.test().toString());
    assertEquals(1, split.train().label(0));
    assertEquals(9, split.train().label(1));
    assertEquals(5, split.train().label(8));
    assertEquals(102, split.train().pixel(1, 2, 31, 31));
    assertEquals(255, split.train().pixel(1, 1, 1, 1));
  }

  @Test
  void cifarHundredHasFineAndCoarseClasses() throws IOException {
    Files.write(folder.resolve("train.bin"), file(2, 19, 99, 3, 4));
    Files.write(folder.resolve("test.bin"), file(2, 1, 2));
    Split fine = Cifar.hundred(folder);
    assertEquals("2 images [3, 32, 32] of 100 classes", fine.train().toString());
    assertEquals(99, fine.train().label(0));
    assertEquals(2, fine.test().label(0));
    Split coarse = Cifar.hundredCoarse(folder);
    assertEquals(20, coarse.train().classes());
    assertEquals(19, coarse.train().label(0));
    assertEquals(102, coarse.train().pixel(1, 2, 0, 0));
  }

  @Test
  void badFilesAreRefused() throws IOException {
    assertMessage(
        "cifar: folder not found: "
            + folder.resolve("x")
            + "; it must hold the files of the binary version, such as test_batch.bin",
        () -> Cifar.ten(folder.resolve("x")));
    assertMessage(
        "cifar: file not found: "
            + folder.resolve("train.bin")
            + "; unpack the binary version there",
        () -> Cifar.hundred(folder));
    writeTen();
    Path third = folder.resolve("data_batch_3.bin");
    byte[] good = Files.readAllBytes(third);
    for (int cut : new int[] {0, 1, 3072, good.length - 1}) {
      Files.write(third, Arrays.copyOf(good, cut));
      assertMessage(
          "cifar: not a file of images: "
              + third
              + " has "
              + cut
              + " bytes, an image with its labels takes 3073",
          () -> Cifar.ten(folder));
    }
    good[3073] = 10;
    Files.write(third, good);
    assertMessage(
        "cifar: label out of range: " + third + " has label 10 at image 1, labels must be 0 to 9",
        () -> Cifar.ten(folder));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(DataException.class, call).getMessage());
  }
}
