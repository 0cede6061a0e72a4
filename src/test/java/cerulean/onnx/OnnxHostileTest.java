package cerulean.onnx;

import static cerulean.onnx.WireWriter.attribute;
import static cerulean.onnx.WireWriter.message;
import static cerulean.onnx.WireWriter.model;
import static cerulean.onnx.WireWriter.node;
import static cerulean.onnx.WireWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.Mutations;
import cerulean.testing.Mutations.Damaged;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Files made to hurt: each is read or refused with a sentence, and takes little memory.
@Tag("once")
class OnnxHostileTest {

  /// Bytes per byte of file. A node of five bytes becomes a record, two lists, a map and its
  /// readers, some 400 bytes.
  private static final long MOST_PER_BYTE = 200;

  private static final byte[] GOOD = OnnxReaderTest.smallModel().toByteArray();

  private static int survive(Stream<Damaged> copies) {
    return Mutations.survive(
        copies,
        OnnxFormatException.class,
        MOST_PER_BYTE,
        bytes -> touchAll(OnnxReader.read(bytes).graph()));
  }

  /// Converts every tensor of a graph, so that wrong sizes would show.
  private static void touchAll(Graph graph) throws OnnxFormatException {
    for (TensorData initializer : graph.initializers().values()) {
      touch(initializer);
    }
    for (Node node : graph.nodes()) {
      for (Attribute attribute : node.attributes().values()) {
        switch (attribute) {
          case Attribute.TensorValue one -> touch(one.value());
          case Attribute.GraphValue one -> touchAll(one.value());
          default -> assertTrue(attribute.toString().length() > 0);
        }
      }
    }
  }

  private static void touch(TensorData tensor) throws OnnxFormatException {
    if (tensor.type() == ElementType.STRING) {
      assertEquals(tensor.shape().size(), tensor.texts().size());
    } else {
      assertEquals(tensor.shape(), tensor.toTensor().shape());
    }
  }

  @Test
  void modelCutAtAnyByteIsReadOrRefused() {
    int refused = survive(Mutations.truncations(GOOD));
    // What is left is whole after the operator sets and after each optional message behind them.
    assertTrue(refused >= GOOD.length - 3, refused + " of " + GOOD.length);
  }

  @Test
  void modelWithAnyByteChangedIsReadOrRefused() {
    int refused = survive(Mutations.flips(GOOD));
    assertTrue(refused > GOOD.length, refused + " of " + 9 * GOOD.length);
  }

  @Test
  void modelWithWrongLengthsIsReadOrRefused() {
    int refused = survive(Mutations.lengthSplices(GOOD));
    assertTrue(refused > 10 * GOOD.length, "only " + refused);
  }

  @Test
  void randomlyDamagedModelsAreReadOrRefused() {
    int refused = survive(Mutations.random(GOOD, 1, 20_000));
    assertTrue(refused > 10_000, "only " + refused);
  }

  @Test
  void damagedTensorsAreReadOrRefused() {
    List<WireWriter> good =
        List.of(
            tensor(ElementType.FLOAT, 2, 3).text(8, "x").bytes(9, new byte[24]),
            tensor(ElementType.FLOAT, 2, 2).floats(4, 1, 2, 3, 4),
            tensor(ElementType.INT64, 4).packed(7, 1, -1, 1L << 40, 0),
            tensor(ElementType.INT8, 3).packed(5, 1, -1, 127),
            tensor(ElementType.STRING, 2).text(6, "a").text(6, "bc"));
    for (WireWriter writer : good) {
      byte[] bytes = writer.toByteArray();
      int refused =
          Mutations.survive(
              Stream.of(
                      Mutations.truncations(bytes),
                      Mutations.flips(bytes),
                      Mutations.lengthSplices(bytes),
                      Mutations.random(bytes, 2, 5_000))
                  .flatMap(all -> all),
              OnnxFormatException.class,
              MOST_PER_BYTE,
              damaged -> touch(OnnxReader.readTensor(damaged)));
      assertTrue(refused > bytes.length);
    }
  }

  @Test
  void graphsInGraphsAreASentence() {
    // From the inside out, as each length needs the one within.
    List<byte[]> heads = new ArrayList<>();
    byte[] inner = new byte[0];
    long size = 0;
    for (int i = 0; i < 10_000; i++) {
      // attribute "g" of kind 5, its graph last; node "If"; node of the graph
      byte[] attribute =
          head(message().text(1, "g").number(20, 5).tag(6, 2).varint(size).toByteArray(), heads);
      size += attribute.length;
      byte[] node = head(message().text(4, "If").tag(5, 2).varint(size).toByteArray(), heads);
      size += node.length;
      size += head(message().tag(1, 2).varint(size).toByteArray(), heads).length;
    }
    head(message().number(1, 8).tag(7, 2).varint(size).toByteArray(), heads);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    heads.reversed().forEach(file::writeBytes);
    file.writeBytes(inner);
    assertSmallMemory(
        () -> assertFault("messages are nested more than 32 deep", file.toByteArray()), 2_000_000);
  }

