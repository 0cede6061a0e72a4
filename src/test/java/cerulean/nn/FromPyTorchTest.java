package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.ProjectFiles;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.io.SafeTensors;
import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide for those who come from PyTorch is true. `-Dcerulean.update=true` writes its table and
/// what its program prints anew.
@Tag("once")
class FromPyTorchTest {

  private static final Path GUIDE = ProjectFiles.ROOT.resolve("docs/from-pytorch.md");

  private static final Path TABLE =
      ProjectFiles.ROOT.resolve("src/test/java/cerulean/nn/LayerTable.java");

  private static final String BEGIN = "<!-- layers -->\n";

  private static final String END = "<!-- end -->";

  @Test
  void theTableHasTheNamesThatLayersHave() throws IOException {
    requireBlock(BEGIN, END, table());
  }

  @Test
  void theProgramLoadsAStateAndPrintsWhatIsShown(@TempDir Path folder)
      throws IOException, InterruptedException {
    SafeTensors.write(folder.resolve("net.safetensors"), StateDict.of(saved()));
    requireBlock(
        "```text\n",
        "```",
        GuidePage.of("docs/from-pytorch.md")
            .importing(
                "cerulean.autograd.*", "cerulean.nn.*", "cerulean.tensor.*", "cerulean.tensor.io.*")
            .opening("void main() throws IOException {\n")
            .run(folder));
  }

  /// The network of the guide, with the names that PyTorch gives it.
  private static Layer saved() {
    Philox random = Philox.of(1);
    return Sequential.of(
        Conv2d.of(1, 8, Window.of(3, 3).padSame(), random),
        BatchNorm2d.of(8),
        new Relu(),
        MaxPool2d.of(2),
        new Flatten(),
        Linear.of(8 * 14 * 14, 10, random));
  }

  private static String block(String begin, String end) throws IOException {
    String guide = Files.readString(GUIDE);
    int from = guide.indexOf(begin) + begin.length();
    return guide.substring(from, guide.indexOf(end, from));
  }

  private static void requireBlock(String begin, String end, String content) throws IOException {
    if (Boolean.getBoolean("cerulean.update")) {
      String guide = Files.readString(GUIDE);
      int from = guide.indexOf(begin) + begin.length();
      int to = guide.indexOf(end, from);
      Files.writeString(GUIDE, guide.substring(0, from) + content + guide.substring(to));
    }
    assertEquals(content, block(begin, end));
  }

  private static String table() throws IOException {
    List<String> made = texts();
    List<LayerRow> rows = LayerTable.rows();
    assertEquals(rows.size(), made.size());
    StringBuilder table = new StringBuilder("| PyTorch | here | parameters and buffers |\n");
    table.append("|---|---|---|\n");
    for (int i = 0; i < made.size(); i++) {
      Layer layer = rows.get(i).made(1);
      List<String> names = new ArrayList<>();
      layer.namedParameters().forEach((name, p) -> names.add(name(name, p.value())));
      layer.namedBuffers().forEach((name, buffer) -> names.add(name(name, buffer)));
      table.append(
          "| `nn.%s` | `%s` | %s |\n"
              .formatted(rows.get(i).torch(), made.get(i), String.join(", ", names))
              .replace("|  |", "| |"));
    }
    return table.toString();
  }

  private static String name(String name, Tensor value) {
    return "`" + name + "` " + value.shape();
  }

  /// How the rows make their layers, as it stands in the source.
  private static List<String> texts() throws IOException {
    String source = Files.readString(TABLE);
    List<String> texts = new ArrayList<>();
    String begin = "random ->";
    int from = source.indexOf(begin);
    while (from >= 0) {
      int at = from + begin.length();
      int start = at;
      int depth = 0;
      while (depth > 0 || source.charAt(at) != ',') {
        char c = source.charAt(at);
        depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        at++;
      }
      texts.add(source.substring(start, at).strip().replaceAll("\\s+", " ").replace("( ", "("));
      from = source.indexOf(begin, at);
    }
    return texts;
  }
}
