package cerulean.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes image files of one size to red, green and blue. The only class that needs the module
/// `java.desktop`.
///
/// - `height`, `width`: the size every image must have
record ImageDecoder(int height, int width) {

  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

  /// Pixels to a side beyond which a file is not decoded, whatever it says.
  private static final int LARGEST_SIDE = 16_384;

  /// Whether a file of that name is taken for an image.
  static boolean isImage(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /// A decoder for images of the size of that one.
  static ImageDecoder ofSizeOf(ImageSource source, String name) throws DataException {
    byte[] bytes = source.bytes(name);
    try (ImageInputStream in = stream(bytes)) {
      ImageReader reader = reader(in, source.shown(name));
      try {
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        if (height > LARGEST_SIDE || width > LARGEST_SIDE) {
          throw new DataException(
              "images: image too large: %s is [%d, %d], at most %d pixels to a side are read"
                  .formatted(source.shown(name), height, width, LARGEST_SIDE));
        }
        return new ImageDecoder(height, width);
      } finally {
        reader.dispose();
      }
    } catch (DataException fault) {
      throw fault;
    } catch (IOException | RuntimeException cause) {
      throw damaged(source.shown(name), cause);
    } catch (NoClassDefFoundError | IllegalAccessError missing) {
      throw noDesktop(missing);
    }
  }

  /// Writes the three planes of that image into `pixels` from `pixels[at]` on.
  void decode(ImageSource source, String name, byte[] pixels, int at) throws DataException {
    byte[] bytes = source.bytes(name);
    try (ImageInputStream in = stream(bytes)) {
      ImageReader reader = reader(in, source.shown(name));
      try {
        // Before memory is taken for its pixels.
        if (reader.getHeight(0) != height || reader.getWidth(0) != width) {
          throw new DataException(
              "images: sizes differ: %s is [%d, %d], the first is [%d, %d]; make them one size"
                  .formatted(
                      source.shown(name), reader.getHeight(0), reader.getWidth(0), height, width));
        }
        write(reader.read(0), pixels, at);
      } finally {
        reader.dispose();
      }
    } catch (DataException fault) {
      throw fault;
    } catch (IOException | RuntimeException cause) {
      // Decoders let all kinds of exceptions out on damaged data.
      throw damaged(source.shown(name), cause);
    }
  }

  private void write(BufferedImage image, byte[] pixels, int at) {
    int plane = height * width;
    Raster raster = image.getRaster();
    boolean grey =
        image.getColorModel().getNumColorComponents() == 1
            && !(image.getColorModel() instanceof IndexColorModel);
    if (grey) {
      // getRGB takes grey for linear light and would brighten it.
      int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
      int[] values = raster.getSamples(0, 0, width, height, 0, new int[plane]);
      for (int p = 0; p < plane; p++) {
        byte value = (byte) (values[p] >> shift);
        pixels[at + p] = value;
        pixels[at + plane + p] = value;
        pixels[at + 2 * plane + p] = value;
      }
      return;
    }
    int[] colours = image.getRGB(0, 0, width, height, new int[plane], 0, width);
    for (int p = 0; p < plane; p++) {
      pixels[at + p] = (byte) (colours[p] >> 16);
      pixels[at + plane + p] = (byte) (colours[p] >> 8);
      pixels[at + 2 * plane + p] = (byte) colours[p];
    }
  }

  private static ImageInputStream stream(byte[] bytes) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
  }

  private static ImageReader reader(ImageInputStream in, String shown) throws DataException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new DataException(
          "images: not an image: %s; only JPEG, PNG, GIF and BMP can be read".formatted(shown));
    }
    ImageReader reader = readers.next();
    reader.setInput(in, true, true);
    return reader;
  }

  private static DataException damaged(String shown, Exception cause) {
    return new DataException("images: image is damaged: %s: %s".formatted(shown, cause), cause);
  }

  private static DataException noDesktop(Throwable cause) {
    return new DataException(
        "images: the module java.desktop, which decodes images, is not there; start java with"
            + " --add-modules java.desktop",
        cause);
  }
}
