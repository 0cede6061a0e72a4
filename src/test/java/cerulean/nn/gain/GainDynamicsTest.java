package cerulean.nn.gain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
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

  @Test
  void boundsHoldTheGainAndItsFixedPoint() {
    GainDynamics dynamics = new GainDynamics(0.5, 1, 1).within(0.5, 1.5);
    Tensor gain = Tensor.of(new float[] {0, 3}, 2);
    dynamics.advance(gain, 0);
    // 0.5 g + 0.5 = (0.5, 2)
    assertArrayEquals(new float[] {0.5f, 1.5f}, gain.toArray());
    assertEquals(1.5, dynamics.fixedPoint(10));
  }

  @Test
  void aDrivePerGainMovesEachByItsOwn() {
    Tensor gain = Tensor.of(new float[] {1, 3}, 2);
    new GainDynamics(0.5, 2, 0.25).advance(gain, Tensor.of(new float[] {4, 8}, 2));
    assertArrayEquals(new float[] {2.5f, 4.5f}, gain.toArray());
  }

  @Test
  void aDriveOfOneNumberInATensorMovesAllAsTheNumberDoes() {
    Tensor one = Tensor.ones(3);
    Tensor other = Tensor.ones(3);
    for (int i = 0; i < 20; i++) {
      GainDynamics.ofPaper(0.3).advance(one, 0.7f);
      GainDynamics.ofPaper(0.3).advance(other, Tensor.of(new float[] {0.7f}, 1));
    }
    assertArrayEquals(one.toArray(), other.toArray());
  }

  @Test
  void dynamicsPerUnitAreThoseOfEachUnitAlone() {
    List<GainDynamics> units =
        List.of(
            new GainDynamics(0.9, 1, 0.3),
            new GainDynamics(0.5, 2, 0.1),
            new GainDynamics(0.99, 0.5, 1).within(0, 0.75));
    UnitGainDynamics together = UnitGainDynamics.of(units);
    Tensor gain = Tensor.ones(DType.F64, 3);
    Tensor[] alone = {
      Tensor.ones(DType.F64, 1), Tensor.ones(DType.F64, 1), Tensor.ones(DType.F64, 1)
    };
    for (int step = 0; step < 50; step++) {
      Tensor drive = Tensor.of(new double[] {step % 3, 1, 0.1 * step}, 3);
      together.advance(gain, drive);
      for (int i = 0; i < 3; i++) {
        units.get(i).advance(alone[i], drive.getDouble(i));
        // Five roundings per step, of numbers below 8, shrink by gamma: 0.99 adds up a hundred.
        assertEquals(alone[i].itemDouble(), gain.getDouble(i), 100 * 5 * 0x1p-51, "unit " + i);
      }
    }
    assertArrayEquals(new double[] {1, 2, 0.5}, together.rest().toDoubleArray());
  }

  @Test
  void dynamicsPerUnitMoveGainsOfF32Too() {
    Tensor gain = Tensor.ones(2);
    UnitGainDynamics.of(List.of(new GainDynamics(0.5, 1, 1), new GainDynamics(0.5, 3, 1)))
        .advance(gain, Tensor.scalar(0.5));
    assertArrayEquals(new float[] {1.5f, 2.5f}, gain.toArray());
  }
}
