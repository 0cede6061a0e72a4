package cerulean.nn;

import cerulean.tensor.DType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Walks over the parts of a network.
final class Parts {

  /// The class of immutable maps, whose order is another in every process.
  private static final Class<?> UNORDERED = Map.of("a", 1, "b", 2).getClass();

  private Parts() {}

  /// The children of `part`, in an order that is the same in every process.
  static Map<String, ? extends Network> children(Network part) {
    return ordered(part, "children", part.children());
  }

  /// `names` of a network, refused if their order is left to chance: optimizers number parameters
  /// by it, and a state that is loaded by numbers would go to others.
  static <T> Map<String, T> ordered(Network part, String what, Map<String, T> names) {
    if (names.size() > 1 && names.getClass() == UNORDERED) {
      throw unordered(part, what, names);
    }
    return names;
  }

  /// The full name of what is called `own` in a part of the full name `part`. What has no name of
  /// its own, as inside a wrapper, has that of the part.
  static String join(String part, String own) {
    return part.isEmpty() || own.isEmpty() ? part + own : part + "." + own;
  }

  static void visit(Network part, Set<Network> seen, Consumer<? super Network> action) {
    if (seen.add(part)) {
      children(part).values().forEach(child -> visit(child, seen, action));
      action.accept(part);
    }
  }

  /// Puts `part` and what is below it into `all`, under the names that their parameters have before
  /// their own; a part whose wrapper has the name already has a dot more.
  static void name(String name, Network part, Map<String, Network> all) {
    String free = name;
    while (all.containsKey(free)) {
      free += ".";
    }
    all.put(free, part);
    children(part).forEach((own, child) -> name(join(name, own), child, all));
  }

  static void requireFloating(DType type) {
    if (type != DType.F32 && type != DType.F64) {
      throw new IllegalArgumentException(
          "to: networks compute in F32 or F64; got " + type + "; save in other types");
    }
  }

  private static IllegalArgumentException unordered(
      Network part, String what, Map<String, ?> names) {
    return new IllegalArgumentException(
        what
            + " of "
            + part.getClass().getSimpleName()
            + ": Map.of and Map.copyOf have another order in every process; got "
            + names.size()
            + " names in one; give a LinkedHashMap");
  }
}
