package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The engine can be read in ten minutes: what a backward pass runs through is under 400 lines of
/// code (ADR 10 says what counts).
@Tag("once")
class EngineSizeTest {

  private static final Path SOURCES =
      ProjectFiles.ROOT.resolve("autograd/src/main/java/cerulean/autograd");

  @Test
  void theEngineIsUnderFourHundredLines() throws IOException {
    long lines = 0;
    for (String file : List.of("Node", "Backward", "Seed", "NoGrad")) {
      lines += code(source(file));
    }
    String variable = source("Variable");
    lines += code(part(variable, "The result of an operation: recorded", "// ---- For transf"));
    lines += code(part(variable, "// ---- Backward", "// ---- Operations without"));
    assertTrue(lines > 300 && lines < 400, lines + " lines");
  }

  private static String source(String file) throws IOException {
    return Files.readString(SOURCES.resolve(file + ".java"));
  }

  private static String part(String text, String from, String to) {
    int start = text.indexOf('\n', text.indexOf(from));
    int end = text.indexOf(to);
    assertTrue(start > 0 && end > start, from);
    return text.substring(start, end);
  }

  /// Lines that are neither empty nor comment, import or package.
  private static long code(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
        .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
        .count();
  }
}
