package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainDynamicsTest {

  /// One unit in the last place of floats from 2 to 4.
  private static final double ULP = 0x1p-22;

  @Test
  void oneStepKeepsGammaOfTheGainAndAddsRestAndDrive() {
    Tensor gain = Tensor.of(new float[] {1, 3}, 2);
    new GainDynamics(0.5, 2, 0.25).advance(gain, 4);
    // 0.5 g + 0.5 * 2 + 0.25 * 4: all exact in binary
    assertEquals(2.5f, gain.get(0));
    assertEquals(3.5f, gain.get(1));
  }

  /// Two roundings per step, of half an ulp each, add up to at most an ulp / (1 - gamma), which is
  /// ten ulps; 0.9 as a float shifts the fixed point by three more, the rounded constant by less
  /// than one.
  @Test
  void aConstantDriveHoldsTheGainAtTheFixedPoint() {
    GainDynamics dynamics = new GainDynamics(0.9, 1, 0.3);
    double drive = Math.log(2);
    Tensor gain = Tensor.ones(3);
    for (int i = 0; i < 400; i++) {
      dynamics.advance(gain, drive);
    }
    double expected = 1 + 0.3 * drive / (1 - 0.9);
    assertEquals(expected, gain.get(0), 14 * ULP);
    assertEquals(expected, dynamics.fixedPoint(drive), 1e-15 * expected);
  }

  @Test
  void withoutDriveTheDistanceToRestShrinksByGammaPerStep() {
    GainDynamics dynamics = new GainDynamics(0.9, 1, 0.3);
    Tensor gain = Tensor.full(3, 1);
    for (int i = 1; i <= 60; i++) {
      dynamics.advance(gain, 0);
      // Ten ulps of the floats from 1 to 2, where the gain soon is: five of those above.
      assertEquals(1 + 2 * Math.pow(0.9, i), gain.item(), 5 * ULP, "step " + i);
    }
  }

  @Test
  void aGainAtRestStaysThereExactlyWithThePapersNumbers() {
    Tensor gain = Tensor.ones(1);
    GainDynamics dynamics = GainDynamics.ofPaper(0.4);
    for (int i = 0; i < 1000; i++) {
      dynamics.advance(gain, 0);
    }
    assertEquals(1f, gain.item());
  }

  @Test
  void thePapersGammaAndRestArePinned() {
    assertEquals(new GainDynamics(0.9, 1, 0.4), GainDynamics.ofPaper(0.4));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.3, 'gain: gamma must be in [0, 1), got 1.0'",
    "-0.1, 1, 0.3, 'gain: gamma must be in [0, 1), got -0.1'",
    "NaN, 1, 0.3, 'gain: gamma must be in [0, 1), got NaN'",
    "0.9, Infinity, 0.3, 'gain: g0 must be finite, got Infinity'",
    "0.9, 1, -0.3, 'gain: eta must be finite and not negative, got -0.3'",
    "0.9, 1, NaN, 'gain: eta must be finite and not negative, got NaN'",
    "0.9, 1, Infinity, 'gain: eta must be finite and not negative, got Infinity'",
  })
  void valuesOutOfRangeAreRefused(double gamma, double g0, double eta, String sentence) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> new GainDynamics(gamma, g0, eta));
    assertEquals(sentence, thrown.getMessage());
  }
}
