package cerulean.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of a graph: its operator, the values it reads and writes, and its constants.
///
/// The default domain of operators is the empty text; `ai.onnx`, its other name, is read as the
/// same. An optional input or output that is left out has an empty name, or is missing at the end.
/// Attributes keep the order of the file.
///
/// The accessors that end in `Or` take what the operator's definition says for a missing attribute.
/// All accessors of a kind throw an [IllegalArgumentException] of one sentence when the attribute
/// is of another kind; the ones without default also when it is missing.
public record Node(
    String opType,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /// Copies lists and map.
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// The name of input `i`, unless it is left out.
  public Optional<String> input(int i) {
    return present(inputs, i);
  }

  /// The name of output `i`, unless nobody wants it.
  public Optional<String> output(int i) {
    return present(outputs, i);
  }

  private static Optional<String> present(List<String> names, int i) {
    return i < names.size() && !names.get(i).isEmpty()
        ? Optional.of(names.get(i))
        : Optional.empty();
  }

  /// The attribute of this name, of whatever kind.
  public Optional<Attribute> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /// The integer of this name.
  public long integer(String attribute) {
    return required(attribute, Attribute.Int.class).value();
  }

  /// The integer of this name, or `otherwise`.
  public long intOr(String attribute, long otherwise) {
    return optional(attribute, Attribute.Int.class).map(Attribute.Int::value).orElse(otherwise);
  }

  /// Whether the integer of this name is not 0; a missing one counts as `otherwise`.
  public boolean flagOr(String attribute, boolean otherwise) {
    return intOr(attribute, otherwise ? 1 : 0) != 0;
  }

  /// The number of this name, or `otherwise`.
  public float floatOr(String attribute, float otherwise) {
    return optional(attribute, Attribute.Float32.class)
        .map(Attribute.Float32::value)
        .orElse(otherwise);
  }

  /// The text of this name, or `otherwise`.
  public String textOr(String attribute, String otherwise) {
    return optional(attribute, Attribute.Text.class).map(Attribute.Text::value).orElse(otherwise);
  }

  /// The integers of this name.
  public long[] ints(String attribute) {
    return required(attribute, Attribute.Ints.class).values();
  }

  /// The integers of this name, or `otherwise`.
  public long[] intsOr(String attribute, long... otherwise) {
    return optional(attribute, Attribute.Ints.class).map(Attribute.Ints::values).orElse(otherwise);
  }

  /// The numbers of this name, or `otherwise`.
  public float[] floatsOr(String attribute, float... otherwise) {
    return optional(attribute, Attribute.Floats.class)
        .map(Attribute.Floats::values)
        .orElse(otherwise);
  }

  /// The texts of this name, or `otherwise`.
  public List<String> textsOr(String attribute, String... otherwise) {
    return optional(attribute, Attribute.Texts.class)
        .map(Attribute.Texts::values)
        .orElseGet(() -> List.of(otherwise));
  }

  /// The tensor of this name.
  public TensorData tensor(String attribute) {
    return required(attribute, Attribute.TensorValue.class).value();
  }

  /// The graph of this name.
  public Graph graph(String attribute) {
    return required(attribute, Attribute.GraphValue.class).value();
  }

  private <A extends Attribute> Optional<A> optional(String attribute, Class<A> kind) {
    Attribute found = attributes.get(attribute);
    if (found != null && !kind.isInstance(found)) {
      throw wrongKind(attribute, kind, found);
    }
    return Optional.ofNullable(kind.cast(found));
  }

  private <A extends Attribute> A required(String attribute, Class<A> kind) {
    return optional(attribute, kind).orElseThrow(() -> missing(attribute, kind));
  }

  private IllegalArgumentException wrongKind(String attribute, Class<?> kind, Attribute found) {
    return new IllegalArgumentException(
        "%s: attribute %s has the wrong kind: it is %s, node %s needs %s"
            .formatted(
                opType,
                attribute,
                found.getClass().getSimpleName(),
                WireSource.quoted(name),
                kind.getSimpleName()));
  }

  private IllegalArgumentException missing(String attribute, Class<?> kind) {
    return new IllegalArgumentException(
        "%s: attribute %s is missing: node %s has %s; the operator needs it as %s"
            .formatted(
                opType,
                attribute,
                WireSource.quoted(name),
                attributes.isEmpty() ? "no attributes" : "only " + attributes.keySet(),
                kind.getSimpleName()));
  }
}
