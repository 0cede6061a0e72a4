/// Any study over a grid of settings and seeds.
///
/// [cerulean.studies.sweep.SweepFile] says what to run, [cerulean.studies.sweep.Sweep] does what is
/// not done yet by a [cerulean.studies.sweep.Runner], and [cerulean.studies.sweep.SweepTable] puts
/// all numbers side by side.
@NullMarked
package cerulean.studies.sweep;

import org.jspecify.annotations.NullMarked;
