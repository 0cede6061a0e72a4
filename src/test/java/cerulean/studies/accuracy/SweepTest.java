package cerulean.studies.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The sweep finds what is wrong, and the page says what it finds.
class SweepTest {

  /// Odd, so that mantissas of all sorts come up at every exponent.
  private static final long COMB = 40_027;

  @Test
  void noFunctionIsWorseOnACombThanThePageSays() throws IOException {
    String page = Files.readString(ProjectFiles.ROOT.resolve("docs/accuracy.md"));
    for (UnaryFunction function : UnaryFunction.ALL) {
      Matcher row =
          Pattern.compile("(?m)^\\| " + function.name() + " \\| ([0-9.]+) \\|").matcher(page);
      assertTrue(row.find(), function.name());
      Sweep.Result result = Sweep.over(function, COMB);
      double most = Double.parseDouble(row.group(1)) + 0.001;
      assertTrue(result.ulps() <= most, () -> result + " of " + most);
    }
  }

  @Test
  void aFunctionThatIsRoundedOnceIsHalfAUnitOff() {
    Sweep.Result result = Sweep.over(UnaryFunction.named("sqrt"), COMB);
    assertTrue(result.ulps() <= 0.5 && result.ulps() > 0.499, result::toString);
    assertEquals(1, result.rounded());
    assertEquals((Sweep.FLOATS - 1) / COMB + 1, result.points());
  }

  @Test
  void anErrorIsFoundWithItsArgument() {
    UnaryFunction broken =
        new UnaryFunction(
            "broken",
            x -> x.dtype() == cerulean.tensor.DType.F32 ? x.add(x.eq(0).to(x.dtype())) : x.add(0));
    Sweep.Result result = Sweep.over(broken, 1L << 16);
    assertEquals(0f, result.worst());
    assertTrue(result.ulps() > 1e30);
    assertTrue(result.rounded() > 0.99 && result.rounded() < 1);
  }

  @Test
  void errorsCountStepsOfTheRoundedValue() {
    assertEquals(0.5, Sweep.error(1f, 1 + 0x1p-24, 1f));
    assertEquals(0, Sweep.error(Float.NaN, Double.NaN, Float.NaN));
    assertEquals(Double.POSITIVE_INFINITY, Sweep.error(1f, Double.NaN, Float.NaN));
    assertEquals(Double.POSITIVE_INFINITY, Sweep.error(Float.NaN, 1, 1f));
    float inf = Float.POSITIVE_INFINITY;
    assertEquals(0, Sweep.error(inf, 1e300, inf));
    assertEquals(1, Sweep.error(Float.MAX_VALUE, 1e300, inf));
    assertEquals(1, Sweep.error(inf, Float.MAX_VALUE, Float.MAX_VALUE));
    assertEquals(2, Sweep.error(Float.MIN_VALUE, 3.0 * Float.MIN_VALUE, 3 * Float.MIN_VALUE));
  }

  @Test
  void wrongUseIsASentence() {
    assertEquals(
        "accuracy: the stride must be from 1 to 2^32; got 0",
        assertThrows(
                IllegalArgumentException.class, () -> Sweep.over(UnaryFunction.named("exp"), 0))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> UnaryFunction.named("expp"))
            .getMessage()
            .startsWith("accuracy: no function \"expp\"; there are sqrt, rsqrt, exp, "));
  }

  @Test
  void thePageNamesCommandAndKernels() {
    String page =
        AccuracyPage.markdown(
            List.of(new Sweep.Result("exp", 0.875, 1.5f, 0.9975, 10)), 7, "./cerulean accuracy");
    assertTrue(page.contains("| exp | 0.875 | 1.5 | 99.75 % |"), page);
    assertTrue(page.contains("every 7th of the 2^32 floats"), page);
  }
}
