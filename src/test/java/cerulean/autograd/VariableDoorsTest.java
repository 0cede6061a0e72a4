package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Tensor;
import cerulean.testing.OpTable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What users can do with tensors they can do with variables: in the same words, with the same
/// arguments.
@Tag("once")
class VariableDoorsTest {

  /// Results that are indices, truth values or integers, constant in pieces, or only looked at.
  private static final String WITHOUT_GRADIENT =
      "Tensor.all Tensor.any Tensor.argmax Tensor.argmin Tensor.countNonZero Tensor.isClose"
          + " Tensor.nonZero Tensor.oneHot Tensor.contiguous Tensor.copy"
          + " Bits.and Bits.not Bits.or Bits.xor Bits.shiftLeft Bits.shiftRight Bits.reinterpret"
          + " LinearAlgebra.matrixRank Sorting.searchSorted Sorting.unique Sorting.uniqueInOrder"
          + " Sorting.bincount Special.nextAfter Special.signBit";

  @Test
  void everyOperationOnTensorsIsOneOnVariables() {
    Set<String> missing =
        OpTable.DOORS.stream()
            .flatMap(door -> Stream.of(door.getDeclaredMethods()))
            .filter(VariableDoorsTest::isOperation)
            .filter(method -> !OpTable.KERNELS.contains(method.getName()))
            .filter(method -> Stream.of(Variable.class.getMethods()).noneMatch(v -> is(method, v)))
            .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>(List.of(WITHOUT_GRADIENT.split(" ", -1)));
    assertEquals(named, missing);
  }

  /// Takes tensors, and gives tensors or a record of them.
  private static boolean isOperation(Method method) {
    Class<?> result = method.getReturnType();
    return Modifier.isPublic(method.getModifiers())
        && arguments(method, Tensor.class).stream().anyMatch(VariableDoorsTest::isTensor)
        && (isTensor(result) || result.isRecord());
  }

  private static boolean isTensor(Class<?> type) {
    return type == Tensor.class || type == Tensor[].class;
  }

  /// Whether the method of variables is that of tensors. Masks and counts that a shape depends on
  /// stay tensors.
  private static boolean is(Method tensors, Method variables) {
    String name = tensors.getName().equals("of") ? "einsum" : tensors.getName();
    List<Class<?>> theirs = arguments(tensors, Tensor.class);
    List<Class<?>> own = arguments(variables, Variable.class);
    return variables.getName().equals(name)
        && own.size() == theirs.size()
        && own.getFirst() == ofVariables(theirs.getFirst())
        && IntStream.range(1, own.size())
            .allMatch(i -> own.get(i) == theirs.get(i) || own.get(i) == ofVariables(theirs.get(i)));
  }

  private static Class<?> ofVariables(Class<?> type) {
    return type == Tensor.class
        ? Variable.class
        : type == Tensor[].class ? Variable[].class : type == float.class ? double.class : type;
  }

  /// With the object that the method is called on as the first.
  private static List<Class<?>> arguments(Method method, Class<?> own) {
    Stream<Class<?>> given = Arrays.stream(method.getParameterTypes());
    boolean receives = !Modifier.isStatic(method.getModifiers());
    return (receives ? Stream.concat(Stream.of(own), given) : given).toList();
  }
}
