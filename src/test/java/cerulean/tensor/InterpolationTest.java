package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import cerulean.tensor.Interpolation.Outside;
import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;

/// Element types, points outside, and sentences of resizing and sampling.
@Tag("once")
class InterpolationTest implements WordForWord {

  private static final int[] BOTH = {0, 1};

  private static final Tensor SQUARE = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);

  private static final Tensor IMAGE = SQUARE.reshape(1, 1, 2, 2);

  @Test
  void linearResizingIsThatOfTheDocumentationOfPyTorch() {
    int[] sizes = {4, 4};
    Tensor half = Interpolation.resize(SQUARE, BOTH, sizes, Resampling.LINEAR, false);
    assertArrayEquals(new float[] {1, 1.25f, 1.75f, 2}, half.select(0, 0).toArray());
    assertArrayEquals(new float[] {1.5f, 1.75f, 2.25f, 2.5f}, half.select(0, 1).toArray());
    Tensor corners = Interpolation.resize(SQUARE, BOTH, sizes, Resampling.LINEAR, true);
    float third = 1f / 3;
    assertArrayEquals(
        new float[] {1, 1 + third, 1 + 2 * third, 2}, corners.select(0, 0).toArray(), 1e-6f);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void nearestMovesElementsOfEveryType(DType type) {
    Tensor x = Tensor.of(new long[] {0, 1, 1, 0, 1}, 5).to(type);
    Tensor y = Interpolation.resize(x, new int[] {0}, new int[] {8}, Resampling.NEAREST, false);
    assertEquals(type, y.dtype());
    assertArrayEquals(new double[] {0, 0, 1, 1, 1, 0, 0, 1}, y.to(DType.F64).toDoubleArray());
  }

  @Test
  void areasAreMeansOfTheElementsThatTheyTouch() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 5);
    Tensor y = Interpolation.resizeArea(x, new int[] {0}, 3);
    // Elements 0 to 1, 1 to 3, 3 to 4.
    assertArrayEquals(new float[] {1.5f, 3, 4.5f}, y.toArray());
  }

  @Test
  void theResultHasStorageOfItsOwn() {
    Tensor same = Interpolation.resize(SQUARE, BOTH, new int[] {2, 2}, Resampling.NEAREST, false);
    assertNotSame(SQUARE.array(), same.array());
    int[] none = {};
    assertNotSame(SQUARE.array(), Interpolation.resizeArea(SQUARE, none).array());
    assertNotSame(
        SQUARE.array(), Interpolation.resize(SQUARE, none, none, Resampling.LINEAR, false).array());
  }

  @Test
  void elementsWithoutWeightAreNotRead() {
    Tensor x = Tensor.of(new float[] {Float.NaN, 7, Float.POSITIVE_INFINITY}, 3);
    Tensor at = Interpolation.resample(x, 0, new double[] {1}, Resampling.LINEAR);
    assertArrayEquals(new float[] {7}, at.toArray());
    assertArrayEquals(
        new float[] {7},
        Interpolation.resample(x, 0, new double[] {1}, Resampling.CUBIC).toArray());
  }

  @Test
  void positionsFarOutsideSeeTheEnds() {
    Tensor x = Tensor.of(new float[] {5, 6, 7}, 3);
    double[] far = {-1e300, 1e300, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (Resampling how : List.of(Resampling.NEAREST, Resampling.LINEAR, Resampling.CUBIC)) {
      assertArrayEquals(new float[] {5, 7, 5, 7}, Interpolation.resample(x, 0, far, how).toArray());
    }
  }

  @Test
  void theNearestOfTwoIsTheEvenOne() {
    Tensor x = Tensor.of(new float[] {10, 11, 12, 13}, 1, 1, 4);
    // Positions 0.5, 1.5 and 2.5 of corners at 0 and 3.
    Tensor grid = Tensor.of(new double[] {0.5 / 1.5 - 1, 0, 2.5 / 1.5 - 1}, 1, 3, 1);
    Tensor y = Interpolation.gridSample(x, grid, Resampling.NEAREST, Outside.ZEROS, true);
    assertArrayEquals(new float[] {10, 12, 12}, y.toArray());
  }

  @Test
  void pointsOutsideSeeWhatIsSaid() {
    Tensor grid = Tensor.of(new float[] {5, 0.5f, Float.POSITIVE_INFINITY, -0.5f}, 1, 1, 2, 2);
    assertArrayEquals(
        new float[] {0, 0},
        Interpolation.gridSample(IMAGE, grid, Resampling.LINEAR, Outside.ZEROS, false).toArray());
    assertArrayEquals(
        new float[] {4, 2},
        Interpolation.gridSample(IMAGE, grid, Resampling.LINEAR, Outside.BORDER, false).toArray());
    float[] reflected =
        Interpolation.gridSample(IMAGE, grid, Resampling.LINEAR, Outside.REFLECTION, false)
            .toArray();
    // Three image widths from the left edge and back at the right one; infinity comes back nowhere.
    assertArrayEquals(new float[] {4, Float.NaN}, reflected);
  }

  @Test
  void aPointWithANanIsNan() {
    Tensor grid = Tensor.of(new float[] {Float.NaN, 0, 0, 0}, 1, 1, 2, 2);
    for (Outside outside : Outside.values()) {
      for (Resampling how : List.of(Resampling.NEAREST, Resampling.LINEAR, Resampling.CUBIC)) {
        float[] y = Interpolation.gridSample(IMAGE, grid, how, outside, true).toArray();
        assertEquals(Float.NaN, y[0]);
        assertEquals(false, Float.isNaN(y[1]));
      }
    }
  }

  @Test
  void theIdentityMapGivesTheImage() {
    Tensor x = Tensor.uniform(Philox.of(3), -1, 1, 1, 2, 5, 7);
    Tensor theta = Tensor.of(new float[] {1, 0, 0, 0, 1, 0}, 1, 2, 3);
    for (boolean corners : new boolean[] {false, true}) {
      Tensor grid = Interpolation.affineGrid(theta, corners, 5, 7);
      Tensor y = Interpolation.gridSample(x, grid, Resampling.LINEAR, Outside.BORDER, corners);
      // Coordinates are floats: positions are off by some 2^-22.
      assertArrayEquals(x.toArray(), y.toArray(), 1e-5f);
    }
  }

  @Test
  void noImagesAndNoPointsAreNoResult() {
    Tensor none = Tensor.zeros(0, 3, 2, 2);
    assertEquals(
        Shape.of(0, 3, 4, 4),
        Interpolation.resize(none, new int[] {2, 3}, new int[] {4, 4}, Resampling.CUBIC, false)
            .shape());
    assertEquals(
        Shape.of(0, 3, 5, 1),
        Interpolation.gridSample(
                none, Tensor.zeros(0, 5, 1, 2), Resampling.LINEAR, Outside.ZEROS, false)
            .shape());
    assertEquals(
        Shape.of(1, 1, 0, 4),
        Interpolation.gridSample(
                IMAGE, Tensor.zeros(1, 0, 4, 2), Resampling.LINEAR, Outside.ZEROS, false)
            .shape());
    assertEquals(
        Shape.of(2, 0),
        Interpolation.resample(SQUARE, 1, new double[0], Resampling.LINEAR).shape());
  }

  static List<Arguments> sentences() {
    int[] first = {0};
    int[] three = {3};
    Tensor whole = Tensor.of(new long[] {1, 2}, 2);
    return List.of(
        row(
            () -> Interpolation.resize(SQUARE, BOTH, three, Resampling.LINEAR, false),
            "resize: axes and sizes come in pairs; got 2 and 1"),
        row(
            () -> Interpolation.resizeBy(SQUARE, BOTH, new double[1], Resampling.LINEAR, false),
            "resizeBy: axes and sizes come in pairs; got 2 and 1"),
        row(
            () -> Interpolation.resize(SQUARE, first, new int[1], Resampling.LINEAR, false),
            "resize: sizes must be at least 1; axis 0 of [2, 2] was to become 0"),
        row(
            () ->
                Interpolation.resizeBy(SQUARE, first, new double[] {0.2}, Resampling.LINEAR, false),
            "resizeBy: sizes must be at least 1; axis 0 of [2, 2] was to become 0"),
        row(
            () ->
                Interpolation.resizeBy(
                    SQUARE, first, new double[] {Double.NaN}, Resampling.LINEAR, false),
            "resizeBy: factors must be finite and above 0; got NaN"),
        row(
            () ->
                Interpolation.resize(
                    SQUARE, new int[] {1, -1}, new int[] {3, 3}, Resampling.LINEAR, false),
            "resize: axis -1 is given twice for [2, 2]"),
        row(
            () -> Interpolation.resize(whole, first, three, Resampling.LINEAR, false),
            "resize: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(
            () -> Interpolation.resizeArea(Tensor.zeros(0), first, 3),
            "resizeArea: sizes must be at least 1; axis 0 of [0] was to become 3"),
        row(
            () -> Interpolation.resample(SQUARE, 0, new double[] {Double.NaN}, Resampling.LINEAR),
            "resample: a position is NaN; positions count elements"),
        row(
            () -> Interpolation.resample(Tensor.zeros(0), 0, new double[1], Resampling.LINEAR),
            "resample: axis 0 of [0] has no elements"),
        row(
            () -> Resampling.LINEAR.stretched(0.5),
            "resampling: the stretch must be finite and at least 1; got 0.5"),
        row(
            () ->
                Interpolation.gridSample(
                    IMAGE, Tensor.zeros(1, 3, 3), Resampling.LINEAR, Outside.ZEROS, false),
            "gridSample: needs images [batch, channels, sizes] with 1 to 3 sizes above 0 and a grid"
                + " [batch, sizes, coordinates]; got [1, 1, 2, 2] and [1, 3, 3]"),
        row(
            () ->
                Interpolation.gridSample(
                    IMAGE,
                    Tensor.zeros(1, 3, 3, 2),
                    Resampling.LINEAR.excludingOutside(),
                    Outside.ZEROS,
                    false),
            "gridSample: the filter can be neither stretched nor exclude the outside; got"
                + " Resampling[method=LINEAR, cubicCoefficient=-0.75, stretch=1.0,"
                + " excludesOutside=true]"),
        row(
            () -> Interpolation.affineGrid(Tensor.zeros(1, 2, 3), false, 4, 4, 4),
            "affineGrid: maps for 3 sizes must be [batch, 3, 4]; got [1, 2, 3]"));
  }
}
