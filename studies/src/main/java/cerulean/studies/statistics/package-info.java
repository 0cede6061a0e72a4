/// What runs over several seeds say: intervals around means, and tests of paired differences.
///
/// Methods that share a seed share initial weights and batches, so they are compared in pairs
/// ([cerulean.studies.statistics.PairedTest]). Five seeds are few: the signed-rank test cannot then
/// give a p-value below 1/16, and a bootstrap interval is too narrow; the interval by Student's t
/// ([cerulean.studies.statistics.Interval]) is the one to print.
@NullMarked
package cerulean.studies.statistics;

import org.jspecify.annotations.NullMarked;
