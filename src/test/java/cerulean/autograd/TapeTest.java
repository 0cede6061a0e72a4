package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Into;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a tape notices: changes in place, numbers that are none, gradients that come by.
@Tag("once")
class TapeTest {

  private static Variable leaf(float... values) {
    return Variable.leaf(Tensor.of(values, values.length));
  }

  private static String refusal(Variable loss) {
    return assertThrows(IllegalStateException.class, loss::backward).getMessage();
  }

  // ---- Changes in place

  @Test
  void aChangedInputThatIsNeededIsRefused() {
    Variable x = leaf(1, 2);
    Variable y = leaf(3, 4);
    Variable loss = x.mul(y).sum();
    y.value().mulInPlace(2);
    assertEquals(
        "backward: mul needs its input 1 [2] as it was, but it was changed in place (run the"
            + " forward pass in Anomaly.detect() to see where); change a copy, or after backward",
        refusal(loss));
  }

  @Test
  void aChangedResultThatIsNeededIsRefused() {
    Variable y = leaf(1, 2).exp();
    Variable loss = y.sum();
    y.value().fillInPlace(0);
    assertEquals(
        "backward: exp needs its result [2] as it was, but it was changed in place (run the forward"
            + " pass in Anomaly.detect() to see where); change a copy, or after backward",
        refusal(loss));
  }

  @Test
  void aChangeByAnotherViewIsSeen() {
    Variable x = leaf(1, 2);
    Variable loss = x.mul(x).sum();
    x.value().narrow(0, 1, 1).addInPlace(1f);
    assertTrue(refusal(loss).startsWith("backward: mul needs its input 1 [2] as it was"));
  }

  @Test
  void aChangeThatDoesNotMatterIsAllowed() {
    Variable x = leaf(1, 2);
    Variable y = leaf(3, 4);
    Variable sum = x.add(y);
    Variable loss = sum.relu().sum();
    x.value().mulInPlace(2);
    sum.value().mulInPlace(2);
    assertDoesNotThrow(() -> loss.backward());
    assertArrayEquals(new float[] {1, 1}, y.grad().toArray());
  }

  @Test
  void kernelsOfGradientsAreRefusedToo() {
    Variable x = leaf(1, 2);
    Variable loss = x.gelu().sum();
    x.value().mulInPlace(2);
    assertTrue(refusal(loss).startsWith("backward: gelu needs its input [2] as it was"));
  }

  @Test
  void everyWayToChangeATensorIsCounted() {
    Tensor g = Tensor.ones(2);
    List<java.util.function.Consumer<Tensor>> ways =
        List.of(
            t -> t.addInPlace(g),
            t -> t.addInPlace(1),
            t -> t.mulInPlace(g),
            t -> t.mulInPlace(2),
            t -> t.fillInPlace(3),
            t -> t.copyFromInPlace(g),
            t -> t.addScaledInPlace(g, 2),
            t -> Into.add(t, g, t),
            t -> FusedUpdates.sgd(t, g, 0.1, 0, 1, 1),
            t -> FusedUpdates.momentum(t, g, Tensor.zeros(2), 0.1, 0.9, 0, 0, 1, 1));
    for (var way : ways) {
      Variable x = leaf(1, 2);
      Variable loss = x.mul(x).sum();
      way.accept(x.value());
      assertTrue(refusal(loss).contains("changed in place"));
    }
  }

  @Test
  void anomalyDetectionKnowsThePlace() {
    Variable x = leaf(1, 2);
    Variable loss;
    try (var _ = Anomaly.detect()) {
      loss = x.mul(x).sum();
      x.value().mulInPlace(2);
    }
    String message = refusal(loss);
    assertTrue(
        message.matches(
            "backward: mul needs its input 1 \\[2] as it was, but it was changed in place at"
                + " cerulean\\.autograd\\.TapeTest\\.anomalyDetectionKnowsThePlace\\(TapeTest\\.java"
                + ":\\d+\\); change a copy, or after backward"),
        message);
  }

  // ---- Anomalies

