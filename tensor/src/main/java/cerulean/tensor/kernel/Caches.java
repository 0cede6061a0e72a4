package cerulean.tensor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sizes of the processor's caches, as far as the system tells.
final class Caches {

  /// Bytes of the second-level cache of one core: as Linux reports it, elsewhere 1 MiB, which most
  /// processors of the last years have or exceed.
  static final int SECOND_LEVEL = secondLevel(Path.of("/sys/devices/system/cpu/cpu0/cache"));

  private static final int USUAL = 1 << 20;

  private Caches() {}

  /// The size in the folder `index2` of `caches`: a number of KiB as `2048K`.
  static int secondLevel(Path caches) {
    try {
      String size = Files.readString(caches.resolve("index2/size")).strip();
      if (size.matches("[1-9][0-9]{0,5}K")) {
        return Integer.parseInt(size.substring(0, size.length() - 1)) << 10;
      }
      return USUAL;
    } catch (IOException | SecurityException unknown) {
      return USUAL;
    }
  }
}
