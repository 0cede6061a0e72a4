package cerulean.bench.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class TaskTest {

  @ParameterizedTest
  @CsvSource({
    "gemm, NN 64x10x256",
    "gemm, gemv 1024",
    "conv, forward 64x32x26 to 64 k3s1p0",
    "conv, weight 32x64x28 to 64 k3s1p1g64",
    "elementwise, add 1e7 in place",
    "elementwise, gelu 1e3 new",
    "rows, layernorm 4096x512",
    "sorting, top10 1024x1000",
    "embedding, gradient 8192 of 10000x128",
    "pooling, max gradient 64x64x24 k2s2p0",
    "training, mlp batch 64 adam",
  })
  void aTaskIsMadeAgainFromItsName(String group, String work) {
    Task task = Task.of(group, work);
    assertEquals(work, task.work());
    assertEquals(group, task.group());
    assertEquals(task, Task.of(task.group(), task.work()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gemm | XX 1x2x3 | gemm: a product is named as in NT 64x256x784 or gemv 1024; got XX 1x2x3
          conv | 3x3 | conv: a task is named as in forward 64x32x26 to 64 k3s1p0; got 3x3
          elementwise | add | elementwise: a task is named as in add 1e6 new; got add
          rows | sum 3x4 | rows: a task is named as in softmax 1024x1000; got sum 3x4
          training | mlp | training: a step is named as in mlp batch 64 adam; got mlp
          sorting | 1e6 | sorting: a task is named as in sort 1024x1000; got 1e6
          embedding | 1e6 | embedding: a task is named as in select 8192 of 10000x128; got 1e6
          pooling | 1e6 | pooling: a task is named as in max 64x64x24 k2s2p0; got 1e6
          fourier | 1e6 | task: no group has this name; got fourier
          """)
  void aWrongNameIsOneSentence(String group, String work, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Task.of(group, work)).getMessage());
  }

  @Test
  void aWrongNumberIsNamed() {
    Task task = Product.of("NN 2x2x2");
    assertEquals(
        "gemm: the result of NN 2x2x2 is wrong; peer gives 2.5 at 1, not 2.0",
        assertThrows(
                WrongResultException.class,
                () -> task.compare("peer", new float[] {1, 2}, new float[] {1, 2.5f}))
            .getMessage());
    assertEquals(
        "gemm: the result of NN 2x2x2 is wrong; peer gives 1 numbers, not 2",
        assertThrows(
                WrongResultException.class,
                () -> task.compare("peer", new float[] {1, 2}, new float[] {1}))
            .getMessage());
    assertThrows(
        WrongResultException.class,
        () -> task.compare("peer", new float[] {1}, new float[] {Float.NaN}));
  }

  @Test
  void aLossThatDoesNotFallIsRefused() {
    Task task = Training.of("tiny batch 1 sgd");
    assertEquals(
        "training: the result of tiny batch 1 sgd is wrong; the loss does not fall: 1.0 became 1.0",
        assertThrows(WrongResultException.class, () -> task.check(new float[] {1, 1}))
            .getMessage());
  }

  /// Operations of a step as others count them: forward and twice as much backward, without the
  /// gradient of the batch.
  @ParameterizedTest
  @CsvSource({
    "mlp batch 64 adam, 143e6",
    "cnn batch 64 momentum, 4580e6",
    "resnet batch 32 momentum, 10452e6",
    "lstm batch 32 adam, 1342e6",
    "transformer batch 8 adam, 654e6",
  })
  void aStepHasSoManyOperations(String work, double flops) {
    assertEquals(flops, Training.of(work).flops(), 0.01 * flops);
  }

  @Test
  void limitsAreTheSlowerOfArithmeticAndMemory() {
    Limits limits =
        new Limits(
            100,
            List.of(
                new Limits.Bandwidth(Limits.Loop.READ, 1_000_000, 10),
                new Limits.Bandwidth(Limits.Loop.ADD, 1_000, 400),
                new Limits.Bandwidth(Limits.Loop.ADD, 1_000_000, 20)));
    assertEquals(2e6 / 100, Product.of("NN 100x100x100").limitNanos(limits), 1e-6);
    assertEquals(1024 * 1024 * 4 / 10.0, Product.of("gemv 1024").limitNanos(limits), 1e-6);
    assertEquals(12_000 / 400.0, Pointwise.of("add 1e3 new").limitNanos(limits), 1e-9);
    assertEquals(12e6 / 20, Pointwise.of("add 1e6 new").limitNanos(limits), 1e-6);
    // Nobody measured copies.
    assertEquals(0, Pointwise.of("exp 1e6 new").limitNanos(limits));
  }

  @Test
  void moreIsBetterOfRatesAndLessOfTimes() {
    assertEquals(2, Unit.GFLOPS.ratio(20, 10));
    assertEquals(2, Unit.MICROSECONDS.ratio(10, 20));
    assertEquals(1.5, Unit.MICROSECONDS.of(1500, 7));
    assertEquals(4, Unit.GFLOPS.of(500, 2000));
  }

  @Test
  void inputsAreTheSameForEverybody() {
    Product product = Product.of("NN 3x4x5");
    assertArrayEquals(product.left(), product.left());
    assertEquals(15, product.left().length);
    assertEquals(20, product.right().length);
  }

  @Test
  void normalisationsBeginAsTheIdentity() {
    assertArrayEquals(new float[] {1, 1}, Block.of("norm1.weight", 2).values(1));
    assertArrayEquals(new float[] {0, 0}, Block.of("layer.norm2.bias", 2).values(1));
  }
}
