package cerulean.onnx;

import java.util.List;
import java.util.Optional;

/// The declaration of an input or output of a graph: a tensor and what is known of its form.
///
/// The element type is [ElementType#UNDEFINED] where the file says nothing, which only graphs
/// inside a node may do. The shape is absent where not even the number of axes is known.
public record ValueInfo(String name, ElementType type, Optional<List<Dimension>> shape) {

  /// Copies the shape.
  public ValueInfo {
    shape = shape.map(List::copyOf);
  }

  /// `x: FLOAT [batch, 3, 224, 224]`.
  @Override
  public String toString() {
    return name + ": " + type + shape.map(dims -> " " + dims).orElse("");
  }
}