  @Test
  void theOperationThatMakesNanIsNamed() {
    try (var _ = Anomaly.detect()) {
      Variable x = leaf(-1, 2);
      assertEquals(
          "log: its result [2] has NaN, though its inputs are finite",
          assertThrows(ArithmeticException.class, x::log).getMessage());
      assertEquals(
          "log: its result [1] has infinity, though its inputs are finite",
          assertThrows(ArithmeticException.class, leaf(0)::log).getMessage());
    }
    assertDoesNotThrow(() -> leaf(-1).log());
  }

  @Test
  void theOperationWhoseGradientIsInfiniteIsNamedWithItsCall() {
    try (var _ = Anomaly.detect()) {
      Variable loss = leaf(0, 1).sqrt().sum();
      var thrown = assertThrows(ArithmeticException.class, loss::backward);
      assertEquals(
          "sqrt: the gradient of its input 0 [2] has infinity, though that of its result is finite;"
              + " the cause shows where it was called",
          thrown.getMessage());
      assertEquals("forward call of sqrt", thrown.getCause().getMessage());
      assertTrue(
          List.of(thrown.getCause().getStackTrace()).stream()
              .anyMatch(f -> f.getMethodName().startsWith("theOperationWhoseGradient")));
    }
  }

  @Test
  void anomalyDetectionIsOfOneThreadAndEndsWithItsScope() throws InterruptedException {
    List<Boolean> elsewhere = new ArrayList<>();
    try (var _ = Anomaly.detect()) {
      try (var _ = Anomaly.detect()) {
        assertTrue(Anomaly.isOn());
      }
      assertTrue(Anomaly.isOn());
      Thread other = Thread.ofPlatform().start(() -> elsewhere.add(Anomaly.isOn()));
      other.join();
    }
    assertEquals(List.of(false), elsewhere);
    assertEquals(false, Anomaly.isOn());
  }

  // ---- Hooks

  @Test
  void aHookSeesTheWholeGradientAndMayReplaceIt() {
    Variable x = leaf(1, 2);
    Variable y = x.mul(3);
    List<float[]> seen = new ArrayList<>();
    Runnable remove =
        y.onGradient(g -> {
          seen.add(g.value().toArray());
          return g.mul(10);
        });
    Variable loss = y.add(y).sum();
    loss.backward(true);
    assertArrayEquals(new float[] {2, 2}, seen.getFirst());
    assertArrayEquals(new float[] {60, 60}, x.grad().toArray());
    remove.run();
    x.clearGrad();
    loss.backward();
    assertEquals(1, seen.size());
    assertArrayEquals(new float[] {6, 6}, x.grad().toArray());
  }

  @Test
  void aHookOfALeafChangesWhatItCollects() {
    Variable x = leaf(1, 2);
    x.onGradient(Variable::neg);
    x.sum().backward();
    assertArrayEquals(new float[] {-1, -1}, x.grad().toArray());
  }

  @Test
  void aNodeHookSeesGradientsHandedOn() {
    Variable x = leaf(3);
    Variable c = Variable.constant(Tensor.of(new float[] {5}, 1));
    Variable y = x.mul(c);
    List<String> seen = new ArrayList<>();
    y.onBackward((op, g, inputs) -> {
      seen.add(op + " " + g.value().item() + " " + inputs[0].value().item());
      assertNull(inputs[1]);
    });
    y.mul(2).sum().backward();
    assertEquals(List.of("mul 2.0 10.0"), seen);
  }

  @Test
  void wrongHooksAreSentences() {
    Variable x = leaf(1, 2);
    x.onGradient(Variable::sum);
    Variable loss = x.sum();
    assertEquals(
        "onGradient: a hook must keep the shape of the gradient, [2]; got []",
        assertThrows(IllegalArgumentException.class, loss::backward).getMessage());
    Variable constant = x.detach();
    assertEquals(
        "onGradient: no gradient flows through this variable; make it from a leaf, outside NoGrad",
        assertThrows(IllegalStateException.class, () -> constant.onGradient(g -> g)).getMessage());
  }
}
