import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes the loops of the other element types from those of `float`.
///
/// Java has no generics over primitive types, and one shared loop with its operation as an argument
/// is 35 times slower than a loop of its own (ADR 0002). So a kernel is written once, for `float`,
/// and a file with the line `// Specialised at build time for double, long.` is copied for each of
/// these types, with the type's name in place of float's in types, class names and literals.
///
/// Usage: `java Specialise.java SOURCE_FOLDER OUTPUT_FOLDER`
final class Specialise {

  private static final Pattern ORDER =
      Pattern.compile("(?m)^// Specialised at build time for ([a-z, ]+)\\.\\R");

  private Specialise() {}

  public static void main(String... arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(source)) {
      files =
          walk.filter(file -> file.getFileName().toString().contains("Float")).sorted().toList();
    }
    for (Path file : files) {
      String text = Files.readString(file);
      Matcher order = ORDER.matcher(text);
      if (order.find()) {
        String template = text.substring(0, order.start()) + text.substring(order.end());
        for (String type : order.group(1).split(", ")) {
          write(
              output.resolve(named(source.relativize(file).toString(), type)), of(template, type));
        }
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    // A file that did not change keeps its time, and the compiler its work.
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  private static String of(String template, String type) {
    return named(template, type)
        // Widening to the type of the JDK's functions needs no cast back.
        .replace("(float) ", type.equals("double") ? "" : "(" + type + ") ")
        .replaceAll("\\bfloat\\b", type)
        .replaceAll("\\bfloats\\b", type + "s")
        .replaceAll("\\b(\\d+(?:\\.\\d+)?)f\\b", type.equals("double") ? "$1d" : "$1");
  }

  private static String named(String text, String type) {
    return text.replace("Float", Character.toUpperCase(type.charAt(0)) + type.substring(1));
  }
}
