package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every public method of the tensor module, called with arguments that fit their Java types and
/// little else: it answers or refuses in a sentence, and never fails from within.
///
/// A refusal is an [IllegalArgumentException] (also [ShapeException]), a [LinearAlgebraException]
/// or an [UnsupportedOperationException]. An index outside an array, a division by zero, a failed
/// cast or a negative array size is a check that is missing. Arguments are drawn from short lists,
/// the same ones in every run.
@Tag("once")
class RefusalTest {

  private static final List<Class<?>> DOORS =
      List.of(
          Tensor.class,
          Sorting.class,
          Indexing.class,
          Einsum.class,
          LinearAlgebra.class,
          Convolution.class,
          Pooling.class,
          Normalization.class,
          Activations.class,
          Special.class,
          Bits.class,
          Interpolation.class,
          Fourier.class,
          Distributions.class,
          Window.class,
          Slice.class,
          Shape.class);

  /// Calls per method; some seconds in all. More find more: 800 have been run.
  private static final int CALLS = Integer.getInteger("cerulean.refusals", 200);

  /// Another seed, other arguments.
  private static final long SEED = Long.getLong("cerulean.refusals.seed", 0);

  private static final int[] NUMBERS = {
    0, 1, 2, 3, -1, -2, 99, -99, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private static final double[] REALS = {
    0, 1, -1, 0.5, 2, -3.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static final String[] EQUATIONS = {
    "",
    "->",
    "i",
    "ij",
    "ij,jk->ik",
    "ii->i",
    "i,i",
    "...i,...i->...",
    "ij->",
    "i->ii",
    ",",
    "i,j",
    "ij->k",
    "i..",
    "...",
    "1",
    "->i",
    "ij,jk",
    "a b -> a",
    "i,i,i->i"
  };

  @Test
  void everyMethodAnswersOrRefusesInASentence() {
    Map<String, String> failures = new TreeMap<>();
    for (Class<?> door : DOORS) {
      for (Method method : methodsOf(door)) {
        SplittableRandom random = new SplittableRandom(method.toGenericString().hashCode() + SEED);
        for (int call = 0; call < CALLS; call++) {
          attempt(door, method, random, failures);
        }
      }
    }
    assertEquals("", String.join("\n", failures.values()));
  }

  @Test
  void differencesEndWhenNothingIsLeft() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertEquals(0, Tensor.arange(3).diff(Integer.MAX_VALUE, 0).size()));
  }

  /// A number beyond an integer type bounds and compares as what it is.
  @Test
  void numbersBeyondAnIntegerTypeAreNotCutToIt() {
    Tensor a = Tensor.of(new int[] {-5, 0, 7}, 3);
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals("[True True True]", a.lt(3e9).toString());
    assertEquals("[True True True]", a.lt(infinity).toString());
    assertEquals("[False False False]", a.eq(4294967296.0).toString());
    assertEquals("[0 0 7]", a.clamp(0, infinity).toString());
    assertEquals("[-5 0 0]", a.clamp(-infinity, 0).toString().replaceAll(" +", " "));
  }

