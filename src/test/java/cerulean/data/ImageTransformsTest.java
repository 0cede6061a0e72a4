package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class ImageTransformsTest {

  /// Checksums of what Pillow 12.3.0 makes of the same image:
  ///
  ///     i = numpy.arange(h * w)
  ///     a = ((37 * i + 11 * (i // w) + (i * i) % 251) % 255 + 1).astype(numpy.uint8).reshape(h, w)
  ///     zlib.crc32(numpy.asarray(PIL.Image.fromarray(a).rotate(degrees)).tobytes())
  @ParameterizedTest
  @CsvSource({
    "28, 28, 0, 2084112977",
    "28, 28, 80, 3653287574",
    "28, 28, 160, 40202751",
    "28, 28, 90, 2220463996",
    "28, 28, 180, 601717007",
    "28, 28, 270, 3009137843",
    "28, 28, -90, 3009137843",
    "28, 28, -80, 737750577",
    "28, 28, 45, 2074718496",
    "28, 28, 1, 2084112977",
    "28, 28, 753.3, 952151464",
    "28, 28, 123.456, 2921176420",
    "5, 5, 0, 2408233112",
    "5, 5, 80, 2702963632",
    "5, 5, 160, 1819883523",
    "5, 5, 90, 2702963632",
    "5, 5, 180, 252959033",
    "5, 5, 270, 3375091767",
    "5, 5, -90, 3375091767",
    "5, 5, -80, 3375091767",
    "5, 5, 45, 3417372642",
    "5, 5, 1, 2408233112",
    "5, 5, 753.3, 4205425602",
    "5, 5, 123.456, 935938649",
    "4, 7, 0, 3723339574",
    "4, 7, 80, 1175809550",
    "4, 7, 160, 448688731",
    "4, 7, 90, 3015407219",
    "4, 7, 180, 2590472180",
    "4, 7, 270, 59830414",
    "4, 7, -90, 59830414",
    "4, 7, -80, 4267539143",
    "4, 7, 45, 3501498965",
    "4, 7, 1, 3723339574",
    "4, 7, 753.3, 2519849156",
    "4, 7, 123.456, 3030795102"
  })
  void rotationEqualsPillows(int height, int width, double degrees, long checksum) {
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((37 * i + 11 * (i / width) + i * i % 251) % 255 + 1);
    }
    Images turned = ImageTransforms.rotate(one(height, width, pixels), degrees);
    CRC32 crc = new CRC32();
    crc.update(turned.pixels());
    assertEquals(checksum, crc.getValue());
  }

  @Test
  void positiveAnglesTurnCounterClockwiseAndCornersAreBlack() {
    Images image = one(3, 4, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    assertArrayEquals(
        new byte[] {0, 3, 8, 8, 1, 6, 7, 12, 5, 5, 10, 0},
        ImageTransforms.rotate(image, 45).pixels());
    Images square = one(2, 2, new byte[] {1, 2, 3, 4});
    assertArrayEquals(new byte[] {2, 4, 1, 3}, ImageTransforms.rotate(square, 90).pixels());
  }

  @Test
  void everyImageIsTurnedAndLabelsStay() {
    Images two = Images.of(1, 2, 10, new byte[] {1, 2, 3, 4}, new byte[] {7, 8});
    Images turned = ImageTransforms.rotate(two, 180);
    assertArrayEquals(new byte[] {2, 1, 4, 3}, turned.pixels());
    assertEquals(7, turned.label(0));
    assertEquals(8, turned.label(1));
    assertArrayEquals(new byte[] {1, 2, 3, 4}, two.pixels());
  }

  @Test
  void permutationNamesTheSourceOfEachPixel() {
    Images two = Images.of(1, 3, 10, new byte[] {10, 20, 30, 40, 50, 60}, new byte[] {1, 2});
    Images permuted = ImageTransforms.permute(two, new int[] {2, 0, 1});
    assertArrayEquals(new byte[] {30, 10, 20, 60, 40, 50}, permuted.pixels());
    assertEquals(2, permuted.label(1));
  }

  @Test
  void wrongInputIsASentence() {
    Images image = one(1, 3, new byte[3]);
    assertMessage(
        "rotate: angle must be a finite number of degrees, got NaN",
        () -> ImageTransforms.rotate(image, Double.NaN));
    assertMessage(
        "rotate: images may have at most 16384 pixels to a side, got 1 images [1, 16385] of 10"
            + " classes",
        () -> ImageTransforms.rotate(one(1, 16_385, new byte[16_385]), 1));
    assertMessage(
        "permute: permutation must have one number per pixel: it has 2, an image has 3",
        () -> ImageTransforms.permute(image, new int[2]));
    assertMessage(
        "permute: not a permutation: place 2 has 1; every number from 0 to 2 must occur once",
        () -> ImageTransforms.permute(image, new int[] {0, 1, 1}));
    assertMessage(
        "permute: not a permutation: place 0 has 3; every number from 0 to 2 must occur once",
        () -> ImageTransforms.permute(image, new int[] {3, 1, 2}));
  }

  /// Known answers of NumPy 2.4.6.
  @Test
  void permutationsEqualNumpys() {
    assertArrayEquals(
        new int[] {8, 1, 5, 0, 7, 2, 9, 4, 3, 6}, NumpyPermutation.ofSeed(42).next(10));
    assertArrayEquals(
        new int[] {7653, 66274, 9119, 10760, 43166},
        Arrays.copyOf(NumpyPermutation.ofSeed(7).next(70_000), 5));
    NumpyPermutation last = NumpyPermutation.ofSeed(0xFFFFFFFFL);
    assertArrayEquals(new int[] {0}, last.next(1));
    assertArrayEquals(new int[] {0, 1}, last.next(2));
    assertArrayEquals(new int[] {1, 4, 3, 0, 2}, last.next(5));
    assertArrayEquals(
        new int[] {14, 12, 3, 4, 1, 5, 13, 8, 7, 15, 2, 11, 0, 9, 10, 6}, last.next(16));
    assertEquals(0, last.next(0).length);
  }

  /// `RandomState(42).permutation(784)`, drawn twice: ends, and a sum that weighs every place.
  @Test
  void permutationsOfThePaperEqualNumpys() {
    NumpyPermutation permutations = NumpyPermutation.ofSeed(42);
    int[] first = permutations.next(784);
    int[] second = permutations.next(784);
    assertArrayEquals(
        new int[] {598, 590, 209, 637, 174, 213, 429, 259, 593, 204}, Arrays.copyOf(first, 10));
    assertArrayEquals(new int[] {71, 106, 270, 435, 102}, Arrays.copyOfRange(first, 779, 784));
    assertEquals(121_390_223, weighed(first));
    assertArrayEquals(
        new int[] {205, 29, 449, 339, 90, 347, 30, 303, 758, 350}, Arrays.copyOf(second, 10));
    assertArrayEquals(new int[] {662, 760, 110, 751, 42}, Arrays.copyOfRange(second, 779, 784));
    assertEquals(120_747_988, weighed(second));
  }

  /// The 10,000th word of the default seed, which the C++ standard fixes ([rand.predef]).
  @Test
  void generatorIsTheMersenneTwister() {
    NumpyPermutation twister = NumpyPermutation.ofSeed(5489);
    int word = 0;
    for (int i = 0; i < 10_000; i++) {
      word = twister.nextWord();
    }
    assertEquals(4_123_659_995L, Integer.toUnsignedLong(word));
  }

  @Test
  void seedsAndSizesAreThoseOfNumpy() {
    assertMessage(
        "NumpyPermutation: seed must be 0 to 4294967295, as in NumPy; got -1",
        () -> NumpyPermutation.ofSeed(-1));
    assertMessage(
        "NumpyPermutation: seed must be 0 to 4294967295, as in NumPy; got 4294967296",
        () -> NumpyPermutation.ofSeed(1L << 32));
    assertMessage(
        "NumpyPermutation: size must not be negative, got -1",
        () -> NumpyPermutation.ofSeed(0).next(-1));
  }

  private static long weighed(int[] permutation) {
    long sum = 0;
    for (int i = 0; i < permutation.length; i++) {
      sum += (long) permutation[i] * (i + 1);
    }
    return sum;
  }

  private static Images one(int height, int width, byte[] pixels) {
    return Images.of(height, width, 10, pixels, new byte[1]);
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
