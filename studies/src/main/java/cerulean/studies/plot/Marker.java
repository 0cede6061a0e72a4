package cerulean.studies.plot;

/// The place on the x axis where a stretch named `label` begins, as in `+ task 2` from iteration
/// 200 on. The first stretch has a marker too, at the left edge, where no line is drawn.
public record Marker(double x, String label) {}
