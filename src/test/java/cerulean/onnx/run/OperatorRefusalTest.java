package cerulean.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.onnx.Attribute;
import cerulean.onnx.Node;
import cerulean.tensor.DType;
import cerulean.tensor.LinearAlgebraException;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every ONNX operator, run with inputs and attributes that no honest model has: it answers or
/// refuses in a sentence. Models come from strangers; an index outside an array or a division by
/// zero tells their user nothing. Arguments are drawn from short lists, the same in every run.
@Tag("once")
class OperatorRefusalTest {

  private static final int CALLS = Integer.getInteger("cerulean.refusals", 120);

  private static final String SLOW = " slow";

  private static final String[] INTS = {
    "axes",
    "perm",
    "pads",
    "strides",
    "dilations",
    "kernel_shape",
    "starts",
    "ends",
    "split",
    "steps",
    "output_shape",
    "output_padding",
    "pooled_shape",
    "shape",
    "border",
    "scale"
  };

  private static final String[] FLOATS = {"scales", "activation_alpha", "activation_beta"};

  private static final String[] NUMBERS = {
    "axis",
    "keepdims",
    "group",
    "k",
    "p",
    "to",
    "dtype",
    "blocksize",
    "start",
    "end",
    "num_outputs",
    "num_groups",
    "num_heads",
    "kv_num_heads",
    "q_num_heads",
    "batch_dims",
    "batch_axis",
    "time_axis",
    "ceil_mode",
    "storage_order",
    "count_include_pad",
    "training_mode",
    "size",
    "is_test",
    "ignore_index",
    "hidden_size",
    "allowzero",
    "exclusive",
    "reverse",
    "sorted",
    "largest",
    "select_last_index",
    "upper",
    "fmod",
    "onesided",
    "inverse",
    "output_height",
    "output_width",
    "sampling_ratio",
    "rotary_embedding_dim",
    "interleaved",
    "offset_group",
    "center_point_box",
    "output_datatype",
    "periodic",
    "align_corners",
    "noop_with_empty_axes",
    "stash_type",
    "linear_before_reset",
    "layout",
    "is_causal",
    "qk_matmul_output_mode",
    "antialias",
    "exclude_outside"
  };

  private static final String[] REALS = {
    "alpha",
    "beta",
    "epsilon",
    "momentum",
    "spatial_scale",
    "bias",
    "gamma",
    "lambd",
    "ratio",
    "clip",
    "softcap",
    "cubic_coeff_a",
    "extrapolation_value"
  };

  private static final String[][] TEXTS = {
    {
      "mode",
      "linear",
      "nearest",
      "cubic",
      "avg",
      "max",
      "constant",
      "reflect",
      "wrap",
      "x",
      "bilinear"
    },
    {"auto_pad", "SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET", "x"},
    {"reduction", "none", "add", "mul", "max", "min", "mean", "sum", "x"},
    {"direction", "forward", "reverse", "bidirectional", "LEFT", "RIGHT", "x"},
    {
      "coordinate_transformation_mode",
      "asymmetric",
      "align_corners",
      "half_pixel",
      "x",
      "tf_crop_and_resize"
    },
    {"padding_mode", "zeros", "border", "reflection", "x"},
    {"equation", "ij,jk->ik", "ii", "", "...", "i,i", "x"},
    {"keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller", "x"},
  };

  @Test
  void everyOperatorAnswersOrRefusesInASentence() {
    Map<String, String> failures = new TreeMap<>();
    for (String name : Operators.names()) {
      SplittableRandom random = new SplittableRandom(name.hashCode());
      for (int i = 0; i < CALLS && !failures.containsKey(name + SLOW); i++) {
        attempt(name, random, failures);
      }
    }
    assertEquals("", String.join("\n", failures.values()));
  }

