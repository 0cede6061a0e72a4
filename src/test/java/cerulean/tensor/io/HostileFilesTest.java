package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.testing.Mutations;
import cerulean.testing.Mutations.Damaged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files: each is read or refused with a sentence, and takes little memory.
@Tag("once")
class HostileFilesTest {

  /// Bytes per byte of file. A name of one character in a header is six bytes with its quotes and
  /// comma and becomes a key in a set, some 100 bytes.
  private static final long MOST_PER_BYTE = 60;

  @TempDir Path folder;

  private static int survive(Stream<Damaged> copies, Mutations.Reading reading) {
    return Mutations.survive(copies, TensorFormatException.class, MOST_PER_BYTE, reading);
  }

  private static Stream<Damaged> everything(byte[] good) {
    return Stream.of(
            Mutations.truncations(good),
            Mutations.flips(good),
            Mutations.lengthSplices(good),
            Mutations.random(good, 1, 2_000))
        .flatMap(all -> all);
  }

  private static void readNpy(byte[] bytes) throws IOException {
    Tensor whole = Npy.read(bytes);
    // Touches each element, so that a layout beyond its storage would show.
    assertEquals(whole.size(), whole.toDoubleArray().length);
    Tensor streamed = Npy.read(new ByteArrayInputStream(bytes));
    assertEquals(whole.shape(), streamed.shape());
  }

  @Test
  void damagedArraysAreReadOrRefused() throws IOException {
    Tensor[] tensors = {
      NpyTest.example(DType.F32, 2, 3), NpyTest.example(DType.F16, 3, 2).transpose(),
    };
    for (Tensor tensor : tensors) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(out, tensor);
      byte[] good = out.toByteArray();
      assertEquals(good.length, survive(Mutations.truncations(good), HostileFilesTest::readNpy));
      int refused = survive(everything(good), HostileFilesTest::readNpy);
      assertTrue(refused > 10 * good.length, "only " + refused);
    }
  }

  private byte[] safeTensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", NpyTest.example(DType.F32, 2, 3));
    tensors.put("b.\u00e9", NpyTest.example(DType.BOOL, 3));
    tensors.put("c\n", NpyTest.example(DType.BF16, 0, 2));
    tensors.put("d", NpyTest.example(DType.I64));
    Path file = folder.resolve("good.safetensors");
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
    return Files.readAllBytes(file);
  }

  private static void readSafeTensors(byte[] bytes) throws IOException {
    for (Tensor tensor : SafeTensors.read(bytes).tensors().values()) {
      assertEquals(tensor.size(), tensor.toDoubleArray().length);
    }
  }

  @Test
  void damagedSafeTensorsAreReadOrRefused() throws IOException {
    byte[] good = safeTensors();
    assertEquals(
        good.length, survive(Mutations.truncations(good), HostileFilesTest::readSafeTensors));
    int refused = survive(everything(good), HostileFilesTest::readSafeTensors);
    assertTrue(refused > 10 * good.length, "only " + refused);
  }

  @Test
  void damagedTextIsReadOrRefused() {
    byte[] good = "x,y\n1,2.5e3\r\n-0.125,nan\ninf,7\n".getBytes(StandardCharsets.US_ASCII);
    for (DType type : new DType[] {DType.F32, DType.F64, DType.I64}) {
      Csv.Format format = new Csv.Format(',', 1, type);
      int refused = survive(everything(good), bytes -> Csv.read(bytes, format));
      assertTrue(refused > 10 * good.length, "only " + refused);
    }
  }

  @Test
  void damagedArchivesAreReadOrRefused() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", NpyTest.example(DType.U8, 2, 3));
    tensors.put("b", NpyTest.example(DType.I32));
    for (boolean compressed : new boolean[] {false, true}) {
      Path file = folder.resolve("good.npz");
      if (compressed) {
        Npz.writeCompressed(file, tensors);
      } else {
        Npz.write(file, tensors);
      }
      byte[] good = Files.readAllBytes(file);
      Path bad = folder.resolve("bad.npz");
      int refused =
          survive(
              Stream.of(
                      Mutations.truncations(good),
                      Mutations.flips(good),
                      Mutations.random(good, 2, 500))
                  .flatMap(all -> all),
              bytes -> {
                Files.write(bad, bytes);
                Npz.read(bad);
              });
      assertTrue(refused > 4 * good.length, refused + " of " + good.length);
    }
  }

  /// Nothing of the size that a header declares is taken before the bytes are seen.
  @Test
  void smallFilesTakeLittleMemoryWhateverTheyDeclare() throws IOException {
    String start = "{'descr':'<f8','fortran_order':False,'shape':";
    for (String shape : new String[] {"(2147483639,)", "(268435454,)", "(46340,46340)"}) {
      byte[] array = NpyTest.npy(start + shape + "}", 1, 2, 3);
      assertEquals(1, survive(Stream.of(new Damaged(shape, array)), HostileFilesTest::readNpy));
      assertEquals(
          1,
          survive(
              Stream.of(new Damaged(shape, array)),
              bytes -> Npy.read(new ByteArrayInputStream(bytes))));
    }
    byte[] tensors =
        SafeTensorsTest.file(
            "{" + SafeTensorsTest.entry("a", "F64", "[268435454]", "[0,2147483632]") + "}", 8);
    assertEquals(
        1, survive(Stream.of(new Damaged("data", tensors)), HostileFilesTest::readSafeTensors));
    byte[] header = new byte[64];
    // 2147483000, little-endian: took one library's reader out of memory.
    header[0] = 120;
    header[1] = -3;
    header[2] = -1;
    header[3] = 127;
    assertEquals(
        1, survive(Stream.of(new Damaged("header", header)), HostileFilesTest::readSafeTensors));
  }

  /// Headers made of many small things.
  @Test
  void fullHeadersTakeAFixedMultipleOfTheirSize() {
    StringBuilder many = new StringBuilder("{'__metadata__':{");
    for (int i = 0; i < 5_000; i++) {
      many.append(i == 0 ? "" : ",").append("'%x':''".formatted(i));
    }
    many.append("}");
    for (int i = 0; i < 5_000; i++) {
      many.append(',')
          .append(SafeTensorsTest.entry(Integer.toHexString(i), "U8", "[0,0,0,0]", "[0,0]"));
    }
    byte[] file = SafeTensorsTest.file(many + "}", 0);
    assertEquals(0, survive(Stream.of(new Damaged("full", file)), SafeTensors::read));
  }

  @Test
  void damageInMappedFilesIsFoundToo() throws IOException {
    byte[] good = safeTensors();
    Path file = folder.resolve("bad.safetensors");
    int refused =
        survive(
            Stream.concat(Mutations.truncations(good).skip(8), Mutations.random(good, 3, 300)),
            bytes -> {
              Files.write(file, bytes);
              SafeTensors.read(file);
            });
    assertTrue(refused > good.length, "only " + refused);
  }

  @Test
  void headersOfHugeFilesAreChecked() throws IOException {
    Path file = folder.resolve("huge.npy");
    byte[] header = NpyTest.npy("{'descr':'<f8','fortran_order':False,'shape':(400000001,)}");
    // Sparse: three gigabytes that take a few blocks on the disk, one number short.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.setLength(header.length + 8L * 400_000_000);
    }
    assertEquals(1, survive(Stream.of(new Damaged("cut", new byte[0])), bytes -> Npy.read(file)));
    Files.delete(file);
  }
}
