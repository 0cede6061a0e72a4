package cerulean.studies.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TicksTest {
  @Test
  void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
    assertEquals(1, Ticks.step(0.7));
    assertEquals(2, Ticks.step(1.01));
    assertEquals(5, Ticks.step(5));
    assertEquals(0.1, Ticks.step(0.06), 1e-15);
    assertEquals(200, Ticks.step(101));
  }

  @Test
  void labelsHaveTheDecimalsOfTheStep() {
    assertEquals(List.of("0.00", "0.05", "0.10", "0.15", "0.20"), Ticks.linear(0, 0.2, 5).labels());
    assertEquals(List.of("0", "50", "100"), Ticks.linear(0, 100, 4).labels());
    assertEquals(List.of("\u221220", "0", "20", "40", "60"), Ticks.linear(-20, 60, 5).labels());
    assertEquals(List.of("0", "5,000", "10,000"), Ticks.linear(0, 10_000, 4).labels());
  }

  @Test
  void ticksLieInsideAndAreNeverMoreThanAsked() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      double lo = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9) - 4);
      double hi = lo + Math.pow(10, random.nextInt(9) - 4) * (0.1 + random.nextDouble());
      int most = 2 + random.nextInt(9);
      List<Double> values = Ticks.linear(lo, hi, most).values();
      double slack = 1e-6 * (hi - lo);
      assertTrue(values.size() <= most && !values.isEmpty(), lo + " " + hi + " " + values);
      assertTrue(values.getFirst() >= lo - slack && values.getLast() <= hi + slack);
    }
  }

  @Test
  void logarithmicTicksThinOutToPowersOfTen() {
    assertEquals(List.of("0.1", "0.2", "0.5", "1"), Ticks.log(0.1, 1, 5).labels());
    assertEquals(List.of("0.01", "0.1", "1", "10", "100"), Ticks.log(0.01, 100, 5).labels());
    assertEquals(List.of("0.01", "1", "100"), Ticks.log(0.01, 100, 3).labels());
  }
}
