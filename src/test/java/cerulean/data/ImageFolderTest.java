package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class ImageFolderTest {

  @TempDir Path folder;

  private static byte[] encoded(String format, int type, int height, int width, int colour)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, colour & 0xFF);
        } else {
          image.setRGB(x, y, 0xFF000000 | colour + x + (y << 8));
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private static byte[] png(int height, int width, int colour) throws IOException {
    return encoded("png", BufferedImage.TYPE_INT_RGB, height, width, colour);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void classesAreFoldersInTheOrderOfTheirNames() throws IOException {
    write("dog/b.png", png(2, 3, 0x500000));
    write("dog/a.PNG", png(2, 3, 0x400000));
    write("cat/z.png", png(2, 3, 0x300000));
    write("dog/notes.txt", new byte[] {1});
    write("stray.png", png(9, 9, 0));
    ImageFolder read = ImageFolder.read(folder);
    assertEquals(List.of("cat", "dog"), read.classNames());
    assertEquals("3 images [3, 2, 3] of 2 classes [cat, dog]", read.toString());
    assertEquals(0, read.images().label(0));
    assertEquals(1, read.images().label(2));
    assertEquals(0x30, read.images().pixel(0, 0, 0, 0));
    assertEquals(0x40, read.images().pixel(1, 0, 0, 0));
    assertEquals(0x50, read.images().pixel(2, 0, 0, 0));
    assertEquals(1, read.images().pixel(2, 1, 1, 2));
    assertEquals(2, read.images().pixel(2, 2, 1, 2));
  }

  @Test
  void aZipFileIsReadLikeAFolder() throws IOException {
    Path zip = folder.resolve("set.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name :
          List.of("train/b/1.png", "train/a/2.png", "test/b/3.png", "test/a/4.png")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(png(4, 4, (name.charAt(name.length() - 5) - '0') << 16));
      }
      // Names are never paths.
      out.putNextEntry(new ZipEntry("../../train/a/5.png"));
      out.write(png(4, 4, 0));
    }
    Split split = ImageFolder.split(zip);
    assertEquals("2 images [3, 4, 4] of 2 classes", split.train().toString());
    assertEquals(2, split.train().pixel(0, 0, 0, 0));
    assertEquals(3, split.test().pixel(1, 0, 0, 0));
    assertEquals(2, ImageFolder.read(zip, "train").images().size());
    assertEquals(
        "images: none found: "
            + zip
            + " has no folders in other/ with .jpg, .png, .gif or .bmp"
            + " files",
        assertThrows(DataException.class, () -> ImageFolder.read(zip, "other")).getMessage());
  }

  @Test
  void greyIsNotBrightened() throws IOException {
    write("a/g.png", encoded("png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 100));
    Images images = ImageFolder.read(folder).images();
    assertArrayEquals(new byte[] {100, 100, 100}, images.pixels());
  }

  @Test
  void jpegsAreReadToWithinTheirLosses() throws IOException {
    write("a/j.jpeg", encoded("jpg", BufferedImage.TYPE_INT_RGB, 8, 8, 0x804020));
    Images images = ImageFolder.read(folder).images();
    assertEquals(0x80, images.pixel(0, 0, 4, 4), 12);
    assertEquals(0x44, images.pixel(0, 1, 4, 4), 12);
    assertEquals(0x24, images.pixel(0, 2, 4, 4), 12);
  }

  @Test
  void badImagesAreRefused() throws IOException {
    write("a/1.png", png(2, 3, 0));
    write("a/2.png", png(3, 2, 0));
    assertEquals(
        "images: sizes differ: "
            + folder
            + "/a/2.png is [3, 2], the first is [2, 3]; make them one"
            + " size",
        assertThrows(DataException.class, () -> ImageFolder.read(folder)).getMessage());
    write("a/2.png", new byte[] {1, 2, 3});
    assertEquals(
        "images: not an image: " + folder + "/a/2.png; only JPEG, PNG, GIF and BMP can be read",
        assertThrows(DataException.class, () -> ImageFolder.read(folder)).getMessage());
    byte[] good = png(20, 30, 5);
    // Decoders do without the last bytes: checksums and the mark of the end.
    for (int cut = 0; cut < good.length - 24; cut++) {
      write("a/1.png", Arrays.copyOf(good, cut));
      write("a/2.png", Arrays.copyOf(good, cut));
      assertThrows(DataException.class, () -> ImageFolder.read(folder));
    }
    assertEquals(
        "images: not found: " + folder.resolve("no") + "; give a directory or a zip file",
        assertThrows(DataException.class, () -> ImageFolder.read(folder.resolve("no")))
            .getMessage());
    Path torn = folder.resolve("torn.zip");
    Files.write(torn, new byte[100]);
    assertThrows(DataException.class, () -> ImageFolder.read(torn));
    write("train/a/1.png", png(2, 2, 0));
    write("test/b/1.png", png(2, 2, 0));
    assertEquals(
        "images: classes differ: train of " + folder + " has [a], test [b]",
        assertThrows(DataException.class, () -> ImageFolder.split(folder)).getMessage());
  }

  @Test
  void theRealArchiveHasItsClasses() throws IOException {
    Path zip = Path.of(System.getProperty("cerulean.shared", "."), "data", "cifar10-jpeg.zip");
    assumeTrue(
        Files.isRegularFile(zip),
        "CIFAR-10 not tested: no file " + zip + " (set by -Dcerulean.shared)");
    ImageFolder test = ImageFolder.read(zip, "test");
    assertEquals("10000 images [3, 32, 32] of 10 classes", test.images().toString());
    assertEquals("airplane", test.classNames().getFirst());
    assertEquals("truck", test.classNames().getLast());
    for (int count : test.images().classCounts()) {
      assertEquals(1000, count);
    }
    // Published for the training images, 0.4914, 0.4822, 0.4465 and 0.2470, 0.2435, 0.2616; a
    // tenth as many and coded with losses.
    assertTrue(
        Standardization.measured(test.images()).toString().startsWith("means [0.49"),
        Standardization.measured(test.images()).toString());
  }
}
