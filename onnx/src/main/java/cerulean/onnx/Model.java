package cerulean.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model file: a graph, and the version of each set of operators that its nodes are meant in.
///
/// The default domain of operators is the empty text, whether the file says so or says `ai.onnx`.
public record Model(
    long irVersion,
    String producer,
    String producerVersion,
    Map<String, Long> opsets,
    Graph graph) {

  /// Copies the map.
  public Model {
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
  }

  /// The version of the default operators; 0 when the model uses none of them.
  public long opset() {
    return opsets.getOrDefault("", 0L);
  }
}
