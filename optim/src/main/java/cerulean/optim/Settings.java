package cerulean.optim;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configurations as named tensors and back. A record knows the names and the types of its
/// components, so that no configuration says them twice; names are written as PyTorch writes them,
/// `weightDecay` as `weight_decay`.
final class Settings {

  private Settings() {}

  /// Adds the components of `config` to `state`, under names that begin with `prefix`.
  static void write(Hyperparameters<?> config, Map<String, Tensor> state, String prefix) {
    for (RecordComponent component : components(config)) {
      Object value = value(config, component);
      state.put(prefix + name(component), Workspace.outside(() -> scalar(value)));
    }
  }

  private static Tensor scalar(Object value) {
    return switch (value) {
      case Double number -> Tensor.scalar((double) number);
      case Integer number -> Tensor.scalar((long) number);
      case Long number -> Tensor.scalar((long) number);
      case Boolean flag -> Tensor.scalar((boolean) flag);
      default -> throw notANumber(value);
    };
  }

  /// A configuration of the class of `like` with the components that `state` has; `like` itself if
  /// it does not have them all, which its reader then refuses.
  static <C extends Hyperparameters<C>> C read(C like, StateReader state, String prefix) {
    int before = state.problems();
    RecordComponent[] components = components(like);
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = prefix + name(components[i]);
      Class<?> type = components[i].getType();
      types[i] = type;
      if (type == double.class) {
        values[i] = state.number(name);
      } else if (type == boolean.class) {
        values[i] = state.flag(name);
      } else {
        long whole = state.whole(name);
        values[i] = type == int.class ? (Object) Math.toIntExact(whole) : (Object) whole;
      }
    }
    return state.problems() > before ? like : made(like, types, values);
  }

  @SuppressWarnings("unchecked")
  private static <C extends Hyperparameters<C>> C made(C like, Class<?>[] types, Object[] values) {
    try {
      return (C) like.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException outOfRange) {
        throw outOfRange;
      }
      throw notARecord(like, refused);
    } catch (ReflectiveOperationException hidden) {
      throw notARecord(like, hidden);
    }
  }

  private static RecordComponent[] components(Hyperparameters<?> config) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    if (components == null) {
      throw notARecord(config, null);
    }
    return components;
  }

  private static Object value(Hyperparameters<?> config, RecordComponent component) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException hidden) {
      throw notARecord(config, hidden);
    }
  }

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException notANumber(Object value) {
    return new IllegalArgumentException(
        "state: a configuration has numbers and flags; got " + value.getClass().getSimpleName());
  }

  private static IllegalStateException notARecord(
      Hyperparameters<?> config, @Nullable Exception cause) {
    return new IllegalStateException(
        "state: a configuration must be a public record; "
            + config.getClass().getName()
            + " is not",
        cause);
  }
}
