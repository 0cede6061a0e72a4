package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class IzhikevichPopulationTest {

  private static final IzhikevichParameters CELL = IzhikevichParameters.REGULAR_SPIKING;

  @Test
  void oneStepIsVoltageFirstThenRecoveryWithTheNewVoltage() {
    IzhikevichPopulation cell = IzhikevichPopulation.of(1, CELL);
    cell.setState(0, -60, -10);
    cell.step(0.5, new double[] {4}, new int[1]);
    // v' = 0.04 3600 - 300 + 140 + 10 + 4 = -2, so v = -61; u' = 0.02 (-12.2 + 10) = -0.044
    assertEquals(-61, cell.voltageMv(0), 1e-12);
    assertEquals(-10.022, cell.recovery(0), 1e-12);
  }

  @Test
  void spikeIsRecordedAndResetInItsOwnStep() {
    IzhikevichPopulation cells = IzhikevichPopulation.of(3, CELL);
    cells.setState(1, 29, -10);
    int[] spikes = {-1, -1, -1};
    // v' = 0.04 841 + 145 + 140 + 10 = 328.64, so v = 61.864; u' = 0.02 (12.3728 + 10) = 0.447456
    assertEquals(1, cells.step(0.1, new double[3], spikes));
    assertArrayEquals(new int[] {1, -1, -1}, spikes);
    assertEquals(-65, cells.voltageMv(1));
    assertEquals(-10 + 0.0447456 + 8, cells.recovery(1), 1e-12);
  }

  @Test
  void voltageOfExactlyThePeakIsNoSpike() {
    // v' is the input alone, so without one the voltage stays on the peak.
    IzhikevichPopulation cell =
        IzhikevichPopulation.of(1, IzhikevichParameters.of(0, 0, -65, 0).withQuadratic(0, 0, 0));
    cell.setState(0, 30, 0);
    assertEquals(0, cell.step(1, new double[1], new int[1]));
    assertEquals(1, cell.step(1, new double[] {Math.ulp(30.0)}, new int[1]));
  }

  @Test
  void restIsAFixedPoint() {
    // 0.04 v^2 + 5 v + 140 = 0.2 v at v = -70
    IzhikevichPopulation cell = IzhikevichPopulation.of(1, CELL);
    cell.setVoltageMv(0, -70);
    for (int i = 0; i < 1000; i++) {
      cell.step(0.25, new double[1], new int[1]);
    }
    assertEquals(-70, cell.voltageMv(0), 1e-9);
  }

  @Test
  void errorHalvesWithTheStep() {
    double exact = voltageAfter20Ms(1.0 / 4096);
    double coarse = voltageAfter20Ms(1.0 / 8) - exact;
    double fine = voltageAfter20Ms(1.0 / 16) - exact;
    assertEquals(2, coarse / fine, 0.1);
  }

  /// A response below threshold: 20 ms of I = 1 from rest.
  private static double voltageAfter20Ms(double dtMs) {
    IzhikevichPopulation cell = IzhikevichPopulation.of(1, CELL);
    cell.setVoltageMv(0, -70);
    for (int i = 0; i < 20 / dtMs; i++) {
      assertEquals(0, cell.step(dtMs, new double[] {1}, new int[1]));
    }
    return cell.voltageMv(0);
  }

  @Test
  void cellsStartAtTheirResetVoltage() {
    IzhikevichPopulation cells = IzhikevichPopulation.of(2, CELL);
    assertEquals(2, cells.size());
    assertEquals(-65, cells.voltageMv(1));
    assertEquals(-13, cells.recovery(1));
    assertEquals(0, IzhikevichPopulation.of(0, CELL).step(1, new double[0], new int[0]));
  }

  @Test
  void wrongInputIsASentence() {
    IzhikevichPopulation cells = IzhikevichPopulation.of(3, CELL);
    assertMessage(
        "IzhikevichPopulation.step: one input for each of the 3 cells is needed; got 2",
        () -> cells.step(1, new double[2], new int[3]));
    assertMessage(
        "IzhikevichPopulation.step: spikes must have room for all 3 cells, which can fire in one"
            + " step; got 2",
        () -> cells.step(1, new double[3], new int[2]));
    assertMessage(
        "IzhikevichPopulation.step: dtMs must be above 0; got NaN",
        () -> cells.step(Double.NaN, new double[3], new int[3]));
    assertMessage(
        "IzhikevichPopulation: size must not be negative, got -1",
        () -> IzhikevichPopulation.of(-1, CELL));
    assertMessage(
        "IzhikevichParameters: b must be finite, got Infinity",
        () -> IzhikevichParameters.of(0.02, Double.POSITIVE_INFINITY, -65, 8));
    assertMessage(
        "IzhikevichParameters: cMv must not be above the peak of 30 mV, or every reset is a spike;"
            + " got 31.0",
        () -> IzhikevichParameters.of(0.02, 0.2, 31, 8));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
