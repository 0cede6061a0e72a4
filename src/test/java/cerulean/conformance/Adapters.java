package cerulean.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The operations of the vectors that this library has, by name.
final class Adapters {

  private final Map<String, Adapter> table = new TreeMap<>();

  /// All of them.
  static Adapters all() {
    Adapters adapters = new Adapters();
    TorchUnary.addTo(adapters);
    TorchBinary.addTo(adapters);
    TorchReductions.addTo(adapters);
    TorchMatrixProducts.addTo(adapters);
    TorchShapes.addTo(adapters);
    TorchIndexing.addTo(adapters);
    TorchLinearAlgebra.addTo(adapters);
    TorchGraphs.addTo(adapters);
    TorchConvolutions.addTo(adapters);
    TorchNormalization.addTo(adapters);
    TorchMiscellany.addTo(adapters);
    TorchNetworks.addTo(adapters);
    TorchOptimizers.addTo(adapters);
    TorchSchedules.addTo(adapters);
    TorchInitialization.addTo(adapters);
    return adapters;
  }

  void add(String op, Adapter adapter) {
    if (table.put(op, adapter) != null) {
      throw new IllegalStateException(op + " has two adapters");
    }
  }

  void single(String op, Adapter.Single function) {
    add(op, arguments -> List.of(function.output(arguments)));
  }

  void unary(String op, Adapter.Unary function) {
    single(op, arguments -> function.apply(arguments.x()));
  }

  void binary(String op, Adapter.Binary function) {
    single(op, arguments -> function.apply(arguments.x(), arguments.y()));
  }

  Optional<Adapter> find(String op) {
    return Optional.ofNullable(table.get(op));
  }
}
