package cerulean.training;

import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a part of a run needs to go on.
///
/// - `tensors`: by name
/// - `values`: numbers and texts by name; a double is written as [Double#toString] does, which
///   reads back to the same bits
public record PartState(Map<String, Tensor> tensors, Map<String, String> values) {

  /// Keeps copies of the maps, in their order.
  public PartState {
    tensors = new LinkedHashMap<>(tensors);
    values = new LinkedHashMap<>(values);
  }

  /// A state of tensors alone.
  public static PartState ofTensors(Map<String, Tensor> tensors) {
    return new PartState(tensors, Map.of());
  }

  /// A state of values alone.
  public static PartState ofValues(Map<String, String> values) {
    return new PartState(Map.of(), values);
  }

  /// The value of that name as a whole number.
  public long longValue(String name) {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw notANumber(name, text);
    }
  }

  /// The value of that name as an `int`.
  public int intValue(String name) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw notANumber(name, text);
    }
  }

  /// The value of that name as a double.
  public double doubleValue(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      throw notANumber(name, text);
    }
  }

  /// The value of that name.
  public String text(String name) {
    String text = values.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "restore: value '" + name + "' is missing; the state has " + values.keySet());
    }
    return text;
  }

  private static IllegalArgumentException notANumber(String name, String text) {
    return new IllegalArgumentException(
        "restore: value '" + name + "' is not a number of its kind; got '" + text + "'");
  }
}
