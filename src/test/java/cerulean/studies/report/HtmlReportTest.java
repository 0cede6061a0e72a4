package cerulean.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class HtmlReportTest {
  @Test
  void textIsEscapedAndBackticksAreCode() {
    String page =
        new HtmlReport("a <b>", "c & d")
            .paragraph("`x < y` and <script>")
            .keyValues(Map.of("k<", "v>"))
            .html();
    assertTrue(page.contains("<h1>a &lt;b&gt;</h1>"));
    assertTrue(page.contains("<code>x &lt; y</code> and &lt;script&gt;"));
    assertTrue(page.contains("<dt>k&lt;</dt><dd>v&gt;</dd>"));
  }

  @Test
  void thePageNeedsNothingFromOutside() {
    String page = page();
    for (String outside : List.of("src=", "@import", "url(", "<link")) {
      assertFalse(page.contains(outside), outside);
    }
    String withoutNamespace = page.replace("http://www.w3.org/2000/svg", "");
    assertFalse(withoutNamespace.contains("http"));
  }

  @Test
  void aFigureIsDrawnTwiceAndNumbered() {
    String page = page();
    assertEquals(2, page.split("class=\"cer-plot crosshair\"", -1).length - 1);
    assertTrue(
        page.contains(
            "<b>Figure 1.</b> One <i>curve</i>"
                .replace("<i>", "&lt;i&gt;")
                .replace("</i>", "&lt;/i&gt;")));
  }

  @Test
  void theScriptComesOnlyWithCurves() {
    assertFalse(new HtmlReport("t", "").html().contains("<script>"));
    assertTrue(page().contains("<script>"));
  }

  @Test
  void columnsOfNumbersAreFlushRightAndReferencesStandBelow() {
    String html =
        ReportTable.of("c", "method", "gap", "note")
            .row(
                List.of(
                    Cell.of("ngm"),
                    Cell.of("0.028 \u00b1 0.002").beside("paper 0.017").asBest(),
                    Cell.of("good")))
            .row("sgd", "\u2212", "")
            .html();
    assertTrue(html.contains("<th scope=\"col\" class=\"number\">gap</th>"));
    assertTrue(html.contains("<th scope=\"col\">note</th>"));
    assertTrue(
        html.contains(
            "<td class=\"number\"><strong>0.028 \u00b1 0.002</strong>"
                + "<small>paper 0.017</small></td>"));
  }

  @Test
  void linksOutOfTheFolderAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new HtmlReport("t", "").files(Map.of("../x", "no")));
    assertEquals(
        "report: a linked file lies beside the page; got '../x'; give a bare name", e.getMessage());
  }

  private static String page() {
    Series series = Series.of("m", Tone.BLUE, new double[] {0, 1}, new double[] {1, 2});
    LineChart chart =
        new LineChart("t", "d", Axis.of("x"), List.of(Panel.of(Axis.of("y"), series)), List.of());
    return new HtmlReport("Study", "sub")
        .lead("Found.")
        .heading("Results")
        .figure(chart, "One <i>curve</i>")
        .heading("Run")
        .code("./cerulean")
        .files(Map.of("results.json", "numbers"))
        .html();
  }
}
