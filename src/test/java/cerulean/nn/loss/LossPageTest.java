package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cerulean.ProjectFiles;
import cerulean.nn.init.Initializer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docs/losses.md` names every loss with its settings, and every law.
@Tag("once")
class LossPageTest {

  private static String page() throws IOException {
    return Files.readString(ProjectFiles.ROOT.resolve("docs/losses.md"));
  }

  private static Set<String> statics(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        names.add(method.getName());
      }
    }
    return names;
  }

  @Test
  void everyLossIsARow() throws IOException {
    Set<String> rows = new TreeSet<>();
    String table = page().split("### Reductions", 2)[0];
    table
        .lines()
        .filter(line -> line.startsWith("| `") && !line.contains("PyTorch's name"))
        .forEach(line -> rows.add(line.split("`", 3)[1]));
    assertEquals(statics(Losses.class), rows);
  }

  @Test
  void settingsAreThoseOfTheRecords() throws IOException {
    Path folder = ProjectFiles.ROOT.resolve("nn/src/main/java/cerulean/nn/loss");
    List<String> records;
    try (Stream<Path> files = Files.list(folder)) {
      records =
          files
              .map(file -> folder.relativize(file).toString().replace(".java", ""))
              .filter(name -> name.endsWith("Loss") && !name.equals("Loss"))
              .toList();
    }
    assertFalse(records.isEmpty());
    String page = page();
    Set<String> missing = new TreeSet<>();
    for (String name : records) {
      if (!page.contains("`" + signature(name) + "`")) {
        missing.add(signature(name));
      }
    }
    assertEquals(new TreeSet<>(), missing);
  }

  private static String signature(String name) {
    try {
      List<String> settings =
          Arrays.stream(Class.forName("cerulean.nn.loss." + name).getRecordComponents())
              .map(component -> component.getName())
              .toList();
      return name + "(" + String.join(", ", settings) + ")";
    } catch (ClassNotFoundException gone) {
      throw new AssertionError(gone);
    }
  }

  @Test
  void everyLawIsNamed() throws IOException {
    String page = page();
    Set<String> missing = statics(Initializer.class);
    missing.removeIf(name -> page.contains("`" + name + "("));
    assertEquals(new TreeSet<>(), missing);
  }
}
