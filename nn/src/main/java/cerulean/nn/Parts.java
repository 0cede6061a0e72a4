package cerulean.nn;

import cerulean.tensor.DType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Walks over the parts of a network.
final class Parts {

  private Parts() {}

  static void visit(Network part, Set<Network> seen, Consumer<? super Network> action) {
    if (seen.add(part)) {
      part.children().values().forEach(child -> visit(child, seen, action));
      action.accept(part);
    }
  }

  static void name(String name, Network part, Map<String, Network> all) {
    all.put(name, part);
    String prefix = name.isEmpty() ? "" : name + ".";
    part.children().forEach((own, child) -> name(prefix + own, child, all));
  }

  static void requireFloating(DType type) {
    if (type != DType.F32 && type != DType.F64) {
      throw new IllegalArgumentException(
          "to: networks compute in F32 or F64; got " + type + "; save in other types");
    }
  }
}
