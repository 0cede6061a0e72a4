package cerulean.conformance;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations of [Variable] by name, so that those it does not have are counted, and run as soon as
/// it has them.
final class VariableMethods {

  private VariableMethods() {}

  /// What the method of this name gives.
  ///
  /// Throws [Adapter.NotOurs] if there is none for these arguments.
  static Variable call(String method, Variable x, @Nullable Object... rest) {
    return all(method, x, rest).getFirst();
  }

  /// All variables that the method gives, as an array, a list or a record.
  static List<Variable> all(String method, Variable x, @Nullable Object... rest) {
    @Nullable Object[] arguments = new Object[rest.length + 1];
    arguments[0] = x;
    System.arraycopy(rest, 0, arguments, 1, rest.length);
    return invoke(method, arguments);
  }

  /// What the static method of this name gives, whose first argument is no variable.
  static Variable callStatic(String method, @Nullable Object... arguments) {
    return invoke(method, arguments).getFirst();
  }

  private static List<Variable> invoke(String name, @Nullable Object... arguments) {
    for (boolean tensors : new boolean[] {false, true}) {
      @Nullable Object[] given = tensors ? withTensors(arguments) : arguments;
      for (Method method : Variable.class.getMethods()) {
        if (method.getName().equals(name)) {
          boolean receives = !Modifier.isStatic(method.getModifiers());
          @Nullable Object[] own = receives ? Arrays.copyOfRange(given, 1, given.length) : given;
          boolean fits = !receives || given[0] instanceof Variable;
          if (fits && accepts(method.getParameterTypes(), own)) {
            return variables(run(method, receives ? given[0] : null, own));
          }
        }
      }
    }
    throw new Adapter.NotOurs("`Variable` has no `" + name + "` yet");
  }

  /// With tensors for variables that need no gradient, but for the first.
  private static @Nullable Object[] withTensors(@Nullable Object... arguments) {
    @Nullable Object[] given = arguments.clone();
    for (int i = 1; i < given.length; i++) {
      if (given[i] instanceof Variable v && !v.requiresGrad()) {
        given[i] = v.value();
      } else if (given[i] instanceof Variable[] all) {
        given[i] = Arrays.stream(all).map(v -> v == null ? null : v.value()).toArray(Tensor[]::new);
      }
    }
    return given;
  }

  private static boolean accepts(Class<?>[] types, @Nullable Object... given) {
    if (types.length != given.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object one = given[i];
      boolean fits =
          one == null
              ? !types[i].isPrimitive()
              : types[i] == int.class
                  ? one instanceof Integer
                  : types[i] == double.class
                      ? one instanceof Number
                      : types[i] == boolean.class
                          ? one instanceof Boolean
                          : types[i].isInstance(one);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Object run(Method method, @Nullable Object receiver, @Nullable Object... own) {
    try {
      return method.invoke(receiver, own);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(thrown.getCause());
    } catch (IllegalAccessException notPublic) {
      throw new IllegalStateException(notPublic);
    }
  }

  private static List<Variable> variables(Object result) {
    if (result instanceof Variable one) {
      return List.of(one);
    }
    if (result instanceof Variable[] many) {
      return List.of(many);
    }
    List<Variable> parts = new ArrayList<>();
    if (result instanceof List<?> list) {
      list.forEach(one -> parts.add((Variable) one));
    } else {
      for (RecordComponent component : result.getClass().getRecordComponents()) {
        Object part = run(component.getAccessor(), result);
        parts.add(part instanceof Tensor tensor ? Variable.constant(tensor) : (Variable) part);
      }
    }
    return parts;
  }
}
