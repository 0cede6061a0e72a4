package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Images on their way to a network: colours, augmentations, standardisation.
@Tag("once")
class ImageDatasetTest {

  /// `count` images of 2 channels, 3 by 4, whose bytes count up.
  private static Images counting(int count) {
    byte[] pixels = new byte[24 * count];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i + 1);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    return Images.of(2, 3, 4, 3, pixels, labels);
  }

  @Test
  void channelsLieOneAfterAnother() {
    Images images = counting(2);
    assertEquals("2 images [2, 3, 4] of 3 classes", images.toString());
    assertEquals(24, images.valuesPerImage());
    assertEquals(12, images.pixelsPerImage());
    assertEquals(2, images.channels());
    assertEquals(24 + 12 + 4 + 2 + 1, images.pixel(1, 1, 1, 2));
    Images second = images.select(new int[] {1});
    assertEquals(25, second.pixel(0, 0, 0));
    assertEquals(48, second.pixel(0, 1, 2, 3));
    assertEquals(4, Images.concat(List.of(images, images)).size());
  }

  @Test
  void wholeSetsAreTurnedAndPermutedChannelByChannel() {
    Images turned = ImageTransforms.rotate(counting(1), 180);
    assertEquals(12, turned.pixel(0, 0, 0, 0));
    assertEquals(24, turned.pixel(0, 1, 0, 0));
    int[] reversed = new int[12];
    for (int p = 0; p < 12; p++) {
      reversed[p] = 11 - p;
    }
    assertArrayEquals(turned.pixels(), ImageTransforms.permute(counting(1), reversed).pixels());
  }

  @Test
  void greyHasTheWeightsOfTelevision() {
    byte[] pixels = {(byte) 255, 0, 0, 10, 0, (byte) 255, 0, 20, 0, 0, (byte) 255, 30};
    Images grey = ImageTransforms.grey(Images.of(3, 2, 2, 1, pixels, new byte[1]));
    assertEquals("1 images [2, 2] of 1 classes", grey.toString());
    // 0.299, 0.587 and 0.114 of 255; 0.299 10 + 0.587 20 + 0.114 30 = 18.15.
    assertArrayEquals(new byte[] {76, (byte) 150, 29, 18}, grey.pixels());
  }

  @Test
  void standardisedNumbersAreThoseOfTheFormula() {
    Standardization law =
        Standardization.of(new float[] {0.5f, 0.25f}, new float[] {0.25f, 0.125f});
    Batch batch = ImageDataset.of(counting(2), law).batch(new int[] {1, 0}, Philox.of(0));
    assertEquals("[2, 2, 3, 4]", batch.inputs().shape().toString());
    assertEquals((25 / 255f - 0.5f) / 0.25f, batch.inputs().get(0, 0, 0, 0));
    assertEquals((24 / 255f - 0.25f) / 0.125f, batch.inputs().get(1, 1, 2, 3));
    assertArrayEquals(new long[] {1, 0}, batch.targets().toLongArray());
    assertEquals(DType.I64, batch.targets().dtype());
    assertEquals(
        128 / 255f,
        ImageDataset.of(
                Images.of(1, 1, 1, new byte[] {(byte) 128}, new byte[1]), Standardization.toUnit(1))
            .batch(new int[1], Philox.of(0))
            .inputs()
            .item());
  }

  @Test
  void measuredNumbersHaveMeanZeroAndDeviationOne() {
    Images images = counting(5);
    float[] all =
        ImageDataset.of(images, Standardization.measured(images))
            .batch(new int[] {0, 1, 2, 3, 4}, Philox.of(0))
            .inputs()
            .toArray();
    for (int channel = 0; channel < 2; channel++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 5; i++) {
        for (int p = 0; p < 12; p++) {
          double x = all[i * 24 + channel * 12 + p];
          sum += x;
          squares += x * x;
        }
      }
      // Sums of 60 floats of rounding error 1e-7.
      assertEquals(0, sum / 60, 1e-5);
      assertEquals(1, squares / 60, 1e-5);
    }
  }

  @Test
  void aCropIsAWindowOfTheFramedImage() {
    byte[] from = counting(1).pixels();
    Set<String> seen = new HashSet<>();
    for (int trial = 0; trial < 400; trial++) {
      byte[] to = new byte[24];
      Arrays.fill(to, (byte) 99);
      Augmentation.crop(2).apply(from, to, 2, 3, 4, Philox.of(trial));
      // The same draws, down before right.
      Philox random = Philox.of(trial);
      int down = random.nextInt(5) - 2;
      int right = random.nextInt(5) - 2;
      for (int channel = 0; channel < 2; channel++) {
        for (int y = 0; y < 3; y++) {
          for (int x = 0; x < 4; x++) {
            int sy = y + down;
            int sx = x + right;
            boolean inside = sy >= 0 && sy < 3 && sx >= 0 && sx < 4;
            int expected = inside ? from[(channel * 3 + sy) * 4 + sx] : 0;
            assertEquals(expected, to[(channel * 3 + y) * 4 + x], down + " " + right);
          }
        }
      }
      seen.add(down + " " + right);
    }
    assertEquals(25, seen.size());
    byte[] far = new byte[24];
    // Farther than the image is wide: all black at some draws, never an error.
    for (int trial = 0; trial < 50; trial++) {
      Augmentation.crop(9).apply(from, far, 2, 3, 4, Philox.of(trial));
    }
  }

  @Test
  void aFlipIsTheImageOrItsMirrorImage() {
    byte[] from = counting(1).pixels();
    int flipped = 0;
    for (int trial = 0; trial < 1000; trial++) {
      byte[] to = new byte[24];
      Augmentation.flip().apply(from, to, 2, 3, 4, Philox.of(trial));
      if (to[0] == from[3]) {
        flipped++;
        assertEquals(from[20], to[23]);
        assertEquals(from[5], to[6]);
      } else {
        assertArrayEquals(from, to);
      }
    }
    // Mean 500, standard deviation 16.
    assertTrue(flipped > 420 && flipped < 580, flipped + " of 1000");
  }

  @Test
  void aRotationTurnsAllChannelsAlike() {
    byte[] from = new byte[2 * 81];
    Arrays.fill(from, 36, 45, (byte) 7);
    Arrays.fill(from, 81 + 36, 81 + 45, (byte) 7);
    byte[] to = new byte[2 * 81];
    Augmentation.rotate(90).apply(from, to, 2, 9, 9, Philox.of(3));
    assertArrayEquals(Arrays.copyOf(to, 81), Arrays.copyOfRange(to, 81, 162));
    assertEquals(7, to[40]);
    assertNotEquals(Arrays.toString(from), Arrays.toString(to));
    byte[] still = new byte[2 * 81];
    Augmentation.rotate(0).apply(from, still, 2, 9, 9, Philox.of(3));
    assertArrayEquals(from, still);
  }

  @Test
  void augmentationsFollowEachOtherAndDependOnSeedEpochAndExampleAlone() {
    ImageDataset data =
        ImageDataset.of(
            counting(6), Standardization.toUnit(2), Augmentation.crop(2), Augmentation.flip());
    Philox epoch = Philox.of(4).split(1);
    float[] alone = data.batch(new int[] {3}, epoch).inputs().toArray();
    float[] among = data.batch(new int[] {5, 3, 0}, epoch).inputs().toArray();
    assertArrayEquals(alone, Arrays.copyOfRange(among, 24, 48));
    float[] next = data.batch(new int[] {3}, Philox.of(4).split(2)).inputs().toArray();
    assertNotEquals(Arrays.toString(alone), Arrays.toString(next));
    byte[] cropped = new byte[24];
    byte[] flipped = new byte[24];
    Philox random = epoch.split(3);
    byte[] image = counting(6).select(new int[] {3}).pixels();
    Augmentation.crop(2).apply(image, cropped, 2, 3, 4, random);
    Augmentation.flip().apply(cropped, flipped, 2, 3, 4, random);
    for (int p = 0; p < 24; p++) {
      assertEquals(Byte.toUnsignedInt(flipped[p]) / 255f, alone[p]);
    }
  }

  @Test
  void wrongInputIsASentence() {
    assertMessage(
        "ImageDataset: channels differ: images have 2, the standardization 3",
        () -> ImageDataset.of(counting(1), Standardization.CIFAR10));
    assertMessage(
        "Standardization: every channel needs a mean and a deviation; got 1 and 2",
        () -> Standardization.of(new float[1], new float[2]));
    assertMessage(
        "Standardization: a mean must be finite and a deviation positive; channel 0 has 1.0 and 0.0",
        () -> Standardization.of(new float[] {1}, new float[] {0}));
    assertMessage("crop: padding must not be negative; got -1", () -> Augmentation.crop(-1));
    assertMessage(
        "rotate: degrees must be in [0, 180]; got NaN", () -> Augmentation.rotate(Double.NaN));
    assertMessage(
        "grey: images must have red, green and blue; got 1 images [2, 3, 4] of 3 classes",
        () -> ImageTransforms.grey(counting(1)));
    assertMessage(
        "Images: there must be a channel and an image have at most 2147483647 values, got [0, 2, 2]",
        () -> Images.of(0, 2, 2, 1, new byte[0], new byte[0]));
    assertMessage(
        "Images: pixels do not match labels: 2 images [3, 1, 2] have 12 values, got 5",
        () -> Images.of(3, 1, 2, 1, new byte[5], new byte[2]));
    assertThrows(IndexOutOfBoundsException.class, () -> counting(1).pixel(0, 2, 0, 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () ->
            ImageDataset.of(counting(1), Standardization.toUnit(2))
                .batch(new int[] {1}, Philox.of(0)));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
