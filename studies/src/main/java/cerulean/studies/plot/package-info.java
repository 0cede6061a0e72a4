/// Charts as SVG text: curves with bands, the same curves zoomed in around each switch, dots with
/// error bars, spike rasters, traces, histograms, heat maps and scatter plots.
///
/// A chart is an immutable record that says what is shown; [Chart#svg] lays it out for one width,
/// so that a page can carry a wide and a narrow drawing of the same figure. Colours are roles
/// ([Tone]) with a value for light and for dark surroundings. Start reading at [LineChart].
@NullMarked
package cerulean.studies.plot;

import org.jspecify.annotations.NullMarked;
