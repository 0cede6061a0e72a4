import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes the innermost loops of the matrix product and of the packing of its operands.
///
/// A vector stays in a register only if it is a local variable of its own: the compiler keeps the
/// elements of an array in memory. So a loop that works on a whole tile of vectors has to be
/// written out, for every height and width, which no hand should do (ADR 0003).
///
/// Usage: `java RegisterTiles.java SOURCE_FOLDER OUTPUT_FOLDER`
final class RegisterTiles {

  /// Rows of the tallest tile. Two vectors wide it holds 26 accumulators; with two vectors of `B`
  /// and a broadcast element of `A` that leaves three of 32 registers for the compiler to move
  /// values through. At 14 rows it spills.
  private static final int TALLEST = 13;

  private RegisterTiles() {}

  public static void main(String... arguments) throws IOException {
    Path kernels = Path.of(arguments[1], "cerulean", "tensor", "kernel");
    Files.createDirectories(kernels);
    for (String type : List.of("Float", "Double")) {
      write(kernels.resolve(type + "Tiles.java"), tiles(type));
      write(kernels.resolve(type + "ShiftTiles.java"), shiftTiles(type));
      write(kernels.resolve(type + "Transpose.java"), transpose(type));
    }
  }

  private static void write(Path file, String text) throws IOException {
    // A file that did not change keeps its time, and the compiler its work.
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  // ---- Tiles of the matrix product

  private static String tiles(String type) {
    List<String> methods = new ArrayList<>();
    for (boolean packed : new boolean[] {true, false}) {
      methods.add(dispatch(packed));
      for (int height = 1; height <= TALLEST; height++) {
        for (int vectors = 1; vectors <= 2; vectors++) {
          methods.add(tile(height, vectors, packed));
        }
      }
    }
    return typed(
        """
        package cerulean.tensor.kernel;

        import java.lang.foreign.MemorySegment;
        import java.lang.foreign.ValueLayout;
        import java.nio.ByteOrder;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorSpecies;

        /// Tiles of a matrix product, held in registers: written by RegisterTiles.java.
        ///
        /// `C[h, w] = S[h, w] + A[h, k] B[k, w]` for `h` rows and a width `w` of one or two vectors. The
        /// elements of one column of `A` are adjacent, those of one row of `B`, `S` and `C` likewise. `S`
        /// is `C` itself where a sum goes on, or zeros: as a branch, the case that comes second would
        /// cost a compilation, and meanwhile a second of slow training. A packed `B` is a segment outside
        /// the heap because only there can rows begin where cache lines do: a vector that crosses a line
        /// costs two loads, a tenth of the rate of the whole product.
        final class FloatTiles {

          static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

          /// Floats in one vector.
          static final int LANE_COUNT = LANES.length();

          /// Floats in the two vectors of a full-width tile.
          static final int WIDTH = 2 * LANE_COUNT;

          /// Rows of the tallest tile there is.
          static final int TALLEST = %d;

          /// Floats from one column to the next in a packed panel of `A`: a power of two, by which the
          /// compiler sees that a loop over columns stays within the array.
          static final int A_STRIDE = 16;

          /// Bytes of one vector. A long, as offsets in a segment are.
          static final long VECTOR_BYTES = LANES.vectorByteSize();

          /// One element of a segment.
          static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT;

          private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

          private FloatTiles() {}

        %s}
        """
            .formatted(TALLEST, String.join("\n", methods)),
        type);
  }

  private static final String PARAMETERS =
      "float[] a, int ao, %s, int k, float[] s, int so, int sRow, float[] c, int co, int cRow";

  private static String parameters(boolean packed) {
    return PARAMETERS.formatted(
        packed ? "MemorySegment b, long bo" : "int aColumn, float[] b, int bo, int bRow");
  }

  private static String dispatch(boolean packed) {
    String mode = packed ? "packed" : "strided";
    String arguments =
        "a, ao, %s, k, s, so, sRow, c, co, cRow"
            .formatted(packed ? "b, bo" : "aColumn, b, bo, bRow");
    StringBuilder text = new StringBuilder();
    text.append(
        packed
            ? """
              /// A tile of packed panels: `A[i, p]` is `a[ao + p * A_STRIDE + i]`, `B[p, j]` is number
              /// `p * width + j` from byte `bo` on.
            """
            : """
              /// A tile of operands as they are: `A[i, p]` is `a[ao + p * aColumn + i]`, `B[p, j]` is
              /// `b[bo + p * bRow + j]`.
            """);
    text.append(
        "  static void %s(int height, int vectors, %s) {\n".formatted(mode, parameters(packed)));
    text.append("    switch (height * 2 + vectors) {\n");
    for (int height = 1; height <= TALLEST; height++) {
      for (int vectors = 1; vectors <= 2; vectors++) {
        text.append(
            "      case %d -> %s%dx%d(%s);\n"
                .formatted(height * 2 + vectors, mode, height, vectors, arguments));
      }
    }
    text.append("      default -> throw new IllegalArgumentException(\"height \" + height);\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String tile(int height, int vectors, boolean packed) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  private static void %s%dx%d(%s) {\n"
            .formatted(packed ? "packed" : "strided", height, vectors, parameters(packed)));
    forEach(height, vectors, text, "    FloatVector c%1$d_%2$d = FloatVector.zero(LANES);\n");
    if (!packed) {
      text.append("    int column = ao;\n    int row = bo;\n");
    }
    text.append("    for (int p = 0; p < k; p++) {\n");
    for (int j = 0; j < vectors; j++) {
      String load =
          packed
              ? "fromMemorySegment(LANES, b, bo + p * (%d * VECTOR_BYTES)%s, NATIVE)"
                  .formatted(vectors, j == 0 ? "" : " + VECTOR_BYTES")
              : "fromArray(LANES, b, row%s)".formatted(j == 0 ? "" : " + LANE_COUNT");
      text.append("      FloatVector b%d = FloatVector.%s;\n".formatted(j, load));
    }
    String column = packed ? "ao + p * A_STRIDE" : "column";
    for (int i = 0; i < height; i++) {
      text.append(
          "      FloatVector a%d = FloatVector.broadcast(LANES, a[%s + %d]);\n"
              .formatted(i, column, i));
      for (int j = 0; j < vectors; j++) {
        text.append("      c%1$d_%2$d = a%1$d.fma(b%2$d, c%1$d_%2$d);\n".formatted(i, j));
      }
    }
    if (!packed) {
      text.append("      column += aColumn;\n      row += bRow;\n");
    }
    text.append("    }\n");
    String place = "%3$so + %1$d * %3$sRow + %2$d * LANE_COUNT";
    forEach(
        height,
        vectors,
        text,
        "    c%1$d_%2$d = c%1$d_%2$d.add(FloatVector.fromArray(LANES, s, "
            + place.replace("%3$s", "s")
            + "));\n");
    forEach(
        height,
        vectors,
        text,
        "    c%1$d_%2$d.intoArray(c, " + place.replace("%3$s", "c") + ");\n");
    return text.append("  }\n").toString();
  }

  private static void forEach(int height, int vectors, StringBuilder text, String line) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < vectors; j++) {
        text.append(line.formatted(i, j));
      }
    }
  }

  // ---- Tiles of convolutions

  /// Tiles of inner products: 18 sums of a vector each, three rows of `G` against six of `X`. Each
  /// step loads nine vectors, most of them across two cache lines; with 24 sums and ten rows the
  /// compiler spills and the rate falls by a third.
  private static final int DOT_ROWS = 3;

  private static final int DOT_COLUMNS = 6;

  private static String shiftTiles(String type) {
    List<String> methods = new ArrayList<>();
    methods.add(
        cases(
            """
              /// `C[h, w] = S[h, w] + A[h, k] B[k, w]` with `A[i, p]` at `a[ao + p * A_STRIDE + i]` and
              /// `B[p, j]` at `b[bo + rows[ro + p] + j]`, for `vectors` of 1 or 2.
            """,
            "product",
            "int height, int vectors",
            PRODUCT,
            "(a, ao, b, bo, rows, ro, k, s, so, sRow, c, co, cRow)",
            TALLEST,
            2));
    for (int height = 1; height <= TALLEST; height++) {
      for (int vectors = 1; vectors <= 2; vectors++) {
        methods.add(product(height, vectors));
      }
    }
    methods.add(
        cases(
            """
              /// `sums[i, j] = sum of G[i, q] X[q + columns[j]]` over `n` places `q` (a multiple of the lanes)
              /// of several images, for up to %d rows and %d columns; lane by lane, each sum a vector.
            """
                .formatted(DOT_ROWS, DOT_COLUMNS),
            "correlation",
            "int height, int width",
            CORRELATION,
            "(g, go, gRow, gImage, x, xo, columns, first, xImage, images, n, sums)",
            DOT_ROWS,
            DOT_COLUMNS));
    for (int height = 1; height <= DOT_ROWS; height++) {
      for (int width = 1; width <= DOT_COLUMNS; width++) {
        methods.add(correlation(height, width));
      }
    }
    return typed(
        """
        package cerulean.tensor.kernel;

        import static cerulean.tensor.kernel.FloatTiles.A_STRIDE;
        import static cerulean.tensor.kernel.FloatTiles.LANES;
        import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;

        import jdk.incubator.vector.FloatVector;

        /// Tiles of products with shifted rows, held in registers: written by RegisterTiles.java.
        final class FloatShiftTiles {

          /// Rows of the tallest tile of inner products.
          static final int DOT_ROWS = %d;

          /// Columns of the widest.
          static final int DOT_COLUMNS = %d;

          private FloatShiftTiles() {}

        %s}
        """
            .formatted(DOT_ROWS, DOT_COLUMNS, String.join("\n", methods)),
        type);
  }

  private static final String PRODUCT =
      "float[] a, int ao, float[] b, int bo, int[] rows, int ro, int k, float[] s, int so, int sRow, float[] c, int co, int cRow";

  private static final String CORRELATION =
      "float[] g, int go, int gRow, int gImage, float[] x, int xo, int[] columns, int first, int xImage, int images, int n, float[] sums";

  /// A method that calls the one for its height and width.
  private static String cases(
      String comment,
      String name,
      String sizes,
      String parameters,
      String arguments,
      int heights,
      int widths) {
    StringBuilder text = new StringBuilder(comment);
    text.append("  static void %s(%s, %s) {\n".formatted(name, sizes, parameters));
    String width = sizes.substring(sizes.lastIndexOf(' ') + 1);
    text.append("    switch (height * %d + %s) {\n".formatted(widths + 1, width));
    for (int h = 1; h <= heights; h++) {
      for (int w = 1; w <= widths; w++) {
        text.append(
            "      case %d -> %s%dx%d%s;\n".formatted(h * (widths + 1) + w, name, h, w, arguments));
      }
    }
    text.append("      default -> throw new IllegalArgumentException(\"height \" + height);\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String product(int height, int vectors) {
    StringBuilder text = new StringBuilder();
    text.append("  private static void product%dx%d(%s) {\n".formatted(height, vectors, PRODUCT));
    forEach(height, vectors, text, "    FloatVector c%1$d_%2$d = FloatVector.zero(LANES);\n");
    text.append("    for (int p = 0; p < k; p++) {\n      int row = bo + rows[ro + p];\n");
    for (int j = 0; j < vectors; j++) {
      text.append(
          "      FloatVector b%d = FloatVector.fromArray(LANES, b, row%s);\n"
              .formatted(j, j == 0 ? "" : " + LANE_COUNT"));
    }
    for (int i = 0; i < height; i++) {
      text.append(
          "      FloatVector a%1$d = FloatVector.broadcast(LANES, a[ao + p * A_STRIDE + %1$d]);\n"
              .formatted(i));
      for (int j = 0; j < vectors; j++) {
        text.append("      c%1$d_%2$d = a%1$d.fma(b%2$d, c%1$d_%2$d);\n".formatted(i, j));
      }
    }
    text.append("    }\n");
    forEach(
        height,
        vectors,
        text,
        """
            c%1$d_%2$d.add(FloatVector.fromArray(LANES, s, so + %1$d * sRow + %2$d * LANE_COUNT))
                .intoArray(c, co + %1$d * cRow + %2$d * LANE_COUNT);
        """);
    return text.append("  }\n").toString();
  }

  private static String correlation(int height, int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  private static void correlation%dx%d(%s) {\n".formatted(height, width, CORRELATION));
    forEach(height, width, text, "    FloatVector c%1$d_%2$d = FloatVector.zero(LANES);\n");
    text.append("    for (int image = 0; image < images; image++) {\n");
    for (int i = 0; i < height; i++) {
      text.append("      int g%1$d = go + image * gImage + %1$d * gRow;\n".formatted(i));
    }
    for (int j = 0; j < width; j++) {
      text.append("      int x%1$d = xo + image * xImage + columns[first + %1$d];\n".formatted(j));
    }
    text.append("      for (int q = 0; q < n; q += LANE_COUNT) {\n");
    for (int j = 0; j < width; j++) {
      text.append(
          "        FloatVector u%1$d = FloatVector.fromArray(LANES, x, x%1$d + q);\n".formatted(j));
    }
    for (int i = 0; i < height; i++) {
      text.append(
          "        FloatVector v%1$d = FloatVector.fromArray(LANES, g, g%1$d + q);\n".formatted(i));
      for (int j = 0; j < width; j++) {
        text.append("        c%1$d_%2$d = v%1$d.fma(u%2$d, c%1$d_%2$d);\n".formatted(i, j));
      }
    }
    text.append("      }\n    }\n");
    forEach(
        height,
        width,
        text,
        "    c%%1$d_%%2$d.intoArray(sums, (%%1$d * %d + %%2$d) * LANE_COUNT);\n".formatted(width));
    return text.append("  }\n").toString();
  }

  // ---- Transposition of a block

  private static String transpose(String type) {
    StringBuilder methods = new StringBuilder();
    for (boolean segment : new boolean[] {false, true}) {
      methods.append("\n").append(blocks(segment));
      for (int lanes = 16; lanes >= 2; lanes /= 2) {
        methods.append("\n").append(halfBlock(lanes, true, segment));
        methods.append("\n").append(halfBlock(lanes, false, segment));
      }
    }
    StringBuilder tables = new StringBuilder();
    for (int step = 8; step >= 1; step /= 2) {
      tables.append("  private static final BitsVector LOW%1$d = low(%1$d);\n".formatted(step));
      tables.append("  private static final BitsVector HIGH%1$d = high(%1$d);\n".formatted(step));
    }
    return typed(
        """
        package cerulean.tensor.kernel;

        import java.lang.foreign.MemorySegment;
        import java.nio.ByteOrder;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.BitsVector;
        import jdk.incubator.vector.VectorSpecies;

        /// Transposes a block of as many rows as a vector has lanes, in registers: written by
        /// RegisterTiles.java.
        ///
        /// Eklundh's method: rounds that swap sub-blocks of half the lanes, a quarter and so on between
        /// pairs of rows, by two permutations of two sources each: for 16 lanes 64 permutations against
        /// 256 single loads and stores. One half of the result is made at a time, because the method for
        /// all of it is so large that the quick compiler gives up on it, and then it may never reach the
        /// optimizing one. The permutations work on the bits as integers: indices that are floats would
        /// be converted, with a check for NaN, at every use.
        final class FloatTranspose {

          private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

          /// Rows and columns of a block.
          static final int SIZE = LANES.length();

          private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

        %s
          private FloatTranspose() {}

          /// Lanes of the upper row of a pair after the swap; numbers from `SIZE` on are lanes of the
          /// lower row.
          private static BitsVector low(int step) {
            bits[] lanes = new bits[SIZE];
            for (int i = 0; i < SIZE; i++) {
              lanes[i] = (i & step) == 0 ? i : SIZE + i - step;
            }
            return BitsVector.fromArray(BitsVector.SPECIES_PREFERRED, lanes, 0);
          }

          private static BitsVector high(int step) {
            bits[] lanes = new bits[SIZE];
            for (int i = 0; i < SIZE; i++) {
              lanes[i] = (i & step) == 0 ? Math.min(i + step, SIZE - 1) : SIZE + i;
            }
            return BitsVector.fromArray(BitsVector.SPECIES_PREFERRED, lanes, 0);
          }
        %s}
        """
            .formatted(tables, methods),
        type);
  }

  private static String blockParameters(boolean segment) {
    return "(float[] in, int io, int inRow, int rows, %s) {\n"
        .formatted(
            segment
                ? "MemorySegment out, long oo, long outRow"
                : "float[] out, int oo, int outRow");
  }

  private static String blocks(boolean segment) {
    StringBuilder text = new StringBuilder();
    text.append(
        segment
            ? """
              /// As the other, to a segment: `oo` and `outRow` are in bytes.
            """
            : """
              /// Writes `out[oo + j * outRow + i] = in[io + i * inRow + j]` for `0 <= j < SIZE` and `0 <= i
              /// < rows`; places from `rows` to `SIZE - 1` repeat the last row.
            """);
    text.append("  static void block" + blockParameters(segment));
    text.append("    switch (SIZE) {\n");
    String arguments = "(in, io, inRow, rows - 1, out, oo, outRow)";
    for (int lanes = 16; lanes >= 2; lanes /= 2) {
      text.append("      case %d -> {\n".formatted(lanes));
      text.append("        lower%d%s;\n".formatted(lanes, arguments));
      text.append("        upper%d%s;\n".formatted(lanes, arguments));
      text.append("      }\n");
    }
    text.append("      default -> throw new IllegalArgumentException(SIZE + \" lanes\");\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String halfBlock(int lanes, boolean lower, boolean segment) {
    StringBuilder text = new StringBuilder();
    text.append("  private static void %s%d".formatted(lower ? "lower" : "upper", lanes));
    text.append(blockParameters(segment).replace("rows", "last"));
    int half = lanes / 2;
    for (int i = 0; i < half; i++) {
      text.append(
          "    BitsVector r%d = %s%d.selectFrom(%s, %s);\n"
              .formatted(i, lower ? "LOW" : "HIGH", half, row(i), row(i + half)));
    }
    if (half > 1) {
      text.append("    BitsVector upper;\n");
    }
    for (int step = half / 2; step >= 1; step /= 2) {
      for (int i = 0; i < half; i++) {
        if ((i & step) == 0) {
          text.append(
              """
                  upper = LOW%1$d.selectFrom(r%2$d, r%3$d);
                  r%3$d = HIGH%1$d.selectFrom(r%2$d, r%3$d);
                  r%2$d = upper;
              """
                  .formatted(step, i, i + step));
        }
      }
    }
    for (int i = 0; i < half; i++) {
      int row = lower ? i : i + half;
      String store =
          segment
              ? "intoMemorySegment(out, oo + %d * outRow, NATIVE)"
              : "intoArray(out, oo + %d * outRow)";
      text.append("    r%d.reinterpretAsFloats().%s;\n".formatted(i, store.formatted(row)));
    }
    return text.append("  }\n").toString();
  }

  private static String row(int i) {
    return "FloatVector.fromArray(LANES, in, io + Math.min(%d, last) * inRow).reinterpretAsBits()"
        .formatted(i);
  }

  private static String typed(String text, String type) {
    String bits = type.equals("Float") ? "int" : "long";
    return text.replace("Float", type)
        .replaceAll("\\bfloat\\b", type.toLowerCase(Locale.ROOT))
        .replace(
            "reinterpretAsBits", bits.equals("int") ? "reinterpretAsInts" : "reinterpretAsLongs")
        .replace("BitsVector", bits.equals("int") ? "IntVector" : "LongVector")
        .replace("JAVA_FLOAT", "JAVA_" + type.toUpperCase(Locale.ROOT))
        .replaceAll("\\bbits\\[", bits + "[");
  }
}
