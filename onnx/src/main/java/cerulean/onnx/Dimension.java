package cerulean.onnx;

/// The declared size of one axis.
public sealed interface Dimension {

  /// A size that is known.
  record Fixed(long size) implements Dimension {
    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /// A size that has a name, the same wherever the name stands: `batch`.
  record Named(String name) implements Dimension {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A size of which nothing is said.
  record Unknown() implements Dimension {
    @Override
    public String toString() {
      return "?";
    }
  }
}
