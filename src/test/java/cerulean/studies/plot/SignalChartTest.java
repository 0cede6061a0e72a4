package cerulean.studies.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// Rasters, traces, histograms, heat maps and scatter plots.
@Tag("once")
class SignalChartTest {
  private static final double NAN = Double.NaN;
  private static final double[] TIME = {0, 1, 2, 3};
  private static final Series TRACE =
      Series.of("v <&>", Tone.BLUE, TIME, new double[] {-65, 30, NAN, -60});
  private static final Axis MS = Axis.of("time (ms)");

  private static List<Chart> all() {
    Raster many = Raster.of("exc", Tone.BLUE, 800, new double[] {1, 2, 2}, new int[] {0, 799, 5});
    Raster none = Raster.of("silent", Tone.GREY, 1, new double[0], new int[0]);
    Panel rate = Panel.of(Axis.of("rate (Hz)"), TRACE);
    TracePanel trace = TracePanel.of("a", Axis.of("v (mV)"), TRACE);
    TracePanel driven = trace.with(Series.of("input", Tone.GREY, TIME, new double[4]));
    Histogram bars = Histogram.of("w", Tone.BLUE, new double[] {0, 1, 2}, new double[] {3, NAN});
    return List.of(
        new RasterChart("t", "d", MS, List.of(many, none), List.of(rate)),
        new RasterChart("t", "d", MS, List.of(none), List.of()),
        TraceChart.stacked("t", "d", MS, List.of(trace, driven)),
        new TraceChart("t", "d", MS, List.of(trace, driven, driven, trace, trace), 4),
        new HistogramChart("t", "d", Axis.of("w"), Axis.of("n"), List.of(bars, bars)),
        new HistogramChart("t", "d", Axis.of("w"), Axis.of("n").logarithmic(), List.of(bars)),
        heat(new double[][] {{1, NAN}, {-3, 2}}, false),
        heat(new double[][] {{NAN}}, true),
        heat(new double[1000][900], true),
        new ScatterChart(
            "t",
            "d",
            Axis.of("x"),
            Axis.of("y"),
            List.of(
                Scatter.of("g", Tone.GREEN, TIME, TIME), Scatter.of("h", Tone.GREY, TIME, TIME))));
  }

  @Test
  void everyChartIsWellFormedAndFiniteAtEveryWidth() throws Exception {
    for (Chart chart : all()) {
      for (int width : new int[] {Chart.NARROW, 700, Chart.WIDE}) {
        Element root = parse(chart.file(width)).getDocumentElement();
        assertEquals("t", root.getElementsByTagName("title").item(0).getTextContent());
        assertEquals("d", root.getElementsByTagName("desc").item(0).getTextContent());
        String svg = chart.svg(width);
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      }
    }
  }

