package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

/// Fourier transforms of long lines, their accuracy, and sentences.
@Tag("once")
class FourierTest implements WordForWord {

  private static Tensor random(int... shape) {
    return Tensor.uniform(Philox.of(7), -1, 1, shape).to(DType.F64);
  }

  private static double largest(Tensor a) {
    return a.abs().amax(false).itemDouble();
  }

  @Test
  void anOscillationIsOneLine() {
    double[] wave = new double[16];
    for (int t = 0; t < 8; t++) {
      wave[2 * t] = Math.cos(2 * Math.PI * t / 8);
      wave[2 * t + 1] = Math.sin(2 * Math.PI * t / 8);
    }
    double[] expected = new double[16];
    expected[2] = 8;
    double[] got = Fourier.fft(Tensor.of(wave, 8, 2), 0).toDoubleArray();
    assertArrayEquals(expected, got, 1e-14);
  }

  /// Roots of unity on the axes are exact: whole numbers stay whole.
  @Test
  void fourNumbersAreTransformedWithoutRounding() {
    Tensor x = Tensor.of(new double[] {1, 0, 2, 0, 3, 0, 4, 0}, 4, 2);
    double[] expected = {10, 0, -2, 2, -2, 0, -2, -2};
    assertArrayEquals(expected, Fourier.fft(x, 0).toDoubleArray());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1,
        36,
        37,
        243,
        625,
        675,
        97,
        127,
        1000,
        1009,
        1024,
        2 * 3 * 5 * 7 * 11,
        10_007,
        65_536
      })
  void theInverseGivesTheInputBack(int n) {
    Tensor x = random(2, n, 2);
    Tensor back = Fourier.ifft(Fourier.fft(x, 1), 1);
    // Errors grow with the logarithm of n: 2^-52 times some tens.
    assertTrue(largest(back.sub(x)) < 64 * 0x1p-52, "" + largest(back.sub(x)));
    Tensor real = random(3, n);
    Tensor realBack = Fourier.irfft(Fourier.rfft(real, -1), n, -1);
    assertTrue(largest(realBack.sub(real)) < 64 * 0x1p-52, "" + largest(realBack.sub(real)));
  }

  @ParameterizedTest
  @ValueSource(ints = {243, 625, 1000, 1009, 4096, 10_007})
  void longLinesEqualTheDefinition(int n) {
    double[] x = random(n, 2).toDoubleArray();
    double[] got = Fourier.fft(Tensor.of(x, n, 2), 0).toDoubleArray();
    for (int k : new int[] {0, 1, n / 3, n / 2, n - 1}) {
      double re = 0;
      double im = 0;
      for (int t = 0; t < n; t++) {
        double angle = -2 * Math.PI * ((long) k * t % n) / n;
        re += x[2 * t] * Math.cos(angle) - x[2 * t + 1] * Math.sin(angle);
        im += x[2 * t] * Math.sin(angle) + x[2 * t + 1] * Math.cos(angle);
      }
      // The oracle adds n numbers one after the other: its own error is the larger one.
      assertEquals(re, got[2 * k], n * 0x1p-52);
      assertEquals(im, got[2 * k + 1], n * 0x1p-52);
    }
  }

  /// Parseval's theorem.
  @Test
  void energyIsKept() {
    Tensor x = random(4, 360, 2);
    double before = x.square().sum().itemDouble();
    double after = Fourier.fft(x, 1).square().sum().itemDouble() / 360;
    assertEquals(before, after, 1e-11);
  }

  @Test
  void anotherAxisIsAnotherSetOfLines() {
    Tensor x = random(3, 4, 5);
    Tensor other = Fourier.rfft(x.permute(1, 0, 2), 0).permute(1, 0, 2, 3);
    assertArrayEquals(other.toDoubleArray(), Fourier.rfft(x, 1).toDoubleArray());
    assertEquals(Shape.of(3, 3, 5, 2), Fourier.rfft(x, 1).shape());
    assertEquals(Shape.of(3, 6, 5), Fourier.irfft(Fourier.rfft(x, 1), 6, -2).shape());
  }

  @Test
  void aNanStaysInItsLine() {
    Tensor x = Tensor.ones(2, 4);
    x.narrow(0, 0, 1).narrow(1, 3, 1).fillInPlace(Double.NaN);
    Tensor y = Fourier.rfft(x, 1);
    assertEquals(3, y.select(0, 0).select(1, 0).isNaN().to(DType.I64).sum().itemLong());
    assertArrayEquals(new float[] {4, 0, 0}, y.select(0, 1).select(1, 0).toArray());
  }

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> Fourier.fft(Tensor.ones(4, 3), 0),
            "fft: complex numbers need a last axis of size 2; got [4, 3]; for real numbers use"
                + " rfft"),
        row(
            () -> Fourier.irfft(Tensor.scalar(1f), 4, 0),
            "irfft: complex numbers need a last axis of size 2; got []; for real numbers use rfft"),
        row(
            () -> Fourier.ifft(Tensor.ones(4, 2), 1),
            "ifft: no axis 1 in [4]; axes run from 0 to 0"),
        row(() -> Fourier.rfft(Tensor.ones(4), 0, 0), "rfft: the length must be at least 1; got 0"),
        row(
            () -> Fourier.rfft(Tensor.zeros(2, 0), 1),
            "rfft: the length must be at least 1; got 0"),
        row(
            () -> Fourier.fft(Tensor.of(new long[] {1, 2}, 1, 2), 0),
            "fft: needs F32 or F64; got I64; convert with to(DType.F32)"));
  }
}