  /// The array is not copied, so that other bytes cannot be made 1.
  @Test
  void truthValuesOfForeignBytesAreOneAndZero() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Tensor.wrap(DType.BOOL, new byte[] {1, 0, -1, 1}, 4));
    assertEquals(
        "wrap: truth values are 0 and 1; got -1 at 2; wrap as I8 and convert with to(DType.BOOL)",
        refusal.getMessage());
    Tensor mask = Tensor.wrap(DType.I8, new byte[] {2, -1, 0, 1}, 4).to(DType.BOOL);
    assertEquals(2, Sorting.unique(mask).values().size());
    assertEquals(3, mask.eq(Tensor.scalar(true)).sum().itemLong());
    assertEquals(3, mask.to(DType.I32).sum().itemLong());
  }

  private static List<Method> methodsOf(Class<?> door) {
    return Arrays.stream(door.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  private static void attempt(
      Class<?> door, Method method, SplittableRandom random, Map<String, String> failures) {
    Object self = Modifier.isStatic(method.getModifiers()) ? null : argument(door, random);
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(type -> argument(type, random)).toArray();
    if (method.getName().equals("diff") && (int) arguments[0] > 1000) {
      return; // Has a test of its own, which can be stopped.
    }
    String call = method.getName() + shown(self == null ? "" : self) + shown(arguments);
    long start = System.nanoTime();
    try {
      check(method.invoke(self, arguments));
    } catch (InvocationTargetException e) {
      note(failures, door, call, e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    } catch (RuntimeException | AssertionError e) {
      note(failures, door, "result of " + call, e);
    }
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    if (milliseconds > 3000) {
      failures.putIfAbsent(
          door + method.getName() + "slow",
          door.getSimpleName() + "." + call + " took " + milliseconds + " ms");
    }
  }

  private static void note(
      Map<String, String> failures, Class<?> door, String call, Throwable problem) {
    boolean refusal =
        problem.getClass() == IllegalArgumentException.class
            || problem instanceof ShapeException
            || problem instanceof LinearAlgebraException
            || problem instanceof UnsupportedOperationException;
    String message = String.valueOf(problem.getMessage());
    // Places in a Java array are refused as the Java library does.
    refusal |= message.startsWith("Range [") && call.contains("Philox");
    // An honest question that this machine has no memory for.
    refusal |= message.equals("Java heap space");
    if (refusal && message.contains(" ")) {
      return;
    }
    String place =
        Arrays.stream(problem.getStackTrace())
            .filter(e -> e.getClassName().startsWith("cerulean"))
            .findFirst()
            .map(e -> e.getFileName() + ":" + e.getLineNumber())
            .orElse("no place");
    failures.putIfAbsent(
        door.getSimpleName()
            + call.substring(0, call.indexOf('('))
            + problem.getClass().getSimpleName()
            + place,
        door.getSimpleName() + "." + call + ": " + problem + " at " + place);
  }

  /// Results can be read from end to end, and their truth values are 0 and 1.
  private static void check(Object result) {
    switch (result) {
      case Tensor t -> {
        Tensor all = t.contiguous();
        if (all.dtype() == DType.BOOL) {
          for (byte b : all.copy().toByteArray()) {
            assertEquals(0, b & ~1, "truth value");
          }
        }
      }
      case Tensor[] parts -> {
        for (Tensor part : parts) {
          check(part);
        }
      }
      case null, default -> {}
    }
  }

  private static Object argument(Class<?> type, SplittableRandom random) {
    if (type.isArray()
        && type != float[].class
        && type != double[].class
        && type != long[].class
        && type != short[].class
        && type != byte[].class
        && type != boolean[].class) {
      int length = random.nextInt(4);
      if (type == int[].class) {
        return IntStream.range(0, length).map(i -> number(random)).toArray();
      }
      Object[] array =
          (Object[]) java.lang.reflect.Array.newInstance(type.getComponentType(), length);
      for (int i = 0; i < length; i++) {
        array[i] = argument(type.getComponentType(), random);
      }
      return array;
    }
    if (type.isEnum()) {
      return pick(type.getEnumConstants(), random);
    }
    return switch (type.getSimpleName()) {
      case "Tensor" -> tensor(random);
      case "Shape" -> tensor(random).shape();
      case "int" -> number(random);
      case "long" -> number(random) % 1000 * (random.nextInt(20) > 0 ? 1 : Long.MAX_VALUE / 999);
      case "double" -> real(random);
      case "float" -> (float) real(random);
      case "boolean" -> random.nextBoolean();
      case "String" -> pick(EQUATIONS, random);
      case "Philox" -> Philox.of(7);
      case "Window" -> window(random);
      case "Slice" -> slice(random);
      case "Resampling" -> resampling(random);
      case "Object" -> "x";
      case "float[]" -> new float[random.nextInt(5)];
      case "double[]" -> reals(random);
      case "long[]" -> new long[random.nextInt(5)];
      case "short[]" -> new short[random.nextInt(5)];
      case "byte[]" -> new byte[] {0, 1, 2, -1};
      case "boolean[]" -> new boolean[random.nextInt(5)];
      default -> throw new AssertionError(type);
    };
  }

  private static <T> T pick(T[] of, SplittableRandom random) {
    return of[random.nextInt(of.length)];
  }

  // Small numbers more often, or hardly a call comes past the first check.
  private static int number(SplittableRandom random) {
    return random.nextInt(3) > 0 ? random.nextInt(-2, 4) : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static double real(SplittableRandom random) {
    return REALS[random.nextInt(REALS.length)];
  }

  private static double[] reals(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(5)).mapToDouble(i -> real(random)).toArray();
  }

  private static Slice slice(SplittableRandom random) {
    int step = number(random);
    return switch (random.nextInt(6)) {
      case 0 -> Slice.all();
      case 1 -> Slice.at(number(random));
      case 2 -> Slice.newAxis();
      case 3 -> Slice.rest();
      case 4 -> Slice.every(step == 0 ? 1 : step);
      default -> Slice.of(number(random), number(random), step == 0 ? 1 : step);
    };
  }

  private static Resampling resampling(SplittableRandom random) {
    Resampling[] all = {
      Resampling.NEAREST,
      Resampling.LINEAR,
      Resampling.CUBIC,
      Resampling.cubic(Double.NaN),
      Resampling.LINEAR.stretched(1e9),
      Resampling.CUBIC.stretched(2).excludingOutside()
    };
    return pick(all, random);
  }

  private static Window window(SplittableRandom random) {
    for (; ; ) {
      try {
        Window window = Window.of(sizes(random));
        return switch (random.nextInt(5)) {
          case 0 -> window.stride(sizes(random));
          case 1 -> window.dilation(sizes(random));
          case 2 -> window.pad(sizes(random));
          default -> window;
        };
      } catch (IllegalArgumentException e) {
        // Drawn anew.
      }
    }
  }

  private static int[] sizes(SplittableRandom random) {
    return IntStream.range(0, 1 + random.nextInt(3)).map(i -> number(random)).toArray();
  }

  private static Tensor tensor(SplittableRandom random) {
    int[][] shapes = {
      {},
      {0},
      {1},
      {2},
      {3},
      {3},
      {0, 3},
      {3, 0},
      {2, 3},
      {3, 3},
      {3, 3},
      {1, 3},
      {3, 1},
      {2, 2, 2},
      {2, 3, 3},
      {0, 3, 3},
      {1, 2, 4, 4},
      {2, 2, 3, 3},
      {1, 0, 4, 4},
      {0, 2, 4, 4},
      {1, 2, 4, 0},
      {1, 1, 2, 3, 2},
      {2, 1, 2, 2, 1, 2}
    };
    DType[] common = {DType.F32, DType.F32, DType.F32, DType.F64, DType.I64, DType.BOOL};
    DType type = random.nextBoolean() ? pick(common, random) : pick(DType.values(), random);
    Shape shape = Shape.of(pick(shapes, random));
    int[] values = {0, 1, 2, -1, 3, 1, 0, 99, -99};
    // Indices and counts are often right, so that calls come past their checks.
    int span = random.nextBoolean() ? 2 : values.length;
    double[] numbers =
        IntStream.range(0, shape.size()).mapToDouble(i -> values[(i * 5 + 1) % span]).toArray();
    if (type.isFloating() && shape.size() > 0 && random.nextInt(3) == 0) {
      numbers[shape.size() / 2] = real(random);
    }
    Tensor t = Tensor.wrap(numbers, shape.dims()).to(type);
    return switch (random.nextInt(6)) {
      case 0 -> t.rank() > 1 ? t.swapAxes(0, -1) : t;
      case 1 -> t.rank() > 0 ? t.flip(0) : t;
      case 2 -> t.rank() > 0 && t.dim(0) == 1 ? t.expand(with(t, 2)) : t;
      case 3 -> t.rank() > 0 ? t.slice(-1, 0, Integer.MAX_VALUE, 2) : t;
      default -> t;
    };
  }

  private static int[] with(Tensor t, int size) {
    int[] dims = t.shape().dims();
    dims[0] = size;
    return dims;
  }

  private static String shown(Object... arguments) {
    Function<Object, String> one =
        a ->
            switch (a) {
              case Tensor t -> t.dtype() + "" + t.shape();
              case Tensor[] all -> shown((Object[]) all);
              case int[] x -> Arrays.toString(x);
              case double[] x -> Arrays.toString(x);
              case float[] x -> Arrays.toString(x);
              case Object[] x -> Arrays.toString(x);
              default -> a.toString();
            };
    List<String> words = new ArrayList<>();
    for (Object a : arguments) {
      words.add(one.apply(a));
    }
    return "(" + String.join(", ", words) + ")";
  }
}
