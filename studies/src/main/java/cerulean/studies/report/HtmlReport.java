package cerulean.studies.report;

import cerulean.studies.plot.Chart;
import cerulean.studies.plot.LineChart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Builds a self-contained page, from the top down.
///
///     String page =
///         new HtmlReport("Stability gap", "Four optimizers on Split MNIST, 5 seeds")
///             .lead("NGM-SGD loses 3 % of task 1 at a switch, momentum SGD 27 %.")
///             .heading("Results")
///             .table(table)
///             .figure(chart, "Task-1 accuracy after every iteration.")
///             .heading("Run")
///             .keyValues(Map.of("JDK", "25.0.3"))
///             .files(Map.of("results.json", "every number of this page"))
///             .html();
///
/// All text is escaped; text between backticks is set as code. `Map.of` has no order: give a
/// `LinkedHashMap` where there are several entries.
public final class HtmlReport {
  private final String title;
  private final StringBuilder body = new StringBuilder();
  private boolean inSection;
  private boolean crosshair;
  private int figures;

  /// Starts a page with a headline and the line below it.
  public HtmlReport(String title, String subtitle) {
    this.title = title;
    body.append("<header>\n<h1>").append(Markup.inline(title)).append("</h1>\n");
    if (!subtitle.isEmpty()) {
      body.append("<p class=\"subtitle\">").append(Markup.inline(subtitle)).append("</p>\n");
    }
    body.append("</header>\n");
  }

  /// Adds the paragraph that says what was found, set larger.
  public HtmlReport lead(String text) {
    body.append("<p class=\"lead\">").append(Markup.inline(text)).append("</p>\n");
    return this;
  }

  /// Starts a section.
  public HtmlReport heading(String text) {
    endSection();
    inSection = true;
    body.append("<section>\n<h2>").append(Markup.inline(text)).append("</h2>\n");
    return this;
  }

  /// Adds a paragraph.
  public HtmlReport paragraph(String text) {
    body.append("<p>").append(Markup.inline(text)).append("</p>\n");
    return this;
  }

  /// Adds text in a fixed-width face, as a command to copy.
  public HtmlReport code(String text) {
    body.append("<pre class=\"scroll\" tabindex=\"0\"><code>").append(Markup.escape(text));
    body.append("</code></pre>\n");
    return this;
  }

  /// Adds a table.
  public HtmlReport table(ReportTable table) {
    body.append(table.html());
    return this;
  }

  /// Adds a chart, drawn for a wide and for a narrow page, with a numbered caption.
  public HtmlReport figure(Chart chart, String caption) {
    crosshair |= chart instanceof LineChart;
    figures++;
    body.append("<figure>\n<div class=\"wide\">").append(chart.svg(Chart.WIDE));
    body.append("</div>\n<div class=\"narrow\">").append(chart.svg(Chart.NARROW));
    body.append("</div>\n<figcaption><b>Figure ").append(figures).append(".</b> ");
    body.append(Markup.inline(caption)).append("</figcaption>\n</figure>\n");
    return this;
  }

  /// Adds a list of names and values, in the map's order.
  public HtmlReport keyValues(Map<String, String> values) {
    body.append("<dl>\n");
    values.forEach((name, value) -> {
      body.append("<div><dt>").append(Markup.inline(name)).append("</dt><dd>");
      body.append(Markup.inline(value)).append("</dd></div>\n");
    });
    body.append("</dl>\n");
    return this;
  }

  /// Adds links to files beside the page: name and what is in it, in the map's order.
  public HtmlReport files(Map<String, String> files) {
    body.append("<ul class=\"files\">\n");
    files.forEach((name, what) -> {
      if (name.contains("/") || name.contains(":") || name.contains("\\")) {
        throw new IllegalArgumentException(
            "report: a linked file lies beside the page; got '" + name + "'; give a bare name");
      }
      body.append("<li><a href=\"").append(Markup.escape(name)).append("\">");
      body.append(Markup.escape(name)).append("</a> ").append(Markup.inline(what));
      body.append("</li>\n");
    });
    body.append("</ul>\n");
    return this;
  }

  /// Returns the page.
  public String html() {
    String sections = inSection ? body + "</section>\n" : body.toString();
    StringBuilder page = new StringBuilder(sections.length() + 16_384);
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    page.append(Markup.escape(title)).append("</title>\n<style>\n").append(asset("report.css"));
    page.append(Chart.style()).append("</style>\n</head>\n<body>\n<main>\n").append(sections);
    page.append("</main>\n");
    if (crosshair) {
      page.append("<script>\n").append(asset("crosshair.js")).append("</script>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private void endSection() {
    if (inSection) {
      body.append("</section>\n");
    }
  }

  private static String asset(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "report: " + name + " is missing from the jar; build cerulean-studies again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
