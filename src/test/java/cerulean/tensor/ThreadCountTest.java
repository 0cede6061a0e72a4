package cerulean.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Results have the same bits on one thread and on several: work is cut by its size alone.
class ThreadCountTest {

  private static final Tensor LONG = normal(300_000);
  private static final Tensor TALL = normal(5_000, 67);
  private static final Tensor WIDE = normal(67, 5_000);
  private static final Tensor CUBE = normal(70, 65, 66);

  @AfterEach
  void threadsAsBefore() {
    Parallel.configure(Runtime.getRuntime().availableProcessors());
  }

  @TestFactory
  List<DynamicTest> anyNumberOfThreadsGivesTheSameBits() {
    Map<String, Supplier<Tensor>> work = new LinkedHashMap<>();
    work.put("exp", LONG::exp);
    work.put("sin of a view", () -> TALL.transpose().sin());
    work.put("add, broadcast", () -> TALL.add(WIDE.select(1, 3)));
    work.put("add, mixed types", () -> TALL.add(WIDE.transpose().to(DType.F64)));
    work.put("comparison", () -> TALL.lt(WIDE.transpose()));
    work.put("cast", () -> WIDE.transpose().to(DType.BF16));
    work.put("copy", () -> CUBE.permute(2, 0, 1).copy());
    work.put("sum of all", LONG::sum);
    work.put("sum of rows", () -> TALL.sum(false, 1));
    work.put("sum of columns", () -> TALL.sum(false, 0));
    work.put("sum of wide columns", () -> WIDE.sum(false, 0));
    work.put("sum over the middle", () -> CUBE.sum(true, 1));
    work.put("sum over both ends", () -> CUBE.sum(false, 0, 2));
    work.put("amax", () -> CUBE.amax(false, 0));
    work.put("argmin", () -> TALL.argmin(1));
    work.put("softmax", () -> TALL.softmax(1));
    work.put("softmax, first axis", () -> TALL.logSoftmax(0));
    work.put("matmul", () -> TALL.transpose().matmul(TALL));
    work.put("matmul, tall", () -> TALL.matmul(WIDE.narrow(1, 0, 40)));
    work.put("matmul, F64", () -> TALL.to(DType.F64).transpose().matmul(TALL.to(DType.F64)));
    work.put("attention", () -> Attention.attention(CUBE, CUBE, CUBE, null, true, 0.1));
    work.put(
        "gradient of attention",
        () -> Attention.attentionGradients(CUBE, CUBE, CUBE, CUBE, null, false, 0.1).key());
    work.put("gradient of pooling", () -> Pooling.maxPoolGradient(CUBE, CUBE, Window.of(1, 1)));
    work.put("lstm", () -> lstm().states());
    work.put(
        "gradient of an lstm",
        () -> Recurrence.lstmGradient(lstm(), normal(64, 16), normal(6, 70, 16)).inputs());
    return work.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  Parallel.configure(1);
                  Tensor serial = one.getValue().get();
                  for (int threads : new int[] {2, 3, 5}) {
                    Parallel.configure(threads);
                    OpPropertyTest.assertSameBits(serial, one.getValue().get());
                  }
                }))
        .toList();
  }

  private static Tensor normal(int... shape) {
    return Tensor.normal(Philox.of(Shape.of(shape).size()), 0f, 1f, shape);
  }

  private static Recurrence.Lstm lstm() {
    return Recurrence.lstm(normal(5, 70, 64), normal(70, 16), normal(70, 16), normal(64, 16));
  }
}
