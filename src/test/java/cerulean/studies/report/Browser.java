package cerulean.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Opens a page in Chromium without a window and says what is wrong with it.
///
/// The page is put into a frame of each width, because a browser's window has a least width and a
/// phone's is smaller. A script in the page measures; what it finds comes back in the document that
/// the browser prints.
public final class Browser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final int DESKTOP = 1280;

  private static final int PHONE = 390;

  private final Path program;

  private Browser(Path program) {
    this.program = program;
  }

  /// What was seen at one width.
  public record Look(int width, int figures, List<String> faults) {}

  /// The installed browser; without one the test that asks says so and is not run.
  public static Browser required() {
    Path found = find();
    assumeTrue(found != null, "no browser: none of " + NAMES + " is on the PATH");
    return new Browser(Objects.requireNonNull(found));
  }

  private static @Nullable Path find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      for (String name : NAMES) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    return null;
  }

  /// Requires that a report, as wide as a desktop's and a phone's, has that many figures and no
  /// fault; `folder` is made for temporary files.
  public void requireFaultless(Path page, Path folder, int figures)
      throws IOException, InterruptedException {
    for (Look look : open(page, Files.createDirectory(folder), DESKTOP, PHONE)) {
      assertEquals(List.of(), look.faults(), "at " + look.width() + " pixels");
      assertEquals(figures, look.figures());
      assertTrue(look.width() <= DESKTOP);
    }
  }

  /// Opens `page` at each of `widths`, in a folder for temporary files.
  public List<Look> open(Path page, Path folder, int... widths)
      throws IOException, InterruptedException {
    Path copy = folder.resolve("inspected.html");
    Files.writeString(
        copy,
        Files.readString(page).replace("</body>", "<script>" + script() + "</script></body>"));
    StringBuilder frames = new StringBuilder("<!DOCTYPE html><body><pre id=seen></pre>");
    for (int width : widths) {
      frames
          .append("<iframe src=\"inspected.html\" style=\"border:0;height:9000px;width:")
          .append(width)
          .append("px\"></iframe>");
    }
    frames.append(
        "<script>const seen=[];addEventListener('message',e=>{seen.push(e.data);"
            + "document.getElementById('seen').textContent=JSON.stringify(seen)})</script>");
    Path wrapper = folder.resolve("frames.html");
    Files.writeString(wrapper, frames);
    List<Look> looks = new ArrayList<>();
    for (JsonNode seen : new ObjectMapper().readTree(printed(wrapper, folder))) {
      List<String> faults = new ArrayList<>();
      seen.get("faults").forEach(fault -> faults.add(fault.asText()));
      looks.add(new Look(seen.get("width").asInt(), seen.get("figures").asInt(), faults));
    }
    assertEquals(widths.length, looks.size(), "a frame did not answer");
    return looks;
  }

  /// What the frames have sent.
  private String printed(Path wrapper, Path folder) throws IOException, InterruptedException {
    Path errors = folder.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1400,1000",
                "--virtual-time-budget=20000",
                "--dump-dom",
                wrapper.toUri().toString())
            .redirectError(errors.toFile())
            .start();
    String document = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser does not end");
    int from = document.indexOf("<pre id=\"seen\">") + "<pre id=\"seen\">".length();
    int to = document.indexOf("</pre>", from);
    assertTrue(to > from, () -> "the browser answered nothing: " + document + Browser.said(errors));
    return document
        .substring(from, to)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&nbsp;", " ");
  }

  private static String said(Path errors) {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return "";
    }
  }

  private static String script() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("inspect.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
