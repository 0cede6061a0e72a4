package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SavedTensorsTest {

  private static Variable leaf(double... values) {
    return Variable.leaf(Tensor.of(values, values.length));
  }

  /// `sum(e^x e^x tanh(e^x))`, with values of its own for each use.
  private static Variable loss(Variable x) {
    Variable y = x.exp();
    return y.mul(y).mul(y.tanh()).sum();
  }

  private static double[] expected(double... values) {
    Variable x = leaf(values);
    loss(x).backward();
    return x.grad().toDoubleArray();
  }

  @Test
  void gradientsAreComputedFromWhatWasPacked() {
    List<Tensor> packed = new ArrayList<>();
    List<Integer> unpacked = new ArrayList<>();
    Variable x = leaf(0.5, -1);
    Variable loss;
    try (var _ =
        SavedTensors.<Integer>packed(
            value -> {
              packed.add(value.copy());
              return packed.size() - 1;
            },
            place -> {
              unpacked.add(place);
              return packed.get(place);
            })) {
      loss = loss(x);
    }
    // Of the product both factors, of tanh its input, of the second product both, of the sum one.
    assertEquals(6, packed.size());
    assertEquals(0, unpacked.size());
    loss.backward();
    assertArrayEquals(expected(0.5, -1), x.grad().toDoubleArray());
    Variable y = leaf(2);
    loss(y).backward();
    assertEquals(6, packed.size());
  }

  @Test
  void aSmallerTypeRoundsWhatIsKeptAndNotWhatIsComputed() {
    Variable x = Variable.leaf(Tensor.of(new float[] {1.001f}, 1));
    Variable y;
    try (var _ = SavedTensors.<Tensor>packed(t -> t.to(DType.BF16), kept -> kept.to(DType.F32))) {
      y = x.mul(1f);
      y = y.mul(y);
    }
    assertEquals(1.001f * 1.001f, y.value().item());
    y.sum().backward();
    assertEquals(2f, x.grad().item());
  }

  @Test
  void valuesMayGoToFiles(@TempDir Path folder) throws IOException {
    Variable x = leaf(0.5, -1);
    Variable loss;
    try (var _ =
        SavedTensors.<Path>packed(
            value -> {
              try {
                Path file = Files.createTempFile(folder, "value", ".npy");
                Npy.write(file, value);
                return file;
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            },
            file -> {
              try {
                return Npy.read(file);
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            })) {
      loss = loss(x);
    }
    loss.backward();
    assertArrayEquals(expected(0.5, -1), x.grad().toDoubleArray());
  }

  @Test
  void theGraphDoesNotHoldWhatWasPacked() throws InterruptedException {
    Variable x = leaf(0.5, -1);
    List<WeakReference<Tensor>> values = new ArrayList<>();
    Variable loss;
    try (var _ = SavedTensors.<double[]>packed(Tensor::toDoubleArray, d -> Tensor.wrap(d, 2))) {
      loss = product(x, values);
    }
    for (int i = 0; i < 50 && values.getFirst().get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(values.getFirst().get());
    loss.backward();
    assertArrayEquals(
        new double[] {2 * Math.exp(1), 2 * Math.exp(-2)}, x.grad().toDoubleArray(), 1e-14);
  }

  private static Variable product(Variable x, List<WeakReference<Tensor>> values) {
    Variable y = x.exp();
    values.add(new WeakReference<>(y.value()));
    return y.mul(y).narrow(0, 0, 2).sum();
  }

  @Test
  void hooksInnerGradientsAndHigherOrdersGoOn() {
    List<String> seen = new ArrayList<>();
    Variable x = leaf(2);
    Variable cube;
    Variable square;
    try (var _ = SavedTensors.<Tensor>packed(Tensor::copy, Tensor::copy)) {
      square = x.mul(x);
      square.onBackward((op, g, inputs) -> seen.add(op + " " + g.value().itemDouble()));
      cube = square.mul(x);
      square.onGradient(g -> {
        seen.add("gradient");
        return g;
      });
      cube = cube.sum();
    }
    List<Variable> first = cube.gradients(List.of(x, square));
    assertEquals(12, first.get(0).value().itemDouble());
    assertEquals(2, first.get(1).value().itemDouble());
    assertEquals(List.of("gradient", "mul 2.0"), seen);
    assertEquals(12, first.get(0).gradients(List.of(x)).getFirst().value().itemDouble());
  }

  @Test
  void changesInPlaceDoNotReachACopy() {
    Variable x = leaf(1, 2);
    Variable y;
    Variable loss;
    try (var _ = SavedTensors.<Tensor>packed(Tensor::copy, t -> t)) {
      y = x.mul(3);
      loss = y.mul(y).sum();
    }
    y.value().fillInPlace(0);
    loss.backward();
    assertArrayEquals(new double[] {18, 36}, x.grad().toDoubleArray());
  }

  @Test
  void aChangeBeforeAValueIsPackedIsSeen() {
    Variable y = leaf(1, 2).exp();
    y.value().mulInPlace(2);
    Variable loss;
    try (var _ = SavedTensors.<Tensor>packed(Tensor::copy, t -> t)) {
      loss = y.tanh().sum();
    }
    String message = assertThrows(IllegalStateException.class, loss::backward).getMessage();
    assertTrue(message.startsWith("backward: exp needs its result [2] as it was"), message);
  }

  @Test
  void derivativesOfFunctionsKeepValuesAsTheyAre() {
    Variable x = Variable.constant(Tensor.of(new double[] {0.5}, 1));
    try (var _ =
        SavedTensors.<Tensor>packed(
            t -> {
              throw new AssertionError("packed");
            },
            t -> t)) {
      Variable y = Grad.hessian(SavedTensorsTest::loss).apply(x);
      assertEquals(1, y.shape().size());
    }
  }

  @Test
  void aWrongUnpackIsASentence() {
    Variable x = leaf(1, 2);
    Variable loss;
    try (var _ = SavedTensors.<Tensor>packed(t -> t.to(DType.F32), t -> t)) {
      loss = loss(x);
    }
    assertEquals(
        "backward: unpack must give back the shape and the type of what was packed, F64 []; got F32"
            + " []",
        assertThrows(
                IllegalStateException.class,
                () -> {
                  try (var _ = SavedTensors.<Tensor>packed(t -> t.to(DType.F32), t -> t)) {
                    loss.mul(loss).backward();
                  }
                })
            .getMessage());
  }
}
