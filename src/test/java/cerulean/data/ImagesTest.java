package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class ImagesTest {

  /// Four images of 1 by 2 pixels: 0 10, 20 30, 40 50, 60 255; labels 2 0 2 1.
  private static Images four() {
    return Images.of(
        1, 2, 3, new byte[] {0, 10, 20, 30, 40, 50, 60, (byte) 255}, new byte[] {2, 0, 2, 1});
  }

  @Test
  void pixelsAndLabelsLieWhereTheCommentSays() {
    Images images = Images.of(2, 3, 256, new byte[] {1, 2, 3, 4, 5, -1}, new byte[] {-1});
    assertEquals(255, images.label(0));
    assertEquals(255, images.pixel(0, 1, 2));
    assertEquals(4, images.pixel(0, 1, 0));
    assertEquals(6, images.pixelsPerImage());
  }

  @Test
  void selectKeepsTheOrderAskedFor() {
    Images chosen = four().select(new int[] {3, 0, 3});
    assertEquals(3, chosen.size());
    assertEquals(1, chosen.label(0));
    assertEquals(2, chosen.label(1));
    assertEquals(255, chosen.pixel(2, 0, 1));
    assertEquals(10, chosen.pixel(1, 0, 1));
    assertEquals(0, four().select(new int[0]).size());
  }

  @Test
  void classesAreFoundInOrder() {
    assertArrayEquals(new int[] {0, 2, 3}, four().rowsOf(1, 2));
    assertArrayEquals(new int[] {1, 1, 2}, four().classCounts());
    Images twos = four().ofClasses(2);
    assertEquals("2 images [1, 2] of 3 classes", twos.toString());
    assertEquals(40, twos.pixel(1, 0, 0));
  }

  @Test
  void concatPutsSetsOneAfterAnother() {
    Images joined = Images.concat(List.of(four().ofClasses(0), four(), four().ofClasses(1)));
    assertEquals(6, joined.size());
    assertEquals(20, joined.pixel(0, 0, 0));
    assertEquals(0, joined.pixel(1, 0, 0));
    assertEquals(60, joined.pixel(5, 0, 0));
    assertEquals(1, joined.label(5));
  }

  @Test
  void standardisedPixelsAreMnistsInTheCallersWindow() {
    float[] out = new float[6];
    four().standardise(new int[] {1, 3, 0, 2}, 1, 2, out, 1);
    float black = -0.1307f / 0.3081f;
    float white = (1 - 0.1307f) / 0.3081f;
    assertArrayEquals(
        new float[] {0, (60 / 255f - 0.1307f) / 0.3081f, white, black, out[4], 0}, out);
    assertEquals((10 / 255.0 - 0.1307) / 0.3081, out[4], 1e-7);
    int[] labels = new int[4];
    four().copyLabels(new int[] {1, 3, 0, 2}, 1, 2, labels, 1);
    assertArrayEquals(new int[] {0, 1, 2, 0}, labels);
  }

  @Test
  void wrongInputIsASentence() {
    assertMessage(
        "Images: height and width must be positive and an image at most 2147483647 pixels, got [0,"
            + " 2]",
        () -> Images.of(0, 2, 10, new byte[0], new byte[0]));
    assertMessage(
        "Images: classes must be 1 to 256, since a label is one byte; got 257",
        () -> Images.of(1, 1, 257, new byte[0], new byte[0]));
    assertMessage(
        "Images: pixels do not match labels: 2 images [1, 2] have 4 pixels, got 3",
        () -> Images.of(1, 2, 10, new byte[3], new byte[2]));
    assertMessage(
        "Images: label out of range: row 1 has label 10, labels must be 0 to 9",
        () -> Images.of(1, 1, 10, new byte[2], new byte[] {9, 10}));
    assertMessage(
        "concat: no sets given; an empty set would have no image size",
        () -> Images.concat(List.of()));
    assertMessage(
        "concat: sets differ in form: first is 4 images [1, 2] of 3 classes, another is 1 images"
            + " [2, 1] of 3 classes",
        () -> Images.concat(List.of(four(), Images.of(2, 1, 3, new byte[2], new byte[1]))));
    assertMessage(
        "standardise: out is too small: 2 images of 2 from 1 on, out has 4",
        () -> four().standardise(new int[2], 0, 2, new float[4], 1));
    assertMessage(
        "copyLabels: out is too small: 2 labels from -1 on, out has 4",
        () -> four().copyLabels(new int[2], 0, 2, new int[4], -1));
    int[] repeated = new int[2049];
    assertMessage(
        "Images: too many for one set: 2049 images [1024, 1024] exceed 2147483647 pixels; use"
            + " several sets",
        () -> Images.of(1024, 1024, 1, new byte[1 << 20], new byte[1]).select(repeated));
    assertMessage(
        "Split: train and test differ in form: train is 4 images [1, 2] of 3 classes, test is 0"
            + " images [1, 2] of 4 classes",
        () -> new Split(four(), Images.of(1, 2, 4, new byte[0], new byte[0])));
    assertThrows(IndexOutOfBoundsException.class, () -> four().label(4));
    assertThrows(IndexOutOfBoundsException.class, () -> four().pixel(0, 0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> four().select(new int[] {-1}));
    assertThrows(IndexOutOfBoundsException.class, () -> four().rowsOf(3));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> four().standardise(new int[] {4}, 0, 1, new float[2], 0));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
