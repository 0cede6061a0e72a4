package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class CachesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2048K, 2097152", "512K, 524288", "2M, 1048576", "0K, 1048576", "'', 1048576"})
  void readsKibibytesAndElseTakesTheUsualSize(String text, int bytes) throws IOException {
    Files.createDirectories(folder.resolve("index2"));
    Files.writeString(folder.resolve("index2/size"), text + "\n");
    assertEquals(bytes, Caches.secondLevel(folder));
  }

  @Test
  void isTheUsualSizeWhereNothingIsKnown() {
    assertEquals(1 << 20, Caches.secondLevel(folder.resolve("nowhere")));
    assertTrue(Caches.SECOND_LEVEL >= 1 << 10);
  }
}
