package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerulean.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The arrays of a collection of test vectors, where it is at hand: each is read, and written again
/// is the same.
@Tag("once")
class NpyConformanceTest {

  @Test
  void arraysOfTheCollectionAreRead() throws IOException {
    Path file =
        Path.of(System.getProperty("cerulean.shared", "."), "conformance/torch-vectors.zip");
    assumeTrue(
        Files.isRegularFile(file),
        "arrays not tested: no file " + file + " (set by -Dcerulean.shared)");
    Map<String, Integer> types = new TreeMap<>();
    Map<Integer, Integer> ranks = new TreeMap<>();
    long elements = 0;
    int files = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (!entry.getName().endsWith(".npy")) {
          continue;
        }
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        Tensor tensor = Npy.read(bytes);
        files++;
        elements += tensor.size();
        ranks.merge(tensor.rank(), 1, Integer::sum);
        String text = new String(bytes, 10, 118, StandardCharsets.ISO_8859_1);
        String descr = text.substring(text.indexOf(": '") + 3).substring(0, 3);
        types.merge(descr + " " + tensor.dtype(), 1, Integer::sum);
        if (!descr.equals("<i2")) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          Npy.write(out, tensor);
          NpyTest.assertSame(tensor, Npy.read(out.toByteArray()));
          // All but the room to grow, which came with a later NumPy.
          assertArrayEquals(
              elementsOf(bytes, tensor), elementsOf(out.toByteArray(), tensor), entry.getName());
        }
      }
    }
    assertEquals(6511, files);
    assertEquals(
        "{<f4 F32=329, <f8 F64=5987, <i4 I32=6, <i8 I64=140, |b1 BOOL=48, |u1 U8=1}",
        types.toString());
    assertEquals("{0=238, 1=1881, 2=2703, 3=1043, 4=613, 5=33}", ranks.toString());
    assertEquals(187040, elements);
  }

  private static byte[] elementsOf(byte[] file, Tensor tensor) {
    int bytes = tensor.size() * tensor.dtype().bytes();
    return Arrays.copyOfRange(file, file.length - bytes, file.length);
  }
}