  private static void attempt(String name, SplittableRandom random, Map<String, String> failures) {
    List<Tensor> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      boolean given = i == 0 || random.nextInt(8) > 0;
      inputs.add(given ? tensor(random) : null);
      names.add(given ? "x" + i : "");
    }
    List<String> outputs = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
    Node node = new Node(name, "", "n", names, outputs, attributes(random));
    Call call = new Call(node, inputs, random.nextInt(1, 24), (graph, given) -> given);
    Throwable[] failed = {null};
    Thread thread =
        new Thread(() -> {
          try {
            Operators.of(node).run(call);
          } catch (RuntimeException | Error e) {
            failed[0] = e;
          }
        });
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(3000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Throwable problem = failed[0];
    String shown = name + shown(inputs) + " " + node.attributes();
    if (thread.isAlive()) {
      failures.put(name + SLOW, shown + " has not ended after 3 seconds");
    }
    if (problem != null && !isRefusal(problem)) {
      String place =
          Arrays.stream(problem.getStackTrace())
              .filter(e -> e.getClassName().startsWith("cerulean"))
              .findFirst()
              .map(e -> e.getFileName() + ":" + e.getLineNumber())
              .orElse("no place");
      failures.putIfAbsent(
          name + problem.getClass() + place, shown + ": " + problem + " at " + place);
    }
  }

  private static boolean isRefusal(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    return message.contains(": ")
            && (problem.getClass() == IllegalArgumentException.class
                || problem instanceof ShapeException
                || problem instanceof LinearAlgebraException
                || problem instanceof UnsupportedOperationException)
        || message.equals("Java heap space");
  }

  private static Map<String, Attribute> attributes(SplittableRandom random) {
    Map<String, Attribute> all = new LinkedHashMap<>();
    boolean few = random.nextBoolean();
    for (String name : INTS) {
      if (random.nextInt(few ? 10 : 2) == 0) {
        long[] values = LongStream.range(0, random.nextInt(5)).map(i -> number(random)).toArray();
        all.put(name, new Attribute.Ints(values));
      }
    }
    for (String name : FLOATS) {
      if (random.nextInt(few ? 10 : 2) == 0) {
        all.put(name, new Attribute.Floats(0.5f, random.nextInt(-1, 3)));
      }
    }
    for (String name : NUMBERS) {
      if (random.nextInt(few ? 10 : 2) == 0) {
        all.put(name, new Attribute.Int(number(random)));
      }
    }
    for (String name : REALS) {
      if (random.nextInt(few ? 10 : 2) == 0) {
        float[] values = {0, 1, -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 3};
        all.put(name, new Attribute.Float32(values[random.nextInt(values.length)]));
      }
    }
    for (String[] name : TEXTS) {
      if (random.nextInt(2) == 0) {
        all.put(name[0], new Attribute.Text(name[1 + random.nextInt(name.length - 1)]));
      }
    }
    return all;
  }

  private static long number(SplittableRandom random) {
    long[] rare = {99, -99, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
    return random.nextInt(6) > 0 ? random.nextInt(-1, 4) : rare[random.nextInt(rare.length)];
  }

  private static Tensor tensor(SplittableRandom random) {
    int[][] shapes = {
      {},
      {0},
      {1},
      {1},
      {2},
      {3},
      {4},
      {8},
      {0, 3},
      {2, 3},
      {3, 3},
      {4, 4},
      {3, 1},
      {2, 2, 2},
      {2, 3, 3},
      {0, 3, 3},
      {1, 2, 4, 4},
      {1, 4, 2, 2},
      {2, 2, 3, 3},
      {1, 0, 4, 4},
      {0, 2, 4, 4},
      {1, 2, 4, 0},
      {1, 1, 2, 3, 2}
    };
    DType[] common = {DType.F32, DType.F32, DType.F64, DType.I64, DType.I64, DType.BOOL};
    DType type =
        random.nextInt(4) > 0
            ? common[random.nextInt(common.length)]
            : DType.values()[random.nextInt(DType.values().length)];
    Shape shape = Shape.of(shapes[random.nextInt(shapes.length)]);
    double[] values =
        IntStream.range(0, shape.size())
            .mapToDouble(i -> type == DType.I64 ? number(random) : random.nextInt(-1, 4))
            .toArray();
    return Tensor.wrap(values, shape.dims()).to(type);
  }

  private static String shown(List<Tensor> inputs) {
    List<String> words = new ArrayList<>();
    for (Tensor t : inputs) {
      boolean small = t != null && t.size() < 9 && t.dtype() == DType.I64;
      words.add(
          t == null
              ? "-"
              : t.dtype() + "" + t.shape() + (small ? Arrays.toString(t.toLongArray()) : ""));
    }
    return words.toString();
  }
}
