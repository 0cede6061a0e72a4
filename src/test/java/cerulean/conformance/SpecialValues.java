package cerulean.conformance;

import cerulean.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The array API's special cases: the file explains its form itself.
final class SpecialValues {

  private static final Map<String, String> SETS =
      Map.of(
          "zero", "0, -0",
          "infinite", "inf, -inf",
          "positive", "1, 2.5, 1e30, 1e-30, max, min",
          "negative", "-1, -2.5, -1e30, -1e-30, -max, -min",
          "nonzero", "positive, negative",
          "finite", "zero, nonzero",
          "number", "finite, infinite",
          "any", "number, NaN");

  /// Arguments of a function and its result, as words of the file.
  ///
  /// @param freedom which of the standard's alternatives the result is; empty if it gives none
  record Row(String function, List<String> arguments, String result, String freedom) {

    /// An argument as a number of the type.
    double argument(int i, DType type) {
      return number(arguments.get(i), type);
    }

    /// The result as a number of the type; truth values are 1 and 0.
    double want(DType type) {
      return switch (result) {
        case "T" -> 1;
        case "F" -> 0;
        case "x1" -> argument(0, type);
        case "-x1" -> -argument(0, type);
        case "|x1|" -> Math.abs(argument(0, type));
        case "-|x1|" -> -Math.abs(argument(0, type));
        case "x2" -> argument(1, type);
        case "-x2" -> -argument(1, type);
        case "|x2|" -> Math.abs(argument(1, type));
        case "-|x2|" -> -Math.abs(argument(1, type));
        default -> number(result, type);
      };
    }

    /// Whether the result has infinitely many digits.
    boolean isRounded() {
      return result.contains("pi");
    }

    @Override
    public String toString() {
      return function + "(" + String.join(", ", arguments) + ")";
    }
  }

  private SpecialValues() {}

  /// The rows of each function.
  static Map<String, List<Row>> read() {
    String name = "array-api-special-values.txt";
    try (InputStream in = SpecialValues.class.getResourceAsStream(name)) {
      return parse(
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Map<String, List<Row>> parse(String text) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    String function = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("## ")) {
        function = line.substring("## ".length());
        rows.put(function, new ArrayList<>());
      } else if (!line.isEmpty() && line.charAt(0) != '#') {
        rows.get(function).addAll(expand(function, line));
      }
    }
    return rows;
  }

  private static List<Row> expand(String function, String line) {
    String[] cells = line.split(" \\| ", 2);
    String[] sides = cells[0].split("->", 2);
    List<List<String>> combinations = List.of(List.of());
    for (String word : sides[0].strip().split(" (?![^{]*})", -1)) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : combinations) {
        for (String member : members(word)) {
          List<String> one = new ArrayList<>(start);
          one.add(member);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    String freedom = cells.length > 1 ? cells[1].strip() : "";
    List<Row> rows = new ArrayList<>();
    for (List<String> arguments : combinations) {
      rows.add(new Row(function, arguments, sides[1].strip(), freedom));
    }
    return rows;
  }

  private static List<String> members(String word) {
    String set = word.startsWith("{") ? word.substring(1, word.length() - 1) : SETS.get(word);
    if (set == null) {
      return List.of(word);
    }
    List<String> members = new ArrayList<>();
    for (String member : set.split(",", -1)) {
      members.addAll(members(member.strip()));
    }
    return members;
  }

  private static double number(String word, DType type) {
    if (word.startsWith("-")) {
      return -number(word.substring(1), type);
    }
    double value =
        switch (word) {
          case "NaN" -> Double.NaN;
          case "inf" -> Double.POSITIVE_INFINITY;
          case "max" -> type == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
          case "min" -> type == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
          case "pi" -> Math.PI;
          case "pi/2" -> Math.PI / 2;
          case "pi/4" -> Math.PI / 4;
          case "3pi/4" -> 3 * Math.PI / 4;
          default -> Double.parseDouble(word);
        };
    return type == DType.F32 ? (float) value : value;
  }
}
