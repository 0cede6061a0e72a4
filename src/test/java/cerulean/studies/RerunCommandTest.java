package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.results.StudyJson;
import cerulean.studies.run.FileRecord;
import cerulean.studies.run.RunRecord;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class RerunCommandTest extends CommandTest {

  private Path run = Path.of("");

  @BeforeEach
  void aRun() {
    run = home.resolve("run");
    assertEquals(
        0,
        run(
            "stability-gap",
            "--iterations",
            "3",
            "--eval-samples",
            "40",
            "--methods",
            "ngm,sgd",
            "--seeds",
            "1,2",
            "--out",
            run.toString()),
        err::toString);
  }

  @Test
  void theSameNumbersComeOutBitForBit() throws IOException {
    assertEquals(0, run("rerun", run.toString()), err::toString);
    assertTrue(out.toString().contains("the same numbers, bit for bit: all "), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void aNumberThatDiffersIsNamed() throws IOException {
    // As if the run had found another number: the file and its checksum are changed together.
    Path curves = run.resolve("curves.csv");
    String text = Files.readString(curves);
    String line = text.lines().skip(2).findFirst().orElseThrow();
    String accuracy = line.split(",", -1)[4];
    String other = line.replaceFirst("," + accuracy + ",", ",99.875,");
    Files.writeString(curves, text.replace(line, other));
    ObjectNode record = (ObjectNode) StudyJson.tree("run record", run.resolve(RunRecord.FILE));
    for (var file : (ArrayNode) record.get("files")) {
      if (file.get("name").asText().equals("curves.csv")) {
        ((ObjectNode) file).put("sha256", FileRecord.of(curves).sha256());
        ((ObjectNode) file).put("bytes", Files.size(curves));
      }
    }
    StudyJson.write("run record", run.resolve(RunRecord.FILE), record);
    assertEquals(1, run("rerun", run.toString()));
    String message = err.toString().strip();
    assertTrue(
        message.startsWith(
            "cerulean: rerun: the numbers differ, first curves.csv line 3 accuracy: 99.875, now "
                + accuracy
                + "; data, versions and kernels ("),
        message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aFileThatWasChangedAfterwardsIsNamed() throws IOException {
    Files.writeString(run.resolve("results.json"), "{}");
    assertEquals(1, run("rerun", run.toString()));
    assertEquals(
        "cerulean: rerun: "
            + run.resolve("results.json")
            + " was changed after the run; its checksum is not that in run.json",
        err.toString().strip());
  }

  @Test
  void aFolderWithoutARecordIsOneSentence() throws IOException {
    Files.delete(run.resolve("run.json"));
    assertEquals(1, run("rerun", run.toString()));
    assertEquals(
        "cerulean: run record: there is no file " + run.resolve("run.json"),
        err.toString().strip());
  }

  @Test
  void theSecondRunIsKeptWhereItIsAskedFor() {
    Path again = home.resolve("again");
    assertEquals(0, run("rerun", run.toString(), "--out", again.toString()), err::toString);
    assertTrue(Files.exists(again.resolve("report.html")));
  }
}
