package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.run.Choice;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MethodTest {

  private static final TaskData DATA =
      TaskData.of(
          Tensor.normal(Philox.of(1), 0f, 1f, 40, 6), Philox.of(2).ints(40, 0, 3).toArray());

  private static final Batch ALL = Batch.of(DATA, Philox.of(3).permutation(40));

  private static final TaskStream STREAM = new TaskStream(List.of(DATA, DATA), List.of(ALL, ALL));

  private static Protocol protocol(double eta) {
    return new Protocol(
        10, 8, 0.05, new GainDynamics(0.9, 1, eta), new Perceptron(List.of(6, 5, 3), 0.3, 0.3), 1);
  }

  private static Curve curve(Method method, double eta) {
    return Trial.run(method, 4, STREAM, protocol(eta), () -> {}).curve();
  }

  @ParameterizedTest
  @EnumSource
  void aMethodIsFoundByItsKey(Method method) {
    assertSame(method, Choice.of("methods", Method.class, method.key()));
  }

  @ParameterizedTest
  @CsvSource({"NGM,ngm,NGM-SGD", "MSGD,msgd,SGD + momentum", "ADAM,adam,Adam", "SGD,sgd,SGD"})
  void keysAndTitles(Method method, String key, String title) {
    assertEquals(key, method.key());
    assertEquals(title, method.title());
  }

  @Test
  void anUnknownKeyIsASentenceWithTheKnownOnes() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Choice.of("methods", Method.class, "rmsprop"));
    assertEquals(
        "methods: must be one of [ngm, msgd, adam, sgd]; got rmsprop", thrown.getMessage());
  }

  private static Learner learner(Method method) {
    Protocol protocol = protocol(0.3);
    Lessons lessons = new Lessons(STREAM, protocol, Philox.of(6), Philox.of(7));
    return Learner.of(method, protocol, Philox.of(5), Philox.of(7), lessons);
  }

  @ParameterizedTest
  @EnumSource
  void allMethodsStartFromTheSameWeights(Method method) {
    Learner reference = learner(Method.SGD);
    Learner learner = learner(method);
    assertEquals(reference.evaluate(ALL), learner.evaluate(ALL));
  }

  /// Without drive the gain stays at its rest, 1, and a product with 1 changes no bit.
  @Test
  void gainModulationWithoutDriveIsPlainDescentBitForBit() {
    assertArrayEquals(curve(Method.SGD, 0).loss(), curve(Method.NGM, 0).loss());
    assertArrayEquals(curve(Method.SGD, 0).entropy(), curve(Method.NGM, 0).entropy());
  }

  /// The velocity is the gradient at the first step, so momentum and plain descent part at the
  /// second.
  @Test
  void momentumPartsFromPlainDescentAtTheSecondStep() {
    double[] plain = curve(Method.SGD, 0).loss();
    double[] momentum = curve(Method.MSGD, 0).loss();
    assertEquals(plain[0], momentum[0]);
    assertEquals(-1, Math.signum(momentum[1] - plain[1]), "momentum is ahead");
  }

  @ParameterizedTest
  @EnumSource(names = "NGM", mode = EnumSource.Mode.EXCLUDE)
  void learnersWithoutGainReportOne(Method method) {
    for (double gain : curve(method, 0.3).gain()) {
      assertEquals(1, gain);
    }
  }
}
