package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every row of NumPy's validation sets of 20 elementary functions: bit pattern of the argument,
/// bit pattern of the result, and how many units of the last place a result may be away from it.
///
/// A float row is answered by the double function, rounded once.
@Tag("once")
class UlpTest {

  private static final Path ARCHIVE =
      Path.of(System.getProperty("cerulean.shared", "."), "conformance", "numpy-umath-ulp.zip");

  private static final int ROWS = 26_610;

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS = new TreeMap<>();

  static {
    FUNCTIONS.put("arccos", Math::acos);
    FUNCTIONS.put("arccosh", InverseHyperbolic::acosh);
    FUNCTIONS.put("arcsin", Math::asin);
    FUNCTIONS.put("arcsinh", InverseHyperbolic::asinh);
    FUNCTIONS.put("arctan", Math::atan);
    FUNCTIONS.put("arctanh", InverseHyperbolic::atanh);
    FUNCTIONS.put("cbrt", Math::cbrt);
    FUNCTIONS.put("cos", Math::cos);
    FUNCTIONS.put("cosh", Math::cosh);
    FUNCTIONS.put("exp", Math::exp);
    FUNCTIONS.put("exp2", ElementaryFunctions::exp2);
    FUNCTIONS.put("expm1", Math::expm1);
    FUNCTIONS.put("log", Math::log);
    FUNCTIONS.put("log10", Math::log10);
    FUNCTIONS.put("log1p", Math::log1p);
    FUNCTIONS.put("log2", Logarithms::log2);
    FUNCTIONS.put("sin", Math::sin);
    FUNCTIONS.put("sinh", Math::sinh);
    FUNCTIONS.put("tan", Math::tan);
    FUNCTIONS.put("tanh", Math::tanh);
  }

  /// What the rows of one function showed.
  private static final class Tally {
    final List<String> wrong = new ArrayList<>();
    long worstFloat;
    long worstDouble;
    int floatRows;
    int doubleRows;

    void check(String line, DoubleUnaryOperator function) {
      String[] part = line.strip().split(",", -1);
      long x = Long.parseUnsignedLong(part[1].strip().substring(2), 16);
      long want = Long.parseUnsignedLong(part[2].strip().substring(2), 16);
      long distance;
      if (part[0].equals("np.float32")) {
        float got = (float) function.applyAsDouble(Float.intBitsToFloat((int) x));
        distance = distance(got, Float.intBitsToFloat((int) want));
        worstFloat = Math.max(worstFloat, distance);
        floatRows++;
      } else {
        assertEquals("np.float64", part[0], line);
        double got = function.applyAsDouble(Double.longBitsToDouble(x));
        distance = distance(got, Double.longBitsToDouble(want));
        worstDouble = Math.max(worstDouble, distance);
        doubleRows++;
      }
      if (distance > Long.parseLong(part[3].strip())) {
        wrong.add(line + ": " + distance + " ulp");
      }
    }
  }

  @Test
  void everyRowIsWithinItsBound() throws IOException {
    assumeTrue(Files.exists(ARCHIVE), "not tested: no file " + ARCHIVE);
    int rows = 0;
    List<String> wrong = new ArrayList<>();
    StringBuilder table = new StringBuilder("function  rows  largest ulp float32  float64\n");
    try (ZipFile zip = new ZipFile(ARCHIVE.toFile())) {
      for (Map.Entry<String, DoubleUnaryOperator> entry : FUNCTIONS.entrySet()) {
        Tally tally = new Tally();
        for (String line : lines(zip, entry.getKey())) {
          if (line.startsWith("np.")) {
            tally.check(line, entry.getValue());
          }
        }
        rows += tally.floatRows + tally.doubleRows;
        for (String row : tally.wrong) {
          wrong.add(entry.getKey() + " " + row);
        }
        table.append(
            String.format(
                Locale.ROOT,
                "%-8s %5d %20d %8d%n",
                entry.getKey(),
                tally.floatRows + tally.doubleRows,
                tally.worstFloat,
                tally.worstDouble));
      }
    }
    System.out.print(table);
    assertEquals(List.of(), wrong);
    assertEquals(ROWS, rows, "rows of the 20 files");
  }

  @Test
  void aRowBeyondItsBoundIsFound() {
    Tally tally = new Tally();
    tally.check("np.float32,0x3f800000,0x3f800002,2", x -> x);
    tally.check("np.float32,0x3f800000,0x3f800003,2", x -> x);
    tally.check("np.float64,0x3ff0000000000000,0x3ff0000000000001,0", x -> x);
    tally.check("np.float64,0x7ff8000000000000,0x7ff0000000000000,4", x -> x);
    assertEquals(3, tally.wrong.size(), tally.wrong::toString);
    assertEquals(3, tally.worstFloat);
    assertEquals(Long.MAX_VALUE, tally.worstDouble);
  }

  @Test
  void distanceCountsSteps() {
    assertEquals(0, distance(Double.NaN, -Double.NaN));
    assertEquals(1, distance(Double.MIN_VALUE, 0.0));
    assertEquals(2, distance(Double.MIN_VALUE, -Double.MIN_VALUE));
    assertEquals(1, distance(Double.POSITIVE_INFINITY, Double.MAX_VALUE));
    assertEquals(1, distance(Float.MIN_VALUE, 0f));
    assertTrue(distance(0.0, -0.0) > 4, "the sign of zero counts");
  }

  private static List<String> lines(ZipFile zip, String function) throws IOException {
    String name = "umath-validation-set-" + function + ".csv";
    ZipEntry entry = zip.stream().filter(e -> e.getName().endsWith(name)).findFirst().orElseThrow();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /// Number of doubles from one to the other; two NaN are equal, zeros of different sign are not.
  private static long distance(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b) ? 0 : Long.MAX_VALUE;
    }
    if (a == 0 && b == 0) {
      return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b) ? 0 : Long.MAX_VALUE;
    }
    return Math.abs(ordinal(a) - ordinal(b));
  }

  private static long distance(float a, float b) {
    if (Float.isNaN(a) || Float.isNaN(b) || (a == 0 && b == 0)) {
      return distance((double) a, (double) b);
    }
    return Math.abs(ordinal(a) - ordinal(b));
  }

  /// Position on the number line, with both zeros at 0.
  private static long ordinal(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static long ordinal(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits < 0 ? (long) Integer.MIN_VALUE - bits : bits;
  }
}
