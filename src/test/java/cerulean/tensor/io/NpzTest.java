package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives as NumPy writes them, and those that ask for too much.
@Tag("once")
class NpzTest {

  @TempDir Path folder;

  private static final byte[] ONE =
      NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", 7);

  /// An archive with these members, all of the same bytes.
  private Path archive(byte[] content, String... names) throws IOException {
    Path file = folder.resolve("archive.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return file;
  }

  private static String refusal(Path file) {
    return assertThrows(TensorFormatException.class, () -> Npz.read(file)).getMessage();
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains(from));
    Files.writeString(file, bytes.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  /// What `numpy.savez(file, a=numpy.array([1, 2], 'u1'))` of NumPy 2.4.6 wrote, with its Zip64
  /// fields.
  private static byte[] fromNumPy() {
    return HexFormat.of().parseHex(NUMPY);
  }

  @Test
  void archivesOfNumPyAreRead() throws IOException {
    Path file = Files.write(folder.resolve("numpy.npz"), fromNumPy());
    Map<String, Tensor> read = Npz.read(file);
    assertEquals(Set.of("a"), read.keySet());
    NpyTest.assertSame(Tensor.wrap(DType.U8, new byte[] {1, 2}, 2), read.get("a"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTypeReturns(boolean compressed) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (DType type : DType.values()) {
      if (type != DType.BF16) {
        tensors.put("x/" + type, NpyTest.example(type, 3, 4));
        tensors.put("turned " + type, NpyTest.example(type, 3, 4).transpose());
        tensors.put("none " + type, NpyTest.example(type, 0, 2));
      }
    }
    tensors.put("", Tensor.scalar(1f));
    tensors.put("../\u00e9\u4e16", Tensor.scalar(2.0));
    Path file = folder.resolve("x.npz");
    if (compressed) {
      Npz.writeCompressed(file, tensors);
    } else {
      Npz.write(file, tensors);
    }
    Map<String, Tensor> back = Npz.read(file);
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(back.keySet()));
    tensors.forEach((name, tensor) -> NpyTest.assertSame(tensor, back.get(name)));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void equalTensorsGiveEqualFiles() throws IOException {
    Map<String, Tensor> tensors = Map.of("x", NpyTest.example(DType.F32, 5));
    Path first = folder.resolve("1");
    Path second = folder.resolve("2");
    Npz.write(first, tensors);
    Npz.write(second, tensors);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void oneArrayIsReadByItsName() throws IOException {
    Path file = archive(ONE, "a.npy", "readme.txt", "b.npy", "folder/");
    try (Npz open = Npz.open(file)) {
      assertEquals("[a, b]", open.names().toString());
      assertEquals(7, open.tensor("b").itemLong());
      assertEquals(7, open.tensor("b").itemLong());
      assertEquals(
          "npz: no array 'c' in " + file + ", which has 2; see names()",
          assertThrows(IllegalArgumentException.class, () -> open.tensor("c")).getMessage());
    }
  }

  @Test
  void othersAreReadBesideAnArrayThatIsRefused() throws IOException {
    Path file = folder.resolve("x.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("bad.npy"));
      zip.write("no array".getBytes(StandardCharsets.US_ASCII));
      zip.putNextEntry(new ZipEntry("good.npy"));
      zip.write(ONE);
    }
    try (Npz open = Npz.open(file)) {
      assertEquals(7, open.tensor("good").itemLong());
      assertEquals(
          "npy: not a NumPy file: 'bad' of "
              + file
              + " does not start with \\x93NUMPY; check the path",
          assertThrows(TensorFormatException.class, () -> open.tensor("bad")).getMessage());
    }
  }

  @Test
  void doubleNamesAreRefused() throws IOException {
    Path file = archive(ONE, "a.npy", "b.npy");
    replace(file, "b.npy", "a.npy");
    assertEquals("npz: the name 'a' is there twice; " + file, refusal(file));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("t"), "no zip");
    assertTrue(refusal(text).startsWith("npz: not a sound zip archive: " + text + ": "));
    Path empty = Files.createFile(folder.resolve("e"));
    assertTrue(refusal(empty).startsWith("npz: not a sound zip archive: " + empty + ": "));
    Path none = folder.resolve("none");
    assertEquals("npz: file not found: " + none + "; check the path", refusal(none));
    Path archive = archive(ONE);
    assertEquals(Map.of(), Npz.read(archive));
  }

  @Test
  void wrongChecksumsAreRefused() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, Map.of("a", Tensor.scalar(1.5f)));
    byte[] bytes = Files.readAllBytes(file);
    // The lowest bit of the number, 128 bytes behind the local header of 30 and its name of 5.
    bytes[30 + 5 + 128] ^= 1;
    Files.write(file, bytes);
    assertEquals("npz: checksum differs: 'a' of " + file + "; fetch it again", refusal(file));
  }

  @Test
  void wrongSizesAreRefused() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.writeCompressed(file, Map.of("a", Tensor.zeros(DType.U8, 100)));
    byte[] good = Files.readAllBytes(file);
    // The central directory's field of the size, 24 bytes behind its signature.
    int at = new String(good, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + 24;
    assertEquals(228, good[at] & 0xFF);
    good[at] = (byte) 229;
    Files.write(file, good);
    assertEquals(
        "npz: member is cut short: 'a' of " + file + " declares 229 bytes, but has 228",
        refusal(file));
    good[at] = (byte) 227;
    Files.write(file, good);
    assertEquals(
        "npy: file is cut short: 'a' of "
            + file
            + " declares [100] of u1, which is 100 bytes, but has 99",
        refusal(file));
  }

  @Test
  void bytesBehindAnArrayCount() throws IOException {
    byte[] longer = Arrays.copyOf(ONE, ONE.length + 10);
    Path file = archive(longer, "a.npy");
    assertEquals(7, Npz.read(file).get("a").itemLong());
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + 24;
    bytes[at]--;
    Files.write(file, bytes);
    assertEquals(
        "npz: member is longer than declared: 'a' of %s declares %d bytes"
            .formatted(file, longer.length - 1),
        refusal(file));
  }

  /// 4 kB that become 4 MB are read; 40 kB that become 40 MB are not, unless asked for.
  @Test
  void expansionIsLimited() throws IOException {
    Path file = folder.resolve("zeros.npz");
    Npz.writeCompressed(file, Map.of("a", Tensor.zeros(1_000_000)));
    assertTrue(Files.size(file) < 5_000);
    assertEquals(1_000_000, Npz.read(file).get("a").size());
    Npz.writeCompressed(file, Map.of("a", Tensor.zeros(10_000_000)));
    long most = Math.max(16 << 20, 200 * Files.size(file));
    assertEquals(
        "npz: archive asks for too much: %s declares arrays of more than %d bytes; see Npz.Limits"
            .formatted(file, most),
        refusal(file));
    try (Npz open = Npz.open(file, new Npz.Limits(10, 1L << 30, 2_000))) {
      assertEquals(10_000_000, open.tensor("a").size());
    }
  }

  @Test
  void numberOfMembersAndTotalAreLimited() throws IOException {
    Path file = archive(ONE, "a.npy", "b.npy", "c.npy");
    assertEquals(
        "npz: archive asks for too much: "
            + file
            + " declares 3 members, at most 2; see Npz.Limits",
        assertThrows(
                TensorFormatException.class, () -> Npz.open(file, new Npz.Limits(2, 1000, 1000)))
            .getMessage());
    assertEquals(
        "npz: archive asks for too much: "
            + file
            + " declares arrays of more than 100 bytes; see Npz.Limits",
        assertThrows(
                TensorFormatException.class, () -> Npz.open(file, new Npz.Limits(3, 100, 1000)))
            .getMessage());
    assertEquals(
        "npz: limits must be at least 1; got 0 members, 1 bytes, expansion 1",
        assertThrows(IllegalArgumentException.class, () -> new Npz.Limits(0, 1, 1)).getMessage());
  }

  /// Many names for the same compressed bytes.
  @Test
  void overlappingMembersCountEach() throws IOException {
    Path file = folder.resolve("overlap.npz");
    String[] names = new String[1000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "%03d.npy".formatted(i);
    }
    byte[] zeros =
        NpyTest.npy(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (100000,)}", new int[100_000]);
    Path whole = archive(zeros, names);
    // Every entry of the directory shows the first member.
    byte[] bytes = Files.readAllBytes(whole);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int from = text.indexOf("PK\1\2");
    int end = text.indexOf("PK\5\6");
    int member = text.indexOf("PK\3\4", 1);
    for (int at = from; at < end; at = text.indexOf("PK\1\2", at + 1)) {
      Arrays.fill(bytes, at + 42, at + 46, (byte) 0);
      if (text.indexOf("PK\1\2", at + 1) < 0) {
        break;
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes, 0, member);
      out.write(bytes, from, end - from);
      bytes[end + 16] = (byte) member;
      bytes[end + 17] = (byte) (member >> 8);
      bytes[end + 18] = 0;
      bytes[end + 19] = 0;
      out.write(bytes, end, bytes.length - end);
    }
    assertTrue(Files.size(file) < 70_000);
    assertTrue(refusal(file).startsWith("npz: archive asks for too much: "), refusal(file));
  }

  @Test
  void longNamesAreRefused() {
    Path file = folder.resolve("x");
    assertEquals(
        "npz: a name is too long: '"
            + "a".repeat(60)
            + "...' takes 65536 bytes; zip has room for 65535",
        assertThrows(
                IllegalArgumentException.class,
                () -> Npz.write(file, Map.of("a".repeat(65_532), Tensor.scalar(1f))))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Npz.write(file, Map.of("a", Tensor.zeros(DType.BF16, 1))));
    assertFalse(Files.exists(file));
  }

  private static final String NUMPY =
      "504b03042d0000000000000021006202655fffffffffffffffff05001400612e6e70790100100082"
          + "000000000000008200000000000000934e554d5059010076007b276465736372273a20277c753127"
          + "2c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028322c292c"
          + "207d2020202020202020202020202020202020202020202020202020202020202020202020202020"
          + "202020202020202020202020202020202020202020200a0102504b01022d032d0000000000000021"
          + "006202655f8200000082000000050000000000000000000000800100000000612e6e7079504b0506"
          + "000000000100010033000000b90000000000";
}
