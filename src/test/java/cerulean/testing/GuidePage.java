package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A page of the documentation. Its Java blocks, one after the other, are a program; its text
/// blocks are what that prints.
///
///     GuidePage.of("docs/optimizers.md")
///         .importing("cerulean.optim.*", "cerulean.tensor.*")
///         .requirePrintsWhatIsShown(folder);
public final class GuidePage {

  private static final String JAVA = "```java\n";

  private static final String TEXT = "```text\n";

  private final Path file;
  private boolean firstOnly;
  private String imports = "";
  private String opening = "void main() {\n";
  private List<String> options = List.of();

  private GuidePage(Path file) {
    this.file = file;
  }

  /// The page at that path in the project.
  public static GuidePage of(String path) {
    return new GuidePage(ProjectFiles.ROOT.resolve(path));
  }

  /// The program is the first Java block, and what it prints the first text block; later ones are
  /// pieces that show something else.
  public GuidePage firstBlocksOnly() {
    firstOnly = true;
    return this;
  }

  /// What the program imports, as in `cerulean.nn.*`, beside all of `java.base`.
  public GuidePage importing(String... names) {
    imports =
        Arrays.stream(names)
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining("", "", "\n"));
    return this;
  }

  /// What stands before the blocks instead of `void main() {`, in lines of its own: the method with
  /// what it throws and the variables that the page takes for granted.
  public GuidePage opening(String lines) {
    opening = lines;
    return this;
  }

  /// Options of the virtual machine, as in `-Dcerulean.kernels=scalar`.
  public GuidePage withOptions(String... given) {
    options = List.of(given);
    return this;
  }

  /// The whole page.
  public String text() throws IOException {
    return Files.readString(file);
  }

  /// The Java blocks of the program.
  public String program() throws IOException {
    return blocks(JAVA);
  }

  /// The text blocks, what the program prints.
  public String output() throws IOException {
    return blocks(TEXT);
  }

  /// Compiles the program, runs it in `folder` and returns what it prints.
  public String run(Path folder) throws IOException, InterruptedException {
    Path source =
        Files.writeString(folder.resolve("Guide.java"), imports + opening + program() + "}\n");
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(
        List.of("--class-path", System.getProperty("java.class.path"), source.toString()));
    return JavaProgram.printed(folder, arguments);
  }

  /// Requires that the program, run in `folder`, prints the text blocks.
  public void requirePrintsWhatIsShown(Path folder) throws IOException, InterruptedException {
    assertEquals(output(), run(folder));
  }

  /// Requires that each of these classes stands on the page, as `` `Name` ``.
  public void requireNames(List<String> classes) throws IOException {
    assertFalse(classes.isEmpty(), "no classes");
    String page = text();
    assertEquals(
        List.of(), classes.stream().filter(name -> !page.contains("`" + name + "`")).toList());
  }

  private String blocks(String fence) throws IOException {
    String page = text();
    int from = page.indexOf(fence);
    if (from < 0) {
      throw new AssertionError(file + " has no block " + fence.strip());
    }
    StringBuilder all = new StringBuilder();
    while (from >= 0) {
      int start = from + fence.length();
      all.append(page, start, page.indexOf("```", start));
      from = firstOnly ? -1 : page.indexOf(fence, start);
    }
    return all.toString();
  }
}
