package cerulean.studies.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Tag("once")
class ChartTest {
  private static final double NAN = Double.NaN;

  @Test
  void everyChartIsWellFormedAtEveryWidth() throws Exception {
    LineChart lines = lines(5);
    List<Chart> charts =
        List.of(lines, lines.aroundMarkers("zoom <&>", "near", "since", 20, 60), dots());
    for (Chart chart : charts) {
      for (int width : new int[] {Chart.NARROW, 700, Chart.WIDE}) {
        Element root = parse(chart.file(width)).getDocumentElement();
        assertEquals(chart.title(), root.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(
            chart.description(), root.getElementsByTagName("desc").item(0).getTextContent());
        assertEquals(width + 32, Integer.parseInt(root.getAttribute("width")));
        String viewBox = parse(chart.svg(width)).getDocumentElement().getAttribute("viewBox");
        assertTrue(viewBox.startsWith("0 0 " + width + " "));
      }
    }
  }

  @Test
  void reservedCharactersAreEscaped() {
    assertEquals("a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;", Svg.escape("a <b> & \"c\" 'd'"));
    assertEquals("\ufffd tab\t \ud83d\ude00", Svg.escape("\u0001 tab\t \ud83d\ude00"));
  }

  @Test
  void numbersAreWrittenShort() {
    StringBuilder out = new StringBuilder();
    for (double value : new double[] {0, -0.001, 1.5, -2.25, 10.004, 3.996}) {
      Svg.number(out, value, 2);
      out.append(' ');
    }
    assertEquals("0 0 1.5 -2.25 10 4 ", out.toString());
  }

  @Test
  void aOneIterationDipReachesTheBottomAxisValue() throws Exception {
    double[] x = new double[20_000];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      y[i] = 99;
    }
    y[12_345] = 0;
    LineChart chart = chart(Series.of("m", Tone.BLUE, x, y));
    double lowest = 0;
    Document document = parse(chart.svg(Chart.NARROW));
    NodeList parts = document.getElementsByTagName("svg");
    double area = Double.parseDouble(((Element) parts.item(1)).getAttribute("height"));
    Element line = (Element) document.getElementsByTagName("polyline").item(0);
    String[] points = line.getAttribute("points").split(" ", -1);
    for (String point : points) {
      lowest = Math.max(lowest, Double.parseDouble(point.split(",", -1)[1]));
    }
    assertEquals(area - PlotArea.INSET, lowest, 0.01);
    assertTrue(points.length < 2 * Chart.NARROW);
  }

  @Test
  void nanSplitsTheLine() throws Exception {
    Series gap =
        Series.of(
            "m", Tone.BLUE, new double[] {0, 100, 200, 300, 400}, new double[] {1, 2, NAN, 3, 4});
    Document document = parse(chart(gap).svg(Chart.WIDE));
    assertEquals(2, document.getElementsByTagName("polyline").getLength());
  }

  @Test
  void noNumberInADrawingIsNaNOrInfinite() {
    Series odd =
        Series.of("m", Tone.BLUE, new double[] {0, 1, 2}, new double[] {NAN, 1, 1e300})
            .spread(new double[] {1, NAN, 1});
    Series none = Series.of("n", Tone.GREEN, new double[0], new double[0]);
    Series empty = Series.of("o", Tone.GREY, new double[] {1}, new double[] {NAN});
    for (LineChart chart : List.of(chart(odd), chart(none), chart(empty), chart(odd, none))) {
      String svg = chart.svg(Chart.WIDE);
      assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    }
  }

  @Test
  void tickLabelsOfTheXAxisKeepApart() throws Exception {
    for (int width = 300; width <= 1200; width += 37) {
      for (double last : new double[] {9, 999, 1000, 8000, 123_456}) {
        Scale scale = new Scale(0, last, false, 0, width);
        Ticks ticks = Frame.xTicks(scale, width, 11);
        for (int i = 1; i < ticks.values().size(); i++) {
          double room = scale.at(ticks.values().get(i)) - scale.at(ticks.values().get(i - 1));
          double half = Svg.width(ticks.labels().get(i), Frame.TICK_SIZE) / 2;
          double before = Svg.width(ticks.labels().get(i - 1), Frame.TICK_SIZE) / 2;
          assertTrue(room > half + before, width + " " + last + " " + ticks.labels());
        }
      }
    }
  }

  @Test
  void namesOfManyTasksAreShortenedUntilTheyFit() throws Exception {
    List<String> texts = new ArrayList<>();
    NodeList nodes = parse(lines(40).svg(Chart.NARROW)).getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    assertFalse(texts.contains("+ task 2"));
    assertTrue(texts.contains("1"));
  }

  @Test
  void unevenArraysAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Series.of("ngm", Tone.BLUE, new double[3], new double[2]));
    assertEquals("series: mean has 2 values, x has 3 in 'ngm'", e.getMessage());
  }

  private static LineChart chart(Series... series) {
    Panel panel = Panel.of(Axis.of("y"), series);
    return new LineChart("t", "d", Axis.of("x"), List.of(panel), List.of());
  }

  private static LineChart lines(int tasks) {
    double[] x = new double[200 * tasks];
    double[] y = new double[x.length];
    double[] sd = new double[x.length];
    List<Marker> markers = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      y[i] = i % 200 < 5 ? 10 : 99;
      sd[i] = 1;
      if (i % 200 == 0) {
        markers.add(new Marker(i, i == 0 ? "task 1" : "+ task " + (i / 200 + 1)));
      }
    }
    Series one = Series.of("a<b> & \"c\"", Tone.BLUE, x, y).spread(sd).emphasised();
    Series two = Series.of("plain", Tone.ORANGE, x, sd);
    return new LineChart(
        "Task 1 & <more>",
        "it's \"described\"",
        Axis.of("iteration"),
        List.of(
            Panel.of(Axis.of("accuracy (%)").between(0, 100), one, two).weighing(1.5),
            Panel.of(Axis.of("loss").logarithmic(), one, two)),
        markers);
  }

  private static DotChart dots() {
    DotPanel panel =
        new DotPanel(
            Axis.of("gap"),
            List.of(
                Dot.of("ngm", Tone.BLUE, 0.02, 0.01).beside(0.017),
                Dot.of("adam", Tone.GREEN, NAN, NAN)));
    return new DotChart("Metrics", "dots", "ours", "paper", List.of(panel, panel, panel));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
