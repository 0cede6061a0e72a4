package cerulean.onnx;

import java.util.Arrays;
import java.util.List;

/// A constant of a node: one of the ten kinds that are read. Sparse tensors and types are refused.
public sealed interface Attribute {

  /// One integer.
  record Int(long value) implements Attribute {}

  /// One 32-bit floating-point number.
  record Float32(float value) implements Attribute {}

  /// One text.
  record Text(String value) implements Attribute {}

  /// One tensor.
  record TensorValue(TensorData value) implements Attribute {}

  /// One graph: the body of a loop, the branch of a condition.
  record GraphValue(Graph value) implements Attribute {}

  /// Texts.
  record Texts(List<String> values) implements Attribute {
    /// Copies the list.
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// Tensors.
  record Tensors(List<TensorData> values) implements Attribute {
    /// Copies the list.
    public Tensors {
      values = List.copyOf(values);
    }
  }

  /// Graphs.
  record Graphs(List<Graph> values) implements Attribute {
    /// Copies the list.
    public Graphs {
      values = List.copyOf(values);
    }
  }

  /// Integers.
  final class Ints implements Attribute {

    private final long[] values;

    /// The integers `values`, copied.
    public Ints(long... values) {
      this.values = values.clone();
    }

    /// The integers, a copy.
    public long[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ints ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Ints" + Arrays.toString(values);
    }
  }

  /// 32-bit floating-point numbers.
  final class Floats implements Attribute {

    private final float[] values;

    /// The numbers `values`, copied.
    public Floats(float... values) {
      this.values = values.clone();
    }

    /// The numbers, a copy.
    public float[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Floats floats && Arrays.equals(values, floats.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Floats" + Arrays.toString(values);
    }
  }
}