  @Test
  void textsOfOneLineKeepApart() throws Exception {
    for (Chart chart : all()) {
      for (int width : new int[] {Chart.NARROW, Chart.WIDE}) {
        NodeList texts = parse(chart.svg(width)).getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
          for (int j = 0; j < i; j++) {
            assertFalse(
                overlap((Element) texts.item(i), (Element) texts.item(j)), () -> chart + "");
          }
        }
      }
    }
  }

  private static boolean overlap(Element a, Element b) {
    double apart = Math.abs(number(a, "y") - number(b, "y"));
    double[] first = span(a);
    double[] second = span(b);
    return apart < 9 && first[0] < second[1] && second[0] < first[1];
  }

  /// Left and right end, with the width that digits and short words have.
  private static double[] span(Element text) {
    double width = 6.2 * text.getTextContent().length();
    double x = number(text, "x");
    return switch (text.getAttribute("text-anchor")) {
      case "start" -> new double[] {x, x + width};
      case "end" -> new double[] {x - width, x};
      default -> new double[] {x - width / 2, x + width / 2};
    };
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void aSpikeIsDrawnAtItsTimeAndCell() throws Exception {
    Raster raster =
        Raster.of("cells", Tone.BLUE, 10, new double[] {25, 75, 75, 75}, new int[] {0, 9, 9, 9});
    RasterChart chart = new RasterChart("t", "d", MS.between(0, 100), List.of(raster), List.of());
    Document drawing = parse(chart.svg(Chart.WIDE));
    String path = ((Element) drawing.getElementsByTagName("path").item(0)).getAttribute("d");
    String[] strokes = path.substring(1).split("M", -1);
    assertEquals(2, strokes.length, "equal spikes are drawn once");
    double upper = Double.parseDouble(strokes[0].split("[ v]", -1)[1]);
    double lower = Double.parseDouble(strokes[1].split("[ v]", -1)[1]);
    assertEquals(9 * 14, lower - upper, 0.5);
    double right = Double.parseDouble(strokes[0].split("[ v]", -1)[0]);
    double left = Double.parseDouble(strokes[1].split("[ v]", -1)[0]);
    double plot = 2 * (right - left);
    assertEquals(right, plot * 0.75 + (left - plot * 0.25), 1e-9);
    assertEquals(Chart.WIDE - 12, left - plot * 0.25 + plot, 1);
  }

  @Test
  void aMillionSpikesMakeABoundedDrawing() {
    double[] times = new double[1_000_000];
    int[] cells = new int[times.length];
    for (int k = 0; k < times.length; k++) {
      times[k] = k % 1000;
      cells[k] = (int) (k * 7919L % 1000);
    }
    Raster raster = Raster.of("cells", Tone.BLUE, 1000, times, cells);
    String svg = new RasterChart("t", "d", MS, List.of(raster), List.of()).svg(Chart.NARROW);
    // 330 by 320 pixels, two strokes in each direction, twelve characters each.
    assertTrue(svg.length() < 330 * 320 * 4 * 16, "length " + svg.length());
  }

  @Test
  void signsHaveHuesAndZeroIsInTheMiddle() {
    assertEquals(12, Shades.step(0, -3, 3));
    assertEquals(0, Shades.step(-3, -3, 3));
    assertEquals(Shades.STEPS - 1, Shades.step(3, -3, 3));
    String both = heat(new double[][] {{-1, 3}}, false).svg(Chart.WIDE);
    String amounts = heat(new double[][] {{1, 3}}, false).svg(Chart.WIDE);
    assertTrue(both.contains("cells d24") && !both.contains("cells q"));
    assertTrue(amounts.contains("cells q24") && !amounts.contains("cells d"));
  }

  @Test
  void aHeatMapTurnsRowsOver() {
    double[][] values = {{0, 0}, {1, 1}};
    assertNotEquals(heat(values, true).svg(Chart.WIDE), heat(values, false).svg(Chart.WIDE));
  }

  @Test
  void largeMatricesAreAveraged() {
    double[][] values = new double[2000][2000];
    for (double[] row : values) {
      Arrays.fill(row, 1);
      row[1] = NAN;
    }
    values[0][0] = 1.5;
    assertTrue(heat(values, false).svg(Chart.NARROW).length() < 200_000);
  }

  @Test
  void barsReachTheirHeights() throws Exception {
    Histogram bars =
        Histogram.of("w", Tone.BLUE, new double[] {0, 1, 2, 4}, new double[] {10, 0, 5});
    Document drawing =
        parse(
            new HistogramChart("t", "d", Axis.of("x"), Axis.of("n").between(0, 10), List.of(bars))
                .svg(Chart.WIDE));
    String path = ((Element) drawing.getElementsByTagName("path").item(0)).getAttribute("d");
    String[] parts = path.split("Z", -1);
    assertEquals(3, parts.length, "an empty bin has no bar");
    double ground = Double.parseDouble(parts[0].split("[ VH]", -1)[1]);
    double full = Double.parseDouble(parts[0].split("[VH]", -1)[1]);
    double half = Double.parseDouble(parts[1].split("[VH]", -1)[1]);
    assertEquals((ground - full) / 2, ground - half, 0.02);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    refused(
        "raster: one cell for each time is needed; got 2 times and 1 cells in 'a'",
        () -> Raster.of("a", Tone.BLUE, 3, new double[2], new int[1]));
    refused(
        "raster: cells are 0 to 2; got 3 in 'a'",
        () -> Raster.of("a", Tone.BLUE, 3, new double[1], new int[] {3}));
    refused(
        "raster chart: it needs at least one population, got none for 't'",
        () -> new RasterChart("t", "d", MS, List.of(), List.of()));
    refused(
        "trace chart: it needs a panel and a column, got 0 panels in 1 columns for 't'",
        () -> TraceChart.stacked("t", "d", MS, List.of()));
    refused(
        "histogram: one edge more than bars is needed; got 2 edges and 2 bars in 'a'",
        () -> Histogram.of("a", Tone.BLUE, new double[2], new double[2]));
    refused(
        "histogram: edges must ascend, got 0.0 after 0.0 in 'a'",
        () -> Histogram.of("a", Tone.BLUE, new double[2], new double[1]));
    refused(
        "histogram chart: it needs at least one histogram, got none for 't'",
        () -> new HistogramChart("t", "d", MS, MS, List.of()));
    refused(
        "heat map: it needs at least one value, got none for 't'",
        () -> heat(new double[0][0], false));
    refused(
        "heat map: rows must be equally long, got 2 and 1 for 't'",
        () -> heat(new double[][] {{1, 2}, {3}}, false));
    refused(
        "scatter: y has 2 values, x has 1 in 'a'",
        () -> Scatter.of("a", Tone.BLUE, new double[1], new double[2]));
    refused(
        "scatter chart: it needs at least one group, got none for 't'",
        () -> new ScatterChart("t", "d", MS, MS, List.of()));
  }

  private static void refused(String sentence, Executable made) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  private static HeatMap heat(double[][] values, boolean upwards) {
    return new HeatMap(
        "t", "d", Axis.of("to"), Axis.of("from"), Axis.of("weight (nS)"), values, upwards);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
