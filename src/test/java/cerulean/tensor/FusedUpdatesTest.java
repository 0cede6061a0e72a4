package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// What holds of every fused update: which tensors it takes and which it refuses. Their formulas
/// are tested with the optimizers.
class FusedUpdatesTest {

  private static final List<Class<?>> DOORS =
      List.of(FusedUpdates.class, FusedScaledUpdates.class, FusedMomentUpdates.class);

  private static Stream<Method> updates() {
    return DOORS.stream()
        .flatMap(door -> Arrays.stream(door.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  /// Calls an update with parameters, gradient and state; the numbers are those of a middling step.
  private static void call(Method update, List<Tensor> tensors) throws Throwable {
    List<Object> arguments = new ArrayList<>(tensors);
    for (Class<?> type : update.getParameterTypes()) {
      if (type == double.class) {
        arguments.add(0.5);
      } else if (type == long.class) {
        arguments.add(3L);
      }
    }
    try {
      update.invoke(null, arguments.toArray());
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /// Tensors of a type and a shape for each tensor that an update takes.
  private static List<Tensor> tensors(Method update, DType type, int... shape) {
    List<Tensor> tensors = new ArrayList<>();
    for (Class<?> parameter : update.getParameterTypes()) {
      if (parameter == Tensor.class) {
        Tensor uniform = Tensor.uniform(Philox.of(tensors.size()), 0.5f, 1, shape);
        tensors.add(uniform.to(type).copy());
      }
    }
    return tensors;
  }

  private static Stream<DynamicTest> each(Check check) {
    return updates()
        .map(update -> DynamicTest.dynamicTest(update.getName(), () -> check.of(update)));
  }

  private interface Check {
    void of(Method update) throws Throwable;
  }

  @TestFactory
  Stream<DynamicTest> bothTypesAreUpdatedAlike() {
    return each(update -> {
      List<Tensor> single = tensors(update, DType.F32, 5, 7);
      List<Tensor> twice = new ArrayList<>();
      single.forEach(tensor -> twice.add(tensor.to(DType.F64)));
      double[] before = twice.getFirst().toDoubleArray();
      call(update, single);
      call(update, twice);
      // Some roundings of 2^-24, of numbers of the order 1.
      assertArrayEquals(twice.getFirst().toDoubleArray(), single.getFirst().toDoubleArray(), 1e-6);
      for (int i = 0; i < before.length; i++) {
        assertTrue(before[i] != twice.getFirst().toDoubleArray()[i]);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> aGradientMayBeAnyView() {
    return each(update -> {
      List<Tensor> plain = tensors(update, DType.F32, 5, 7);
      List<Tensor> viewed = tensors(update, DType.F32, 5, 7);
      Tensor gradient = viewed.get(1);
      viewed.set(1, gradient.transpose().copy().transpose());
      call(update, plain);
      call(update, viewed);
      assertArrayEquals(plain.getFirst().toArray(), viewed.getFirst().toArray());
      // It is not written to.
      assertArrayEquals(plain.get(1).toArray(), viewed.get(1).toArray());
    });
  }

  @TestFactory
  Stream<DynamicTest> everyChangeOfParametersAndStateIsCounted() {
    return each(update -> {
      List<Tensor> tensors = tensors(update, DType.F64, 3);
      List<Integer> before = tensors.stream().map(Changes::of).toList();
      call(update, tensors);
      for (int i = 0; i < tensors.size(); i++) {
        assertEquals(i != 1, Changes.of(tensors.get(i)) != before.get(i), "tensor " + i);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> whatDoesNotFitIsRefused() {
    return each(update -> {
      String op = update.getName();
      List<Tensor> tensors = tensors(update, DType.F32, 4, 2);
      for (int i = 0; i < tensors.size(); i++) {
        int at = i;
        Tensor good = tensors.get(at);
        if (at > 0) {
          tensors.set(at, Tensor.zeros(8));
          refused(
              op + ": shapes differ: parameters [4, 2], operand [8]", () -> call(update, tensors));
          tensors.set(at, Tensor.zeros(DType.F64, 4, 2));
          refused(
              op + ": needs F32; got F64; convert with to(DType.F32)", () -> call(update, tensors));
        }
        if (at != 1) {
          tensors.set(at, Tensor.zeros(5, 2).narrow(0, 1, 4));
          refused(
              op
                  + ": parameters and state must be contiguous from the start of their storage;"
                  + " got a view of shape [4, 2]",
              () -> call(update, tensors));
        }
        tensors.set(at, good);
      }
      tensors.set(0, Tensor.zeros(DType.I64, 4, 2));
      refused(op + ": needs F32; got I64; convert with to(DType.F32)", () -> call(update, tensors));
    });
  }

  private static void refused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  /// Also of numbers without leading digit, of infinities, of nothing and of what is no number.
  @Test
  void lionMovesByTheSign() {
    float[] gradients = {
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      1e-30f,
      -3,
      0,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    Tensor w = Tensor.zeros(8);
    FusedUpdates.lion(w, Tensor.of(gradients, 8), Tensor.zeros(8), 0.5, 0, 0.9, 1, 1);
    assertArrayEquals(
        new float[] {-0.5f, 0.5f, -0.5f, 0.5f, 0, -0.5f, 0.5f, Float.NaN}, w.toArray());
    Tensor twice = Tensor.zeros(DType.F64, 1);
    Tensor least = Tensor.of(new double[] {Double.MIN_VALUE}, 1);
    FusedUpdates.lion(twice, least, Tensor.zeros(DType.F64, 1), 0.5, 0, 0.9, 1, 1);
    assertEquals(-0.5, twice.itemDouble());
  }

  @Test
  void thereAreEighteenUpdates() {
    assertEquals(18, updates().count());
  }
}
