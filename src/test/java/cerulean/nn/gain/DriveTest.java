package cerulean.nn.gain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.nn.loss.Uncertainty;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class DriveTest {

  private static final Tensor LOGITS = Tensor.normal(Philox.of(1), 0f, 1f, 6, 3);

  private static double value(Drive drive) {
    return drive.value().itemDouble();
  }

  /// Passes with these losses.
  private static void tell(Drive drive, double... losses) {
    for (double loss : losses) {
      drive.observeOutput(LOGITS);
      drive.observeLoss(loss);
    }
  }

  @Test
  void entropyIsThatOfTheLatestOutputAsAFloat() {
    Drive drive = Drive.entropy();
    assertEquals(0, value(drive));
    drive.observeOutput(LOGITS);
    assertEquals((float) Uncertainty.entropy(LOGITS), value(drive));
  }

  @Test
  void lossIsTheLatestLoss() {
    Drive drive = Drive.loss();
    assertEquals(0, value(drive));
    tell(drive, 3, 0.1);
    assertEquals(0.1, value(drive));
  }

  @Test
  void theFirstLossDoesNotSurprise() {
    Drive drive = Drive.surprise(0.5, 0.25);
    tell(drive, 4, 4, 4);
    assertEquals(0, value(drive));
  }

  @Test
  void surpriseIsTheFastRunningErrorMinusTheSlow() {
    Drive drive = Drive.surprise(0.5, 0.25);
    tell(drive, 0, 8);
    // fast 4, slow 2
    assertEquals(2, value(drive));
    tell(drive, 8);
    // fast 6, slow 3.5
    assertEquals(2.5, value(drive));
  }

  @Test
  void anErrorThatFallsDoesNotSurprise() {
    Drive drive = Drive.surprise(0.5, 0.25);
    tell(drive, 8, 0);
    assertEquals(0, value(drive));
  }

  /// With rates a and b the difference after a jump is `(1-b)^n - (1-a)^n` of it: it goes away.
  @Test
  void surpriseEndsWhenTheErrorStaysHigh() {
    Drive drive = Drive.surprise(0.5, 0.25);
    tell(drive, 0);
    for (int n = 1; n <= 40; n++) {
      tell(drive, 1);
      assertEquals(Math.pow(0.75, n) - Math.pow(0.5, n), value(drive), 1e-15, "loss " + n);
    }
  }

  @Test
  void aSignalIsWhatItWasSetTo() {
    SignalDrive drive = Drive.signal();
    assertEquals(0, value(drive));
    drive.set(2.5);
    tell(drive, 7);
    assertEquals(2.5, value(drive));
  }

  @Test
  void aSignalMayHaveANumberForEachGain() {
    SignalDrive drive = Drive.signal(3);
    drive.set(Tensor.of(new float[] {1, 2, 3}, 3));
    assertArrayEquals(new double[] {1, 2, 3}, drive.value().toDoubleArray());
    drive.set(Tensor.of(new long[] {4}, 1));
    assertArrayEquals(new double[] {4, 4, 4}, drive.value().toDoubleArray());
  }

  @Test
  void aFunctionIsCalledWithThePassesSoFar() {
    Drive drive = Drive.ofStep(step -> 10 + step);
    assertEquals(10, value(drive));
    assertEquals(10, value(drive));
    tell(drive, 0, 0);
    assertEquals(12, value(drive));
  }

  /// Everything is in the buffers: copying them makes another drive go on as the first.
  @Test
  void buffersAreAllThatADriveRemembers() {
    for (Drive[] pair :
        List.of(
            new Drive[] {Drive.entropy(), Drive.entropy()},
            new Drive[] {Drive.loss(), Drive.loss()},
            new Drive[] {Drive.surprise(0.3, 0.1), Drive.surprise(0.3, 0.1)},
            new Drive[] {Drive.signal(), Drive.signal()},
            new Drive[] {Drive.ofStep(n -> n), Drive.ofStep(n -> n)})) {
      tell(pair[0], 0.3, 1.7, 0.9);
      if (pair[0] instanceof SignalDrive signal) {
        signal.set(0.1);
      }
      Map<String, Tensor> target = pair[1].buffers();
      pair[0].buffers().forEach((name, buffer) -> target.get(name).copyFromInPlace(buffer));
      assertEquals(value(pair[0]), value(pair[1]));
      tell(pair[0], 2.3);
      tell(pair[1], 2.3);
      assertEquals(value(pair[0]), value(pair[1]));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "0.1, 0.3", "1.5, 0.1", "0.5, 0", "NaN, 0.1"})
  void ratesOfSurpriseOutOfRangeAreRefused(double fast, double slow) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Drive.surprise(fast, slow));
    assertEquals(
        "surprise: needs 0 < slowRate < fastRate <= 1, got slowRate "
            + slow
            + " and fastRate "
            + fast,
        thrown.getMessage());
  }

  @Test
  void aSignalThatIsNotFiniteIsRefused() {
    SignalDrive drive = Drive.signal();
    var thrown = assertThrows(IllegalArgumentException.class, () -> drive.set(Double.NaN));
    assertEquals("gain: a signal must be finite, got NaN", thrown.getMessage());
    Tensor infinite = Tensor.of(new double[] {Double.POSITIVE_INFINITY}, 1);
    thrown = assertThrows(IllegalArgumentException.class, () -> drive.set(infinite));
    assertEquals("gain: a signal must be finite, got " + infinite, thrown.getMessage());
  }
}
