package cerulean.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What whoever executes a node asks it.
@Tag("once")
class NodeTest {

  private static final Node CLIP =
      new Node(
          "Clip",
          "",
          "clip_1",
          List.of("x", "", "max"),
          List.of("y"),
          Map.of("axis", new Attribute.Int(0), "pads", new Attribute.Ints(1, 2)));

  @Test
  void inputsThatAreLeftOutAreAbsent() {
    assertEquals(Optional.of("x"), CLIP.input(0));
    assertEquals(Optional.empty(), CLIP.input(1));
    assertEquals(Optional.of("max"), CLIP.input(2));
    assertEquals(Optional.empty(), CLIP.input(3));
    assertEquals(Optional.of("y"), CLIP.output(0));
    assertEquals(Optional.empty(), CLIP.output(1));
  }

  @Test
  void missingAttributesAreWhatTheOperatorSays() {
    assertEquals(7, CLIP.intOr("other", 7));
    assertTrue(CLIP.flagOr("other", true));
    assertEquals(false, CLIP.flagOr("axis", true));
    assertEquals(0.5f, CLIP.floatOr("other", 0.5f));
    assertEquals("x", CLIP.textOr("other", "x"));
    assertArrayEquals(new long[] {3}, CLIP.intsOr("other", 3));
    assertArrayEquals(new long[] {1, 2}, CLIP.intsOr("pads", 3));
    assertArrayEquals(new float[] {3}, CLIP.floatsOr("other", 3));
    assertEquals(List.of("a"), CLIP.textsOr("other", "a"));
    assertEquals(Optional.empty(), CLIP.attribute("other"));
  }

  @Test
  void attributesOfAnotherKindAreASentence() {
    assertFault(
        "Clip: attribute axis has the wrong kind: it is Int, node 'clip_1' needs Ints",
        () -> CLIP.intsOr("axis"));
    assertFault(
        "Clip: attribute pads has the wrong kind: it is Ints, node 'clip_1' needs Int",
        () -> CLIP.intOr("pads", 1));
  }

  @Test
  void missingAttributesWithoutDefaultAreASentence() {
    Node one = new Node("If", "", "", List.of(), List.of(), Map.of("axis", new Attribute.Int(1)));
    assertFault(
        "If: attribute body is missing: node '' has only [axis]; the operator needs it as"
            + " GraphValue",
        () -> one.graph("body"));
    Node none = new Node("Cast", "", "c", List.of(), List.of(), Map.of());
    assertFault(
        "Cast: attribute to is missing: node 'c' has no attributes; the operator needs it as Int",
        () -> none.integer("to"));
  }

  @Test
  void arraysOfAttributesAreCopied() {
    long[] values = {1, 2};
    Attribute.Ints ints = new Attribute.Ints(values);
    values[0] = 9;
    ints.values()[1] = 9;
    assertEquals(new Attribute.Ints(1, 2), ints);
    assertEquals("Ints[1, 2]", ints.toString());
    float[] numbers = {1, 2};
    Attribute.Floats floats = new Attribute.Floats(numbers);
    numbers[0] = 9;
    floats.values()[1] = 9;
    assertEquals(new Attribute.Floats(1, 2), floats);
  }

  private static void assertFault(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