  private static byte[] head(byte[] bytes, List<byte[]> heads) {
    heads.add(bytes);
    return bytes;
  }

  @Test
  void tenGraphsDeepIsRead() throws OnnxFormatException {
    WireWriter graph = message().text(2, "innermost");
    for (int i = 0; i < 10; i++) {
      graph = message().message(1, node("If").message(5, attribute("g", 5).message(6, graph)));
    }
    Graph read = OnnxReader.read(model(graph).toByteArray()).graph();
    for (int i = 0; i < 10; i++) {
      read = read.nodes().getFirst().graph("g");
    }
    assertEquals("innermost", read.name());
    byte[] eleven =
        model(message().message(1, node("If").message(5, attribute("g", 5).message(6, graph))))
            .toByteArray();
    assertFault("messages are nested more than 32 deep", eleven);
  }

  @Test
  void smallFilesTakeLittleMemoryWhateverTheyDeclare() {
    long huge = 1L << 62;
    List<WireWriter> tensors =
        List.of(
            tensor(ElementType.FLOAT, huge),
            tensor(ElementType.FLOAT, huge, 4).bytes(9, new byte[4]),
            tensor(ElementType.FLOAT, 0, huge),
            tensor(ElementType.FLOAT, 1 << 16, 1 << 16).bytes(9),
            tensor(ElementType.FLOAT, Integer.MAX_VALUE - 8),
            tensor(ElementType.INT64, Integer.MAX_VALUE - 8).number(7, 1),
            tensor(ElementType.STRING, Integer.MAX_VALUE - 8).text(6, "x"),
            tensor(ElementType.BOOL, Integer.MAX_VALUE - 8),
            tensor(ElementType.FLOAT, -1, -1).floats(4, 1),
            message().number(2, 1).tag(9, 2).varint(Integer.MAX_VALUE),
            message().number(2, 1).tag(4, 2).varint(Integer.MAX_VALUE - 15),
            message().number(2, 1).tag(1, 2).varint(huge));
    for (WireWriter writer : tensors) {
      byte[] bytes = writer.toByteArray();
      assertTrue(bytes.length <= 64);
      assertSmallMemory(
          () -> assertThrows(OnnxFormatException.class, () -> OnnxReader.readTensor(bytes)),
          1_000_000);
      byte[] model = model(message().message(5, writer.text(8, "w"))).toByteArray();
      assertSmallMemory(
          () -> assertThrows(OnnxFormatException.class, () -> OnnxReader.read(model)), 1_000_000);
    }
  }

  @Test
  void numbersWithoutEndAreRefused() {
    byte[] bomb = new byte[1_000_000];
    Arrays.fill(bomb, (byte) 0xFF);
    assertSmallMemory(() -> assertFault("number is longer than 64 bits", bomb), 1_000_000);
    Arrays.fill(bomb, (byte) 0x80);
    assertSmallMemory(() -> assertFault("number is longer than 64 bits", bomb), 1_000_000);
    Arrays.fill(bomb, (byte) 0);
    assertSmallMemory(() -> assertFault("field number 0 is not allowed", bomb), 1_000_000);
  }

  @Test
  void moreAxesThan64AreRefusedBeforeTheyAreKept() {
    byte[] bytes = message().bytes(1, new byte[1_000_000]).number(2, 1).toByteArray();
    assertSmallMemory(
        () ->
            assertEquals(
                "onnx: tensor has more than 64 axes; byte 0 of the given bytes",
                assertThrows(OnnxFormatException.class, () -> OnnxReader.readTensor(bytes))
                    .getMessage()),
        1_000_000);
  }

  @Test
  void messagesAndTextsAreCounted() {
    // A node input takes two bytes in the file.
    WireWriter node = node("Sum");
    for (int i = 0; i < WireSource.MOST_ITEMS; i++) {
      node.raw(0x0A, 0);
    }
    byte[] bytes = model(message().message(1, node)).toByteArray();
    assertFault("more than 2097152 messages and texts", bytes);
  }

  private static void assertFault(String rule, byte[] bytes) {
    String message =
        assertThrows(OnnxFormatException.class, () -> OnnxReader.read(bytes)).getMessage();
    assertTrue(message.startsWith("onnx: " + rule + "; byte "), message);
  }

  /// Bytes that the JVM counts for this thread; the first call loads the assertion's classes.
  private static void assertSmallMemory(Runnable call, long most) {
    call.run();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    call.run();
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < most, taken + " bytes");
  }
}
