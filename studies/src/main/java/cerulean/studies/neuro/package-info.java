/// Demonstrations of the neuro engine, each a command with a report: firing patterns, a network,
/// plasticity, f-I curves.
///
/// Start reading at [cerulean.studies.neuro.Demonstration], which all commands extend; each command
/// checks its options and hands over to a class that computes and one that reports.
@NullMarked
package cerulean.studies.neuro;

import org.jspecify.annotations.NullMarked;
