package cerulean.optim;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A saved state that is read name by name. What is missing, does not fit or was never asked for is
/// collected, and said in one sentence by [#finish]; only then may the owner take over what was
/// read.
final class StateReader {

  private final String owner;
  private final Map<String, Tensor> state;
  private final Set<String> asked = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  StateReader(String owner, Map<String, Tensor> state) {
    this.owner = owner;
    this.state = state;
  }

  /// How much has been found wrong so far.
  int problems() {
    return problems.size();
  }

  /// Whether there is this name.
  boolean has(String name) {
    return state.containsKey(name);
  }

  /// Whether some name begins with `prefix`.
  boolean hasAny(String prefix) {
    return state.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /// A copy of a tensor of this type and shape.
  Optional<Tensor> tensor(String name, DType type, Shape shape) {
    Tensor given = take(name);
    if (given == null) {
      return Optional.empty();
    }
    if (!given.shape().equals(shape)) {
      problems.add(name + " is " + given.shape() + ", needs " + shape);
      return Optional.empty();
    }
    if (given.dtype() != type) {
      problems.add(name + " is " + given.dtype() + ", needs " + type);
      return Optional.empty();
    }
    return Optional.of(Workspace.outside(given::copy));
  }

  /// A copy of a tensor of this type with any number of rows of these sizes.
  Optional<Tensor> rows(String name, DType type, int... sizes) {
    Tensor given = state.get(name);
    int[] wanted = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, wanted, 1, sizes.length);
    wanted[0] = given == null || given.rank() == 0 ? 0 : given.dim(0);
    return tensor(name, type, Shape.of(wanted));
  }

  /// A number: a floating-point or integer tensor without axes.
  double number(String name) {
    Tensor given = scalar(name, "a number");
    if (given == null) {
      return 0;
    }
    if (given.dtype() == DType.BOOL) {
      problems.add(name + " is BOOL, needs a number");
      return 0;
    }
    return given.to(DType.F64).itemDouble();
  }

  /// A whole number that is not negative. PyTorch keeps some as floating point.
  long whole(String name) {
    double number = number(name);
    if (number < 0 || number != Math.rint(number)) {
      problems.add(name + " is " + number + ", needs a whole number that is not negative");
    }
    return (long) number;
  }

  /// A truth value.
  boolean flag(String name) {
    Tensor given = scalar(name, "a truth value");
    if (given != null && given.dtype() != DType.BOOL) {
      problems.add(name + " is " + given.dtype() + ", needs a truth value");
      return false;
    }
    return given != null && given.itemBoolean();
  }

  private @Nullable Tensor scalar(String name, String what) {
    Tensor given = take(name);
    if (given != null && given.rank() != 0) {
      problems.add(name + " is " + given.shape() + ", needs " + what);
      return null;
    }
    return given;
  }

  private @Nullable Tensor take(String name) {
    asked.add(name);
    Tensor given = state.get(name);
    if (given == null) {
      problems.add("missing " + name);
    }
    return given;
  }

  /// Names that begin with `prefix` with the rest of their names, for another reader.
  Map<String, Tensor> below(String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    state.forEach((name, tensor) -> {
      if (name.startsWith(prefix)) {
        asked.add(name);
        part.put(name.substring(prefix.length()), tensor);
      }
    });
    return part;
  }

  /// Refuses the state unless everything fitted and everything was asked for.
  void finish() {
    state.keySet().stream()
        .filter(name -> !asked.contains(name))
        .forEach(name -> problems.add("unexpected " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          owner + ": state does not fit; " + String.join("; ", problems));
    }
  }
}
