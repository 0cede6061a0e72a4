package cerulean.studies.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ShellWordsTest {

  @Test
  void plainWordsStayAsTheyAre() {
    assertEquals(
        "./cerulean stability-gap --seeds=42,43 --lr 1e-3 --data /tmp/a_b",
        ShellWords.join(
            List.of(
                "./cerulean",
                "stability-gap",
                "--seeds=42,43",
                "--lr",
                "1e-3",
                "--data",
                "/tmp/a_b")));
  }

  @Test
  void otherWordsAreQuoted() {
    assertEquals("'' 'a b' 'it'\\''s' '$HOME' '~' '*'", join("", "a b", "it's", "$HOME", "~", "*"));
  }

  private static String join(String... words) {
    return ShellWords.join(List.of(words));
  }

  @Test
  void aShellReadsTheSameWords() throws IOException, InterruptedException {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "no /bin/sh here");
    // In a locale without letters beyond ASCII, Java itself hands on a question mark.
    Charset arguments = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    String letter = arguments.newEncoder().canEncode("é") ? "é" : "e";
    String[] words = {
      "", "a b", "it's", "''", "$HOME", "`id`", "~", "*", "a\\", "\"", "a\nb", "#", "!x", "=a",
      "{a,b}", letter
    };
    Process process =
        new ProcessBuilder(shell.toString(), "-c", "printf '%s\\000' " + join(words)).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertArrayEquals(words, out.substring(0, out.length() - 1).split("\0", -1));
  }
}
