package cerulean.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The speeds in README and `docs/speed.md` are those of the committed results that README names.
/// `-Dcerulean.update=true` writes them anew.
@Tag("once")
class SpeedPageTest {

  private static final Path README = ProjectFiles.ROOT.resolve("README.md");

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/speed.md");

  @Test
  void theSpeedsAreThoseOfTheCommittedResults() throws IOException {
    String readme = Files.readString(README);
    List<Document> documents = SpeedTables.sources(readme, ProjectFiles.ROOT);
    String made = SpeedTables.refreshed(readme, documents);
    String page = SpeedTables.page(documents);
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(README, made);
      Files.writeString(PAGE, page);
    }
    assertEquals(made, Files.readString(README));
    assertEquals(page, Files.readString(PAGE));
  }
}
