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
      write(kernels.resolve(type + "WindowTiles.java"), windowTiles(type));
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
          methods.add(tile(height, vectors, packed, true));
          methods.add(tile(height, vectors, packed, false));
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
        /// elements of one row of `B`, `S` and `C` are adjacent. `A` lies by rows or by columns, whatever
        /// it did before, because to turn it round costs as much as a hundred columns of the product:
        /// `A[i, p]` is `a[ao + i * A_ROW + p]` or `a[ao + p * aColumn + i]`. `S` is `C` itself where a sum goes on, or zeros: as a branch, the case that comes second would
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

          /// Floats from one row to the next in a packed panel of `A`: the depth of a block and a cache
          /// line, so that rows do not compete for places in the cache.
          static final int A_ROW = SimdFloatMatMul.BLOCK_K + 16;

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
              /// A tile of packed panels: `aColumn` is `A_STRIDE`, `B[p, j]` is number `p * width + j` from
              /// byte `bo` on.
            """
            : """
              /// A tile of a `B` as it is: `B[p, j]` is `b[bo + p * bRow + j]`.
            """);
    text.append(
        "  static void %s(boolean byRows, int height, int vectors, %s) {\n"
            .formatted(mode, parameters(packed)));
    text.append("    switch (height * 4 + vectors * 2 - (byRows ? 1 : 0)) {\n");
    for (int height = 1; height <= TALLEST; height++) {
      for (int vectors = 1; vectors <= 2; vectors++) {
        for (int byRows = 1; byRows >= 0; byRows--) {
          text.append(
              "      case %d -> %s(%s);\n"
                  .formatted(
                      height * 4 + vectors * 2 - byRows,
                      name(height, vectors, packed, byRows == 1),
                      arguments));
        }
      }
    }
    text.append("      default -> throw new IllegalArgumentException(\"height \" + height);\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String name(int height, int vectors, boolean packed, boolean byRows) {
    return "%s%s%dx%d"
        .formatted(packed ? "packed" : "strided", byRows ? "Rows" : "Columns", height, vectors);
  }

  private static String tile(int height, int vectors, boolean packed, boolean byRows) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  private static void %s(%s) {\n"
            .formatted(name(height, vectors, packed, byRows), parameters(packed)));
    forEach(height, vectors, text, "    FloatVector c%1$d_%2$d = FloatVector.zero(LANES);\n");
    boolean strided = !packed && !byRows;
    if (strided) {
      text.append("    int column = ao;\n");
    }
    if (!packed) {
      text.append("    int row = bo;\n");
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
    String element =
        byRows ? "ao + %1$d * A_ROW + p" : strided ? "column + %1$d" : "ao + p * A_STRIDE + %1$d";
    for (int i = 0; i < height; i++) {
      text.append(
          "      FloatVector a%d = FloatVector.broadcast(LANES, a[%s]);\n"
              .formatted(i, element.formatted(i)));
      for (int j = 0; j < vectors; j++) {
        text.append("      c%1$d_%2$d = a%1$d.fma(b%2$d, c%1$d_%2$d);\n".formatted(i, j));
      }
    }
    if (strided) {
      text.append("      column += aColumn;\n");
    }
    if (!packed) {
      text.append("      row += bRow;\n");
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

  /// Vectors of the longest tile of one row: as many sums as an addition that takes four cycles and
  /// begins twice in each can be busy with.
  private static final int LONGEST = 8;

  private static String shiftTiles(String type) {
    List<String> methods = new ArrayList<>();
    methods.add(
        cases(
            """
              /// `C[h, w] = S[h, w] + A[h, k] B[k, w]` with `A[i, p]` at `a[ao + i * A_ROW + p]` and
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
    methods.add(row());
    for (int vectors = 4; vectors <= LONGEST; vectors *= 2) {
      methods.add(product(1, vectors));
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

        import static cerulean.tensor.kernel.FloatTiles.A_ROW;
        import static cerulean.tensor.kernel.FloatTiles.LANES;
        import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;

        import jdk.incubator.vector.FloatVector;

        /// Tiles of products with shifted rows, held in registers: written by RegisterTiles.java.
        final class FloatShiftTiles {

          /// Rows of the tallest tile of inner products.
          static final int DOT_ROWS = %d;

          /// Columns of the widest.
          static final int DOT_COLUMNS = %d;

          /// Vectors of the longest tile of one row.
          static final int LONGEST = %d;

          private FloatShiftTiles() {}

        %s}
        """
            .formatted(DOT_ROWS, DOT_COLUMNS, LONGEST, String.join("\n", methods)),
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

  /// A method that calls the one for a row of so many vectors.
  private static String row() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
          /// [#product] for one row of 1, 2, 4 ... %d vectors.
        """
            .formatted(LONGEST));
    text.append("  static void row(int vectors, %s) {\n".formatted(PRODUCT));
    text.append("    switch (vectors) {\n");
    for (int v = 1; v <= LONGEST; v *= 2) {
      text.append(
          "      case %1$d -> product1x%1$d(a, ao, b, bo, rows, ro, k, s, so, sRow, c, co, cRow);\n"
              .formatted(v));
    }
    text.append("      default -> throw new IllegalArgumentException(\"vectors \" + vectors);\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String product(int height, int vectors) {
    StringBuilder text = new StringBuilder();
    text.append("  private static void product%dx%d(%s) {\n".formatted(height, vectors, PRODUCT));
    forEach(height, vectors, text, "    FloatVector c%1$d_%2$d = FloatVector.zero(LANES);\n");
    text.append("    for (int p = 0; p < k; p++) {\n      int row = bo + rows[ro + p];\n");
    for (int j = 0; j < vectors; j++) {
      text.append(
          "      FloatVector b%1$d = FloatVector.fromArray(LANES, b, row + %1$d * LANE_COUNT);\n"
              .formatted(j));
    }
    for (int i = 0; i < height; i++) {
      text.append(
          "      FloatVector a%1$d = FloatVector.broadcast(LANES, a[ao + %1$d * A_ROW + p]);\n"
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

  // ---- Tiles of depthwise convolutions

  /// Lines of a tile: those of most networks' images are multiples of 7, and 14 registers hold it
  /// with a window of 5.
  private static final int LINES = 7;

  /// Lines of the windows for which there are tiles.
  private static final List<Integer> WINDOWS = List.of(3, 5, 7);

  private static String windowTiles(String type) {
    List<String> methods = new ArrayList<>();
    methods.add(
        window(
            """
              /// `out[y, x] = shift + sum of w[i, j] in[y + i, x + j]` for [#LINES] lines of a vector of `x`,
              /// of which `inside` is written; `w` has `width` columns.
            """,
            "convolve",
            CONVOLVE,
            "(width, w, wo, in, io, inLine, shift, inside, out, oo, outLine)"));
    for (boolean end : new boolean[] {false, true}) {
      methods.add(
          window(
              """
                /// `sums[i] += sum over y of g[y, x] in[y + i, x]`, lane by lane, for a vector of `x`%s;
                /// `step` from one sum to the next.
              """
                  .formatted(
                      end ? ", of\n  /// which what is not `inside` counts as 0 in `g`" : ""),
              end ? "correlateEnd" : "correlate",
              correlateParameters(end),
              "(lines, %sg, go, gLine, in, io, inLine, sums, so, step)"
                  .formatted(end ? "inside, " : "")));
    }
    for (int height : WINDOWS) {
      methods.add(convolve(height));
      methods.add(correlate(height, false));
      methods.add(correlate(height, true));
    }
    return typed(
        """
        package cerulean.tensor.kernel;

        import static cerulean.tensor.kernel.FloatTiles.LANES;

        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorMask;

        /// Tiles of depthwise convolutions, held in registers: written by RegisterTiles.java. A line of
        /// the image is loaded once for all lines of the result that see it.
        final class FloatWindowTiles {

          /// Lines of a tile.
          static final int LINES = %d;

          private FloatWindowTiles() {}

        %s}
        """
            .formatted(LINES, String.join("\n", methods)),
        type);
  }

  private static final String CONVOLVE =
      "int width, float[] w, int wo, float[] in, int io, int inLine, float shift, VectorMask<Float> inside, float[] out, int oo, int outLine";

  private static String correlateParameters(boolean end) {
    return "int lines, %sfloat[] g, int go, int gLine, float[] in, int io, int inLine, float[] sums, int so, int step"
        .formatted(end ? "VectorMask<Float> inside, " : "");
  }

  /// A method that calls the one for the height of its window.
  private static String window(String comment, String name, String parameters, String arguments) {
    StringBuilder text = new StringBuilder(comment);
    text.append(
        "  static void %s(int height, %s) {\n    switch (height) {\n".formatted(name, parameters));
    for (int height : WINDOWS) {
      text.append("      case %1$d -> %2$s%1$d%3$s;\n".formatted(height, name, arguments));
    }
    text.append("      default -> throw new IllegalArgumentException(\"height \" + height);\n");
    return text.append("    }\n  }\n").toString();
  }

  private static String convolve(int height) {
    StringBuilder text = new StringBuilder();
    text.append("  private static void convolve%d(%s) {\n".formatted(height, CONVOLVE));
    for (int y = 0; y < LINES; y++) {
      text.append("    FloatVector c%d = FloatVector.broadcast(LANES, shift);\n".formatted(y));
    }
    text.append("    for (int j = 0; j < width; j++) {\n");
    for (int i = 0; i < height; i++) {
      text.append(
          "      FloatVector w%1$d = FloatVector.broadcast(LANES, w[wo + %1$d * width + j]);\n"
              .formatted(i));
    }
    text.append("      int at = io + j;\n");
    text.append("      FloatVector x;\n");
    for (int line = 0; line < LINES + height - 1; line++) {
      text.append(
          "      x = FloatVector.fromArray(LANES, in, at + %d * inLine);\n".formatted(line));
      for (int i = height - 1; i >= 0; i--) {
        int y = line - i;
        if (y >= 0 && y < LINES) {
          text.append("      c%1$d = w%2$d.fma(x, c%1$d);\n".formatted(y, i));
        }
      }
    }
    text.append("    }\n");
    for (int y = 0; y < LINES; y++) {
      text.append("    c%1$d.intoArray(out, oo + %1$d * outLine, inside);\n".formatted(y));
    }
    return text.append("  }\n").toString();
  }

  /// At the end of lines two at a time: with masks for more of them the method is too large for the
  /// quick compiler.
  private static String correlate(int height, boolean end) {
    StringBuilder text = new StringBuilder();
    int atOnce = end ? 2 : LINES;
    text.append(
        "  private static void correlate%s%d(%s) {\n"
            .formatted(end ? "End" : "", height, correlateParameters(end)));
    for (int i = 0; i < height; i++) {
      text.append(
          "    FloatVector c%1$d = FloatVector.fromArray(LANES, sums, so + %1$d * step);\n"
              .formatted(i));
    }
    text.append("    int y = 0;\n    int slope = go;\n    int at = io;\n");
    text.append("    FloatVector x;\n");
    text.append("    for (; y <= lines - %1$d; y += %1$d) {\n".formatted(atOnce));
    text.append(slopes(height, atOnce, end));
    text.append(
        "      slope += %1$d * gLine;\n      at += %1$d * inLine;\n    }\n".formatted(atOnce));
    text.append("    for (; y < lines; y++) {\n");
    text.append(slopes(height, 1, end));
    text.append("      slope += gLine;\n      at += inLine;\n    }\n");
    for (int i = 0; i < height; i++) {
      text.append("    c%1$d.intoArray(sums, so + %1$d * step);\n".formatted(i));
    }
    return text.append("  }\n").toString();
  }

  /// The products of so many lines of slopes with the lines of the image they see.
  private static String slopes(int height, int lines, boolean end) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < lines; y++) {
      text.append(
          "      FloatVector g%1$d = FloatVector.fromArray(LANES, g, slope + %1$d * gLine%2$s);\n"
              .formatted(y, end ? ", inside" : ""));
    }
    for (int line = 0; line < lines + height - 1; line++) {
      text.append(
          "      x = FloatVector.fromArray(LANES, in, at + %d * inLine);\n".formatted(line));
      for (int i = 0; i < height; i++) {
        int y = line - i;
        if (y >= 0 && y < lines) {
          text.append("      c%1$d = g%2$d.fma(x, c%1$d);\n".formatted(i, y));
        }
      }
    }
    return text.toString();
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
