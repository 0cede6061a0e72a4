/// Measures of spike trains, signals and synapses, each with its definition, source and unit.
///
/// Start reading at [cerulean.neuro.analysis.SpikeTrains], which recorders become. Times are in ms,
/// rates in Hz; an interval of time is open at its start and closed at its end, as spikes are at
/// the ends of steps. What cannot be said, as the variation of no intervals, is NaN; what makes no
/// sense is a sentence.
@NullMarked
package cerulean.neuro.analysis;

import org.jspecify.annotations.NullMarked;
