package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.io.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class TextAndTableTest {

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("f"), text);
  }

  @Test
  void charactersAreNumberedInTheirOrder() {
    CharacterText text = CharacterText.of("banana \uD83C\uDF4C");
    assertEquals(8, text.length());
    assertEquals(" abn\uD83C\uDF4C", text.alphabet());
    assertEquals(5, text.alphabetSize());
    assertArrayEquals(new long[] {2, 1, 3, 4}, text.encode("ban\uD83C\uDF4C").toLongArray());
    assertEquals("nab", text.decode(text.encode("nab")));
    assertEquals(
        "encode: character not in the text: U+0078 at place 1; the alphabet has 5 characters",
        assertThrows(IllegalArgumentException.class, () -> text.encode("ax")).getMessage());
  }

  @Test
  void windowsAskForTheNextCharacter() {
    Dataset windows = CharacterText.of("abcdefgh").windows(3, 2);
    assertEquals(3, windows.size());
    Batch batch = windows.batch(new int[] {2, 0}, Philox.of(0));
    assertArrayEquals(new long[] {4, 5, 6, 0, 1, 2}, batch.inputs().toLongArray());
    assertArrayEquals(new long[] {5, 6, 7, 1, 2, 3}, batch.targets().toLongArray());
    assertEquals(1, CharacterText.of("abcd").windows(3, 1).size());
    assertEquals(
        "windows: steps and stride must be at least 1 and steps less than the text's 4 characters;"
            + " got 4 and 1",
        assertThrows(IllegalArgumentException.class, () -> CharacterText.of("abcd").windows(4, 1))
            .getMessage());
  }

  @Test
  void textFilesAreReadAsUtf8() throws IOException {
    assertEquals(3, CharacterText.read(write("h\u00e9!")).length());
    Path file = Files.write(folder.resolve("bad"), new byte[] {'a', (byte) 0xE9});
    assertEquals(
        "text: not UTF-8: " + file + "; convert it first",
        assertThrows(DataException.class, () -> CharacterText.read(file)).getMessage());
    Path empty = write("");
    assertEquals(
        "text: file is empty: " + empty,
        assertThrows(DataException.class, () -> CharacterText.read(empty)).getMessage());
    assertThrows(DataException.class, () -> CharacterText.read(folder.resolve("none")));
  }

  @Test
  void classesOfATableAreNames() throws IOException {
    Path file = write("width,kind,height\n1,rose,2.5\n3, lily ,4\n5,rose,6\n\n");
    CsvTable table = CsvTable.classes(file, Csv.Format.DEFAULT.withHeaderLines(1), 1);
    assertEquals(List.of("lily", "rose"), table.classNames());
    assertArrayEquals(new long[] {1, 0, 1}, table.data().targets().toLongArray());
    assertArrayEquals(new float[] {1, 2.5f, 3, 4, 5, 6}, table.data().inputs().toArray());
    assertEquals("[3, 2]", table.data().inputs().shape().toString());
  }

  @Test
  void numbersOfATableAreTargets() throws IOException {
    Path file = write("1;2;3\n4;5;6\n");
    CsvTable table = CsvTable.numbers(file, Csv.Format.DEFAULT.withSeparator(';'), 0);
    assertArrayEquals(new float[] {1, 4}, table.data().targets().toArray());
    assertEquals(DType.F32, table.data().targets().dtype());
    assertArrayEquals(new float[] {2, 3, 5, 6}, table.data().inputs().toArray());
    assertArrayEquals(
        new float[] {1, 2, 4, 5},
        CsvTable.numbers(file, Csv.Format.DEFAULT.withSeparator(';'), 2).data().inputs().toArray());
  }

  @Test
  void badTablesAreRefused() throws IOException {
    Path file = write("1,a,2\n3,b,x\n");
    assertEquals(
        "csv: not a number of type F32: line 2, column 3 of " + file + " has 'x'",
        assertThrows(DataException.class, () -> CsvTable.classes(file, Csv.Format.DEFAULT, 1))
            .getMessage());
    assertEquals(
        "csv: no such column: "
            + file
            + " has a line of 3, the target is to be column 3 from 0 and"
            + " others beside it",
        assertThrows(DataException.class, () -> CsvTable.classes(file, Csv.Format.DEFAULT, 3))
            .getMessage());
    Path one = write("1\n2\n");
    assertThrows(DataException.class, () -> CsvTable.classes(one, Csv.Format.DEFAULT, 0));
    assertThrows(DataException.class, () -> CsvTable.numbers(one, Csv.Format.DEFAULT, 0));
    assertThrows(
        DataException.class, () -> CsvTable.classes(folder.resolve("none"), Csv.Format.DEFAULT, 0));
  }
}
