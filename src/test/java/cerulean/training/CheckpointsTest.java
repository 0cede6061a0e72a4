package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.data.DataLoader;
import cerulean.data.TensorDataset;
import cerulean.nn.Linear;
import cerulean.nn.Sequential;
import cerulean.optim.Adam;
import cerulean.tensor.Bits;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.SafeTensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class CheckpointsTest {

  @TempDir Path folder;

  /// A part of one number.
  private static final class OneNumber implements Resumable {
    private double value;

    OneNumber(double value) {
      this.value = value;
    }

    @Override
    public PartState state() {
      return new PartState(
          Map.of("twice", Tensor.scalar(2 * value)), Map.of("value", Double.toString(value)));
    }

    @Override
    public void restore(PartState state) {
      value = state.doubleValue("value");
      assertEquals(2 * value, state.tensors().get("twice").itemDouble());
    }
  }

  private static RunState run(OneNumber number) {
    return new RunState().with("number", number);
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }

  @Test
  void theNewestIsGoneOnFrom() throws IOException {
    OneNumber number = new OneNumber(1);
    Checkpoints checkpoints = Checkpoints.in(folder, run(number));
    assertEquals(Optional.empty(), checkpoints.resume());
    for (int step = 0; step <= 40; step += 10) {
      number.value = step + 0.1;
      checkpoints.save(step);
    }
    assertEquals(
        List.of(
            "step-000000000020.safetensors",
            "step-000000000030.safetensors",
            "step-000000000040.safetensors"),
        names());
    OneNumber other = new OneNumber(0);
    Checkpoints.Resumed resumed = Checkpoints.in(folder, run(other)).resume().orElseThrow();
    assertEquals(40, resumed.step());
    assertEquals(List.of(), resumed.refused());
    assertEquals(40.1, other.value);
    Checkpoints.in(folder, run(other)).keeping(2).save(40);
    assertEquals(2, names().size());
  }

  @Test
  void theBestIsKeptBesideTheOthers() throws IOException {
    OneNumber number = new OneNumber(5);
    Checkpoints checkpoints = Checkpoints.in(folder, run(number));
    assertFalse(checkpoints.hasBest());
    checkpoints.saveBest(3);
    number.value = 6;
    for (int step = 4; step < 10; step++) {
      checkpoints.save(step);
    }
    assertTrue(checkpoints.hasBest());
    assertEquals(3, checkpoints.restoreBest("number"));
    assertEquals(5, number.value);
    number.value = 7;
    assertEquals(3, checkpoints.restoreBest(null));
    assertEquals(5, number.value);
    assertEquals(
        "checkpoint: "
            + folder.resolve("best.safetensors")
            + " is another run's: restore: no part 'network' in this run, which has [number]",
        assertThrows(CheckpointException.class, () -> checkpoints.restoreBest("network"))
            .getMessage());
  }

  @Test
  void aCheckpointCutOrChangedAnywhereIsRefusedAndTheOneBeforeIsUsed() throws IOException {
    OneNumber number = new OneNumber(1);
    Checkpoints checkpoints = Checkpoints.in(folder, run(number));
    checkpoints.save(1);
    number.value = 2;
    checkpoints.save(2);
    Path newest = folder.resolve("step-000000000002.safetensors");
    byte[] good = Files.readAllBytes(newest);
    List<byte[]> bad = new ArrayList<>();
    for (int cut = 0; cut < good.length; cut++) {
      bad.add(Arrays.copyOf(good, cut));
    }
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit += 3) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 << bit);
        bad.add(changed);
      }
    }
    int harmless = 0;
    for (byte[] bytes : bad) {
      Files.write(newest, bytes);
      OneNumber other = new OneNumber(0);
      Checkpoints.Resumed resumed = Checkpoints.in(folder, run(other)).resume().orElseThrow();
      if (resumed.step() == 2) {
        // Blanks behind the header are no content.
        harmless++;
        assertEquals(2, other.value);
        assertEquals(good.length, bytes.length);
      } else {
        assertEquals(1, other.value);
        String sentence = resumed.refused().getFirst();
        assertTrue(
            sentence.startsWith(
                "checkpoint: step-000000000002.safetensors is not used, the one before it is: "),
            sentence);
        assertFalse(sentence.contains("\n"), sentence);
      }
    }
    assertTrue(harmless < 30, harmless + " changes were not noticed");
  }

  @Test
  void aChangedElementIsNoticed() throws IOException {
    OneNumber number = new OneNumber(1);
    Checkpoints checkpoints = Checkpoints.in(folder, run(number));
    checkpoints.save(1);
    checkpoints.save(2);
    Path newest = folder.resolve("step-000000000002.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 3] ^= 4;
    Files.write(newest, bytes);
    String sentence = checkpoints.resume().orElseThrow().refused().getFirst();
    String declared = SafeTensors.read(newest).metadata().get("cerulean.crc32c");
    assertTrue(
        sentence.contains(
            newest + " is damaged: its checksum is " + declared + ", that of its contents "),
        sentence);
    // The damaged one makes room.
    checkpoints.save(2);
    assertEquals(List.of(), checkpoints.resume().orElseThrow().refused());
  }

  @Test
  void ifNoneCanBeReadNothingStartsAnewUnasked() throws IOException {
    Checkpoints checkpoints = Checkpoints.in(folder, run(new OneNumber(1)));
    checkpoints.save(1);
    Path file = folder.resolve("step-000000000001.safetensors");
    Files.write(file, new byte[3]);
    String message = assertThrows(CheckpointException.class, checkpoints::resume).getMessage();
    assertTrue(
        message.startsWith(
            "checkpoint: none of the 1 in "
                + folder
                + " can be read; the newest: checkpoint: "
                + "step-000000000001.safetensors is not used"),
        message);
    assertTrue(message.endsWith("; delete them to start anew"), message);
    SafeTensors.write(file, Map.of("w", Tensor.ones(1)));
    message = assertThrows(CheckpointException.class, checkpoints::resume).getMessage();
    assertTrue(
        message.contains(
            "checkpoint: no checkpoint of Cerulean: "
                + file
                + " has no cerulean.checkpoint in its metadata"),
        message);
  }

  @Test
  void anEarlierRunIsNotOverwritten() throws IOException {
    Checkpoints.in(folder, run(new OneNumber(1))).save(100);
    assertEquals(
        "checkpoint: step 5 comes after a later one: "
            + folder.resolve("step-000000000100.safetensors")
            + " is there; resume from it, or take another folder",
        assertThrows(
                CheckpointException.class,
                () -> Checkpoints.in(folder, run(new OneNumber(1))).save(5))
            .getMessage());
  }

  @Test
  void leftoversOfProcessesThatAreNoMoreAreDeleted() throws IOException, InterruptedException {
    Process gone =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    gone.waitFor();
    Path left =
        Files.createFile(folder.resolve(".step-000000000001.safetensors.tmp-" + gone.pid() + "-0"));
    Path ours =
        Files.createFile(
            folder.resolve(
                ".step-000000000001.safetensors.tmp-" + ProcessHandle.current().pid() + "-7"));
    Path others = Files.createFile(folder.resolve(".notes.tmp-" + gone.pid() + "-0"));
    Checkpoints.in(folder, run(new OneNumber(1))).save(1);
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(ours));
    assertTrue(Files.exists(others));
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedByName() throws IOException {
    Linear small = Linear.of(2, 3, Philox.of(1));
    Checkpoints.in(folder, new RunState().network(small)).save(1);
    Linear large = Linear.of(2, 4, Philox.of(1));
    assertEquals(
        "checkpoint: "
            + folder.resolve("step-000000000001.safetensors")
            + " is another run's: load: state does not fit; weight is [3, 2], needs [4, 2]; bias is"
            + " [3], needs [4]",
        assertThrows(
                CheckpointException.class,
                () -> Checkpoints.in(folder, new RunState().network(large)).resume())
            .getMessage());
    assertThrows(
        CheckpointException.class, () -> Checkpoints.in(folder, run(new OneNumber(1))).resume());
  }

  @Test
  void partsOfARunComeBackWithTheirBits() throws IOException {
    Philox random = Philox.of(8);
    Sequential network = Sequential.of(Linear.of(3, 4, random), Linear.of(4, 2, random));
    Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(0.1));
    DataLoader loader =
        DataLoader.of(TensorDataset.of(Tensor.ones(9, 3), Tensor.zeros(9)), 2).shuffled(4);
    var loop = loader.iterator();
    loop.next();
    loop.next();
    random.skip(3);
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (DType type : DType.values()) {
      Tensor bits = Tensor.of(new float[] {0, 1, 0, 1}, 2, 2).to(type);
      all.put(type.name(), bits);
    }
    all.put("nan", Bits.reinterpret(Tensor.of(new int[] {0x7FC12345, 0xFF800001}, 2), DType.F32));
    all.put("empty", Tensor.zeros(0, 3));
    Map<String, Tensor> read = new LinkedHashMap<>();
    RunState run =
        new RunState()
            .network(network)
            .optimizer(adam)
            .loader(loader)
            .random("noise", random)
            .tensors("all", () -> all, read::putAll);
    Checkpoints checkpoints = Checkpoints.in(folder, run);
    checkpoints.save(1);
    Philox.State place = random.state();
    float[] weights = network.parameters().getFirst().value().toArray();
    network.parameters().getFirst().value().fillInPlace(9);
    random.nextLong();
    loop.next();
    checkpoints.resume();
    assertArrayEquals(weights, network.parameters().getFirst().value().toArray());
    assertEquals(place, random.state());
    assertEquals(2, loader.batch());
    assertEquals(all.keySet(), read.keySet());
    assertArrayEquals(
        new int[] {0x7FC12345, 0xFF800001},
        Bits.reinterpret(read.get("nan"), DType.I32).toIntArray());
    assertEquals("run of network, optimizer, loader, noise, all", run.toString());
  }

  @Test
  void theChecksumIsThatOfNamesTypesShapesAndBits() {
    PartState state = PartState.ofTensors(Map.of("a", Tensor.of(new float[] {1, 2}, 2)));
    String sum = Checksum.of(state);
    assertEquals(8, sum.length());
    for (PartState other :
        List.of(
            PartState.ofTensors(Map.of("b", Tensor.of(new float[] {1, 2}, 2))),
            PartState.ofTensors(Map.of("a", Tensor.of(new float[] {1, 2}, 1, 2))),
            PartState.ofTensors(Map.of("a", Tensor.of(new float[] {1, 3}, 2))),
            PartState.ofTensors(Map.of("a", Tensor.of(new double[] {1, 2}, 2))),
            new PartState(state.tensors(), Map.of("x", "")))) {
      assertFalse(sum.equals(Checksum.of(other)));
    }
    // By hand: lengths before texts, the elements behind.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 1, 'a', 0, 0, 0, 7});
    bytes.writeBytes("F32 [2]".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0x40});
    assertEquals("%08x".formatted(EventFile.crc32c(bytes.toByteArray())), sum);
  }

  @Test
  void wrongInputIsASentence() {
    assertEquals(
        "Checkpoints: at least 2 must be kept, so that one is left if the newest is damaged; got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Checkpoints.in(folder, run(new OneNumber(1))).keeping(1))
            .getMessage());
    assertEquals(
        "RunState: there is a part 'number' already; give this one another name",
        assertThrows(
                IllegalArgumentException.class,
                () -> run(new OneNumber(1)).with("number", new OneNumber(1)))
            .getMessage());
    assertEquals(
        "RunState: names of parts are letters, digits, '-' and '_'; got 'a.b'",
        assertThrows(
                IllegalArgumentException.class, () -> new RunState().with("a.b", new OneNumber(1)))
            .getMessage());
  }
}
